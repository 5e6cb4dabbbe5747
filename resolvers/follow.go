package resolvers

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// follow tells of the state that the request began with, and of each one that
// replaces it, until the subscriber leaves.
func follow[T any](ctx context.Context, s *sight, tell func(*graph.View) T) <-chan T {
	changes := make(chan T)
	go func() {
		defer close(changes)
		for at := s.view; ; {
			select {
			case changes <- tell(at):
			case <-ctx.Done():
				return
			}
			next, err := s.views.Await(ctx, at.Generation())
			if err != nil {
				return
			}
			at = next
		}
	}()
	return changes
}
