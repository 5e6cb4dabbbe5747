package gizmo

import (
	"slices"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"github.com/polygraph-kg/polygraph/graph"
)

// store is the graph as it is asked for: IRIs may be written short or in full, and what is not
// there is found as absent.
type store struct {
	cayley.QuadStore
	shape.Optimizer
	bases []string
}

func newStore(qs cayley.QuadStore, base string) store {
	return store{qs, qs.(shape.Optimizer), []string{base, graph.DefaultBase}}
}

// absent stands for what is not there, until the query has been simplified: at some places
// Cayley fails at a part of a query that is nothing from the beginning.
type absent struct{}

func (absent) Key() any { return absent{} }

// ValueOf finds a node by any name of it.
func (s store) ValueOf(v quad.Value) cayley.Ref {
	if v == nil {
		return nil
	}
	if ref := s.QuadStore.ValueOf(v); ref != nil {
		return ref
	}
	if iri, is := v.(quad.IRI); is {
		for _, name := range s.names(string(iri)) {
			if ref := s.QuadStore.ValueOf(quad.IRI(name)); ref != nil {
				return ref
			}
		}
	}
	return absent{}
}

// names are other ways to write an IRI: relative to the base, and with its prefix expanded.
func (s store) names(iri string) []string {
	var names []string
	for _, base := range s.bases {
		if local, ours := strings.CutPrefix(iri, base); ours && base != "" {
			names = append(names, local)
		}
	}
	if prefix, local, compact := strings.Cut(iri, ":"); compact {
		for _, n := range graph.Namespaces() {
			if n.Prefix == prefix {
				names = append(names, n.IRI+local)
			}
		}
	}
	return names
}

func (s store) OptimizeShape(of shape.Shape) (shape.Shape, bool) {
	switch of := of.(type) {
	case shape.Fixed:
		there := slices.DeleteFunc(slices.Clone(of), func(ref cayley.Ref) bool { return ref == absent{} })
		if len(there) == 0 {
			return shape.Null{}, true
		}
		return there, len(there) < len(of)
	case shape.Filter:
		of.Filters = slices.Clone(of.Filters)
		for i, filter := range of.Filters {
			if c, is := filter.(shape.Comparison); is && isNumber(c.Val) {
				of.Filters[i] = comparison{c.Op, c.Val}
			}
		}
		return of, true
	}
	return s.Optimizer.OptimizeShape(of)
}

// comparison compares numbers. Cayley compares whole ones with whole ones, and others with
// others; but a script does not tell 5 from 5.0.
type comparison struct {
	operator iterator.Operator
	with     quad.Value
}

func (c comparison) BuildIterator(qs cayley.QuadStore, it cayley.Iterator) cayley.Iterator {
	return iterator.NewValueFilter(qs, it, func(v quad.Value) (bool, error) {
		if whole, is := v.(quad.Int); is {
			if with, is := c.with.(quad.Int); is {
				return iterator.RunIntOp(whole, c.operator, with), nil
			}
		}
		return isNumber(v) && iterator.RunFloatOp(float(v), c.operator, float(c.with)), nil
	})
}

func isNumber(v quad.Value) bool {
	switch v.(type) {
	case quad.Int, quad.Float:
		return true
	}
	return false
}

// float is a number, if need be rounded.
func float(v quad.Value) quad.Float {
	if whole, is := v.(quad.Int); is {
		return quad.Float(whole)
	}
	x, _ := v.(quad.Float)
	return x
}
