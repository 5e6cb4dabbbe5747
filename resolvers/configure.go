package resolvers

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// Views hands out the current state of the graph, and the next one.
type Views interface {
	View() *graph.View
	Await(ctx context.Context, seen *graph.View) (*graph.View, error)
}

// Executor is what Configure sets up: gqlgen's server or its bare executor.
type Executor interface {
	Use(graphql.HandlerExtension)
	SetQueryCache(graphql.Cache[*ast.QueryDocument])
	SetErrorPresenter(graphql.ErrorPresenterFunc)
	SetRecoverFunc(graphql.RecoverFunc)
	SetParserTokenLimit(int)
	SetDisableSuggestion(bool)
	AroundOperations(graphql.OperationMiddleware)
	AroundResponses(graphql.ResponseMiddleware)
}

// Options say how an executor answers.
type Options struct {
	Limits        Limits
	Introspection bool // whether clients may read the schema
	Suggestions   bool // whether errors name fields that may have been meant
}

// DefaultOptions are for data and a schema that are public.
func DefaultOptions() Options {
	return Options{Limits: DefaultLimits(), Introspection: true, Suggestions: true}
}

// Documents are kept up to so many bytes together, and of each: a document in memory is some
// twenty times as long as its text, and what is in memory makes each collection of garbage longer. Longer ones are
// parsed anew each time.
const (
	keptTexts  = 512 << 10
	keptLength = 16 << 10
)

// Configure makes an executor of Schema complete: each operation gets the View
// that is current when it begins and keeps it to its end, limits hold, and
// errors carry codes.
func Configure(e Executor, views Views, options Options, log *slog.Logger) {
	if options.Introspection {
		e.Use(extension.Introspection{})
	}
	e.Use(structureLimit{options.Limits, KeepShort[struct{}](keptTexts, keptLength)})
	e.Use(costLimit{options.Limits.Cost, new(execute.PerOperation[cost])})
	e.SetQueryCache(KeepShort[*ast.QueryDocument](keptTexts, keptLength))
	e.SetParserTokenLimit(options.Limits.Tokens)
	e.SetDisableSuggestion(!options.Suggestions)
	validate(e)
	e.SetErrorPresenter(presenter(log))
	e.SetRecoverFunc(func(ctx context.Context, panicked any) error {
		log.ErrorContext(ctx, "a request panicked", "panic", panicked, "stack", string(debug.Stack()))
		return &graph.Error{Code: graph.CodeInternal, Message: "panic", Cause: fmt.Errorf("%v", panicked)}
	})
	e.AroundResponses(fewErrors(options.Limits.Errors))
	if options.Suggestions {
		e.AroundResponses(tellChoices(forClients))
	} else {
		e.AroundResponses(hideChoices())
	}
	e.AroundOperations(func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		ctx, seen := look(ctx, views, options.Limits)
		respond := next(ctx)
		told := false
		return func(ctx context.Context) *graphql.Response {
			response := respond(ctx)
			// Out of time, the executor says nothing at all; a client is owed a reason.
			if err := ctx.Err(); response == nil && err != nil && !told {
				told = true
				return &graphql.Response{Errors: gqlerror.List{presenter(log)(ctx, err)}}
			}
			return seen.answer.check(response)
		}
	})
}
