package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// At is the View of a generation that the journal keeps; 0 is the newest.
func (s *Store) At(ctx context.Context, generation uint64) (*View, error) {
	if s.journal == nil {
		if view := s.View(); generation == 0 || generation == view.generation {
			return view, nil
		}
		return nil, noHistory()
	}
	view, _, err := s.read(ctx, generation)
	if errors.Is(err, ErrForgotten) {
		if kept, wrong := s.journal.Commits(ctx); wrong == nil && len(kept) > 0 {
			return nil, &Error{Code: CodeNotFound, Message: fmt.Sprintf("generation %d cannot be had: the store has generations %d to %d", generation, kept[0].Generation, kept[len(kept)-1].Generation), Cause: ErrForgotten}
		}
	}
	return view, err
}

func (s *Store) read(ctx context.Context, generation uint64) (*View, Commit, error) {
	b := NewBuilder()
	commit, err := s.journal.Read(ctx, generation, b)
	if err != nil {
		return nil, commit, err
	}
	view, again := b.view(commit.Generation)
	if view.Size() != commit.Quads || again > 0 {
		return nil, commit, &Error{Code: CodeInternal, Message: "the store is damaged: the quads of a generation are not as many as its commit says; polygraph fsck tells more"}
	}
	return view, commit, nil
}

// History is what is remembered of commits, the oldest first.
func (s *Store) History(ctx context.Context) ([]Commit, error) {
	if s.journal == nil {
		return nil, noHistory()
	}
	return s.journal.Commits(ctx)
}

func noHistory() error {
	return &Error{Code: CodeNotFound, Message: "a graph in memory has no history; keep it in a store, such as bbolt:graph.db"}
}

// CatchUp makes the newest state of the journal the current View, where others have committed.
func (s *Store) CatchUp(ctx context.Context) (*View, error) {
	if s.journal == nil {
		return s.View(), nil
	}
	if err := s.lock(ctx); err != nil {
		return nil, err
	}
	defer s.unlock()
	return s.catchUp(ctx)
}

func (s *Store) catchUp(ctx context.Context) (*View, error) {
	current := s.View()
	if current.generation == 0 { // all is new, and quicker to read than to add
		return s.readAnew(ctx)
	}
	// Somebody may have put another graph in the journal's place, such as one from a backup.
	remembered, err := s.journal.Commits(ctx)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(remembered, s.newest.same) {
		return s.readAnew(ctx)
	}
	var net Net
	generation, newest := current.generation, s.newest
	err = s.journal.Since(ctx, generation, func(commit Commit, change Changeset) error {
		net.Add(change)
		generation, newest = commit.Generation, commit
		return nil
	})
	switch {
	case errors.Is(err, ErrForgotten):
		return s.readAnew(ctx)
	case err != nil:
		return nil, err
	case generation == current.generation:
		return current, nil
	}
	change := net.Changeset()
	if checkChange(current, change) != nil { // what there is now tells more than how it should have come
		return s.readAnew(ctx)
	}
	next := current.after(change, generation)
	s.newest = newest
	s.show(next)
	return next, nil
}

func (s *Store) readAnew(ctx context.Context) (*View, error) {
	view, commit, err := s.read(ctx, 0)
	switch {
	case err != nil:
		return nil, err
	case commit.same(s.newest):
		return s.View(), nil
	}
	s.newest = commit
	s.show(view)
	return view, nil
}

// Follow catches up with what others commit until the context ends. What goes wrong is told,
// the first time and after that when it is over, with nil; meanwhile the View stays as it is,
// and the journal is asked again after ever longer waits.
func (s *Store) Follow(ctx context.Context, tell func(error)) {
	if s.journal == nil {
		return
	}
	wait, failing := shortestWait, false
	for ctx.Err() == nil {
		var err error
		if !failing { // else it is to be known when the journal is back, be there something new or not
			err = s.await(ctx)
		}
		if err == nil {
			_, err = s.CatchUp(ctx)
		}
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			if failing {
				tell(nil)
			}
			wait, failing = shortestWait, false
			continue
		}
		if !failing {
			tell(err)
		}
		failing = true
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
		wait = min(2*wait, longestWait)
	}
}

// await waits for a newer generation, and not for ever: a graph that took the place of another
// may have as many.
func (s *Store) await(ctx context.Context) error {
	some, cancel := context.WithTimeout(ctx, sureTime)
	defer cancel()
	err := s.journal.Await(some, s.View().generation)
	if some.Err() != nil && ctx.Err() == nil {
		return nil
	}
	return err
}

// sureTime is how often the newest commit is looked at although nothing tells of another one.
const sureTime = 10 * time.Second

// How long a journal that cannot be read is left alone.
const (
	shortestWait = 100 * time.Millisecond
	longestWait  = 5 * time.Second
)
