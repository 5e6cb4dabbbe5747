package resolvers

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestLongAnswersAskForRoomOnce(t *testing.T) {
	store := dataset(t)
	const claims = `{ ... on Place { claims(first: 100) { nodes { id subject { label } object { label } } } } }`
	long := `{ nodes(ids: [` + strings.Repeat(`"place/changchun",`, 50) + `]) ` + claims + ` }`
	for _, c := range []struct {
		name, query string
		asks        int
	}{
		{"a short one", `{ place(id: "place/jinan") { label } }`, 0},
		{"a page", `{ claims(first: 100) { nodes { id } } }`, 0},
		{"a long one", long, 1},
		{"one that gqlgen makes", `{ __schema { types { name fields { name type { name } } } } }`, 1},
	} {
		for _, room := range []bool{true, false} {
			var asked atomic.Int32
			response := respond(bounded(store, 1<<30), request{query: c.query, within: func(ctx context.Context) context.Context {
				return WithRoom(ctx, func(context.Context) *gqlerror.Error {
					asked.Add(1)
					if room {
						return nil
					}
					return &gqlerror.Error{Message: "no room", Extensions: map[string]any{"code": "OVERLOADED"}}
				})
			}})
			refused := len(response.Errors) > 0 && response.Errors[0].Extensions["code"] == "OVERLOADED"
			if int(asked.Load()) != c.asks || refused != (!room && c.asks > 0) {
				t.Errorf("%s, room %t: it asked %d times; %d bytes, errors %v", c.name, room, asked.Load(), len(response.Data), response.Errors)
			}
			if planned := c.query == long; refused && planned && len(response.Data) > 0 {
				t.Errorf("%s: %d bytes in spite of %v", c.name, len(response.Data), response.Errors)
			}
		}
	}
}

// A stream would keep its room until it ends, however short its events are.
func TestSubscriptionsAskForNoRoom(t *testing.T) {
	industries := []graph.ID{"industry/steel", "industry/chips", "industry/rail", "industry/hydrogen", "industry/tourism"}
	store := steelTown(t, industries...)
	exec := executor.New(Schema())
	Configure(exec, store, DefaultOptions(), slog.New(slog.DiscardHandler))
	ctx, leave := context.WithCancel(WithRoom(graphql.StartOperationTrace(t.Context()), func(context.Context) *gqlerror.Error {
		t.Error("it asks for room")
		return &gqlerror.Error{Message: "no room"}
	}))
	defer leave()
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: `subscription { graphChanged { generation previous claimsAdded newClaims { id line predicate stance subject { id label } object { id label } document { id label } } } }`,
	})
	if errs != nil {
		t.Fatal(errs)
	}
	events, ctx := exec.DispatchOperation(ctx, operation)
	for i := range 5 {
		if response := events(ctx); response == nil || len(response.Errors) > 0 {
			t.Fatalf("event %d is %v", i, response)
		}
		apply(t, store, steelTownQuads(industries[:len(industries)*(i%2)]...))
	}
}
