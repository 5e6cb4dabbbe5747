package server

import (
	"context"
	"net/http"
	"sync"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// longAtOnce is how many long answers are made at the same time, whoever takes turns at the
// processors: each has up to Limits.AnswerBytes before it is sent. Of one client it is half.
const longAtOnce = 4

// longWaiting is how many answers that become long may wait; each has some hundred kilobytes.
const longWaiting = 128

// room is what a request has of the memory for long answers.
type room struct {
	gate *gate

	mu      sync.Mutex
	place   *turns.Turn   // nil where it needs none, or none any longer
	waiting chan struct{} // closed when it has the place, or gets none; nil while nobody waits
	refused error         // why it gets none
	ended   bool          // whether nothing is made any more
}

type roomKey struct{}

// withRoom lets answers that are made in the context become long one after the other. End gives
// up what they have.
func (g *gate) withRoom(ctx context.Context) (_ context.Context, end func()) {
	r := &room{gate: g}
	return resolvers.WithRoom(context.WithValue(ctx, roomKey{}, r), func(ctx context.Context) *gqlerror.Error {
		if why, refused := r.enter(ctx).(*refusal); refused {
			return why.list()[0]
		}
		return nil
	}), r.end
}

// enter waits until there is room. Others have the request's turn meanwhile. Several goroutines
// of a request may enter at once.
func (r *room) enter(ctx context.Context) error {
	if turn := turnOf(ctx); turn != nil && turn.Rest() {
		defer turn.Resume(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.place != nil || r.refused != nil: // for an answer of the same batch, or for another field
		return r.refused
	case r.waiting != nil:
		waiting := r.waiting
		r.mu.Unlock()
		<-waiting
		r.mu.Lock()
		return r.refused
	}
	r.waiting = make(chan struct{})
	r.mu.Unlock()
	place, err := r.gate.long.Begin(ctx, queued(ctx))
	r.mu.Lock()
	close(r.waiting)
	r.waiting = nil
	if err != nil {
		r.refused = notNow(err)
		return r.refused
	}
	if r.place = place; r.ended {
		r.give()
	}
	return nil
}

// give gives the place back. The room is locked.
func (r *room) give() {
	if r.place != nil {
		r.place.End()
		r.place = nil
	}
}

func (r *room) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.give()
}

func (r *room) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ended = true
	r.give()
}

// leaveRoom gives up what a request has, since its answer is made; another takes it anew.
func leaveRoom(ctx context.Context) {
	if r, has := ctx.Value(roomKey{}).(*room); has {
		r.leave()
	}
}

// roomy lets answers of next become long where there is room.
func (g *gate) roomy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, end := g.withRoom(r.Context())
		defer end()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}
