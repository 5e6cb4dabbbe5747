package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Connection is a page of a list, as Relay wants it.
type Connection[T any] struct {
	listed
	nodes []T
}

// Edge is one item of a list.
type Edge[T any] struct {
	Node T
	item
}

// item is where something stands in a page. Its cursor is made when it is asked for: most
// who read a page follow none.
type item struct {
	number int
	of     list
}

// Cursor is the item's place in the order of the list.
func (i item) Cursor() string { return i.of.Cursor(i.number) }

// Nodes are the items alone.
func (c Connection[T]) Nodes() []T { return c.nodes }

// Edges are the items with their cursors.
func (c Connection[T]) Edges() []Edge[T] {
	edges := make([]Edge[T], len(c.nodes))
	for i, node := range c.nodes {
		edges[i] = Edge[T]{node, item{i, c.list}}
	}
	return edges
}

// listed is what all pages share.
type listed struct {
	reader *Reader
	list   list
}

// list is the list of which a page is a piece.
type list interface {
	Cursor(i int) string // of an item of the page
	Len() int
	HasNext() bool
	HasPrevious() bool
	Facets() graph.Facets
	Total() int
}

// PageInfo tells where the page stands.
func (l listed) PageInfo() PageInfo { return PageInfo{l.list} }

// TotalCount is how many items the whole list has. It is counted when it is asked for.
func (l listed) TotalCount() int { return l.list.Total() }

// Facets count the whole list.
func (l listed) Facets() Facets { return Facets{l.reader, l.list.Facets()} }

// PageInfo tells where a page stands.
type PageInfo struct{ list list }

// HasNextPage tells whether there are items behind it.
func (p PageInfo) HasNextPage() bool { return p.list.HasNext() }

// HasPreviousPage tells whether there are items before it.
func (p PageInfo) HasPreviousPage() bool { return p.list.HasPrevious() }

// StartCursor is that of the first item, where there is one.
func (p PageInfo) StartCursor() (string, bool) { return p.at(0) }

// EndCursor is that of the last item, where there is one.
func (p PageInfo) EndCursor() (string, bool) { return p.at(p.list.Len() - 1) }

func (p PageInfo) at(i int) (string, bool) {
	if p.list.Len() == 0 {
		return "", false
	}
	return p.list.Cursor(i), true
}

// cut takes a page from a list.
func cut[S any](ctx context.Context, r *Reader, of graph.List[S], p graph.Page) (graph.Slice[S], error) {
	if r.gathering != nil {
		noteList(r, of)
	}
	return of.Page(ctx, p)
}

// connect makes a connection of a list.
func connect[S, T any](ctx context.Context, r *Reader, list graph.List[S], p graph.Page, wrap func(S) T) (*Connection[T], error) {
	slice, err := cut(ctx, r, list, p)
	if err != nil {
		return nil, err
	}
	return &Connection[T]{listed: listed{r, &slice}, nodes: each(slice.Items, wrap)}, nil
}

// List pages those of the things that the filter chooses.
func List[T Thing](ctx context.Context, r *Reader, things []*graph.Thing, filter *graph.ThingFilter, p graph.Page) (*Connection[T], error) {
	chosen, err := r.FilterThings(ctx, things, filter)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, r.ThingList(chosen), p, func(t *graph.Thing) T { return of[T](r, t.ID) })
}

// Claims pages those of the claims that the filter chooses.
func Claims(ctx context.Context, r *Reader, list []*graph.Claim, filter *graph.ClaimFilter, asOf *graph.Date, p graph.Page) (*ClaimConnection, error) {
	chosen, err := r.FilterClaims(ctx, list, filter, value(asOf))
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, r.ClaimList(chosen), p, func(c *graph.Claim) Claim { return Claim{reader: r, claim: c} })
}
