package export

import "github.com/polygraph-kg/polygraph/graph"

// point is where a node is drawn; y grows upwards.
type point struct{ x, y float64 }

// layout is where each node is drawn; nil for a graph that is too large to be laid out here.
func (g *propertyGraph) layout() map[graph.ID]point { return nil }
