package graph

import (
	"cmp"
	"context"
	"slices"
)

// NeighbourhoodQuestion asks for what lies around things.
type NeighbourhoodQuestion struct {
	Of     []ID
	Depth  int // relations away, at most
	Nodes  int // how many things, at most
	Edges  int // how many relations, at most
	AsOf   Date
	Filter *RelationFilter // relations to follow; Node is the end that is farther away
}

// Subgraph is a piece of the graph, ready to draw: every end of an edge is a node.
type Subgraph struct {
	Nodes        []SubgraphNode // nearest first, then by ID
	Edges        []Edge         // by subject, predicate and object
	OmittedNodes int            // that lie within the depth, but beyond the bound
	OmittedEdges int
}

// SubgraphNode is a thing with how many relations lead to it from where the
// question began.
type SubgraphNode struct {
	Thing    ID
	Distance int
}

// The bounds of a neighbourhood.
const (
	MaxDepth    = 5
	MaxSeeds    = 20
	MaxSubgraph = 1000 // nodes
	MaxDrawn    = 5000 // edges
)

// Neighbourhood answers what lies around things, nearest first. Where more lies
// there than is wanted, what more claims speak of comes first. It does not run
// through posts and metrics, which join everything with everything.
func (v *View) Neighbourhood(ctx context.Context, q NeighbourhoodQuestion) (*Subgraph, error) {
	if len(q.Of) == 0 || len(q.Of) > MaxSeeds {
		return nil, invalid("the neighbourhood of %d things is asked for; name 1 to %d", len(q.Of), MaxSeeds)
	}
	if q.Depth < 0 || q.Depth > MaxDepth {
		return nil, invalid("a depth of %d is asked for; 0 to %d can be had", q.Depth, MaxDepth)
	}
	if q.Nodes < 1 || q.Nodes > MaxSubgraph || q.Edges < 0 || q.Edges > MaxDrawn {
		return nil, invalid("1 to %d things and 0 to %d relations can be had; %d and %d are asked for", MaxSubgraph, MaxDrawn, q.Nodes, q.Edges)
	}
	if err := (&compiler{view: v}).require(q.Of); err != nil {
		return nil, err
	}
	follows, err := v.edgeTest(ctx, q.Filter, q.AsOf)
	if err != nil {
		return nil, err
	}
	found := &Subgraph{}
	seen, kept := make(map[ID]bool), make(map[ID]bool)
	edges, w := make(map[Edge]bool), watch{ctx: ctx}
	frontier := unseen(q.Of, seen)
	for distance := 0; len(frontier) > 0; distance++ {
		found.admit(v, frontier, distance, q.Nodes, kept)
		var next []ID
		for _, id := range frontier {
			if w.isGivenUpBefore(1 + v.degree(id)) {
				return nil, w.err
			}
			if !kept[id] || distance > 0 && isHub(id) {
				continue
			}
			for _, edge := range v.Around(id) {
				if w.isGivenUp() {
					return nil, w.err
				}
				if other := edge.Other(id); v.Thing(other) != nil && follows(edge, id) && (seen[other] || distance < q.Depth) {
					edges[edge] = true
					next = append(next, other)
				}
			}
		}
		frontier = unseen(next, seen)
	}
	for edge := range edges {
		if kept[edge.Subject()] && kept[edge.Object()] {
			found.Edges = append(found.Edges, edge)
		}
	}
	slices.SortFunc(found.Edges, compareEdges)
	if more := len(found.Edges) - q.Edges; more > 0 {
		found.Edges, found.OmittedEdges = found.Edges[:q.Edges], more
	}
	return found, given(ctx, 0) // a filter that is given up chooses nothing
}

// unseen are the IDs that have not been seen, which they are from then on.
func unseen(ids []ID, seen map[ID]bool) []ID {
	var list []ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// admit takes in as many things of one distance as there is room for.
func (s *Subgraph) admit(v *View, ids []ID, distance, most int, kept map[ID]bool) {
	if room := most - len(s.Nodes); len(ids) > room {
		ids = slices.Clone(ids)
		slices.SortFunc(ids, func(a, b ID) int {
			return cmp.Or(cmp.Compare(len(v.ClaimsAbout(b)), len(v.ClaimsAbout(a))), cmp.Compare(a, b))
		})
		s.OmittedNodes += len(ids) - room
		ids = ids[:room]
		slices.Sort(ids)
	}
	for _, id := range ids {
		kept[id] = true
		s.Nodes = append(s.Nodes, SubgraphNode{Thing: id, Distance: distance})
	}
}
