package graph

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// Builder collects the quads of a graph that is in no store yet, in any order, and makes a
// View of them. It keeps the terms once and sixteen bytes a quad. It is for one goroutine.
type Builder struct {
	terms collector
	rows  [][]row // in pieces, so that nothing is copied while they grow
	count int
	value []byte // of the term in hand
}

// rowsAtOnce is how many rows a piece has.
const rowsAtOnce = 1 << 16

// NewBuilder begins an empty graph.
func NewBuilder() *Builder { return &Builder{terms: *newCollector()} }

// Add takes a quad. One that no graph can have is an error, and nothing of it is taken; where
// the graph becomes too large, the Builder is of no more use.
func (b *Builder) Add(q Quad) error {
	if err := q.check(); err != nil {
		return err
	}
	return b.AddAny(q)
}

// AddAny takes a quad that our own data could not have, too, such as one that a store had
// already.
func (b *Builder) AddAny(q Quad) error {
	var places [4]uint32
	for i, t := range [4]Term{q.Graph, q.Subject, q.Predicate, q.Object} {
		b.value = append(b.value[:0], t.Value...)
		form, err := b.Form(t)
		if err != nil {
			return err
		}
		places[i] = b.Term(b.value, form)
	}
	return b.AddRow(places[1], places[2], places[3], places[0])
}

// Form is the number of what a term is beside its value: an IRI, or a literal with its
// language or datatype. The value does not matter.
func (b *Builder) Form(t Term) (uint16, error) {
	if n, known := b.terms.forms.find(t); known {
		return n, nil
	}
	if err := tooManyForms(len(b.terms.forms.list) + 1); err != nil {
		return 0, err
	}
	return b.terms.forms.number(t), nil
}

// Known is where a term is kept; false where it has not been met.
func (b *Builder) Known(value []byte, form uint16) (uint32, bool) {
	_, place, known := b.terms.look(value, form)
	return place, known
}

// Term is where a term is kept. The value is copied; it must be UTF-8.
func (b *Builder) Term(value []byte, form uint16) uint32 { return b.terms.place(value, form) }

// AddRow takes a quad of terms that are kept already. What the terms are is not checked.
func (b *Builder) AddRow(subject, predicate, object, graph uint32) error {
	if err := tooLarge(b.terms.bytes, b.count+1); err != nil {
		return err
	}
	last := len(b.rows) - 1
	if last < 0 || len(b.rows[last]) == rowsAtOnce {
		b.rows = append(b.rows, make([]row, 0, rowsAtOnce))
		last++
	}
	b.rows[last] = append(b.rows[last], row{graph, subject, predicate, object})
	b.count++
	return nil
}

// tooLarge refuses what numbers of 32 bits do not reach.
func tooLarge(text, quads int) error {
	if text > maxText || quads > math.MaxUint32-1 {
		return invalid("the graph is too large: its different terms can have %d bytes together, and there can be %d quads", maxText, math.MaxUint32-1)
	}
	return nil
}

func tooManyForms(forms int) error {
	if forms > math.MaxUint16 {
		return invalid("a graph can have literals of %d languages and datatypes at most", math.MaxUint16)
	}
	return nil
}

// Len is how many quads were added, those that were added twice counted twice.
func (b *Builder) Len() int { return b.count }

// View makes the View, of generation 1, and leaves the Builder empty. Quads that were added
// again are left out; their number is told.
func (b *Builder) View() (v *View, again int) { return b.view(1) }

func (b *Builder) view(generation uint64) (v *View, again int) {
	terms, rows, again := b.inOrder()
	return newViewOf(terms, rows, generation), again
}

// inOrder are the quads in order, each once, with how many were added again. It leaves the
// Builder empty.
func (b *Builder) inOrder() (terms *glossary, rows []row, again int) {
	terms, numbers := b.terms.glossary()
	rows = make([]row, 0, b.count)
	ordered := true
	var before row
	for i, piece := range b.rows {
		for _, r := range piece {
			r = row{numbers[r.graph], numbers[r.subject], numbers[r.predicate], numbers[r.object]}
			ordered = ordered && (len(rows) == 0 || compareRows(before, r) <= 0)
			rows, before = append(rows, r), r
		}
		b.rows[i] = nil
	}
	*b = *NewBuilder()
	if !ordered {
		sortSideBySide(rows, compareRows)
	}
	all := len(rows)
	if rows = slices.Compact(rows); len(rows) < all {
		rows = slices.Clip(slices.Clone(rows))
	}
	return terms, rows, all - len(rows)
}

// NewView indexes quads that are in no store, in any order. It panics at a quad that no
// graph can have, such as one whose subject is no IRI: check before, or use a Builder.
func NewView(quads []Quad) *View { return newView(quads, 0) }

func newView(quads []Quad, generation uint64) *View {
	b := NewBuilder()
	for _, q := range quads {
		if err := b.AddAny(q); err != nil {
			panic(fmt.Sprintf("%v", err))
		}
	}
	v, _ := b.view(generation)
	return v
}

// newViewOf indexes rows that are in order and without repetition, the independent parts
// side by side.
func newViewOf(terms *glossary, rows []row, generation uint64) *View {
	v := &View{generation: generation, table: table{glossary: terms, rows: rows}}
	count := terms.count()
	v.readKinds()
	var parts sync.WaitGroup
	parts.Go(func() {
		v.predicates = post(rows, count, func(r row) number { return r.predicate })
		v.objects = post(rows, count, func(r row) number { return r.object })
		v.readClaims()
	})
	v.subjects = post(rows, count, func(r row) number { return r.subject })
	v.readEdges()
	parts.Wait()
	v.readThings()
	v.readSpans()
	v.joinClaims()
	v.prepareLater()
	return v
}
