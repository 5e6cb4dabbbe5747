package graph

import (
	"encoding/gob"
	"errors"
	"io"
	"sync/atomic"

	"github.com/cayleygraph/cayley/graph"
)

// sentTable is a table on its way to another process, which indexes it anew.
type sentTable struct {
	Text  string
	Ends  []uint32
	Forms []Term
	Sorts []uint16 // the form of each term
	Rows  []number // four of each
}

// SendQuads writes the quads of the View for ReceiveQuadStore, in a form that only the same
// program reads.
func (v *View) SendQuads(w io.Writer) error {
	sent := sentTable{Text: v.text, Ends: v.ends, Forms: v.forms.list, Sorts: v.sorts, Rows: make([]number, 0, 4*len(v.rows))}
	for _, r := range v.rows {
		sent.Rows = append(sent.Rows, r.graph, r.subject, r.predicate, r.object)
	}
	return gob.NewEncoder(w).Encode(sent)
}

// ReceiveQuadStore reads what SendQuads wrote into a quad store of one generation, which
// reads no further when the steps are at their end.
func ReceiveQuadStore(r io.Reader, steps *Steps) (graph.QuadStore, error) {
	var sent sentTable
	if err := gob.NewDecoder(r).Decode(&sent); err != nil {
		return nil, err
	}
	t := &table{glossary: &glossary{text: sent.Text, ends: sent.Ends, sorts: sent.Sorts}, rows: make([]row, len(sent.Rows)/4)}
	for _, form := range sent.Forms {
		t.forms.number(form)
	}
	for i := range t.rows {
		t.rows[i] = row{sent.Rows[4*i], sent.Rows[4*i+1], sent.Rows[4*i+2], sent.Rows[4*i+3]}
	}
	t.glossary.index()
	count := t.count()
	t.subjects = post(t.rows, count, func(r row) number { return r.subject })
	t.predicates = post(t.rows, count, func(r row) number { return r.predicate })
	t.objects = post(t.rows, count, func(r row) number { return r.object })
	return quadStore{table: t, steps: steps}, nil
}

// Steps are how many quads and nodes may still be looked at.
type Steps struct{ left atomic.Int64 }

// NewSteps are so many.
func NewSteps(count int64) *Steps {
	s := &Steps{}
	s.left.Store(count)
	return s
}

// Over tells whether more was to be looked at than may be.
func (s *Steps) Over() bool { return s != nil && s.left.Load() < 0 }

// take uses some of the steps; false when they are at their end. Nil steps have none.
func (s *Steps) take(count int) bool { return s == nil || s.left.Add(-int64(count)) >= 0 }

// errSteps is the error of iterators when the steps are at their end.
var errSteps = errors.New("the query looks at too many quads")
