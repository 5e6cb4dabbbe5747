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
	to.Time, to.Body = options.Limits.Time, min(to.Body, options.Limits.Body)
	to.Calls = 0 // a call that waits for another holds its turn meanwhile
	to.Site, to.Version = options.Site, options.Version
	answering := g.turns.around(g.roomy(g.answers.counted(mcp.Handler(views, to, log))))
	return options.Limits.received(g.bodies, resting(gzhttp.GzipHandler(options.Limits.timed(answering))))
}

// counted counts the answers of next until clients have taken them. Next writes each in one piece.
func (o onTheWay) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(&countedWriter{w, r, o}, r)
	})
}

type countedWriter struct {
	http.ResponseWriter
	request *http.Request
	answers onTheWay
}

func (w *countedWriter) Write(answer []byte) (int, error) {
	leaveRoom(w.request.Context())
	give, err := w.answers.sending(w.request.Context(), len(answer), cap(answer))
	if err != nil {
		refuse(w.ResponseWriter, w.request, err.(*refusal))
		return len(answer), nil
	}
	defer give()
	return w.ResponseWriter.Write(answer)
}

// Unwrap is for http.ResponseController.
func (w *countedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
