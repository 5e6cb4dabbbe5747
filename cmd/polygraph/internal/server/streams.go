package server

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// Answers of several parts: subscriptions as server-sent events and over WebSockets,
// and what is deferred as parts of a multipart answer.

// streamedBytes is how long an answer in several parts, or one over a socket, may be: it is in
// memory thrice, as it is put into a message.
const streamedBytes = 4 << 20

// pingTime is how often a quiet stream says that it is alive; proxies cut those that
// are silent for a minute.
const pingTime = 15 * time.Second

// initTime is how long a WebSocket may take to say what it wants.
const initTime = 5 * time.Second

// inParts tells requests that are answered in several parts: those of clients that take
// nothing else, and subscriptions and deferred fragments of clients that would take
// both. Some clients offer everything with each request.
func (l Limits) inParts(r *http.Request, trusted *Trusted) bool {
	events, parts := names(r, typeEvents), names(r, typeParts)
	switch {
	case !events && !parts:
		return false
	case responseType(r) == "":
		return true
	}
	text := r.URL.Query().Get("query")
	if r.Method == http.MethodPost {
		body, err := io.ReadAll(io.LimitReader(r.Body, int64(l.Body)+1))
		r.Body = struct {
			io.Reader
			io.Closer
		}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
		var one parameters
		if err != nil || decode(body, &one) != nil {
			return false
		}
		text = one.Query
		if known, found := trusted.document(one.DocumentID); found {
			text = known
		}
	}
	return events && strings.Contains(text, "subscription") || strings.Contains(text, "@defer")
}

// inOnePiece leaves of what a client takes the media type of an answer in one piece,
// so that no transport takes its offer of streams for a wish.
func inOnePiece(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if mediaType := responseType(r); mediaType != "" && (names(r, typeEvents) || names(r, typeParts)) {
			r = r.Clone(r.Context())
			r.Header.Set("Accept", mediaType)
		}
		next.ServeHTTP(w, r)
	})
}

func isSocket(r *http.Request) bool { return strings.EqualFold(r.Header.Get("Upgrade"), "websocket") }

// streamed prepares a request that is answered in several parts for the executor's
// transports. They would repeat a body that they cannot read, so it is read here
// first; an EventSource can only GET, so its address becomes a body.
func (l Limits) streamed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A stream lasts as long as both sides like, or until the server stops.
		control := http.NewResponseController(w)
		_ = control.SetReadDeadline(time.Time{})
		_ = control.SetWriteDeadline(time.Time{})
		ctx, cancel := context.WithCancel(resolvers.AtMost(r.Context(), streamedBytes))
		defer cancel()
		if stopping, known := ctx.Value(stoppingKey{}).(context.Context); known {
			defer context.AfterFunc(stopping, cancel)()
		}
		whileHeld(ctx, cancel)
		if isSocket(r) {
			next.ServeHTTP(w, r.WithContext(ctx))
			return
		}
		list, batch, err := l.readRequest(r)
		if err == nil && batch {
			err = badRequest("a batch is answered in one piece; send its requests one by one to have them in parts")
		}
		if err != nil {
			refuse(w, r, err.(*refusal))
			return
		}
		raw := list[0].raw(nil)
		body, err := json.Marshal(parameters{Query: raw.Query, OperationName: raw.OperationName, Variables: raw.Variables, Extensions: raw.Extensions})
		if err != nil {
			refuse(w, r, badRequest("the request cannot be read"))
			return
		}
		if names(r, typeParts) && !names(r, typeEvents) { // not endless: it has its time like any other
			ctx, cancel = context.WithTimeout(ctx, l.Time)
			defer cancel()
		}
		again := r.Clone(resolvers.InParts(ctx))
		again.Method, again.Body, again.ContentLength = http.MethodPost, io.NopCloser(bytes.NewReader(body)), int64(len(body))
		again.Header.Set("Content-Type", typeJSON)
		again.Header.Set("Accept", strings.Join(r.Header.Values("Accept"), ",")) // of which the transports read one line
		w.Header().Set("X-Accel-Buffering", "no")                                // proxies are to pass each event on
		out := newFlowing(w, cancel)
		defer out.end()
		next.ServeHTTP(out, again.WithContext(context.WithValue(again.Context(), flowKey{}, out)))
		leaveRoom(ctx) // all is made
		if turn := turnOf(ctx); turn != nil {
			turn.Leave()
		}
	})
}

// socketed bounds how many sockets are open, and lets only pages open them that may ask here.
// Each query over one has a turn of its own.
func (g *gate) socketed(origins Origins, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !origins.allows(r) {
			refuse(w, r, &refusal{status: http.StatusForbidden, code: "FORBIDDEN_ORIGIN", message: "a page of another site opens no socket here"})
			return
		}
		if !isHandshake(r) { // who accepts it would repeat in the answer what is wrong
			refuse(w, r, badRequest("this is no handshake of a WebSocket of version 13"))
			return
		}
		who := clientOf(r.Context()).share()
		if !g.sockets.add(who) {
			refuse(w, r, &refusal{status: http.StatusServiceUnavailable, code: codeStreams, message: "too many sockets are open; try again later", retry: 5})
			return
		}
		defer g.sockets.remove(who)
		steadily(next).ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), socketKey{}, &socket{held: map[*graphql.OperationContext]func(){}})))
	})
}

// isHandshake tells whether a request asks for a socket as RFC 6455 has it.
func isHandshake(r *http.Request) bool {
	key, err := base64.StdEncoding.DecodeString(r.Header.Get("Sec-WebSocket-Key"))
	return r.Method == http.MethodGet && r.ProtoMajor == 1 && strings.Contains(strings.ToLower(r.Header.Get("Connection")), "upgrade") &&
		r.Header.Get("Sec-WebSocket-Version") == "13" && err == nil && len(key) == 16 && len(r.Header.Values("Sec-WebSocket-Key")) == 1
}

// writeTime is how long a piece of what is streamed may take to be sent.
const writeTime = 10 * time.Second

// sameOrigin tells whether a request is no page's, or one of the server's own pages'.
func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	address, err := url.Parse(origin)
	return origin == "" || err == nil && strings.EqualFold(address.Host, r.Host)
}

type stoppingKey struct{}

// withStopping lets streams know when the server stops.
func withStopping(ctx, stopping context.Context) context.Context {
	return context.WithValue(ctx, stoppingKey{}, stopping)
}

// serverSentEvents is the transport of server-sent events, for those alone that take them: the executor's
// also answers who names them to say that he does not.
type serverSentEvents struct{ transport.SSE }

func (e serverSentEvents) Supports(r *http.Request) bool {
	return names(r, typeEvents) && e.SSE.Supports(r)
}

// parts is the transport of deferred fragments. Whatever cannot run is refused in one
// piece, as it is by plain: the executor's transport has a status of its own for it.
type parts struct{ limits Limits }

var _ graphql.Transport = parts{}

func (parts) Supports(r *http.Request) bool {
	return names(r, typeParts) && transport.MultipartMixed{}.Supports(r)
}

func (p parts) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	list, _, err := p.limits.readRequest(r)
	if why, refused := err.(*refusal); refused {
		refuse(w, r, why)
		return
	}
	ctx := graphql.StartOperationTrace(r.Context())
	operation, refused, status := prepare(ctx, exec, r, list[0])
	if refused != nil {
		writeResponse(w, responseType(r), status, refused, w.Header().Get(generationHeader))
		return
	}
	r = r.WithContext(ctx)
	r.Body = io.NopCloser(strings.NewReader("{}")) // it is prepared
	transport.MultipartMixed{Boundary: "-", DeliveryTimeout: deliveryTime}.Do(w, r, prepared{exec, operation})
}

// deliveryTime is how long parts wait for each other, to be sent together.
const deliveryTime = 10 * time.Millisecond

// prepared is an executor for one operation that has been read and checked.
type prepared struct {
	graphql.GraphExecutor
	operation *graphql.OperationContext
}

func (p prepared) CreateOperationContext(context.Context, *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	return p.operation, nil
}

// sockets speaks graphql-transport-ws, and the older graphql-ws. What comes is read and checked
// in a turn, as that takes long where somebody wants it to.
type sockets struct {
	transport.Websocket
	limits Limits
	gate   *gate
}

var _ graphql.Transport = sockets{}

func newSockets(limits Limits, g *gate) sockets {
	bytes := int64(min(limits.Body, longestMessage))
	return sockets{transport.Websocket{
		Implementation:        modestSockets{transport.CoderWebsocketImplementation{AcceptOptions: websocket.AcceptOptions{InsecureSkipVerify: true}}, g}, // of the origin, which socketed has looked at
		InitTimeout:           initTime,
		KeepAlivePingInterval: pingTime,
		PingPongInterval:      pingTime,
		PayloadReadLimit:      &bytes,
	}, limits, g}
}

// Supports takes those that have passed socketed, and no other.
func (sockets) Supports(r *http.Request) bool { return isSocket(r) }

func (s sockets) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	s.Websocket.Do(w, r, checkedInTurn{exec, s.limits, s.gate})
}

// An operation that came over a socket is counted as what a long body is, until it has been
// answered: what it takes, and its document as it was read.
const (
	operationBytes = 16 << 10
	readTimes      = 32
)

// checkedInTurn is an executor that reads and checks each operation in a turn.
type checkedInTurn struct {
	graphql.GraphExecutor
	limits Limits
	gate   *gate
}

func (c checkedInTurn) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	socket, who := socketOf(ctx), clientOf(ctx).share()
	bytes := operationBytes + readTimes*len(params.Query)
	if !c.gate.bodies.take(who, bytes) {
		return &graphql.OperationContext{}, (&refusal{code: codeOverloaded, message: "the server is busy with other requests over sockets; try again"}).list()
	}
	held := false
	defer func() {
		if !held {
			c.gate.bodies.give(who, bytes)
		}
	}()
	operation, errs := c.create(ctx, params)
	if errs == nil {
		held = socket.hold(operation, func() { c.gate.bodies.give(who, bytes) })
	}
	return operation, errs
}

func (c checkedInTurn) create(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	timed, cancel := context.WithTimeout(ctx, c.limits.Time)
	defer cancel()
	turn, err := c.gate.turns.Begin(timed, queued(ctx))
	if err != nil {
		return &graphql.OperationContext{}, notNow(err).list()
	}
	defer turn.End()
	return c.GraphExecutor.CreateOperationContext(withTurn(timed, turn), params)
}

// streamLimit bounds how many subscriptions are open at once, and gives queries that come over
// a WebSocket the time of a request, and a turn.
type streamLimit struct {
	limits Limits
	gate   *gate
}

var _ interface {
	graphql.OperationInterceptor
	graphql.HandlerExtension
} = streamLimit{}

func (streamLimit) ExtensionName() string { return "stream limit" }

func (streamLimit) Validate(graphql.ExecutableSchema) error { return nil }

func (s streamLimit) InterceptOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	turn, operation := turnOf(ctx), graphql.GetOperationContext(ctx)
	if socket := socketOf(ctx); socket != nil {
		context.AfterFunc(ctx, func() { socket.release(operation) }) // when it has been answered
	}
	if operation.Operation.Operation != ast.Subscription {
		if turn != nil && flowOf(ctx) == nil {
			return next(ctx) // in one piece, which its transport looks after
		}
		return s.once(ctx, turn, next)
	}
	flowOf(ctx).keepStep()
	who := clientOf(ctx).share()
	if !s.gate.open.add(who) {
		return oneRefusal(&refusal{
			code: codeStreams, message: fmt.Sprintf("the server has %d subscriptions open, or %d of yours, and takes no more; try again later", s.limits.Streams, half(s.limits.Streams)),
			details: map[string]any{"limit": s.limits.Streams},
		})
	}
	context.AfterFunc(ctx, func() { s.gate.open.remove(who) }) // each subscription has a context of its own
	if turn != nil {
		turn.Leave() // it waits for events, and nearly nothing is done for each
	}
	return next(ctx)
}

// once answers a query that came as a stream: it has its time like any other, and, over a
// socket, a turn of its own.
func (s streamLimit) once(ctx context.Context, turn *turns.Turn, next graphql.OperationHandler) graphql.ResponseHandler {
	operation := ctx
	timed, cancel := context.WithTimeout(ctx, s.limits.Time)
	if turn == nil {
		socket := socketOf(ctx)
		if socket.busy() {
			cancel()
			return oneRefusal(notNow(turns.ErrTooMany))
		}
		var err error
		turn, err = s.gate.turns.Begin(timed, queued(ctx))
		if err != nil {
			socket.done()
			cancel()
			return oneRefusal(notNow(err))
		}
		context.AfterFunc(ctx, socket.done) // when it has been sent
		var end func()
		ctx, end = s.gate.withRoom(ctx)
		context.AfterFunc(timed, func() { end(); turn.End() })
	}
	respond := next(withTurn(ctx, turn))
	over := false
	var bounded context.Context // of all parts: those that come later are begun with the first
	return func(ctx context.Context) *graphql.Response {
		if over { // asked again, after its time perhaps
			return nil
		}
		if bounded == nil {
			var stop context.CancelFunc
			ends, _ := timed.Deadline()
			bounded, stop = context.WithDeadline(withTurn(ctx, turn), ends)
			context.AfterFunc(operation, stop)
		}
		response := respond(bounded)
		if over = response == nil || response.HasNext == nil || !*response.HasNext; over {
			cancel()
			leaveRoom(operation)
		}
		return s.counted(operation, response)
	}
}

// counted counts an answer that is long until the operation has ended, which it does when it has
// been sent, so that clients who take nothing keep no more than there is room for.
func (s streamLimit) counted(operation context.Context, response *graphql.Response) *graphql.Response {
	if response == nil || len(response.Data) <= countedAnswer {
		return response
	}
	give, err := s.gate.answers.sending(operation, len(response.Data), 3*len(response.Data))
	if err != nil {
		return &graphql.Response{Errors: err.(*refusal).list(), Label: response.Label, Path: response.Path, HasNext: response.HasNext}
	}
	context.AfterFunc(operation, give)
	return response
}

// socket is what one WebSocket has under way.
type socket struct {
	queries atomic.Int64 // that have not been answered

	mu   sync.Mutex
	held map[*graphql.OperationContext]func() // what is given back when each operation ends
}

type socketKey struct{}

// socketOf is the socket that a request came over; nil for none.
func socketOf(ctx context.Context) *socket {
	socket, _ := ctx.Value(socketKey{}).(*socket)
	return socket
}

// hold remembers what is given back when an operation ends, if it came over a socket.
func (s *socket) hold(operation *graphql.OperationContext, give func()) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[operation] = give
	return true
}

// release gives it back.
func (s *socket) release(operation *graphql.OperationContext) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if give, has := s.held[operation]; has {
		delete(s.held, operation)
		give()
	}
}

// queriesOfSocket is how many there may be: more than a page asks at once.
const queriesOfSocket = 20

// busy counts one more, and tells whether that is too many.
func (s *socket) busy() bool {
	if s == nil || s.queries.Add(1) <= queriesOfSocket {
		return false
	}
	s.queries.Add(-1)
	return true
}

func (s *socket) done() {
	if s != nil {
		s.queries.Add(-1)
	}
}

const codeStreams = "TOO_MANY_STREAMS"

// oneRefusal answers an operation with why it is not run.
func oneRefusal(why *refusal) graphql.ResponseHandler {
	return graphql.OneShot(&graphql.Response{Errors: why.list()})
}
