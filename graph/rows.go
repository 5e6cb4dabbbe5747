package graph

import (
	"cmp"
	"iter"
	"slices"
	"sort"
)

// row is a quad as the numbers of its terms.
type row struct{ graph, subject, predicate, object number }

func compareRows(a, b row) int {
	if a.graph != b.graph {
		return cmp.Compare(a.graph, b.graph)
	}
	if a.subject != b.subject {
		return cmp.Compare(a.subject, b.subject)
	}
	if a.predicate != b.predicate {
		return cmp.Compare(a.predicate, b.predicate)
	}
	return cmp.Compare(a.object, b.object)
}

// Position is where a term stands in a quad.
type Position uint8

// The positions of terms in quads.
const (
	AsSubject Position = iota
	AsPredicate
	AsObject
	AsGraph
)

// at is the term that stands in a position.
func (r row) at(p Position) number {
	switch p {
	case AsSubject:
		return r.subject
	case AsPredicate:
		return r.predicate
	case AsObject:
		return r.object
	}
	return r.graph
}

// table is all quads of a View, each once, in order of compareQuads, and where to find
// those that have a term in a position. Those of one named graph are neighbours.
type table struct {
	*glossary
	rows       []row
	subjects   postings
	predicates postings
	objects    postings
}

// postings are the places of rows by one of their terms, each list in the order of rows.
type postings struct {
	starts []uint32 // of each term's list in places, and the end of the last
	places []uint32
}

func (p postings) of(n number) []uint32 { return p.places[p.starts[n]:p.starts[n+1]] }

// post lists the rows by a term.
func post(rows []row, terms int, of func(row) number) postings {
	p := postings{starts: make([]uint32, terms+1), places: make([]uint32, len(rows))}
	for _, r := range rows {
		p.starts[of(r)+1]++
	}
	for n := range terms {
		p.starts[n+1] += p.starts[n]
	}
	for place, r := range rows {
		n := of(r)
		p.places[p.starts[n]] = uint32(place)
		p.starts[n]++
	}
	// Each start has moved to the end of its list, which is where the next one begins.
	copy(p.starts[1:], p.starts)
	p.starts[0] = 0
	return p
}

// quad is the quad of a row.
func (t *table) quad(r row) Quad {
	return Quad{Subject: t.term(r.subject), Predicate: t.term(r.predicate), Object: t.term(r.object), Graph: t.term(r.graph)}
}

// quads are those of rows, in their order.
func (t *table) quads(rows []row) iter.Seq[Quad] {
	return func(yield func(Quad) bool) {
		for _, r := range rows {
			if !yield(t.quad(r)) {
				return
			}
		}
	}
}

// inGraph are the rows of a named graph.
func (t *table) inGraph(graph number) []row {
	start := sort.Search(len(t.rows), func(i int) bool { return t.rows[i].graph >= graph })
	end := start + sort.Search(len(t.rows)-start, func(i int) bool { return t.rows[start+i].graph > graph })
	return t.rows[start:end]
}

// rowsOf are those of a subject in a named graph.
func (t *table) rowsOf(graph, subject number) []row {
	start := sort.Search(len(t.rows), func(i int) bool {
		r := t.rows[i]
		return r.graph > graph || r.graph == graph && r.subject >= subject
	})
	return firstGroup(t.rows[start:], graph, subject)
}

// firstGroup are the rows at the front that have the graph and the subject.
func firstGroup(rows []row, graph, subject number) []row {
	end := 0
	for end < len(rows) && rows[end].graph == graph && rows[end].subject == subject {
		end++
	}
	return rows[:end]
}

// groups cuts rows into those of one subject in one named graph.
func groups(rows []row) iter.Seq[[]row] {
	return func(yield func([]row) bool) {
		for len(rows) > 0 {
			group := firstGroup(rows, rows[0].graph, rows[0].subject)
			if !yield(group) {
				return
			}
			rows = rows[len(group):]
		}
	}
}

// find is the place of a quad among the rows.
func (t *table) find(q Quad) (place int, found bool) {
	var r row
	for _, part := range []struct {
		term Term
		into *number
	}{{q.Graph, &r.graph}, {q.Subject, &r.subject}, {q.Predicate, &r.predicate}, {q.Object, &r.object}} {
		n, known := t.glossary.find(part.term)
		if !known {
			return 0, false
		}
		*part.into = n
	}
	return slices.BinarySearchFunc(t.rows, r, compareRows)
}
