package model

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/graph"
)

// Reader is what one request sees: one state of the graph, and the languages in
// which whoever asks wants to read it.
type Reader struct {
	*graph.View
	languages *preference
	schema    *ast.Schema
	gathering *Gathering // nil unless the answers are to be exported
	apart     bool       // from the state that answers questions, so that none leads to what it reads
}

// NewReader reads a state of the graph in the languages that are wanted, best first,
// for a request in the schema.
func NewReader(v *graph.View, schema *ast.Schema, wanted ...string) *Reader {
	return &Reader{View: v, schema: schema, languages: preferring(wanted)}
}

// At reads another state of the graph in the same languages.
func (r *Reader) At(v *graph.View) *Reader {
	return &Reader{View: v, schema: r.schema, languages: r.languages, apart: true}
}

// Page asks for a piece of a list.
func (r *Reader) Page(orderBy []graph.Order, first *int, after *string, last *int, before *string) graph.Page {
	return graph.Page{First: first, After: after, Last: last, Before: before, OrderBy: orderBy, Languages: r.languages.order}
}

// in is the order of languages for one name: the one that is wanted, if any,
// before what the request wants.
func (r *Reader) in(lang *string) ([]string, error) {
	if lang == nil {
		return r.languages.order, nil
	}
	wanted, err := Language(*lang)
	if err != nil {
		return nil, err
	}
	return r.languages.first[wanted], nil
}
