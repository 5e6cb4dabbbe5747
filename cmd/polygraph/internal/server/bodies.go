package server

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
)

// What requests send is read before they wait for anything, so that who sends slowly holds
// nobody up. Long bodies are counted while they are read and until they are answered.
const (
	bodiesAtOnce = 64 << 20         // bytes of all long bodies
	smallBody    = 16 << 10         // bytes of one that is not counted
	bodyTime     = 10 * time.Second // for all of it to come
	bodyPiece    = 64 << 10
)

// bodies are those that are held, or still on their way.
type bodies struct {
	*budget
	coming *tally // over HTTP/2, where a connection has many of them
}

func newBodies(limits Limits) *bodies {
	return &bodies{newBudget(bodiesAtOnce), newTally(limits.Waiting, limits.OfAClient)}
}

// received reads the body of each request before next sees it. One that is longer than may be
// ends with an error that says so.
func (l Limits) received(held *bodies, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody || r.Header.Get("Content-Encoding") != "" { // which are refused, or have none
			next.ServeHTTP(w, r)
			return
		}
		if r.ContentLength > int64(l.Body) { // which need not be read to know
			w.Header().Set("Connection", "close")
			refuse(w, r, l.tooLong(r.ContentLength))
			return
		}
		counted := 0
		defer func() { held.give(clientOf(r.Context()).share(), counted) }()
		if why := l.receive(w, r, held, &counted); why != nil {
			refuse(w, r, why)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// receive puts what has come in the place of the body that was to come. Counted is what is held
// for it.
func (l Limits) receive(w http.ResponseWriter, r *http.Request, held *bodies, counted *int) *refusal {
	client := clientOf(r.Context()).share()
	if r.ProtoMajor > 1 {
		if !held.coming.add(client) {
			return notNow(turns.ErrTooMany)
		}
		defer held.coming.remove(client)
	}
	defer connectionOf(r.Context()).sends()()
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyTime))
	var body bytes.Buffer
	// Who only says that he will send a long one takes no more than for a small one.
	body.Grow(int(min(max(r.ContentLength, 0), smallBody)) + bytes.MinRead)
	most := int64(l.Body) + 1
	var err error
	for err == nil && int64(body.Len()) < most {
		if more := body.Len() + bodyPiece - smallBody - *counted; more > 0 && body.Len() >= smallBody {
			if !held.take(client, more) {
				return &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: "the server is busy with other long requests; try again", retry: 1}
			}
			*counted += more
		}
		piece := int64(bodyPiece)
		if body.Len() < smallBody {
			piece = int64(smallBody - body.Len())
		}
		_, err = io.CopyN(&body, r.Body, min(piece, most-int64(body.Len())))
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	r.Body = again{io.MultiReader(&body, failing{err, r.Body}), r.Body}
	return nil
}

// failing is the end of a body that was read: an error, or what comes after it.
type failing struct {
	err  error
	rest io.Reader
}

func (f failing) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	return f.rest.Read(p)
}
