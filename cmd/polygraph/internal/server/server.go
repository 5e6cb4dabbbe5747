// Package server puts the graph on HTTP: GraphQL, the GraphiQL page and health.
package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/klauspost/compress/gzhttp"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/resolvers"
	"github.com/polygraph-kg/polygraph/web"
)

// Bounds of the server. A request that takes longer or is larger is refused.
const (
	maxBody        = 1 << 20 // bytes of a request
	requestTime    = 10 * time.Second
	headerTime     = 5 * time.Second
	idleTime       = 2 * time.Minute
	shutdownTime   = 5 * time.Second
	parsedRequests = 1000 // kept, so that a repeated request is not parsed again
)

var methods = []string{http.MethodGet, http.MethodPost, http.MethodOptions}

// Handler answers every path of the service. Status may be asked at any time.
func Handler(views resolvers.Views, status func() DataStatus, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", toPage(limit(graphQL(views, log))))
	mux.Handle("GET /graphiql/", graphiQL())
	mux.Handle("GET /graphiql", http.RedirectHandler("/graphiql/", http.StatusMovedPermanently))
	mux.Handle("GET /{$}", http.RedirectHandler("/graphiql/", http.StatusFound))
	mux.Handle("GET /healthz", health(views, status))
	return gzhttp.GzipHandler(secure(mux))
}

func graphQL(views resolvers.Views, log *slog.Logger) http.Handler {
	server := handler.New(resolvers.Schema())
	server.AddTransport(transport.Options{AllowedMethods: methods})
	server.AddTransport(transport.GET{})
	server.AddTransport(transport.POST{})
	resolvers.Configure(server, views, resolvers.DefaultOptions(), log)
	return server
}

// toPage leads a person who opens the endpoint in a browser to GraphiQL.
func toPage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && !r.URL.Query().Has("query") && strings.Contains(r.Header.Get("Accept"), "text/html") {
			http.Redirect(w, r, "/graphiql/", http.StatusFound)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// limit bounds the size of a request and the time it may take, and refuses a
// body that is not JSON without repeating it, as the transport behind it would.
func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case !slices.Contains(methods, r.Method):
			w.Header().Set("Allow", strings.Join(methods, ", "))
			refuse(w, http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "GraphQL answers GET and POST; people find it at /graphiql")
			return
		case r.Method == http.MethodPost && mediaType != "application/json":
			refuse(w, http.StatusUnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", "send the request as JSON, with the header Content-Type: application/json")
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			refuse(w, http.StatusRequestEntityTooLarge, "REQUEST_TOO_LARGE", "a request may hold 1 MiB at most")
			return
		}
		if err != nil {
			refuse(w, http.StatusBadRequest, "BAD_REQUEST", "the request was cut short")
			return
		}
		if r.Method == http.MethodPost && !wellFormed(body) {
			refuse(w, http.StatusBadRequest, "BAD_REQUEST", `the body is no GraphQL request; send {"query": "…", "variables": {…}}`)
			return
		}
		if parameters := r.URL.Query(); r.Method == http.MethodGet && !wellFormedGet(parameters) {
			refuse(w, http.StatusBadRequest, "BAD_REQUEST", "the address holds no GraphQL request; give query=… and, if needed, variables={…} as JSON")
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		ctx, cancel := context.WithTimeout(r.Context(), requestTime)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// wellFormed tells whether the transport will be able to read the body.
func wellFormed(body []byte) bool {
	var request struct {
		Query         string         `json:"query"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	return json.Unmarshal(body, &request) == nil && request.Query != ""
}

func wellFormedGet(parameters url.Values) bool {
	var object map[string]any
	for _, name := range []string{"variables", "extensions"} {
		if text := parameters.Get(name); text != "" && json.Unmarshal([]byte(text), &object) != nil {
			return false
		}
	}
	return parameters.Get("query") != ""
}

// refuse answers in the form of a GraphQL response.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []any{map[string]any{"message": message, "extensions": map[string]any{"code": code}}}})
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
// requests that it has begun.
func Serve(ctx context.Context, listener net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: headerTime, ReadTimeout: requestTime, WriteTimeout: 2 * requestTime, IdleTimeout: idleTime,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
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
