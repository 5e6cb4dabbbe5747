package graph

import (
	"context"
	"errors"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
)

// QuadStore is the View as a quad store of Cayley's, for its paths and its query languages.
// It shows one generation for ever, so that a query over it mixes no two states, and takes
// no changes: see Store.QuadStore.
func (v *View) QuadStore() graph.QuadStore { return quadStore{table: &v.table} }

// quadStore reads one generation.
type quadStore struct {
	*table
	live  bool   // whether its refs meet those of other generations
	steps *Steps // nil for no bound
}

// nodeRef stands for a term in one generation, and quadRef for a quad. They keep their
// generation: what they stand for can always be read, whatever is committed, and another
// generation looks it up by its value.
type nodeRef struct {
	in     *table
	number number
	live   bool
}

type quadRef struct {
	in    *table
	place uint32
	live  bool
}

// Key is what refs are compared by: the number, where all are of one generation, and
// otherwise the term.
func (r nodeRef) Key() any {
	if r.live {
		return r.in.term(r.number)
	}
	return nodeNumber(r.number)
}

func (r quadRef) Key() any {
	if r.live {
		return r.in.quad(r.in.rows[r.place])
	}
	return quadPlace(r.place)
}

// Numbers of nodes and places of quads are different keys.
type (
	nodeNumber number
	quadPlace  uint32
)

// isNode tells whether a term stands for something. The absence of a graph is a term in the
// table, and no node; the empty text is the same term, but stands elsewhere.
func (t *table) isNode(n number) bool {
	return !t.isNothing(n) || len(t.subjects.of(n))+len(t.predicates.of(n))+len(t.objects.of(n)) > 0
}

// isNothing tells the zero Term, which stands for no graph where a graph would stand.
func (t *table) isNothing(n number) bool { return t.value(n) == "" && t.term(n) == (Term{}) }

// number is the term of a ref in this generation; false where it is not in it.
func (s quadStore) number(ref graph.Ref) (number, bool) {
	switch r := ref.(type) {
	case nodeRef:
		if r.in == s.table {
			return r.number, true
		}
		return s.glossary.find(r.in.term(r.number))
	case graph.PreFetchedValue:
		return s.findValue(r.NameOf())
	}
	return noNumber, false
}

// place is the quad of a ref in this generation; false where it is not in it.
func (s quadStore) place(ref graph.Ref) (uint32, bool) {
	r, is := ref.(quadRef)
	if !is || r.in == s.table {
		return r.place, is
	}
	place, found := s.find(r.in.quad(r.in.rows[r.place]))
	return uint32(place), found
}

// node is the ref of a term.
func (s quadStore) node(n number) graph.Ref { return nodeRef{s.table, n, s.live} }

// nodeAt is the ref of the term in a position of a row; nil for no graph.
func (s quadStore) nodeAt(r row, p Position) graph.Ref {
	n := r.at(p)
	if p == AsGraph && s.isNothing(n) {
		return nil
	}
	return s.node(n)
}

// asking is the pattern that asks for the node of a ref in a position too; false where no quad
// has it there.
func (s quadStore) asking(pattern row, p Position, ref graph.Ref) (row, bool) {
	n, found := s.number(ref)
	if !found || p == AsGraph && s.isNothing(n) {
		return pattern, false
	}
	return pattern.with(p, n), true
}

// ValueOf finds the node of a value; nil where there is none.
func (s quadStore) ValueOf(v quad.Value) graph.Ref {
	if n, found := s.findValue(v); found {
		return s.node(n)
	}
	return nil
}

// NameOf is the value of a node, in the generation of the ref.
func (s quadStore) NameOf(ref graph.Ref) quad.Value {
	switch r := ref.(type) {
	case nodeRef:
		return toValue(r.in.term(r.number))
	case graph.PreFetchedValue:
		return r.NameOf()
	}
	return nil
}

// Quad is the quad of a ref, in the generation of the ref.
func (s quadStore) Quad(ref graph.Ref) quad.Quad {
	if r, is := ref.(quadRef); is {
		return toCayley(r.in.quad(r.in.rows[r.place]))
	}
	return quad.Quad{}
}

// QuadDirection is one node of a quad, in the generation of the ref.
func (s quadStore) QuadDirection(ref graph.Ref, d quad.Direction) graph.Ref {
	r, is := ref.(quadRef)
	if !is {
		return nil
	}
	return quadStore{table: r.in, live: r.live}.nodeAt(r.in.rows[r.place], positionOf(d))
}

func (s quadStore) QuadIterator(d quad.Direction, ref graph.Ref) graph.Iterator {
	pattern, any := s.asking(anyRow, positionOf(d), ref)
	if !any {
		return iterator.NewNull()
	}
	return s.quadsLike(pattern)
}

func (s quadStore) QuadIteratorSize(_ context.Context, d quad.Direction, ref graph.Ref) (graph.Size, error) {
	pattern, any := s.asking(anyRow, positionOf(d), ref)
	if !any {
		return graph.Size{Exact: true}, nil
	}
	rows := s.choose(pattern)
	return rows.size(), nil
}

func (s quadStore) quadsLike(pattern row) graph.Iterator {
	return graph.AsLegacy(&someQuads{leaf{s}, s.choose(pattern)})
}

func (s quadStore) QuadsAllIterator() graph.Iterator { return s.quadsLike(anyRow) }

func (s quadStore) NodesAllIterator() graph.Iterator { return graph.AsLegacy(allNodes{leaf{s}}) }

func (s quadStore) Stats(context.Context, bool) (graph.Stats, error) {
	return graph.Stats{Nodes: graph.Size{Size: s.nodes(), Exact: true}, Quads: graph.Size{Size: int64(len(s.rows)), Exact: true}}, nil
}

// nodes counts the nodes.
func (t *table) nodes() int64 {
	count := int64(t.glossary.count())
	if n, found := t.glossary.find(Term{}); found && !t.isNode(n) {
		count--
	}
	return count
}

// errReadOnly is what changes of a View come to.
var errReadOnly = errors.New("this quad store is one generation of the graph, which never changes; write to that of the Store")

func (quadStore) ApplyDeltas([]graph.Delta, graph.IgnoreOpts) error { return errReadOnly }

func (quadStore) NewQuadWriter() (quad.WriteCloser, error) { return nil, errReadOnly }

// Close does nothing: there is nothing to let go of.
func (quadStore) Close() error { return nil }

// positionOf is a direction of Cayley's in our words.
func positionOf(d quad.Direction) Position {
	switch d {
	case quad.Subject:
		return AsSubject
	case quad.Predicate:
		return AsPredicate
	case quad.Object:
		return AsObject
	}
	return AsGraph
}
