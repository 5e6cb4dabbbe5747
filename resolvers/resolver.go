// Package resolvers answers GraphQL requests from a View of the graph. Each
// resolver reads its arguments, asks the View one question and returns the
// answer; what lies below the root fields is answered by the values in
// internal/model, which keep the View that they came from.
package resolvers

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// Resolver has nothing of its own: the View arrives with the request.
type Resolver struct{}

// sight is what a request sees of the graph: one state of it, and, where it
// subscribes to changes, those that follow.
type sight struct {
	views  Views
	limits Limits
	reader *model.Reader
	answer answerLimit
}

type sightKey struct{}

func sightOf(ctx context.Context) *sight { return ctx.Value(sightKey{}).(*sight) }

// look gives the request the current state of the graph, in the languages that its
// header Accept-Language wants.
func look(ctx context.Context, views Views, limits Limits) (context.Context, *sight) {
	var wanted []string
	operation := graphql.GetOperationContext(ctx)
	if operation.Headers != nil {
		wanted = AcceptedLanguages(strings.Join(operation.Headers.Values("Accept-Language"), ","))
	}
	view, chosen := ctx.Value(viewKey{}).(*graph.View)
	if !chosen {
		view = views.View()
	}
	seen := &sight{views: views, limits: limits, reader: model.NewReader(view, forClients, wanted...)}
	if noted, asked := ctx.Value(noteKey{}).(*note); asked {
		seen.reader, noted.gathering = model.NewReader(noted.view, forClients, wanted...).Noted()
	}
	seen.answer.begin(ctx, operation, limits.AnswerBytes)
	return context.WithValue(ctx, sightKey{}, seen), seen
}

type viewKey struct{}

// See lets the requests of a context see one state of the graph, whatever follows it.
func See(ctx context.Context, view *graph.View) context.Context {
	return context.WithValue(ctx, viewKey{}, view)
}

// reader is the one state of the graph that the request sees.
func reader(ctx context.Context) *model.Reader { return sightOf(ctx).reader }

// value is what an optional argument points to; empty when it is absent.
func value[T ~string](argument *T) T {
	if argument == nil {
		return ""
	}
	return *argument
}
