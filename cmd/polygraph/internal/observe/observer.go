package observe

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/trace"
)

// Observer watches the requests of a server. Its zero value gives them IDs and does no more.
// It must not change while it is in use.
type Observer struct {
	Metrics  *Metrics                     // nil for none
	Tracer   trace.Tracer                 // nil for no traces
	Access   *slog.Logger                 // a line a request; nil for none
	Client   func(*http.Request) string   // who asks, for the line; the address of the connection when nil
	Holder   func(*http.Request) string   // whose token it has, for the line; empty for nobody's, nil where there are none
	Endpoint func(*http.Request) Endpoint // nil where all are one
}

// Endpoint is what a request is counted under: a name out of a few that the server gives.
type Endpoint struct {
	Name  string
	Quiet bool // asked again and again by machines, and of no interest to people
}

// Around watches the requests that next answers. It belongs around everything else, so
// that what is refused is seen too.
func (o *Observer) Around(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		e := &exchange{ResponseWriter: w, observer: o, id: idOf(r.Header.Get(RequestIDHeader))}
		if o.Endpoint != nil {
			e.endpoint = o.Endpoint(r)
		}
		w.Header().Set(RequestIDHeader, e.id)
		r = o.traced(r.WithContext(context.WithValue(r.Context(), exchangeKey{}, e)), e)
		if o.Metrics != nil {
			defer o.Metrics.begun(e.endpoint.Name)()
		}
		whole := false
		defer func() { o.ended(e, r, time.Since(began), whole) }()
		next.ServeHTTP(e, r)
		whole = true
	})
}

// ended is told of each request, also of one whose handler panicked, which is how an
// answer is cut off.
func (o *Observer) ended(e *exchange, r *http.Request, took time.Duration, whole bool) {
	if e.status == 0 && whole {
		e.status = http.StatusOK // as net/http answers when nobody has written anything
	}
	o.traceEnded(e, r, whole)
	o.Metrics.answered(r.Context(), e, took, whole)
	if o.Access != nil {
		o.access(e, r, took, whole)
	}
}

func (o *Observer) client(r *http.Request) string {
	if o.Client != nil {
		return o.Client(r)
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
