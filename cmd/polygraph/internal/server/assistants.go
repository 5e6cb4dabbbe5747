package server

import (
	"log/slog"
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/mcp"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// assistants answers /mcp, within the limits of all requests.
func assistants(views resolvers.Views, options Options, g *gate, log *slog.Logger) http.Handler {
	to := mcp.DefaultOptions()
	to.Resolvers = resolvers.Options{Limits: options.Limits.Limits, Suggestions: options.Suggestions}
	to.Time, to.Calls, to.Body = options.Limits.Time, options.Limits.OfAClient, min(to.Body, options.Limits.Body)
	to.Site, to.Version = options.Site, options.Version
	return options.Limits.received(g.bodies, resting(gzhttp.GzipHandler(options.Limits.timed(g.turns.around(mcp.Handler(views, to, log))))))
}
