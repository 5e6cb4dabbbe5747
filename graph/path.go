package graph

import (
	"cmp"
	"context"
	"slices"
)

// The bounds of a search for paths.
const (
	MaxPathLength = 8
	MaxPaths      = 50
)

// Paths answers how two things are connected: all shortest paths of at most
// length edges, in either direction of each edge, as lists of edges from one end
// to the other. At most limit paths are returned, in a fixed order. Paths do not
// run through posts and metrics, which join everything with everything.
func (v *View) Paths(ctx context.Context, from, to ID, length, limit int) ([][]*Edge, error) {
	for _, id := range []ID{from, to} {
		if _, err := v.Require(id); err != nil {
			return nil, err
		}
	}
	if length < 1 || length > MaxPathLength || limit < 1 || limit > MaxPaths {
		return nil, invalid("paths of 1 to %d edges are looked for, and 1 to %d of them", MaxPathLength, MaxPaths)
	}
	if from == to {
		return nil, invalid("%q and %q are one thing; give two", from, to)
	}
	// Breadth first: arrivals keeps, for each thing reached, every edge by which
	// a shortest path can arrive there.
	arrivals := map[ID][]*Edge{from: nil}
	for frontier := []ID{from}; len(frontier) > 0 && length > 0; length-- {
		reached := make(map[ID][]*Edge)
		for _, id := range frontier {
			if err := ctx.Err(); err != nil {
				return nil, &Error{Code: CodeUnavailable, Message: "the search for paths was given up", Cause: err}
			}
			for _, edge := range v.Around(id) {
				other := edge.Other(id)
				if _, seen := arrivals[other]; !seen && (other == to || !isHub(other)) {
					reached[other] = append(reached[other], edge)
				}
			}
		}
		frontier = frontier[:0]
		for _, id := range sortedKeys(reached) {
			arrivals[id] = reached[id]
			frontier = append(frontier, id)
		}
		if _, found := arrivals[to]; found {
			break
		}
	}
	var paths [][]*Edge
	var walk func(at ID, tail []*Edge)
	walk = func(at ID, tail []*Edge) {
		if at == from {
			path := slices.Clone(tail)
			slices.Reverse(path)
			paths = append(paths, path)
			return
		}
		for _, edge := range arrivals[at] {
			if len(paths) < limit {
				walk(edge.Other(at), append(tail, edge))
			}
		}
	}
	if _, found := arrivals[to]; found {
		walk(to, nil)
	}
	return paths, nil
}

func isHub(id ID) bool { return id.Kind() == Post || id.Kind() == Metric }

// Around are all edges of a thing, in both directions, in a fixed order.
func (v *View) Around(id ID) []*Edge {
	var list []*Edge
	for _, p := range vocabulary {
		list = append(list, v.Out(id, p.Name)...)
		list = append(list, v.In(id, p.Name)...)
	}
	slices.SortStableFunc(list, func(a, b *Edge) int {
		return cmp.Or(cmp.Compare(a.Predicate, b.Predicate), cmp.Compare(a.Other(id), b.Other(id)))
	})
	return list
}
