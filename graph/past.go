package graph

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// past keeps the earlier generations that were asked for last. Who has turn may touch it.
type past struct {
	turn chan struct{}
	kept []kept // the one that was asked for last at the end
	drop *time.Timer
}

// kept is a View that was read, and the commit that had led to it.
type kept struct {
	view   *View
	commit Commit
}

const (
	keptPast = 2           // as many as one comparison needs
	pastTime = time.Minute // after which nobody seems to ask any more
)

func newPast() *past { return &past{turn: make(chan struct{}, 1)} }

// Past is the View of a commit that History tells of, for who answers many: whoever asks, one generation is read at a time, and the two
// that were asked for last are kept for a minute, so that asking for pages of them, or all at
// once for the same, reads each once. A context that ends while others are served is an error
// of CodeUnavailable.
func (s *Store) Past(ctx context.Context, commit Commit) (*View, error) {
	if s.journal == nil {
		return nil, noHistory()
	}
	p := s.past
	select {
	case p.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, &Error{Code: CodeUnavailable, Message: "waiting for an earlier generation to be read was given up", Cause: ctx.Err()}
	}
	defer func() { <-p.turn }()
	if i := slices.IndexFunc(p.kept, func(k kept) bool { return k.commit.same(commit) }); i >= 0 {
		found := p.kept[i]
		p.keep(slices.Delete(p.kept, i, i+1), found)
		return found.view, nil
	}
	if len(p.kept) == keptPast { // before there is another one
		p.kept = slices.Delete(p.kept, 0, 1)
	}
	view, read, err := s.read(ctx, commit.Generation)
	switch {
	case err != nil:
		return nil, err
	case !read.same(commit): // another graph has just taken the place of that one
		return nil, &Error{Code: CodeUnavailable, Message: fmt.Sprintf("generation %d is another one now; ask again", commit.Generation)}
	}
	p.keep(p.kept, kept{view, commit})
	return view, nil
}

// keep puts a View behind others, and lets go of all when nobody has asked for long.
func (p *past) keep(others []kept, last kept) {
	p.kept = append(others, last)
	if p.drop != nil {
		p.drop.Stop()
	}
	p.drop = time.AfterFunc(pastTime, func() {
		p.turn <- struct{}{}
		p.kept = nil
		<-p.turn
	})
}
