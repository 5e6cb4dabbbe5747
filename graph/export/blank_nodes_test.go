package export

import (
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// Quads of anybody else's have blank nodes, and some are in no named graph.
func TestBlankNodesAndNoGraph(t *testing.T) {
	knows := graph.IRI("vocabulary#knows")
	piece := graph.NewView([]graph.Quad{
		{Subject: graph.IRI("_:b0"), Predicate: knows, Object: graph.IRI("_:b1")},
		{Subject: graph.IRI("place/a"), Predicate: knows, Object: graph.IRI("_:b1")},
		{Subject: graph.IRI("_:b0"), Predicate: knows, Object: graph.IRI("place/a"), Graph: graph.IRI("curated")},
	}).All()
	for format, want := range map[string]string{
		"nquads": "_:b0 <https://polygraph.example/id/vocabulary#knows> _:b1 .\n" +
			"<https://polygraph.example/id/place/a> <https://polygraph.example/id/vocabulary#knows> _:b1 .\n" +
			"_:b0 <https://polygraph.example/id/vocabulary#knows> <https://polygraph.example/id/place/a> <https://polygraph.example/id/curated> .\n",
		"trig": "\n    _:b0 vocab:knows _:b1 .\n\n    place:a vocab:knows _:b1 .\n\n:curated {\n    _:b0 vocab:knows place:a .\n}\n",
	} {
		if got := written(t, format, piece, Options{}); !strings.HasSuffix(got, want) {
			t.Errorf("%s is\n%s", format, got)
		}
	}
	lines := slices.Sorted(strings.Lines(written(t, "nquads", piece, Options{})))
	if got := quadsOf(t, written(t, "jsonld", piece, Options{})); !slices.Equal(got, lines) {
		t.Errorf("JSON-LD says %q", got)
	}
}
