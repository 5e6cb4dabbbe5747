package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/graph"
)

// The statuses of answers that are no GraphQL, by the codes of package graph.
var statuses = map[graph.Code]int{
	graph.CodeNotFound: http.StatusNotFound, graph.CodeInvalid: http.StatusBadRequest, graph.CodeConflict: http.StatusConflict,
	graph.CodeUnavailable: http.StatusServiceUnavailable, graph.CodeInternal: http.StatusInternalServerError,
}

// refusalOf turns an error into what the client sees. The cause of an internal one is
// logged and never shown.
func refusalOf(ctx context.Context, err error, log *slog.Logger) *refusal {
	if why, is := errors.AsType[*refusal](err); is {
		return why
	}
	code := graph.CodeOf(err)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &refusal{status: http.StatusServiceUnavailable, code: "TIMEOUT", message: "the answer took too long; ask for less at once"}
	case errors.Is(err, context.Canceled):
		return &refusal{status: http.StatusServiceUnavailable, code: string(graph.CodeUnavailable), message: "the request was given up"}
	case code == graph.CodeInternal:
		log.ErrorContext(ctx, "a request failed", "error", err)
		why := &refusal{status: statuses[code], code: string(code), message: "the server failed to answer; the cause is in its log"}
		if id := observe.RequestID(ctx); id != "" {
			why.details = map[string]any{requestIDKey: id}
		}
		return why
	}
	known, _ := errors.AsType[*graph.Error](err)
	return &refusal{status: statuses[code], code: string(code), message: known.Message}
}
