package resolvers

import (
	"context"

	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// follow tells of the state that the request began with, and of each one that
// replaces it, until the subscriber leaves.
func follow[T any](ctx context.Context, s *sight, tell func(now, previous *model.Reader) T) <-chan T {
	changes := make(chan T)
	go func() {
		defer close(changes)
		var previous *model.Reader
		for now := s.reader; ; {
			select {
			case changes <- tell(now, previous):
			case <-ctx.Done():
				return
			}
			next, err := s.views.Await(ctx, now.View)
			if err != nil {
				return
			}
			previous, now = now, now.At(next)
		}
	}()
	return changes
}
