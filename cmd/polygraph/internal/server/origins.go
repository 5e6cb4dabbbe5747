package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/rs/cors"
)

// Origins are the sites whose pages may ask here; * is all of them.
type Origins []string

// CheckOrigins refuses what is no origin.
func CheckOrigins(origins []string) error {
	for _, origin := range origins {
		address, err := url.Parse(origin)
		if origin != "*" && (err != nil || address.Scheme != "http" && address.Scheme != "https" || address.Host == "" || address.String() != address.Scheme+"://"+address.Host) {
			return badRequest("%.100q is no origin, such as https://app.example.org; * is every one", origin)
		}
	}
	return nil
}

// preflightTime is for how long browsers need not ask again whether they may ask.
const preflightTime = 10 * time.Minute

// around lets the pages of these sites read what is answered, and send what needs leave. Without
// any, browsers keep both to the pages of this server.
func (o Origins) around(next http.Handler) http.Handler {
	if len(o) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: o,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Accept-Language", "Authorization", "Content-Type", "If-None-Match", leastGenerationHeader, "X-Request-ID", "Apollo-Require-Preflight", "traceparent", "tracestate"},
		ExposedHeaders: []string{generationHeader, "ETag", "Retry-After", "Cache-Status", "Content-Disposition", "X-Request-ID"},
		MaxAge:         int(preflightTime.Seconds()),
	}).Handler(next)
}

// allows tells whether a page of an origin may ask; the origin of no page is none.
func (o Origins) allows(r *http.Request) bool {
	return sameOrigin(r) || slices.ContainsFunc(o, func(origin string) bool {
		return origin == "*" || strings.EqualFold(origin, r.Header.Get("Origin"))
	})
}
