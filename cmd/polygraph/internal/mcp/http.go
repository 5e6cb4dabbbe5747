package mcp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/resolvers"
)

// Path is where the protocol is spoken over HTTP.
const Path = "/mcp"

type requestKey struct{}

// Handler speaks the protocol over streamable HTTP, without sessions: each call reads the
// graph as it is and nothing is told unasked, so that there is nothing to keep of a client,
// nothing that many clients can fill, and any of several servers can answer. GET, which
// would open a stream of news, is refused for the same reason.
func Handler(views resolvers.Views, options Options, log *slog.Logger) http.Handler {
	server := New(views, options, log)
	speaking := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return server }, &sdk.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true,
		DisableLocalhostProtection: true, // which knows no proxy before us: ownHost does
	})
	var handler http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Encoding") != "" {
			http.Error(w, "send the request as it is, without a Content-Encoding", http.StatusUnsupportedMediaType)
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(options.Body)))
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			http.Error(w, fmt.Sprintf("a request may hold %d bytes at most", options.Body), http.StatusRequestEntityTooLarge)
			return
		} else if err != nil {
			http.Error(w, "the request was cut short", http.StatusBadRequest)
			return
		}
		if r.Method == http.MethodPost {
			message, why := accepted(body)
			if why != nil {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write(why.inJSON())
				return
			}
			body, r = message, r.Clone(r.Context())
			r.Header.Del("Mcp-Session-Id") // which the SDK would repeat
		}
		ctx, cancel := context.WithTimeout(r.Context(), options.Time)
		defer cancel()
		// The SDK answers calls in contexts that do not end with the request's, and once that has
		// ended it answers nothing: not even that the time is over.
		staying, leave := context.WithCancel(context.WithoutCancel(ctx))
		defer leave()
		defer afterLeaving(ctx, leave)()
		r = r.WithContext(context.WithValue(staying, requestKey{}, ctx))
		r.Body = io.NopCloser(bytes.NewReader(body))
		speaking.ServeHTTP(toldWriter{w}, r)
	})
	handler = http.NewCrossOriginProtection().Handler(handler)
	return ownHost(options.Site, handler)
}

// afterLeaving does something when who asks has left, and not when the time is over.
func afterLeaving(request context.Context, do func()) (stop func() bool) {
	return context.AfterFunc(request, func() {
		if !errors.Is(request.Err(), context.DeadlineExceeded) {
			do()
		}
	})
}

// toldWriter sends answers of the SDK, which writes each in one piece.
type toldWriter struct{ http.ResponseWriter }

func (w toldWriter) Write(answer []byte) (int, error) {
	_, err := w.ResponseWriter.Write(told(answer))
	return len(answer), err
}

// Unwrap is for http.ResponseController.
func (w toldWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// ownHost refuses what a page in a browser on this machine sends under a name that its site
// has made to point here (DNS rebinding): who reaches us by a loopback address must call us
// by one, or by the name of the site.
func ownHost(site string, next http.Handler) http.Handler {
	known := ""
	if address, err := url.Parse(site); err == nil {
		known = address.Host
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		here, is := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
		if is && isLoopback(here.String()) && !isLoopback(r.Host) && r.Host != known {
			http.Error(w, "this server is not known by that name; who serves can tell its name with --site", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
