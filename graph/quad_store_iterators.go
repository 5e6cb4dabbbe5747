package graph

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
)

// What an iterator costs, in the measure of Cayley's own: it walks one list of numbers, and
// tells whether it holds a given quad or node by comparing a few. To find the quads of a given
// node, it has to choose a short list and walk that.
const (
	costOfNext   = 1
	costOfLookup = 1
	costOfSearch = 8
)

func costs(size graph.Size, contains int64) (graph.IteratorCosts, error) {
	return graph.IteratorCosts{NextCost: costOfNext, ContainsCost: contains, Size: size}, nil
}

// leaf is what our iterators have in common: they are of one generation, nothing lies below
// them, and nothing can fail but that the steps are at their end.
type leaf struct{ quadStore }

func (leaf) TagResults(map[string]graph.Ref)     {}
func (leaf) NextPath(context.Context) bool       { return false }
func (leaf) Close() error                        { return nil }
func (leaf) SubIterators() []graph.IteratorShape { return nil }

func (l leaf) Err() error {
	if l.steps.Over() {
		return errSteps
	}
	return nil
}

// allNodes are the nodes of a generation, in the order of their terms.
type allNodes struct{ leaf }

func (allNodes) String() string                                         { return "polygraph: nodes" }
func (a allNodes) Iterate() graph.Scanner                               { return &nodeWalk{allNodes: a} }
func (a allNodes) Lookup() graph.Index                                  { return &nodeWalk{allNodes: a} }
func (a allNodes) Optimize(context.Context) (graph.IteratorShape, bool) { return a, false }
func (a allNodes) Stats(context.Context) (graph.IteratorCosts, error) {
	return costs(graph.Size{Size: a.nodes(), Exact: true}, costOfLookup)
}

// nodeWalk is at one of them.
type nodeWalk struct {
	allNodes
	behind number // where to go on
	result graph.Ref
}

func (w *nodeWalk) Result() graph.Ref { return w.result }

func (w *nodeWalk) Next(context.Context) bool {
	w.result = nil
	for ; w.result == nil && int(w.behind) < w.count() && w.steps.take(1); w.behind++ {
		if w.isNode(w.behind) {
			w.result = w.node(w.behind)
		}
	}
	return w.result != nil
}

func (w *nodeWalk) Contains(_ context.Context, ref graph.Ref) bool {
	n, found := w.number(ref)
	if !found || !w.isNode(n) || !w.steps.take(1) {
		return false
	}
	w.result = w.node(n)
	return true
}

// someQuads are the quads of a generation that match a pattern, in the order of the table.
type someQuads struct {
	leaf
	rows choice
}

func (*someQuads) String() string                                         { return "polygraph: quads" }
func (s *someQuads) Iterate() graph.Scanner                               { return &quadWalk{someQuads: s} }
func (s *someQuads) Lookup() graph.Index                                  { return &quadWalk{someQuads: s} }
func (s *someQuads) Optimize(context.Context) (graph.IteratorShape, bool) { return s, false }
func (s *someQuads) Stats(context.Context) (graph.IteratorCosts, error) {
	return costs(s.rows.size(), costOfLookup)
}

// quadWalk is at one of them.
type quadWalk struct {
	*someQuads
	step   int
	result graph.Ref
}

func (w *quadWalk) Result() graph.Ref { return w.result }

func (w *quadWalk) Next(context.Context) bool {
	place, step, found := w.rows.next(w.table, w.step)
	found = w.steps.take(step-w.step) && found
	w.step, w.result = step, nil
	if found {
		w.result = quadRef{w.table, place, w.live}
	}
	return found
}

func (w *quadWalk) Contains(_ context.Context, ref graph.Ref) bool {
	place, found := w.place(ref)
	if !found || !w.table.rows[place].matches(w.rows.pattern) || !w.steps.take(1) {
		return false
	}
	w.result = quadRef{w.table, place, w.live}
	return true
}

// someEnds are the nodes that stand in one position of the quads that match a pattern, as many
// times as there are such quads. Nodes in any position can have tags.
type someEnds struct {
	leaf
	rows     choice
	position Position
	tags     map[Position][]string
}

func (*someEnds) String() string                                         { return "polygraph: ends of quads" }
func (s *someEnds) Iterate() graph.Scanner                               { return &endWalk{someEnds: s, rows: s.rows} }
func (s *someEnds) Lookup() graph.Index                                  { return &endWalk{someEnds: s} }
func (s *someEnds) Optimize(context.Context) (graph.IteratorShape, bool) { return s, false }
func (s *someEnds) Stats(context.Context) (graph.IteratorCosts, error) {
	// Never exact: Cayley takes the size of an intersection to be that of its smallest part.
	return costs(graph.Size{Size: int64(s.rows.length())}, costOfSearch)
}

// endWalk is at one of the quads: of all, or of those that have the node that was looked up.
type endWalk struct {
	*someEnds
	rows   choice
	sought bool // whether they are those of a node
	step   int
	at     row
	result graph.Ref
}

func (w *endWalk) Result() graph.Ref { return w.result }

func (w *endWalk) Next(context.Context) bool {
	for {
		place, step, found := w.rows.next(w.table, w.step)
		found = w.steps.take(step-w.step) && found
		w.step, w.result = step, nil
		if !found {
			return false
		}
		w.at = w.table.rows[place]
		if w.tags[AsGraph] != nil && w.isNothing(w.at.graph) {
			continue // a quad without a label has none to be tagged
		}
		w.result = w.nodeAt(w.at, w.position)
		return true
	}
}

func (w *endWalk) Contains(ctx context.Context, ref graph.Ref) bool {
	n, found := w.number(ref)
	if asked := w.someEnds.rows.pattern.at(w.position); !found || asked != noNumber && asked != n || w.position == AsGraph && w.isNothing(n) {
		return false
	}
	w.rows, w.sought, w.step = w.choose(w.someEnds.rows.pattern.with(w.position, n)), true, 0
	return w.Next(ctx)
}

// NextPath goes to the next quad of the node that was looked up; while all are walked, each is
// a result of its own.
func (w *endWalk) NextPath(ctx context.Context) bool {
	return w.sought && w.Next(ctx)
}

func (w *endWalk) TagResults(into map[string]graph.Ref) {
	for position, tags := range w.tags {
		for _, tag := range tags {
			into[tag] = w.nodeAt(w.at, position)
		}
	}
}
