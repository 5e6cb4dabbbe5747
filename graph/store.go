package graph

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"
)

// Store holds the current state of the graph and makes the next one. Views may be
// taken and read from any number of goroutines while one commits.
type Store struct {
	journal Journal       // nil for a graph in memory alone
	options StoreOptions  // of the journal
	writing chan struct{} // full while somebody commits or catches up
	newest  Commit        // that led to the View; for who has writing
	view    atomic.Pointer[View]
	past    *past // of the journal
	// next is closed, and replaced, whenever a View has been swapped in.
	next atomic.Pointer[chan struct{}]
}

// StoreOptions are what a Store with a journal is to do beside keeping commits.
type StoreOptions struct {
	By   string           // who commits
	Keep int              // how many commits are remembered; DefaultKeep where it is 0
	Now  func() time.Time // when commits are made; time.Now where it is nil
	Log  *slog.Logger     // what went wrong that changes no answer; nil for none
}

// DefaultKeep is how many commits are remembered unless it is told.
const DefaultKeep = 100

// NewStore is a store in memory that begins with a View; nil is the empty graph.
func NewStore(view *View) *Store {
	if view == nil {
		view = newView(nil, 0)
	}
	s := &Store{writing: make(chan struct{}, 1)}
	s.show(view)
	return s
}

// OpenStore is a store that begins with the newest state of a journal. It closes the journal
// when it is closed.
func OpenStore(ctx context.Context, journal Journal, options StoreOptions) (*Store, error) {
	s := NewStore(nil)
	s.journal, s.options, s.past = journal, options, newPast()
	if s.options.Keep == 0 {
		s.options.Keep = DefaultKeep
	}
	if s.options.Now == nil {
		s.options.Now = time.Now
	}
	if _, err := s.readAnew(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

type byKey struct{}

// By makes commits under the context those of somebody else than of whom StoreOptions name.
func By(ctx context.Context, who string) context.Context {
	return context.WithValue(ctx, byKey{}, who)
}

func byOf(ctx context.Context) string {
	who, _ := ctx.Value(byKey{}).(string)
	return who
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

// Await returns the current View as soon as it is another one than was seen last,
// or CodeUnavailable when the context ends. Who is slow to ask again
// misses generations in between, never the last one.
func (s *Store) Await(ctx context.Context, seen *View) (*View, error) {
	for {
		next := *s.next.Load() // before the View: a commit in between closes it
		if view := s.View(); view != seen {
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
	if s.journal == nil {
		return nil
	}
	return s.journal.Close()
}

// Apply makes the next generation of the graph and then the current View of it: all of the
// changeset or nothing; where there is nothing to change, no generation. It returns CodeConflict, and changes nothing, when a
// quad to add is there already or one to remove is not; a cancelled context
// before the commit changes nothing either. Readers never wait; the terms and quads that stay
// are copied, in their order, so a commit takes time and memory for the whole graph.
func (s *Store) Apply(ctx context.Context, change Changeset) (*View, error) {
	return s.Update(ctx, "", func(*View) (Changeset, error) { return change, nil })
}

// Update is Apply with a change that is made of the current View, and that comes of something
// such as "data, ./mydata". Where others commit to the same journal, the current View is theirs,
// and the change may be asked for again.
func (s *Store) Update(ctx context.Context, what string, changing func(current *View) (Changeset, error)) (*View, error) {
	return s.commit(ctx, what, func(current *View) (Changeset, error) {
		change, err := changing(current)
		if err != nil {
			return change, err
		}
		for _, list := range [][]Quad{change.Add, change.Remove} {
			for _, q := range list {
				if err := q.check(); err != nil {
					return change, err
				}
			}
		}
		return change, nil
	}, (*View).after)
}

// Replace makes the graph what a View holds, whatever that is, and tells how it differed.
func (s *Store) Replace(ctx context.Context, what string, wanted *View) (after *View, change Changeset, err error) {
	quads := slices.AppendSeq(make([]Quad, 0, wanted.Size()), wanted.Quads())
	after, err = s.commit(ctx, what, func(current *View) (Changeset, error) {
		change = Diff(current, quads)
		return change, nil
	}, func(_ *View, _ Changeset, generation uint64) *View {
		return newViewOf(wanted.glossary, wanted.rows, generation)
	})
	return after, change, err
}

// commit applies the change that is made of the current View, and makes the next one of it.
func (s *Store) commit(ctx context.Context, what string, changing func(current *View) (Changeset, error), making func(current *View, change Changeset, generation uint64) *View) (*View, error) {
	if err := s.lock(ctx); err != nil {
		return nil, err
	}
	defer s.unlock()
	for {
		current := s.View()
		change, err := changing(current)
		switch {
		case err != nil:
			return nil, err
		case change.Empty():
			return current, nil
		}
		if err := cmp.Or(checkChange(current, change), current.fits(change)); err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, &Error{Code: CodeUnavailable, Message: "the commit was given up before it began; nothing was changed", Cause: err}
		}
		generation := current.generation + 1
		if s.journal != nil {
			commit := Commit{At: s.options.Now().UTC().Truncate(time.Microsecond), By: cmp.Or(byOf(ctx), s.options.By), What: what}
			commit.ClaimsAdded, commit.ClaimsChanged, commit.ClaimsRemoved = CountClaims(change)
			switch commit, err = s.journal.Commit(ctx, current.generation, change, commit); {
			case errors.Is(err, ErrBehind):
				if _, err := s.catchUp(ctx); err != nil {
					return nil, err
				}
				continue
			case err != nil:
				return nil, err
			}
			generation, s.newest = commit.Generation, commit
		}
		next := making(current, change, generation)
		s.show(next)
		if s.journal == nil {
			return next, nil
		}
		// The commit is made whatever comes of this.
		if err := s.journal.Compact(ctx, next, s.options.Keep); err != nil && s.options.Log != nil {
			s.options.Log.Warn("the journal could not be made compact; it is as good as before, and larger", "error", err)
		}
		return next, nil
	}
}

// lock waits until nobody else commits, or the context ends.
func (s *Store) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &Error{Code: CodeUnavailable, Message: "the commit was given up before it began; nothing was changed", Cause: err}
	}
	select {
	case s.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &Error{Code: CodeUnavailable, Message: "the commit was given up while others were made; nothing was changed", Cause: ctx.Err()}
	}
}

func (s *Store) unlock() { <-s.writing }
