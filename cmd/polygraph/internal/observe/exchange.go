package observe

import (
	"bufio"
	"context"
	"net"
	"net/http"

	"go.opentelemetry.io/otel/trace"
)

// exchange is one request and what becomes of it: the writer of its answer, and a value of
// its context, so that it costs one allocation.
type exchange struct {
	http.ResponseWriter
	observer *Observer
	endpoint Endpoint
	id       string
	span     trace.Span // nil where requests are not traced
	status   int        // 0 until the head of the answer is written
	bytes    int64      // of the body as it travels
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange {
	e, _ := ctx.Value(exchangeKey{}).(*exchange)
	return e
}

// WriteHeader notes the status; those that only announce another one do not count.
func (e *exchange) WriteHeader(status int) {
	if e.status == 0 && (status >= 200 || status == http.StatusSwitchingProtocols) {
		e.status = status
	}
	e.ResponseWriter.WriteHeader(status)
}

func (e *exchange) Write(body []byte) (int, error) {
	if e.status == 0 {
		e.status = http.StatusOK
	}
	n, err := e.ResponseWriter.Write(body)
	e.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController set deadlines.
func (e *exchange) Unwrap() http.ResponseWriter { return e.ResponseWriter }

// Flush sends what has been written; the executor's transports look for it.
func (e *exchange) Flush() {
	if e.status == 0 {
		e.status = http.StatusOK
	}
	_ = http.NewResponseController(e.ResponseWriter).Flush()
}

// Hijack hands a WebSocket its connection.
func (e *exchange) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(e.ResponseWriter).Hijack()
}
