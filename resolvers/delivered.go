package resolvers

import (
	"context"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// delivered lets parts of an answer come to their end when their request does. On its own gqlgen
// hands a part over or gives it up, whichever comes first, when the context has ended, and waits
// for ever for one that was given up. So those that make parts see no end as long as somebody
// waits for one: they look at Err, make it short, and hand over.
func delivered(respond graphql.ResponseHandler) graphql.ResponseHandler {
	d := &delivery{left: make(chan struct{})}
	begun := false
	return func(ctx context.Context) *graphql.Response {
		if !begun {
			begun = true
			context.AfterFunc(ctx, func() { d.set(func() { d.over = true }) })
		}
		over := false
		d.set(func() { over, d.waited = d.over, !d.over })
		if over {
			return nil
		}
		response := respond(delivering{ctx, d.left})
		d.set(func() {
			d.waited = false
			d.over = d.over || response == nil || response.HasNext == nil || !*response.HasNext
		})
		return response
	}
}

// delivery tells whether somebody waits for a part.
type delivery struct {
	mu     sync.Mutex
	waited bool
	over   bool          // whether nobody will wait any more
	left   chan struct{} // closed when nobody waits and nobody will
	closed bool
}

func (d *delivery) set(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if change(); d.over && !d.waited && !d.closed {
		d.closed = true
		close(d.left)
	}
}

// delivering is a context whose end those see that hand over only when nobody waits for them.
type delivering struct {
	context.Context
	left chan struct{}
}

func (d delivering) Done() <-chan struct{} { return d.left }
