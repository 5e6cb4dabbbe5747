package graph

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// ApplyDeltas makes the next generation of the graph: all of the deltas, or an error and none.
// Each is judged by the graph before them, as Cayley's own memstore does, and then they are
// made one after the other, so that of a quad that is both removed and added the last word
// counts. Where nothing is left to change, no generation is made.
func (s liveStore) ApplyDeltas(deltas []graph.Delta, ignore graph.IgnoreOpts) error {
	return s.store.change(func(current *View) (Changeset, error) { return changeOf(current, deltas, ignore) })
}

// change commits what is to be changed in the current View, if anything is.
func (s *Store) change(changing func(current *View) (Changeset, error)) error {
	_, err := s.commit(context.Background(), "", changing, (*View).after)
	return err
}

// changeOf is what deltas come to.
func changeOf(current *View, deltas []graph.Delta, ignore graph.IgnoreOpts) (Changeset, error) {
	type end struct{ before, after bool }
	quads := make([]Quad, 0, len(deltas)) // each once, in their order
	ends := make(map[Quad]end, len(deltas))
	for _, d := range deltas {
		q := fromCayley(d.Quad)
		e, met := ends[q]
		if !met {
			e.before = current.hasQuad(q)
			quads = append(quads, q)
		}
		switch {
		case d.Action != graph.Add && d.Action != graph.Delete:
			return Changeset{}, &graph.DeltaError{Delta: d, Err: graph.ErrInvalidAction}
		case !d.Quad.IsValid():
			return Changeset{}, &graph.DeltaError{Delta: d, Err: quad.ErrInvalid}
		case d.Action == graph.Add && e.before && !ignore.IgnoreDup:
			return Changeset{}, &graph.DeltaError{Delta: d, Err: graph.ErrQuadExists}
		case d.Action == graph.Delete && !e.before && !ignore.IgnoreMissing:
			return Changeset{}, &graph.DeltaError{Delta: d, Err: graph.ErrQuadNotExist}
		}
		e.after = d.Action == graph.Add
		ends[q] = e
	}
	var change Changeset
	for _, q := range quads {
		switch e := ends[q]; {
		case e.after && !e.before:
			change.Add = append(change.Add, q)
		case e.before && !e.after:
			change.Remove = append(change.Remove, q)
		}
	}
	return change, nil
}

// smallBatch is how many quads a writer collects at least before it commits them.
const smallBatch = 1 << 14

// quadWriter adds quads; those that are there already are left out. As a commit copies the
// graph, it collects as many as the graph has before it makes one, and the rest when it is
// closed.
type quadWriter struct {
	store   *Store
	pending *Builder
}

func (w *quadWriter) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

func (w *quadWriter) WriteQuads(quads []quad.Quad) (int, error) {
	for i, q := range quads {
		if !q.IsValid() {
			return i, quad.ErrInvalid
		}
		if err := w.pending.AddAny(fromCayley(q)); err != nil {
			return i, err
		}
	}
	if w.pending.Len() >= max(smallBatch, w.store.View().Size()) {
		if err := w.Close(); err != nil {
			return 0, err
		}
	}
	return len(quads), nil
}

// Close commits what is left.
func (w *quadWriter) Close() error {
	terms, rows, _ := w.pending.inOrder()
	pending := table{glossary: terms, rows: rows}
	return w.store.change(func(current *View) (Changeset, error) {
		var change Changeset
		for q := range pending.quads(rows) {
			if !current.hasQuad(q) {
				change.Add = append(change.Add, q)
			}
		}
		return change, nil
	})
}
