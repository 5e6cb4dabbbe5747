package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	cayleygraph "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore" // registers "memstore"
)

// Changeset is what one commit does: both lists together, or nothing. A quad
// stands in at most one of them.
type Changeset struct {
	Add    []Quad
	Remove []Quad
}

// Empty tells whether the changeset does nothing.
func (c Changeset) Empty() bool { return len(c.Add) == 0 && len(c.Remove) == 0 }

// Store keeps the quads in Cayley and hands out Views of them. Views may be
// taken and read from any number of goroutines while one commits.
type Store struct {
	// writing serialises commits. Cayley's memory store has no locks at all, so
	// nothing but a commit touches it, and readers only ever see Views.
	writing sync.Mutex
	quads   cayleygraph.QuadStore
	view    atomic.Pointer[View]
	// next is closed, and replaced, whenever a View has been swapped in.
	next atomic.Pointer[chan struct{}]
}

// OpenStore opens the store that a URL names. This version knows "memory:".
func OpenStore(url string) (*Store, error) {
	if url != "memory:" {
		return nil, invalid("%q names no store: this version knows memory:", url)
	}
	quads, err := cayleygraph.NewQuadStore("memstore", "", nil)
	if err != nil {
		return nil, &Error{Code: CodeUnavailable, Message: "cannot open the memory store", Cause: err}
	}
	s := &Store{quads: quads}
	s.show(newView(nil, 0))
	return s, nil
}

// show makes a View the current one and wakes those who await it.
func (s *Store) show(view *View) {
	next := make(chan struct{})
	s.view.Store(view)
	if awaited := s.next.Swap(&next); awaited != nil {
		close(*awaited)
	}
}

// View is the current state of the graph. A caller that keeps it sees the same
// state for as long as it likes.
func (s *Store) View() *View { return s.view.Load() }

// Await returns the current View as soon as it is of another generation than the
// given one, or CodeUnavailable when the context ends. Who is slow to ask again
// misses generations in between, never the last one.
func (s *Store) Await(ctx context.Context, generation uint64) (*View, error) {
	for {
		next := *s.next.Load() // before the View: a commit in between closes it
		if view := s.View(); view.generation != generation {
			return view, nil
		}
		select {
		case <-next:
		case <-ctx.Done():
			return nil, &Error{Code: CodeUnavailable, Message: "waiting for the graph to change was given up", Cause: ctx.Err()}
		}
	}
}

// Close releases the store; Views taken from it stay readable.
func (s *Store) Close() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.quads.Close()
}

// Apply commits the changeset in one Cayley transaction and then makes its
// result the current View. It returns CodeConflict, and changes nothing, when a
// quad to add is there already or one to remove is not; a cancelled context
// before the commit changes nothing either.
func (s *Store) Apply(ctx context.Context, change Changeset) (*View, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	current := s.View()
	if err := checkChange(current, change); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, &Error{Code: CodeUnavailable, Message: "the commit was given up before it began; nothing was changed", Cause: err}
	}
	deltas := make([]cayleygraph.Delta, 0, len(change.Add)+len(change.Remove))
	for _, q := range change.Remove {
		deltas = append(deltas, cayleygraph.Delta{Quad: toCayley(q), Action: cayleygraph.Delete})
	}
	for _, q := range change.Add {
		deltas = append(deltas, cayleygraph.Delta{Quad: toCayley(q), Action: cayleygraph.Add})
	}
	if err := s.quads.ApplyDeltas(deltas, cayleygraph.IgnoreOpts{}); err != nil {
		return nil, &Error{Code: CodeUnavailable, Message: "the store refused the commit; nothing was changed", Cause: err}
	}
	// From here on the commit stands, so the View is built whatever the context
	// says: the store and what readers see may not differ. Where the commit cannot
	// be read back it is taken back.
	quads, err := s.readAll(len(current.quads) + len(change.Add) - len(change.Remove))
	if err != nil {
		return nil, errors.Join(err, s.quads.ApplyDeltas(inverse(deltas), cayleygraph.IgnoreOpts{}))
	}
	next := newView(quads, current.generation+1)
	s.show(next)
	return next, nil
}

func inverse(deltas []cayleygraph.Delta) []cayleygraph.Delta {
	back := slices.Clone(deltas)
	for i := range back {
		back[i].Action = -back[i].Action // Add is 1, Delete -1
	}
	return back
}

// checkChange tests the whole change before any of it is written: Cayley merges
// or drops contradicting deltas without an error.
func checkChange(current *View, change Changeset) error {
	for _, list := range [][]Quad{change.Add, change.Remove} {
		for _, q := range list {
			if err := q.check(); err != nil {
				return err
			}
		}
		if q, twice := duplicate(list); twice {
			return &Error{Code: CodeConflict, Message: fmt.Sprintf("quad %s stands twice in one change", q)}
		}
	}
	// A quad in both lists is caught by one of these: it is there, or it is not.
	for _, q := range change.Add {
		if current.hasQuad(q) {
			return &Error{Code: CodeConflict, Message: fmt.Sprintf("quad %s is in the graph already", q)}
		}
	}
	for _, q := range change.Remove {
		if !current.hasQuad(q) {
			return &Error{Code: CodeConflict, Message: fmt.Sprintf("quad %s is not in the graph", q)}
		}
	}
	return nil
}

// duplicate finds a quad that stands twice. Lists from Diff are in order already.
func duplicate(list []Quad) (Quad, bool) {
	if !slices.IsSortedFunc(list, compareQuads) {
		list = slices.Clone(list)
		slices.SortFunc(list, compareQuads)
	}
	for i := 1; i < len(list); i++ {
		if list[i] == list[i-1] {
			return list[i], true
		}
	}
	return Quad{}, false
}

func (s *Store) readAll(expected int) ([]Quad, error) {
	ctx := context.Background()
	it := s.quads.QuadsAllIterator()
	defer it.Close()
	quads := make([]Quad, 0, expected)
	for it.Next(ctx) {
		quads = append(quads, fromCayley(s.quads.Quad(it.Result())))
	}
	if err := it.Err(); err != nil {
		return nil, &Error{Code: CodeUnavailable, Message: "the store cannot be read", Cause: err}
	}
	return quads, nil
}

// Diff is the change that turns the quads of a View into the wanted ones.
// Wanted must hold each quad once, in the order of Encode.
func Diff(current *View, wanted []Quad) Changeset {
	var change Changeset
	have := current.quads
	for len(have) > 0 && len(wanted) > 0 {
		switch order := compareQuads(have[0], wanted[0]); {
		case order < 0:
			change.Remove, have = append(change.Remove, have[0]), have[1:]
		case order > 0:
			change.Add, wanted = append(change.Add, wanted[0]), wanted[1:]
		default:
			have, wanted = have[1:], wanted[1:]
		}
	}
	change.Remove = append(change.Remove, have...)
	change.Add = append(change.Add, wanted...)
	return change
}
