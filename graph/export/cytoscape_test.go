package export

import (
	"strings"
	"testing"
)

func TestCytoscape(t *testing.T) {
	v := awkward(t)
	golden(t, "cytoscape.golden.cyjs", written(t, "cytoscape", v.All().WithClaims(false), Options{}))
}

// A label cannot end the script element of a page into which the document is pasted.
func TestJSONStandsInAPage(t *testing.T) {
	for _, name := range []string{"cytoscape", "cx2", "jgf"} {
		if text := written(t, name, awkward(t).All(), Options{}); strings.ContainsAny(text, "<>&\u2028\u2029") {
			t.Errorf("%s has characters that HTML reads", name)
		}
	}
}
