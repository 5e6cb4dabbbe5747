package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
)

// The codes that clients act on stand in extensions.code: those of package graph,
// those of limits, this one, and GRAPHQL_PARSE_FAILED and GRAPHQL_VALIDATION_FAILED,
// which the executor sets.
const codeTimeout = "TIMEOUT"

// maxMessage bounds what an error repeats of a request, in characters.
const maxMessage = 500

// fewErrors tells the first errors of a response and counts the rest.
func fewErrors(most int) graphql.ResponseMiddleware {
	return func(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
		response := next(ctx)
		if response == nil {
			return nil
		}
		if more := len(response.Errors) - most; more > 0 {
			last := *response.Errors[most-1]
			last.Message += fmt.Sprintf(" (and %d errors more)", more)
			response.Errors = append(response.Errors[:most-1:most-1], &last)
		}
		return response
	}
}

func shorten(text string) string {
	if runes := []rune(text); len(runes) > maxMessage {
		return string(runes[:maxMessage]) + " …"
	}
	return text
}

// presenter turns an error into what the client sees: a code and a sentence.
// The cause of an internal error is logged and never shown.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		shown := graphql.DefaultErrorPresenter(ctx, err)
		if shown.Extensions["code"] != nil { // of the executor, which knows what it says
			shown.Message = shorten(shown.Message)
			return shown
		}
		code, message := string(graph.CodeOf(err)), ""
		known, isKnown := errors.AsType[*graph.Error](err)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			code, message = codeTimeout, "the request took too long; ask for less at once"
		case errors.Is(err, context.Canceled):
			code, message = string(graph.CodeUnavailable), "the request was given up"
		case isKnown && known.Code != graph.CodeInternal:
			message = known.Message
		case shown.Err == nil && errors.Unwrap(shown) == nil:
			// Made by the executor itself, such as a bad variable: no cause to hide.
			code, message = string(graph.CodeInvalid), shown.Message
		case !isKnown && isOfEntities(ctx): // what a router represents is none of ours
			code, message = string(graph.CodeInvalid), shown.Message
		default:
			log.ErrorContext(ctx, "a request failed", "path", shown.Path.String(), "error", err)
			message = "the server failed to answer; the cause is in its log"
		}
		shown.Message = shorten(message)
		shown.Err = nil
		if shown.Extensions == nil {
			shown.Extensions = map[string]any{}
		}
		shown.Extensions["code"] = code
		return shown
	}
}

// isOfEntities tells whether an error is about what is looked up for a federation's router, and
// not about a field of it.
func isOfEntities(ctx context.Context) bool {
	field := graphql.GetFieldContext(ctx)
	return field != nil && field.Field.Field != nil && field.Field.Name == "_entities"
}
