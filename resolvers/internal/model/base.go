// Package model gives the graph's things and answers the shape of the GraphQL
// schema. Every value carries the Reader that it came from, so that one request
// sees one state of the graph from its first field to its last.
package model

import (
	"context"
	"fmt"
	"iter"

	"github.com/polygraph-kg/polygraph/graph"
)

// Node is whatever has a global ID.
type Node interface {
	IsNode()
	ID() graph.ID
}

// Thing is what all kinds of thing share.
type Thing interface {
	Node
	IsThing()
}

// Base holds a thing and answers the fields that all kinds share.
type Base struct {
	reader *Reader
	node   graph.Node
}

// Thing is what the base is of, as a value of its own type; nil where that has no kind.
//
// Where a method of this package gives a Thing, or things, one beside it whose name ends in
// Base gives what they are made of. Plans ask that, since a value of an interface type is an
// allocation.
func (b Base) Thing() Thing { return one[Thing](b.reader, b.node) }

// thing is what is known of it beside its ID and its names: of one that nothing describes,
// nothing.
func (b Base) thing() *graph.Thing {
	if thing := b.node.Thing(); thing != nil {
		return thing
	}
	return graph.Undescribed(b.node.ID())
}

// IsNode marks the GraphQL interface.
func (Base) IsNode() {}

// IsThing marks the GraphQL interface.
func (Base) IsThing() {}

// IsEntity marks what other subgraphs of a federation may refer to.
func (Base) IsEntity() {}

// ID is the global ID.
func (b Base) ID() graph.ID { return b.node.ID() }

// Kind is the thing's kind.
func (b Base) Kind() graph.Kind { return b.node.Kind() }

// Label is the name in a language, or in the next best one.
func (b Base) Label(lang *string) (string, error) {
	languages, err := b.reader.in(lang)
	return b.node.Label(languages), err
}

// Name is the same with its language.
func (b Base) Name(lang *string) (graph.Name, error) {
	languages, err := b.reader.in(lang)
	return b.node.Name(languages), err
}

// Labels are the preferred names.
func (b Base) Labels() []graph.Name { return (&graph.Thing{Labels: b.thing().Labels}).Names() }

// Aliases are the other names.
func (b Base) Aliases() []graph.Name { return (&graph.Thing{Aliases: b.thing().Aliases}).Names() }

// Note tells how curated knowledge is known.
func (b Base) Note() (string, bool) { return given(b.thing().Note) }

// SameAs are IRIs of the same thing elsewhere.
func (b Base) SameAs() []string { return b.thing().SameAs }

// Claims are the claims about the thing.
func (b Base) Claims(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(ctx, b.reader, b.reader.ClaimsAbout(b.node.ID()), filter, asOf, b.reader.Page(orderBy, first, after, last, before))
}

// Relations are those of all predicates.
func (b Base) Relations(ctx context.Context, filter *graph.RelationFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (ThingRelationConnection, error) {
	return related[Thing](ctx, b, b.reader.Around(b.node.ID()), filter, asOf, b.reader.Page(orderBy, first, after, last, before))
}

// Conflicts are those that concern the thing.
func (b Base) Conflicts() []Conflict { return conflicts(b.reader, b.reader.ConflictsOf(b.node.ID())) }

// given is text that may be missing; then it is empty.
func given[T ~string](text T) (T, bool) { return text, text != "" }

// value is what an optional argument points to; empty when it is absent.
func value[T ~string](argument *T) T {
	if argument == nil {
		return ""
	}
	return *argument
}

// one is as for a thing that must be there: of one that nothing describes, the ID alone is
// known. The loader lets nothing in that speaks of such; a graph that is taken as it is may.
func one[T Thing](r *Reader, node graph.Node) T {
	thing, _ := as[T](r, node)
	return thing
}

func all[T Thing](r *Reader, ids []graph.ID) []T {
	list := make([]T, 0, len(ids))
	for _, id := range ids {
		if thing, ok := find[T](r, id); ok {
			list = append(list, thing)
		}
	}
	return list
}

// things are what the bases are of, where that is of the type.
func things[T Thing](bases iter.Seq[Base]) []T {
	list := []T{}
	for base := range bases {
		if thing, ok := as[T](base.reader, base.node); ok {
			list = append(list, thing)
		}
	}
	return list
}

// described yields those of the nodes that are described and of the type.
func described[T Thing](r *Reader, nodes []graph.Node, yield func(Base) bool) {
	for _, node := range nodes {
		if node.IsDescribed() && is[T](node) && !yield(Base{r, node}) {
			return
		}
	}
}

// is tells whether as gives a described node the type.
func is[T Thing](node graph.Node) bool {
	var wanted T
	if _, any := any(&wanted).(*Thing); any {
		return node.Kind() != ""
	}
	_, is := as[T](nil, node)
	return is
}

// find is what has an ID, where it is described and of the kind.
func find[T Thing](r *Reader, id graph.ID) (thing T, ok bool) {
	if node, _ := r.Node(id); node.IsDescribed() {
		thing, ok = as[T](r, node)
	}
	return thing, ok
}

// of is what has an ID of which something in the graph speaks.
func of[T Thing](r *Reader, id graph.ID) T {
	node, _ := r.Node(id)
	return one[T](r, node)
}

// Wrap gives a thing or a claim the Go type of its kind; nil when the View has no such ID.
func Wrap(r *Reader, id graph.ID) Thing {
	thing, _ := find[Thing](r, id)
	return thing
}

// each turns every value of a list into another.
func each[S, T any](list []S, turn func(S) T) []T {
	turned := make([]T, len(list))
	for i, item := range list {
		turned[i] = turn(item)
	}
	return turned
}

// Get finds one thing of a kind; nil when there is none.
func Get[T Thing](r *Reader, id graph.ID) *T {
	if thing, ok := find[T](r, id); ok {
		return &thing
	}
	return nil
}

// MaxNodes bounds how many things one lookup names.
const MaxNodes = 100

// Nodes finds things by ID, in the order asked; nil where there is none.
func Nodes(r *Reader, ids []graph.ID) ([]Node, error) {
	if len(ids) > MaxNodes {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%d things are asked for; %d at most can be had at once", len(ids), MaxNodes)}
	}
	nodes := make([]Node, len(ids))
	for i, id := range ids {
		if thing := Wrap(r, id); thing != nil {
			nodes[i] = thing
		}
	}
	return nodes, nil
}
