package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// The codes of requests that come at a bad time: sent again, they may be answered. The second
// is for clients that make the time a bad one.
const (
	codeOverloaded = "OVERLOADED"
	codeTooMany    = "TOO_MANY_REQUESTS"
)

// queue gives requests their turns.
type queue struct{ *turns.Queue }

// around lets next answer when it is the request's turn. While what it writes is on its way,
// others have theirs, if resting is around all that writes.
func (q queue) around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		turn, err := q.Begin(r.Context(), queued(r.Context()))
		if err != nil {
			refuse(w, r, notNow(err))
			return
		}
		defer turn.End()
		next.ServeHTTP(w, r.WithContext(withTurn(r.Context(), turn)))
	})
}

// withTurn lets what is done under a context let others go first.
func withTurn(ctx context.Context, turn *turns.Turn) context.Context {
	if writer, rests := ctx.Value(restKey{}).(*restingWriter); rests {
		writer.turn = turn
	}
	under := context.WithValue(ctx, turnKey{}, turn)
	return resolvers.WithPause(under, func() { turn.Pause(ctx) })
}

// turnOf is the turn of a request; nil for none.
func turnOf(ctx context.Context) *turns.Turn {
	turn, _ := ctx.Value(turnKey{}).(*turns.Turn)
	return turn
}

type (
	turnKey struct{}
	restKey struct{}
)

// notNow refuses a request that gets no turn: the client's own doing is told from that of all.
func notNow(err error) *refusal {
	switch {
	case errors.Is(err, turns.ErrTooMany):
		return &refusal{status: http.StatusTooManyRequests, code: codeTooMany, message: "you have too many requests under way; wait for some of them to be answered", retry: 1}
	case errors.Is(err, context.Canceled):
		return &refusal{status: http.StatusServiceUnavailable, code: string(graph.CodeUnavailable), message: "the request was given up"}
	case errors.Is(err, turns.ErrFull):
		return &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: "too many other requests wait for their turn; try again", retry: 1}
	}
	return &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: "the server was busy with other requests for all the time of this one; try again", retry: 1}
}

// resting gives the turn of a request up while the client takes what it is sent. It belongs
// around what packs answers, which takes time of the processors, too.
func resting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writer := &restingWriter{ResponseWriter: w}
		writer.ctx = context.WithValue(r.Context(), restKey{}, writer)
		next.ServeHTTP(writer, r.WithContext(writer.ctx))
	})
}

type restingWriter struct {
	http.ResponseWriter
	ctx  context.Context
	turn *turns.Turn // nil before there is one
}

func (w *restingWriter) Write(text []byte) (int, error) {
	defer w.rest()()
	return w.ResponseWriter.Write(text)
}

// Flush sends what has been written.
func (w *restingWriter) Flush() {
	defer w.rest()()
	_ = http.NewResponseController(w.ResponseWriter).Flush()
}

func (w *restingWriter) rest() (resume func()) {
	if w.turn == nil || !w.turn.Rest() {
		return func() {}
	}
	return func() { w.turn.Resume(w.ctx) }
}

// Unwrap is for http.ResponseController.
func (w *restingWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
