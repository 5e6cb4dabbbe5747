package graph

import (
	"context"
	"sync"
	"sync/atomic"
)

// Store holds the current state of the graph and makes the next one. Views may be
// taken and read from any number of goroutines while one commits.
type Store struct {
	writing sync.Mutex // serialises commits
	view    atomic.Pointer[View]
	// next is closed, and replaced, whenever a View has been swapped in.
	next atomic.Pointer[chan struct{}]
}

// OpenStore opens the store that a URL names. This version knows "memory:".
func OpenStore(url string) (*Store, error) {
	if url != "memory:" {
		return nil, invalid("%q names no store: this version knows memory:", url)
	}
	return NewStore(newView(nil, 0)), nil
}

// NewStore is a store in memory that begins with a View.
func NewStore(view *View) *Store {
	s := &Store{}
	s.show(view)
	return s
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
func (s *Store) Close() error { return nil }

// Apply makes the next generation of the graph and then the current View of it: all of the
// changeset or nothing. It returns CodeConflict, and changes nothing, when a
// quad to add is there already or one to remove is not; a cancelled context
// before the commit changes nothing either. Readers never wait; the terms and quads that stay
// are copied, in their order, so a commit takes time and memory for the whole graph.
func (s *Store) Apply(ctx context.Context, change Changeset) (*View, error) {
	for _, list := range [][]Quad{change.Add, change.Remove} {
		for _, q := range list {
			if err := q.check(); err != nil {
				return nil, err
			}
		}
	}
	return s.commit(ctx, func(*View) (Changeset, error) { return change, nil })
}

// commit applies the change that is made of the current View.
func (s *Store) commit(ctx context.Context, changing func(current *View) (Changeset, error)) (*View, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	current := s.View()
	change, err := changing(current)
	if err != nil {
		return nil, err
	}
	if err := checkChange(current, change); err != nil {
		return nil, err
	}
	if err := current.fits(change); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, &Error{Code: CodeUnavailable, Message: "the commit was given up before it began; nothing was changed", Cause: err}
	}
	next := current.after(change)
	s.show(next)
	return next, nil
}
