// Package model gives the graph's things and answers the shape of the GraphQL
// schema. Every value carries the View that it came from, so that one request
// sees one state of the graph from its first field to its last.
package model

import (
	"fmt"
	"strings"

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
	view  *graph.View
	thing *graph.Thing
}

// IsNode marks the GraphQL interface.
func (Base) IsNode() {}

// IsThing marks the GraphQL interface.
func (Base) IsThing() {}

// ID is the global ID.
func (b Base) ID() graph.ID { return b.thing.ID }

// Kind is the thing's kind.
func (b Base) Kind() graph.Kind { return b.thing.Kind }

// Label is the name in a language, or in the next best one.
func (b Base) Label(lang *string) string { return b.thing.Label(language(lang)) }

// Labels are the preferred names.
func (b Base) Labels() []graph.Name { return names(b.thing, true) }

// Aliases are the other names.
func (b Base) Aliases() []graph.Name { return names(b.thing, false) }

// Note tells how curated knowledge is known.
func (b Base) Note() *string { return optional(b.thing.Note) }

// Claims are the claims about the thing.
func (b Base) Claims(first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(b.view, b.view.ClaimsAbout(b.thing.ID), page(first, after, last, before))
}

func names(t *graph.Thing, preferred bool) []graph.Name {
	list := []graph.Name{}
	for _, name := range t.Names() {
		if name.Preferred == preferred {
			list = append(list, name)
		}
	}
	return list
}

// language understands a BCP 47 tag as one of the languages of names.
func language(tag *string) string {
	if tag == nil {
		return graph.English
	}
	switch lower := strings.ToLower(*tag); {
	case strings.HasPrefix(lower, "zh-hant"), lower == "zh-tw", lower == "zh-hk", lower == "zh-mo":
		return graph.Traditional
	case strings.HasPrefix(lower, "zh-latn"):
		return graph.Pinyin
	case strings.HasPrefix(lower, "zh"):
		return graph.Simplified
	default:
		return graph.English
	}
}

func optional[T ~string](text T) *T {
	if text == "" {
		return nil
	}
	return &text
}

// as finds a thing in the View as one Go type; the zero value when it is not
// there or of another kind, which the loader does not let happen.
func as[T Thing](v *graph.View, id graph.ID) (T, bool) {
	thing, ok := Wrap(v, id).(T)
	return thing, ok
}

func all[T Thing](v *graph.View, ids []graph.ID) []T {
	list := make([]T, 0, len(ids))
	for _, id := range ids {
		if thing, ok := as[T](v, id); ok {
			list = append(list, thing)
		}
	}
	return list
}

// Get finds one thing of a kind; nil when there is none.
func Get[T Thing](v *graph.View, id graph.ID) *T {
	if thing, ok := as[T](v, id); ok {
		return &thing
	}
	return nil
}

// MaxNodes bounds how many things one lookup names.
const MaxNodes = 100

// Nodes finds things by ID, in the order asked; nil where there is none.
func Nodes(v *graph.View, ids []graph.ID) ([]Node, error) {
	if len(ids) > MaxNodes {
		return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%d things are asked for; %d at most can be had at once", len(ids), MaxNodes)}
	}
	nodes := make([]Node, len(ids))
	for i, id := range ids {
		if thing := Wrap(v, id); thing != nil {
			nodes[i] = thing
		}
	}
	return nodes, nil
}
