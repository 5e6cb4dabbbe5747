package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// codeOverloaded is of requests that come at a bad time: sent again, they may be answered.
const codeOverloaded = "OVERLOADED"

// queue gives requests their turns.
type queue struct{ *turns.Queue }

// around lets next answer when it is the request's turn. While what it writes is on its way,
// others have theirs.
func (q queue) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		turn, err := q.Begin(r.Context(), queued(r.Context()))
		if err != nil {
			refuse(w, r, notNow(w, err))
			return
		}
		defer turn.End()
		next.ServeHTTP(&resting{ResponseWriter: w, ctx: r.Context(), turn: turn}, r.WithContext(withTurn(r.Context(), turn)))
	})
}

// withTurn lets what is done under a context let others go first.
func withTurn(ctx context.Context, turn *turns.Turn) context.Context {
	under := context.WithValue(ctx, turnKey{}, turn)
	return resolvers.WithPause(under, func() { turn.Pause(ctx) })
}

type turnKey struct{}

// notNow refuses a request that gets no turn: the client's own doing is told from that of all.
func notNow(w http.ResponseWriter, err error) *refusal {
	switch {
	case errors.Is(err, turns.ErrTooMany):
		w.Header().Set("Retry-After", "1")
		return &refusal{status: http.StatusTooManyRequests, code: "TOO_MANY_REQUESTS", message: "you have too many requests under way; wait for some of them to be answered"}
	case errors.Is(err, context.Canceled):
		return &refusal{status: http.StatusServiceUnavailable, code: "UNAVAILABLE", message: "the request was given up"}
	}
	w.Header().Set("Retry-After", "1")
	return &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: fmt.Sprintf("the server is busy (%s); try again", reason(err))}
}

func reason(err error) string {
	if errors.Is(err, turns.ErrFull) {
		return err.Error()
	}
	return turns.ErrLate.Error()
}

// resting gives the turn up while a client takes what it is sent.
type resting struct {
	http.ResponseWriter
	ctx  context.Context
	turn *turns.Turn
}

func (w *resting) Write(text []byte) (int, error) {
	if w.turn.Rest() {
		defer w.turn.Resume(w.ctx)
	}
	return w.ResponseWriter.Write(text)
}

// Unwrap is for http.ResponseController.
func (w *resting) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush sends what has been written.
func (w *resting) Flush() {
	if w.turn.Rest() {
		defer w.turn.Resume(w.ctx)
	}
	_ = http.NewResponseController(w.ResponseWriter).Flush()
}
