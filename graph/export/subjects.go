package export

import (
	"cmp"
	"iter"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// bySubject gathers neighbouring quads of one subject in one named graph. A group is
// good until the next is asked for.
func bySubject(quads iter.Seq[graph.Quad]) iter.Seq[[]graph.Quad] {
	return func(yield func([]graph.Quad) bool) {
		var group []graph.Quad
		for q := range quads {
			if len(group) > 0 && (group[0].Graph != q.Graph || group[0].Subject != q.Subject) {
				if !yield(group) {
					return
				}
				group = group[:0]
			}
			group = append(group, q)
		}
		if len(group) > 0 {
			yield(group)
		}
	}
}

// triples are the quads of the piece without their named graphs, in order of subject,
// predicate and object, each once.
func (j *job) triples() iter.Seq[graph.Quad] {
	j.countQuads()
	return func(yield func(graph.Quad) bool) {
		var last graph.Quad
		for q := range each(j, j.merged()) {
			if q != last && !yield(q) {
				return
			}
			last = q
		}
	}
}

func (j *job) merged() iter.Seq[graph.Quad] {
	return func(yield func(graph.Quad) bool) {
		for _, quads := range j.piece.Subjects() {
			for _, q := range quads {
				q.Graph = graph.Term{}
				if !yield(q) {
					return
				}
			}
		}
	}
}

// readingOrder is the place of each predicate when the properties of a thing are read:
// as the terms of the JSON-LD context stand.
type readingOrder map[string]int

func newReadingOrder(context graph.Context) readingOrder {
	order := readingOrder{graph.TypeIRI: 0}
	for i, term := range context.Terms {
		if !term.Reverse {
			order[term.IRI] = 1 + i
		}
	}
	return order
}

// sort puts the quads of one subject into the order of reading; those of one predicate
// keep theirs. Predicates that the context does not know stand at the end.
func (o readingOrder) sort(quads []graph.Quad) {
	place := func(q graph.Quad) int {
		if place, known := o[q.Predicate.Value]; known {
			return place
		}
		return len(o)
	}
	slices.SortStableFunc(quads, func(a, b graph.Quad) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Predicate.Value, b.Predicate.Value))
	})
}

// byPredicate are the runs of neighbouring quads of one predicate.
func byPredicate(quads []graph.Quad) iter.Seq[[]graph.Quad] {
	return func(yield func([]graph.Quad) bool) {
		for len(quads) > 0 {
			end := 1
			for end < len(quads) && quads[end].Predicate == quads[0].Predicate {
				end++
			}
			if !yield(quads[:end]) {
				return
			}
			quads = quads[end:]
		}
	}
}
