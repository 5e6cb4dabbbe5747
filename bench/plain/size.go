package plain

import (
	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph"
)

// Size is how much there is of what.
func (x *Index) Size() results.Graph {
	g := results.Graph{Quads: x.quads, Things: len(x.things)}
	for i := range x.things {
		t := &x.things[i]
		if t.kind == graph.Document {
			g.Documents++
		}
		for _, r := range t.out {
			g.Relations++
			g.Claims += len(r.claims)
		}
	}
	return g
}
