package resolvers

import (
	"context"

	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// follow tells of the state that the request began with, and of each one that
// replaces it, until the subscriber leaves.
func follow[T any](ctx context.Context, s *sight, tell func(*model.Reader) T) <-chan T {
	changes := make(chan T)
	go func() {
		defer close(changes)
		for at := s.reader; ; {
			select {
			case changes <- tell(at):
			case <-ctx.Done():
				return
			}
			next, err := s.views.Await(ctx, at.Generation())
			if err != nil {
				return
			}
			at = at.At(next)
		}
	}()
	return changes
}
