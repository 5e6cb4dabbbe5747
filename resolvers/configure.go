package resolvers

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
)

// Views hands out the current state of the graph, and the next one.
type Views interface {
	View() *graph.View
	Await(ctx context.Context, generation uint64) (*graph.View, error)
}

// Executor is what Configure sets up: gqlgen's server or its bare executor.
type Executor interface {
	Use(graphql.HandlerExtension)
	SetErrorPresenter(graphql.ErrorPresenterFunc)
	SetRecoverFunc(graphql.RecoverFunc)
	SetParserTokenLimit(int)
	SetDisableSuggestion(bool)
	AroundOperations(graphql.OperationMiddleware)
}

// Configure makes an executor of Schema complete: each operation gets the View
// that is current when it begins and keeps it to its end, limits hold, and
// errors carry codes.
func Configure(e Executor, views Views, limits Limits, log *slog.Logger) {
	e.Use(extension.Introspection{})
	e.Use(limiter{limits})
	e.SetParserTokenLimit(limits.Tokens)
	e.SetDisableSuggestion(false) // the data and the schema are public
	e.SetErrorPresenter(presenter(log))
	e.SetRecoverFunc(func(ctx context.Context, panicked any) error {
		log.ErrorContext(ctx, "a request panicked", "panic", panicked, "stack", string(debug.Stack()))
		return &graph.Error{Code: graph.CodeInternal, Message: "panic", Cause: fmt.Errorf("%v", panicked)}
	})
	e.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		respond := next(look(ctx, views))
		told := false
		return func(ctx context.Context) *graphql.Response {
			response := respond(ctx)
			// Out of time, the executor says nothing at all; a client is owed a reason.
			if err := ctx.Err(); response == nil && err != nil && !told {
				told = true
				return &graphql.Response{Errors: gqlerror.List{presenter(log)(ctx, err)}}
			}
			return response
		}
	})
}
