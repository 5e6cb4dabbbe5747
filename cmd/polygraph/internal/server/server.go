// Package server puts the graph on HTTP: GraphQL, exports, things by their address, pages, the Model
// Context Protocol, administration, and how all of that fares.
package server

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/klauspost/compress/gzhttp"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/mcp"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/resolvers"
	"github.com/polygraph-kg/polygraph/web"
)

// Persisted queries that are kept: the bytes of all, and of each.
const (
	keptQueries     = 4 << 20
	keptQueryLength = 16 << 10
)

// methods are those of GraphQL; headed makes GET of HEAD.
var methods = []string{http.MethodGet, http.MethodPost, http.MethodOptions}

// Options say how the server answers.
type Options struct {
	Limits        Limits
	Introspection bool             // whether clients may read the schema
	Suggestions   bool             // whether errors name fields that may have been meant
	Trusted       *Trusted         // documents that clients may ask for by ID; nil for none
	Base          string           // stands before IRIs of our own; graph.DefaultBase when empty
	Version       string           // of the program
	Site          string           // where the outside finds the server; empty where addresses are relative
	Licence       string           // IRI of that of the data; empty when nobody has said
	AnswerCache   int              // bytes of answers that are kept; 0 for none
	MaxAge        time.Duration    // for which others may keep answers to GET without asking again
	Gizmo         bool             // whether clients may run queries of Cayley's language
	MCP           bool             // whether assistants may ask over the Model Context Protocol
	Observe       observe.Observer // who sees requests; its Endpoint is the server's own
	Tokens        TokenFinder      // of those who may do more than everybody; nil for nobody
	Closed        bool             // whether reading needs a token, too
	// Administration is what holders of tokens may have done; nil for nothing.
	Administration Administration
	Origins        Origins        // whose pages may ask here, beside our own
	Proxies        []netip.Prefix // whose word is taken for who asks
	Secure         bool           // whether browsers are told to come over TLS alone
	Memory         *Memory        // that requests must leave room in; nil for no bound
	Lifecycle      *Lifecycle     // of the server
	Stopping       func() bool    // whether the end has begun, and no new requests are wanted; nil for never
	Build          build.Info     // of the program, for /healthz?verbose; what it knows of itself when empty
}

// DefaultAnswerCache is how many bytes of answers are kept unless told otherwise.
const DefaultAnswerCache = 64 << 20

// DefaultOptions are for data and a schema that are public.
func DefaultOptions() Options {
	return Options{Limits: DefaultLimits(), Introspection: true, Suggestions: true, AnswerCache: DefaultAnswerCache}
}

// Handler answers every path of the service. Status may be asked at any time.
func Handler(views resolvers.Views, options Options, status func() DataStatus, log *slog.Logger) http.Handler {
	if options.Observe.Metrics == nil {
		options.Observe.Metrics = observe.NewMetrics(options.build())
	}
	g := newGate(options)
	answers := newAnswerCache(views, options)
	pages := http.NewServeMux()
	pages.Handle("GET /graphiql/", graphiQL())
	pages.Handle("GET /graphiql", http.RedirectHandler("/graphiql/", http.StatusMovedPermanently))
	pages.Handle("GET /", explorer(views))
	whole := http.NewServeMux()
	whole.Handle("/", gzhttp.GzipHandler(pages))
	whole.Handle("/graphql", graphQL(views, options, answers, g, log))
	exports := newExports(views, options, g, log)
	whole.Handle("/export/{format}", exports.handler())
	whole.Handle("GET /export/{$}", exports.formatList())
	whole.Handle("GET /id/{name...}", (&identifiers{views, options, g, log}).handler())
	whole.Handle(gizmoPath, gzhttp.GzipHandler(newScripts(views, options, g, log).handler()))
	if options.MCP {
		whole.Handle(mcp.Path, assistants(views, options, g, log))
	}
	whole.Handle("GET /.well-known/void", http.RedirectHandler("/id/dataset", http.StatusSeeOther))

	outer := http.NewServeMux()
	outer.Handle("/", options.Origins.around(identified(options.Tokens, g.rates, g.around(options.reading(whole)))))
	outer.Handle("/admin/", identified(options.Tokens, g.rates, g.rates.around(administered(options, status, log))))
	// What tells how the server fares answers while all else is refused.
	tellGraph(options.Observe.Metrics, views)
	tellData(options.Observe.Metrics, status)
	tellAnswers(options.Observe.Metrics, answers)
	g.tell(options.Observe.Metrics)
	outer.Handle("GET /healthz", health(views, status, options))
	outer.Handle("GET /readyz", readiness(views, status, options))
	outer.Handle("GET /metrics", identified(options.Tokens, g.rates, options.reading(options.Observe.Metrics.Handler())))
	return known(options.Proxies, options.observed(options.secure(shortHeaders(outer))))
}

// reading is for everybody, or for holders of tokens.
func (o Options) reading(next http.Handler) http.Handler {
	if o.Closed {
		return needs(access.Reader, next)
	}
	return next
}

// shared tells caches on the way what they may do with an answer that is the same for all who
// may read it.
func (o Options) shared(how string) string {
	if o.Closed {
		return "private, " + how
	}
	return "public, " + how
}

func graphQL(views resolvers.Views, options Options, answers *answerCache, g *gate, log *slog.Logger) http.Handler {
	limits := options.Limits
	server := handler.New(resolvers.Schema())
	server.AddTransport(transport.Options{AllowedMethods: methods})
	server.AddTransport(newSockets(limits, g))
	server.AddTransport(serverSentEvents{transport.SSE{KeepAlivePingInterval: pingTime}})
	server.AddTransport(parts{limits})
	server.AddTransport(plain{limits, g.answers})
	server.Use(observe.Operations{Metrics: options.Observe.Metrics, Cost: resolvers.CostOf(limits.Limits)})
	server.AroundResponses(nameRequest)
	server.Use(options.Trusted)
	server.Use(extension.AutomaticPersistedQuery{Cache: resolvers.KeepShort[string](keptQueries, keptQueryLength)})
	server.Use(streamLimit{limits, g})
	resolvers.Configure(server, views, resolvers.Options{Limits: limits.Limits, Introspection: options.Introspection, Suggestions: options.Suggestions}, log)

	whole := resting(gzhttp.GzipHandler(limits.timed(g.turns.around(g.roomy(inOnePiece(server))))))
	streamed := limits.streamed(server)
	parted, socketed := g.turns.around(g.roomy(streamed)), g.socketed(options.Origins, streamed)
	return headed(toPage(vary(limits.received(g.bodies, answers.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case !slices.Contains(methods, r.Method):
			w.Header().Set("Allow", "HEAD, "+strings.Join(methods, ", "))
			refuse(w, r, &refusal{status: http.StatusMethodNotAllowed, code: "METHOD_NOT_ALLOWED", message: "GraphQL answers GET, HEAD and POST; people find it at /graphiql"})
		case isSocket(r):
			socketed.ServeHTTP(w, r)
		case r.Method != http.MethodOptions && limits.inParts(r, options.Trusted):
			parted.ServeHTTP(w, r)
		default:
			whole.ServeHTTP(w, r)
		}
	}))))))
}

// headed answers HEAD as GET, whose body net/http then leaves out. Of a stream there is nothing
// but the body.
func headed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && !names(r, typeEvents) && !names(r, typeParts) {
			r = r.Clone(r.Context())
			r.Method = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
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
	assets := &static{files: files}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-cache")
		name := strings.TrimPrefix(r.URL.Path, "/graphiql/")
		if strings.HasPrefix(name, "assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		if name = cmp.Or(name, "index.html"); !assets.has(name) {
			http.NotFound(w, r)
			return
		}
		assets.serve(w, r, name)
	})
}

// secure tells browsers to be careful. Pages have a policy of their own.
func (o Options) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if o.Closed {
			header.Set("Cross-Origin-Resource-Policy", "same-origin")
		}
		if o.Secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
