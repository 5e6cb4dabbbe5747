package export

import (
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestTriG(t *testing.T) {
	golden(t, "trig.golden.trig", written(t, "trig", twoClaims(t).All(), Options{}))
}

// A piece without anything is a file that can be read, of prefixes alone.
func TestRDFOfNothing(t *testing.T) {
	piece := view(t, nil, nil).All()
	directives := string(newTurtle(graph.DefaultBase).directives())
	for format, want := range map[string]string{"nquads": "", "turtle": directives, "trig": directives + "@prefix : <https://polygraph.example/id/> .\n"} {
		if got := written(t, format, piece, Options{}); got != want {
			t.Errorf("%s is %q", format, got)
		}
	}
	for _, format := range []string{"jsonld", "jsonld-framed"} {
		if lines := quadsOf(t, written(t, format, piece, Options{})); len(lines) > 0 {
			t.Errorf("%s says %q", format, lines)
		}
	}
}
