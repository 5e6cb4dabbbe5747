package model

import (
	"github.com/polygraph-kg/polygraph/graph"
)

// Reader is what one request sees: one state of the graph, and the languages in
// which whoever asks wants to read it.
type Reader struct {
	*graph.View
	languages []string // as graph.Fallback orders them
}

// NewReader reads a state of the graph in the languages that are wanted, best first.
func NewReader(v *graph.View, wanted ...string) *Reader {
	return &Reader{View: v, languages: graph.Fallback(wanted...)}
}

// At reads another state of the graph in the same languages.
func (r *Reader) At(v *graph.View) *Reader { return &Reader{View: v, languages: r.languages} }

// Page asks for a piece of a list.
func (r *Reader) Page(orderBy []graph.Order, first *int, after *string, last *int, before *string) graph.Page {
	return graph.Page{First: first, After: after, Last: last, Before: before, OrderBy: orderBy, Languages: r.languages}
}

// in is the order of languages for one name: the one that is wanted, if any,
// before what the request wants.
func (r *Reader) in(lang *string) ([]string, error) {
	if lang == nil {
		return r.languages, nil
	}
	wanted, err := Language(*lang)
	if err != nil {
		return nil, err
	}
	return graph.Fallback(append([]string{wanted}, r.languages...)...), nil
}
