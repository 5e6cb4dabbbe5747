package graph

import (
	"cmp"
	"context"
)

// The bounds of a search for paths.
const (
	MaxPathLength = 8
	MaxPaths      = 50
)

// PathQuestion asks how two things are connected.
type PathQuestion struct {
	From, To ID
	Length   int // relations, at most
	Paths    int // how many, at most
	AsOf     Date
	Filter   *RelationFilter // relations to follow; Node is the end that is nearer to To
}

// Paths answers how two things are connected: all shortest paths, in either
// direction of each edge, as lists of edges from one end to the other, in a fixed
// order. Paths do not run through posts and metrics, which join everything with
// everything.
func (v *View) Paths(ctx context.Context, q PathQuestion) ([][]Edge, error) {
	from, to, length, limit := q.From, q.To, q.Length, q.Paths
	if err := (&compiler{view: v}).require([]ID{from, to}); err != nil {
		return nil, err
	}
	if length < 1 || length > MaxPathLength || limit < 1 || limit > MaxPaths {
		return nil, invalid("paths of 1 to %d edges are looked for, and 1 to %d of them", MaxPathLength, MaxPaths)
	}
	if from == to {
		return nil, invalid("%q and %q are one thing; give two", from, to)
	}
	follows, err := v.edgeTest(ctx, q.Filter, q.AsOf)
	if err != nil {
		return nil, err
	}
	w := v.newPathSearch(ctx, q, follows)
	defer w.done()
	w.meet()
	paths := w.paths(limit)
	if err := given(ctx, 0); err != nil { // what is given up leads nowhere
		return nil, err
	}
	return paths, nil
}

func isHub(id ID) bool { return id.Kind() == Post || id.Kind() == Metric }

// Around are all edges of a thing, in both directions, in a fixed order.
func (v *View) Around(id ID) []Edge { return v.AllRelations(id, nil, AnyWay) }

func compareAround(id ID, a, b Edge) int {
	return cmp.Or(cmp.Compare(a.Predicate(), b.Predicate()), cmp.Compare(a.Other(id), b.Other(id)), cmp.Compare(a.Subject(), b.Subject()))
}
