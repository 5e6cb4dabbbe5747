package model

import (
	"fmt"

	"github.com/polygraph-kg/polygraph/graph"
)

// Connection is a page of a list, as Relay wants it.
type Connection[T Thing] struct {
	Edges      []Edge[T]
	PageInfo   PageInfo
	TotalCount int
}

// Edge is one item of a list.
type Edge[T Thing] struct {
	Cursor string
	Node   T
}

// Nodes are the items alone.
func (c Connection[T]) Nodes() []T {
	nodes := make([]T, len(c.Edges))
	for i, edge := range c.Edges {
		nodes[i] = edge.Node
	}
	return nodes
}

// PageInfo tells where a page stands.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     *string
	EndCursor       *string
}

// RelationConnection is a page of relations.
type RelationConnection[T Thing] struct {
	Edges      []RelationEdge[T]
	PageInfo   PageInfo
	TotalCount int
}

// Nodes are the far ends alone.
func (c RelationConnection[T]) Nodes() []T {
	nodes := make([]T, len(c.Edges))
	for i, edge := range c.Edges {
		nodes[i] = edge.Node
	}
	return nodes
}

// RelationEdge is one relation, with everything that supports it.
type RelationEdge[T Thing] struct {
	Cursor string
	Node   T
	view   *graph.View
	edge   *graph.Edge
}

// Predicate names the relation.
func (e RelationEdge[T]) Predicate() string { return e.edge.Predicate }

// Claims state the relation.
func (e RelationEdge[T]) Claims() []Claim { return claims(e.view, e.edge.Claims) }

// Stances are those of the claims.
func (e RelationEdge[T]) Stances() []graph.Stance { return e.edge.Stances() }

// Curated tells whether curated knowledge states the relation.
func (e RelationEdge[T]) Curated() bool { return e.edge.Curated }

// Spans tell when it holds.
func (e RelationEdge[T]) Spans() []graph.Span { return e.edge.Spans }

func page(first *int, after *string, last *int, before *string) graph.Page {
	return graph.Page{First: first, After: after, Last: last, Before: before}
}

// relations pages the edges of a thing along a predicate, by their far end.
// Relations that are true in both directions are read in both.
func relations[T Thing](b Base, predicate string, forward bool, p graph.Page) (*RelationConnection[T], error) {
	edges := b.view.Relations(b.thing.ID, predicate, forward)
	slice, err := graph.Paginate(edges, func(e *graph.Edge) string { return string(e.Other(b.thing.ID)) + " " + string(e.Subject) }, p)
	if err != nil {
		return nil, err
	}
	connection := &RelationConnection[T]{TotalCount: slice.Total, Edges: make([]RelationEdge[T], 0, len(slice.Items))}
	for _, edge := range slice.Items {
		other := edge.Other(b.thing.ID)
		node, ok := as[T](b.view, other)
		if !ok {
			continue // an edge to a thing that nobody described
		}
		connection.Edges = append(connection.Edges, RelationEdge[T]{
			Cursor: graph.Cursor(string(other) + " " + string(edge.Subject)), Node: node, view: b.view, edge: edge,
		})
	}
	connection.PageInfo = pageInfo(slice.HasNext, slice.HasPrevious, len(connection.Edges), func(i int) string { return connection.Edges[i].Cursor })
	return connection, nil
}

// List pages all things of a kind, by ID.
func List[T Thing](v *graph.View, kind graph.Kind, first *int, after *string, last *int, before *string) (*Connection[T], error) {
	slice, err := graph.Paginate(v.Things(kind), func(t *graph.Thing) string { return string(t.ID) }, page(first, after, last, before))
	if err != nil {
		return nil, err
	}
	connection := &Connection[T]{TotalCount: slice.Total, Edges: make([]Edge[T], 0, len(slice.Items))}
	for _, thing := range slice.Items {
		if node, ok := as[T](v, thing.ID); ok {
			connection.Edges = append(connection.Edges, Edge[T]{Cursor: graph.Cursor(string(thing.ID)), Node: node})
		}
	}
	connection.PageInfo = pageInfo(slice.HasNext, slice.HasPrevious, len(connection.Edges), func(i int) string { return connection.Edges[i].Cursor })
	return connection, nil
}

// AllClaims pages all claims, by document and line.
func AllClaims(v *graph.View, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(v, v.Claims(), page(first, after, last, before))
}

// Claims pages claims, by document and line.
func Claims(v *graph.View, list []*graph.Claim, p graph.Page) (*ClaimConnection, error) {
	key := func(c *graph.Claim) string { return fmt.Sprintf("%s %08d %s", c.Document, c.Line, c.ID) }
	slice, err := graph.Paginate(list, key, p)
	if err != nil {
		return nil, err
	}
	connection := &ClaimConnection{TotalCount: slice.Total, Edges: make([]ClaimEdge, 0, len(slice.Items))}
	for _, claim := range slice.Items {
		connection.Edges = append(connection.Edges, ClaimEdge{Cursor: graph.Cursor(key(claim)), Node: Claim{view: v, claim: claim}})
	}
	connection.PageInfo = pageInfo(slice.HasNext, slice.HasPrevious, len(connection.Edges), func(i int) string { return connection.Edges[i].Cursor })
	return connection, nil
}

func pageInfo(next, previous bool, length int, cursor func(int) string) PageInfo {
	info := PageInfo{HasNextPage: next, HasPreviousPage: previous}
	if length > 0 {
		start, end := cursor(0), cursor(length-1)
		info.StartCursor, info.EndCursor = &start, &end
	}
	return info
}
