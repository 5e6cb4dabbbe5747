package server

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/graph"
)

// requestIDKey is the extension of internal errors by which who runs the server finds the
// cause in the log.
const requestIDKey = "requestId"

// nameRequest tells with each internal error in which request it came.
func nameRequest(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response == nil {
		return nil
	}
	for _, err := range response.Errors {
		if err.Extensions["code"] == string(graph.CodeInternal) {
			if id := observe.RequestID(ctx); id != "" {
				err.Extensions[requestIDKey] = id
			}
		}
	}
	return response
}
