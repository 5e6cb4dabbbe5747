package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// RelationPage is a page of the relations of a thing. Its items are made when they are
// asked for. There are many in an answer that goes from thing to thing, so it is handed on by
// value, and nothing leads to it.
type RelationPage[T Thing] struct {
	from  Base
	slice graph.Slice[graph.Edge]
}

// listed is the page as a piece of its list.
func (c *RelationPage[T]) listed() listed {
	slice := c.slice
	return listed{c.from.reader, &slice}
}

// PageInfo tells where the page stands.
func (c *RelationPage[T]) PageInfo() PageInfo { return c.listed().PageInfo() }

// TotalCount is how many relations there are.
func (c *RelationPage[T]) TotalCount() int { return c.slice.Total() }

// Facets count all of them.
func (c *RelationPage[T]) Facets() Facets { return c.listed().Facets() }

// Exports leads to files of all of them.
func (c *RelationPage[T]) Exports(ctx context.Context, formats []string) ([]ExportLink, error) {
	return c.listed().Exports(ctx, formats)
}

// Edges are the relations with their cursors. Nobody may have described the far end; such a
// relation is left out.
func (c *RelationPage[T]) Edges() []RelationItem[T] {
	items, list := make([]RelationItem[T], 0, len(c.slice.Items)), c.listed().list
	for i, edge := range c.slice.Items {
		if node, ok := farEnd[T](c.from, edge); ok {
			items = append(items, RelationItem[T]{Statement: Statement{c.from.reader, edge}, item: item{i, list}, Node: node, from: c.from.node})
		}
	}
	return items
}

func farEnd[T Thing](from Base, edge graph.Edge) (end T, ok bool) {
	if far := edge.Far(from.node); far.IsDescribed() {
		return as[T](from.reader, far)
	}
	return end, false
}

// Nodes are the far ends alone.
func (c *RelationPage[T]) Nodes() []T { return things[T](c.NodesBase) }

// NodesBase are the same.
func (c *RelationPage[T]) NodesBase(yield func(Base) bool) {
	for _, edge := range c.slice.Items {
		far := edge.Far(c.from.node)
		if far.IsDescribed() && is[T](far) && !yield(Base{c.from.reader, far}) {
			return
		}
	}
}

// RelationItem is one relation, seen from a thing.
type RelationItem[T Thing] struct {
	Statement
	item
	Node T
	from graph.Node
}

// Forwards tells whether it is seen from its subject.
func (e RelationItem[T]) Forwards() bool { return e.edge.SubjectNode() == e.from }

// Relation is how it reads from there.
func (e RelationItem[T]) Relation() string { return reading(e.edge.Predicate(), e.Forwards()) }

func reading(predicate string, forwards bool) string {
	p, _ := graph.LookupPredicate(predicate)
	if forwards {
		return p.Label
	}
	return p.InverseLabel
}

// Statement is a relation with everything that supports it.
type Statement struct {
	reader *Reader
	edge   graph.Edge
}

// Key names it in every answer.
func (s Statement) Key() string { return s.edge.Key() }

// Predicate names the relation.
func (s Statement) Predicate() string { return s.edge.Predicate() }

// Claims state the relation.
func (s Statement) Claims() []Claim { return claims(s.reader, s.edge.Claims()) }

// Stances are those of the claims.
func (s Statement) Stances() []graph.Stance { return s.edge.Stances() }

// Curated tells whether curated knowledge states the relation.
func (s Statement) Curated() bool { return s.edge.Curated() }

// Spans tell when it holds.
func (s Statement) Spans() []graph.Span { return s.edge.Spans() }

// Relation is a relation seen from neither end.
type Relation struct{ Statement }

// Subject is what is related.
func (r Relation) Subject() Thing { return r.SubjectBase().Thing() }

// SubjectBase is the same.
func (r Relation) SubjectBase() Base { return Base{r.reader, r.edge.SubjectNode()} }

// Object is what it is related to.
func (r Relation) Object() Thing { return r.ObjectBase().Thing() }

// ObjectBase is the same.
func (r Relation) ObjectBase() Base { return Base{r.reader, r.edge.ObjectNode()} }

func relation(r *Reader) func(graph.Edge) Relation {
	return func(e graph.Edge) Relation { return Relation{Statement{r, e}} }
}

// AllRelations pages those relations of the whole graph that the filter chooses.
func AllRelations(ctx context.Context, r *Reader, filter *graph.RelationFilter, asOf *graph.Date, p graph.Page) (*RelationConnection, error) {
	chosen, err := r.RelationsWhere(ctx, filter, value(asOf))
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, chosen, p, relation(r))
}

// far is the far end of the first relation along a predicate, where there is one.
func far[T Thing](b Base, predicate string, forward bool) (end T, ok bool) {
	for _, edge := range b.node.Relations(predicate, forward) {
		return farEnd[T](b, edge)
	}
	return end, false
}

// relations pages the edges of a thing along a predicate, by their far end.
// Relations that are true in both directions are read in both.
func relations[T Thing](ctx context.Context, b Base, predicate string, forward bool, filter *graph.RelationFilter, asOf *graph.Date, p graph.Page) (page RelationPage[T], err error) {
	return related[T](ctx, b, b.node.Relations(predicate, forward), filter, asOf, p)
}

// related pages some of a thing's edges.
func related[T Thing](ctx context.Context, b Base, edges []graph.Edge, filter *graph.RelationFilter, asOf *graph.Date, p graph.Page) (page RelationPage[T], err error) {
	id := b.node.ID()
	chosen, err := b.reader.FilterRelations(ctx, edges, id, filter, value(asOf))
	if err != nil {
		return page, err
	}
	list := b.reader.RelationsOf(id, chosen)
	if b.reader.gathering != nil {
		noteList(b.reader, list)
	}
	page.from = b
	err = page.slice.Cut(ctx, &list, &p)
	return page, err
}
