package resolvers

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

// names is a filter that asks for any of so many names.
func names(n int) string {
	return `{or: [` + strings.Repeat(`{name: {contains: "steel"}} `, n) + `]}`
}

func costOf(t *testing.T, exec *executor.Executor, query string) int {
	t.Helper()
	operation, errs := exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: query})
	if errs != nil {
		t.Fatal(errs)
	}
	return costLimit{limit: DefaultLimits().Cost}.measure(operation).fields
}

func TestWorkCounts(t *testing.T) {
	store := dataset(t)
	thirty := func(question string) string {
		var b strings.Builder
		for i := range 30 {
			fmt.Fprintf(&b, " q%d: %s", i, question)
		}
		return "{" + b.String() + " }"
	}
	for _, row := range []struct {
		name, query string
		costly      bool
	}{
		{"a filter of all conditions that there can be", `{ things(filter: ` + names(190) + `) { totalCount } }`, false},
		{"thirty of them", thirty(`things(filter: ` + names(190) + `, first: 1) { totalCount }`), true},
		{"thirty filters of a few conditions", thirty(`things(filter: ` + names(5) + `, first: 1) { totalCount }`), false},
		{"thirty in a fragment", `{ ...all } fragment all on Query ` + thirty(`things(filter: `+names(190)+`, first: 1) { totalCount }`), true},
		{"a page of places, each with few conditions", `{ places(first: 50) { nodes { claims(filter: {mention: {contains: "steel"}}) { totalCount } } } }`, false},
		{"a page of places, each with many conditions", `{ places(first: 100) { nodes { relations(filter: {node: ` + names(100) + `}) { totalCount } } } }`, true},
		{"relations of relations of relations", `{ things(filter: ` + strings.Repeat(`{related: [{to: `, 5) + `{kind: [PLACE]}` + strings.Repeat(`}]}`, 5) + `) { totalCount } }`, false},
		{"a list of thousands of IDs", `{ claims(filter: {about: [` + strings.Repeat(`"place/jinan" `, 3000) + `]}) { totalCount } }`, false},
		{"four such lists", `{ claims(filter: {or: [` + strings.Repeat(`{about: [`+strings.Repeat(`"place/jinan" `, 900)+`]} `, 4) + `]}) { totalCount } relations(filter: {node: {id: [` + strings.Repeat(`"place/jinan" `, 8000) + `]}}) { totalCount } }`, true},
		{"two lists in the order of labels", `{ claims(orderBy: {by: LABEL}) { totalCount } relations(orderBy: [{by: KIND} {by: LABEL}]) { totalCount } }`, false},
		{"thirty of them", thirty(`claims(orderBy: {by: LABEL}, first: 1) { totalCount }`), true},
		{"thirty searches for a name", thirty(`search(text: "steel city", first: 1) { totalCount }`), false},
		{"thirty times every facet", thirty(`claims(first: 1) { facets { kinds { count } years { count } stances { count } predicates { count } documents { count } } }`), true},
		{"facets of a long page, which pages do not multiply", `{ claims(first: 100) { facets { kinds { count } years { count } } nodes { id } } }`, false},
		{"thirty large drawings", thirty(`neighbourhood(of: "place/jinan", maxNodes: 1000) { nodes { key } }`), true},
	} {
		t.Run(row.name, func(t *testing.T) {
			cost, most := costOf(t, byPlans(store), row.query), DefaultLimits().Cost
			if (cost > most) != row.costly {
				t.Errorf("it costs %d; %d are allowed", cost, most)
			}
		})
	}
}

// A filter costs the same wherever it stands.
func TestWorkCountsInVariables(t *testing.T) {
	exec := byPlans(dataset(t))
	measured := func(query string, variables map[string]any) int {
		operation, errs := exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: query, Variables: variables})
		if errs != nil {
			t.Fatal(errs)
		}
		return costLimit{limit: DefaultLimits().Cost}.measure(operation).fields
	}
	steel := map[string]any{"or": []any{map[string]any{"name": map[string]any{"contains": "steel"}}, map[string]any{"within": []any{"place/jinan"}}}}
	literal := measured(`{ things(filter: {or: [{name: {contains: "steel"}} {within: ["place/jinan"]}]}, orderBy: {by: LABEL}) { totalCount } }`, nil)
	if got := measured(`query ($f: ThingFilter, $o: [OrderBy!]) { things(filter: $f, orderBy: $o) { totalCount } }`, map[string]any{"f": steel, "o": []any{map[string]any{"by": "LABEL"}}}); got != literal {
		t.Errorf("in a variable it costs %d, as a literal %d", got, literal)
	}
	if got := measured(`query ($n: TextFilter, $p: ID!) { things(filter: {or: [{name: $n} {within: [$p]}]}, orderBy: {by: LABEL}) { totalCount } }`, map[string]any{"n": map[string]any{"contains": "steel"}, "p": "place/jinan"}); got != literal {
		t.Errorf("in part it costs %d, as a literal %d", got, literal)
	}
	if got := measured(`query ($n: TextFilter, $p: ID!) { things(filter: {or: [{name: $n} {within: [$p]}]}, orderBy: {by: LABEL}) { totalCount } }`, map[string]any{"n": nil, "p": "place/jinan"}); got >= literal {
		t.Errorf("without the name it costs %d, as a whole %d", got, literal)
	}
}

func TestABatchSharesTheCostOfWork(t *testing.T) {
	exec := executor.New(Schema())
	Configure(exec, dataset(t), DefaultOptions(), slog.New(slog.DiscardHandler))
	ctx := ShareCost(graphql.StartOperationTrace(context.Background()))
	for i, costly := range []bool{false, true} {
		_, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: `{ things(filter: ` + names(190) + `, first: 1) { totalCount } }`})
		if (len(errs) > 0 && errs[0].Extensions["code"] == codeTooCostly) != costly {
			t.Errorf("%d: %v", i, errs)
		}
	}
}

// Whoever lists more pays more, wherever the list stands.
func TestListsOfValuesCount(t *testing.T) {
	exec := byPlans(steelTown(t, "industry/steel"))
	for _, c := range []struct {
		name, query string // with the values at $
		value       string
		each        int
	}{
		{"places to look within", `{ alike(place: "place/jinan", within: [$]) { totalCount } }`, `"place/jinan" `, perValue[ofKind]},
		{"the same below a place", `{ place(id: "place/jinan") { alike(within: [$]) { totalCount } } }`, `"place/jinan" `, perValue[ofThing]},
		{"the same as a default", `query ($w: [ID!] = [$]) { alike(place: "place/jinan", within: $w) { totalCount } }`, `"place/jinan" `, perValue[ofKind]},
		{"places that share priorities", `{ sharedPriorities(industries: ["industry/steel"], within: [$]) { totalCount } }`, `"place/jinan" `, perValue[ofKind]},
		{"industries", `{ sharedPriorities(industries: [$]) { totalCount } }`, `"industry/steel" `, perValue[ofKind]},
		{"places to compare", `{ compare(places: [$]) { places { id } } }`, `"place/jinan" `, perValue[ofKind]},
		{"what to draw", `{ neighbourhood(of: [$]) { omittedNodes } }`, `"place/jinan" `, perValue[ofGraph]},
		{"kinds", `{ conflicts(kind: [$]) { totalCount } }`, `VALUES `, perValue[ofKind]},
		{"formats", `{ places { exports(formats: [$]) { url } } }`, `CSV `, perValue[ofKind]},
		{"things by their IDs", `{ nodes(ids: [$]) { id } }`, `"place/jinan" `, perValue[ofKind] + 2},
		{"entities", `{ _entities(representations: [$]) { __typename } }`, `{__typename: "Place", id: "place/jinan"} `, perEntity + 2},
	} {
		costs := func(n int) int {
			return costOf(t, exec, strings.Replace(c.query, "[$]", "["+strings.Repeat(c.value, n)+"]", 1))
		}
		if one, three := costs(1), costs(3); three-one != 2*c.each {
			t.Errorf("%s: one value costs %d, three %d", c.name, one, three)
		}
	}
	operation, errs := exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{
		Query:     `query ($w: [ID!]) { alike(place: "place/jinan", within: $w) { totalCount } }`,
		Variables: map[string]any{"w": slices.Repeat([]any{"place/jinan"}, mostListed+1)},
	})
	if len(errs) != 1 || errs[0].Extensions["code"] != string(graph.CodeInvalid) {
		t.Errorf("a long list in a variable of %v: %v", operation.RawQuery, errs)
	}
}
