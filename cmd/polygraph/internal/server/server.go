// Package server puts the graph on HTTP: GraphQL, the GraphiQL page and health.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/klauspost/compress/gzhttp"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/mcp"
	"github.com/polygraph-kg/polygraph/resolvers"
	"github.com/polygraph-kg/polygraph/web"
)

// Bounds of connections.
const (
	headerTime   = 5 * time.Second
	idleTime     = 2 * time.Minute
	shutdownTime = 5 * time.Second
)

// Persisted queries that are kept: their number, and the bytes of each.
const (
	keptQueries     = 1000
	keptQueryLength = 16 << 10
)

var methods = []string{http.MethodGet, http.MethodPost, http.MethodOptions}

// Options say how the server answers.
type Options struct {
	Limits        Limits
	Introspection bool          // whether clients may read the schema
	Suggestions   bool          // whether errors name fields that may have been meant
	Trusted       *Trusted      // documents that clients may ask for by ID; nil for none
	Base          string        // stands before IRIs of our own; graph.DefaultBase when empty
	Version       string        // of the program
	Site          string        // where the outside finds the server; empty where addresses are relative
	Licence       string        // IRI of that of the data; empty when nobody has said
	AnswerCache   int           // bytes of answers that are kept; 0 for none
	MaxAge        time.Duration // for which others may keep answers to GET without asking again
	Gizmo         bool          // whether clients may run queries of Cayley's language
	MCP           bool          // whether assistants may ask over the Model Context Protocol
}

// DefaultAnswerCache is how many bytes of answers are kept unless told otherwise.
const DefaultAnswerCache = 64 << 20

// DefaultOptions are for data and a schema that are public.
func DefaultOptions() Options {
	return Options{Limits: DefaultLimits(), Introspection: true, Suggestions: true, AnswerCache: DefaultAnswerCache}
}

// Handler answers every path of the service. Status may be asked at any time.
func Handler(views resolvers.Views, options Options, status func() DataStatus, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /graphiql/", graphiQL())
	mux.Handle("GET /graphiql", http.RedirectHandler("/graphiql/", http.StatusMovedPermanently))
	mux.Handle("GET /", explorer(views))
	mux.Handle("GET /healthz", health(views, status))
	mux.Handle("GET /readyz", readiness(views, status))
	whole := http.NewServeMux()
	whole.Handle("/", gzhttp.GzipHandler(mux))
	answers := newAnswerCache(views, options)
	whole.Handle("/graphql", graphQL(views, options, answers, log))
	whole.Handle("GET /metrics", metrics(views, answers))
	exports := newExports(views, options, log)
	whole.Handle("/export/{format}", exports.handler())
	whole.Handle("GET /export/{$}", exports.formatList())
	whole.Handle("GET /id/{name...}", (&identifiers{views, options, log}).handler())
	whole.Handle("/gizmo", gzhttp.GzipHandler(newScripts(views, options, log).handler()))
	if options.MCP {
		whole.Handle(mcp.Path, assistants(views, options, log))
	}
	whole.Handle("GET /.well-known/void", http.RedirectHandler("/id/dataset", http.StatusSeeOther))
	return secure(whole)
}

func graphQL(views resolvers.Views, options Options, answers *answerCache, log *slog.Logger) http.Handler {
	limits := options.Limits
	server := handler.New(resolvers.Schema())
	server.AddTransport(transport.Options{AllowedMethods: methods})
	server.AddTransport(limits.sockets())
	server.AddTransport(limits.events())
	server.AddTransport(parts{limits})
	server.AddTransport(plain{limits})
	server.Use(options.Trusted)
	server.Use(extension.AutomaticPersistedQuery{Cache: resolvers.KeepShort[string](keptQueries, keptQueryLength)})
	server.Use(streamLimit{limits, new(atomic.Int64)})
	resolvers.Configure(server, views, resolvers.Options{Limits: limits.Limits, Introspection: options.Introspection, Suggestions: options.Suggestions}, log)

	running := make(crowd, limits.Requests)
	whole := gzhttp.GzipHandler(limits.timed(running.around(inOnePiece(server))))
	parted := limits.streamed(server)
	return toPage(vary(answers.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !slices.Contains(methods, r.Method):
			w.Header().Set("Allow", strings.Join(methods, ", "))
			refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, code: "METHOD_NOT_ALLOWED", message: "GraphQL answers GET and POST; people find it at /graphiql"})
		case r.Method != http.MethodOptions && limits.inParts(r, options.Trusted):
			parted.ServeHTTP(w, r)
		default:
			whole.ServeHTTP(w, r)
		}
	}))))
}

// timed bounds how long an answer may take.
func (l Limits) timed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), l.Time)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// toPage leads a person who opens the endpoint in a browser to GraphiQL.
func toPage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asks := r.URL.Query()
		if r.Method == http.MethodGet && !asks.Has("query") && !asks.Has("documentId") && !asks.Has("extensions") && strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Redirect(w, r, "/graphiql/", http.StatusFound)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// graphiQL serves the built page. Vite puts a hash into the names of assets, so
// they never change under one name; the page itself does.
func graphiQL() http.Handler {
	files, ok := web.GraphiQL()
	if !ok {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "GraphiQL is not built into this binary; build with: make build\nGraphQL itself answers at /graphql.", http.StatusServiceUnavailable)
		})
	}
	serve := http.StripPrefix("/graphiql/", http.FileServerFS(noListing{files}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-cache")
		if strings.HasPrefix(r.URL.Path, "/graphiql/assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		serve.ServeHTTP(w, r)
	})
}

// noListing hides folders that have no page of their own.
type noListing struct{ fs.FS }

func (n noListing) Open(name string) (fs.File, error) {
	file, err := n.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err == nil && info.IsDir() && name != "." {
		_ = file.Close()
		return nil, fs.ErrNotExist
	}
	return file, nil
}

func secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	})
}

// Serve answers on the listener until the context ends, then finishes the
// requests that it has begun and ends the streams. Time is the most that an answer
// may take.
func Serve(ctx context.Context, listener net.Listener, h http.Handler, time time.Duration, log *slog.Logger) error {
	stopping, stop := context.WithCancel(context.Background())
	defer stop()
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: headerTime + time, WriteTimeout: headerTime + 2*time, IdleTimeout: idleTime,
		ErrorLog:    slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		BaseContext: func(net.Listener) context.Context { return withStopping(context.Background(), stopping) },
	}
	server.RegisterOnShutdown(stop)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// The requests that run get some time although ctx has ended.
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(closing); err != nil {
		return fmt.Errorf("some requests did not end within %s and were cut off", shutdownTime)
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
