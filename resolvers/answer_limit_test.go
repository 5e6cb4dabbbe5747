package resolvers

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
)

// bounded answers with answers of so many bytes at most.
func bounded(views Views, most int) *executor.Executor {
	exec := executor.New(Schema())
	options := DefaultOptions()
	options.Limits.AnswerBytes = most
	Configure(exec, views, options, slog.New(slog.DiscardHandler))
	return exec
}

func isTooLong(response *graphql.Response) bool {
	return len(response.Errors) == 1 && response.Errors[0].Extensions["code"] == codeTooLarge && string(response.Data) == "null"
}

func TestAnswersAreOfBoundedLength(t *testing.T) {
	store := dataset(t)
	for _, c := range []struct {
		name, query string
		tooLong     bool
	}{
		{"a short one", `{ place(id: "place/jinan") { label } }`, false},
		{"many short fields", `{ claims(first: 100) { nodes { id subject { label } } } }`, true},
		{"nothing but names of types", `{ claims(first: 100) { nodes { __typename subject { __typename } object { __typename } } } }`, true},
		{"a long list at the end", `{ claims(first: 100) { nodes { mentions } } }`, true},
		{"long keys", `{ ` + strings.Repeat("a", 1000) + `: place(id: "place/jinan") { label } }`, true},
		{"the schema, which gqlgen reads", `{ __schema { types { name } } }`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			response := respond(bounded(store, 1000), request{query: c.query})
			if isTooLong(response) != c.tooLong {
				t.Errorf("%d bytes, errors: %v", len(response.Data), response.Errors)
			}
			if c.tooLong && response.Errors[0].Extensions["limit"] != 1000 {
				t.Errorf("the limit is not told: %v", response.Errors[0].Extensions)
			}
		})
	}
}

func TestNothingIsWrittenBehindWhatIsTooLong(t *testing.T) {
	store := dataset(t)
	pausesOf := func(most int) (pauses int) {
		respond(bounded(store, most), request{
			query:  `{ nodes(ids: [` + strings.Repeat(`"place/changchun",`, 50) + `]) { ... on Place { claims(first: 100) { nodes { id subject { label } } } } } }`,
			within: func(ctx context.Context) context.Context { return WithPause(ctx, func() { pauses++ }) },
		})
		return pauses
	}
	if whole, cut := pausesOf(1<<30), pausesOf(1000); whole < 50 || cut > 2 {
		t.Errorf("it paused %d times for the whole answer and %d times for one that was given up", whole, cut)
	}
}

func TestAnswersToABatchAreBoundedTogether(t *testing.T) {
	exec := bounded(dataset(t), 1000)
	ctx := ShareCost(context.Background())
	for i, tooLong := range []bool{false, false, true, true} { // 400 bytes each
		response := respond(exec, request{
			query:  `{ a: __typename ` + strings.Repeat("b", 370) + `: __typename }`,
			within: func(context.Context) context.Context { return graphql.StartOperationTrace(ctx) },
		})
		if isTooLong(response) != tooLong {
			t.Errorf("%d: %d bytes, errors: %v", i, len(response.Data), response.Errors)
		}
	}
}

func TestSomeAnswersMustBeShorter(t *testing.T) {
	const query = `{ claims(first: 100) { nodes { id subject { label } } } }`
	for most, tooLong := range map[int]bool{1000: true, 1 << 20: false} {
		response := respond(bounded(dataset(t), 1<<20), request{query: query, within: func(ctx context.Context) context.Context { return AtMost(ctx, most) }})
		if isTooLong(response) != tooLong {
			t.Errorf("%d at most: %d bytes, errors %v", most, len(response.Data), response.Errors)
		}
	}
}

// All subscribers get their events at the same time, so that each has a part of the limits.
func TestEventsAreShort(t *testing.T) {
	exec := bounded(dataset(t), 1<<20)
	for text, refused := range map[string]bool{
		`subscription { graphChanged { newClaims(first: 100) { label } } }`:                                                       false,
		`subscription { graphChanged { newClaims(first: 100) { label subject { claims(first: 100) { nodes { id label } } } } } }`: true,
	} {
		ctx := graphql.StartOperationTrace(t.Context())
		if _, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: text}); (errs != nil) != refused || refused && errs[0].Extensions["code"] != codeTooCostly {
			t.Errorf("%s: %v", text, errs)
		}
	}
	const query = `{ claims(first: 100) { nodes { label subject { claims(first: 100) { nodes { id label } } } } } }`
	if _, errs := exec.CreateOperationContext(graphql.StartOperationTrace(t.Context()), &graphql.RawParams{Query: query}); errs != nil {
		t.Errorf("a query of the same: %v", errs)
	}
}
