package observe

import (
	"log/slog"
	"net/http"
	"time"
)

// maxPath bounds what a line repeats of an address, in bytes.
const maxPath = 256

// The headers of answers that a line tells of.
const (
	generationHeader  = "Polygraph-Generation"
	cacheStatusHeader = "Cache-Status"
)

// access writes the line of a request. Of its address only the path is told: a query part
// may hold a GraphQL document with its variables.
func (o *Observer) access(e *exchange, r *http.Request, took time.Duration, whole bool) {
	level := levelOf(e, whole)
	if !o.Access.Enabled(r.Context(), level) {
		return
	}
	attrs := make([]slog.Attr, 0, 10)
	attrs = append(attrs, slog.String("method", methodOf(r)), slog.String("path", pathOf(r)), slog.Int("status", e.status), slog.Int64("bytes", e.bytes),
		slog.Float64("milliseconds", float64(took.Microseconds())/1000), slog.String("client", o.client(r)))
	if o.Holder != nil {
		if holder := o.Holder(r); holder != "" {
			attrs = append(attrs, slog.String("holder", holder))
		}
	}
	if generation := e.Header().Get(generationHeader); generation != "" {
		attrs = append(attrs, slog.String("generation", generation))
	}
	if cached := e.Header().Get(cacheStatusHeader); cached != "" {
		attrs = append(attrs, slog.String("cache", cached))
	}
	if !whole {
		attrs = append(attrs, slog.Bool("cut_off", true))
	}
	o.Access.LogAttrs(r.Context(), level, "request", attrs...)
}

func levelOf(e *exchange, whole bool) slog.Level {
	switch {
	case e.endpoint.Quiet:
		return slog.LevelDebug
	case e.status >= 500 && e.status != http.StatusServiceUnavailable || !whole: // to be busy is no fault
		return slog.LevelError
	case e.status >= 400:
		return slog.LevelWarn
	}
	return slog.LevelInfo
}

// methodOf keeps methods that somebody made up out of the log.
func methodOf(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodConnect, http.MethodOptions, http.MethodTrace:
		return r.Method
	}
	return "other"
}

// pathOf is the path as it travels, in ASCII without spaces and control characters.
func pathOf(r *http.Request) string {
	path := r.URL.EscapedPath()
	if len(path) > maxPath {
		path = path[:maxPath] + "..."
	}
	return path
}
