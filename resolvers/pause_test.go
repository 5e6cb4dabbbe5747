package resolvers

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
)

// Whoever answers gives others a chance to go first: between fields, and within a field that
// looks at much.
func TestLongRequestsPause(t *testing.T) {
	store := dataset(t)
	for _, c := range []struct {
		name, query string
		often       bool
	}{
		{"many fields", `{ claims(first: 100) { nodes { subject { label kind } object { label kind } } } }`, true},
		{"one field, many things", `{ things(filter: {claim: {stance: [GROW]}}, first: 1) { totalCount } }`, true},
		{"one field, an order of many", `{ relations(orderBy: {by: CLAIMS}, first: 1) { totalCount } }`, true},
		{"a little", `{ place(id: "place/jinan") { label } }`, false},
	} {
		for by, exec := range map[string]*executor.Executor{"plans": byPlans(store), "gqlgen": byGqlgen(store)} {
			t.Run(c.name+" by "+by, func(t *testing.T) {
				var pauses atomic.Int32
				response := respond(exec, request{query: c.query, within: func(ctx context.Context) context.Context {
					return WithPause(ctx, func() { pauses.Add(1) })
				}})
				if len(response.Errors) > 0 {
					t.Fatal(response.Errors)
				}
				if got := pauses.Load(); got > 1 != c.often {
					t.Errorf("it paused %d times; often is %t", got, c.often)
				}
			})
		}
	}
}

// Within a field that looks at much, work stops at the next pause when nobody waits any more.
func TestAFieldIsGivenUpAtItsNextPause(t *testing.T) {
	store := dataset(t)
	for _, query := range []string{
		`{ things(filter: {claim: {stance: [GROW]}}) { totalCount } }`,
		`{ claims(filter: {within: ["place/jinan"]}) { totalCount } }`,
		`{ relations(filter: {claim: {stance: [GROW]}}) { totalCount } }`,
		`{ relations(orderBy: {by: LABEL}) { totalCount } }`,
		`{ relations { facets { documents { count } } } }`,
		`{ search(text: "zhuangbei zhizao", filter: {claim: {stance: [LIMIT]}}) { totalCount } }`,
		`{ alike(place: "place/jinan", filter: {stance: [GROW]}) { totalCount } }`,
		`{ compare(places: ["place/jinan", "place/changchun"], filter: {stance: [GROW]}) { shared { id } } }`,
		`{ sharedPriorities(industries: ["industry/manufacturing"], filter: {stance: [GROW]}) { totalCount } }`,
		`{ paths(from: "place/jinan", to: "place/changchun", filter: {not: {curated: true}}) { length } }`,
		`{ neighbourhood(of: ["place/jinan"], depth: 5, maxNodes: 1000) { omittedNodes } }`,
		`{ industryTree(filter: {stance: [GROW]}) { totalCount } }`,
		`{ promises(filter: {stance: [UNSTATED]}) { totalCount } }`,
	} {
		ctx, leave := context.WithCancel(t.Context())
		pauses := 0
		response := respond(byPlans(store), request{query: query, within: func(context.Context) context.Context {
			return WithPause(graphql.StartOperationTrace(ctx), func() { pauses++; leave() })
		}})
		leave()
		if pauses == 0 || pauses > 3 || len(response.Errors) == 0 {
			t.Errorf("%s: it paused %d times; errors: %v", query, pauses, response.Errors)
		}
	}
}
