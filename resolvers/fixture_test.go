package resolvers

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

// steelTown is a graph that fits on a screen: one district whose document says
// that it prioritises the given industries.
func steelTown(t testing.TB, industries ...graph.ID) *graph.Store {
	t.Helper()
	store := graph.NewStore(nil)
	apply(t, store, steelTownQuads(industries...))
	return store
}

func steelTownQuads(industries ...graph.ID) []graph.Quad {
	things := []*graph.Thing{
		{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan"}, Level: "city"},
		{
			ID: "place/gangcheng", Kind: graph.Place, Labels: map[string]string{"en": "Gangcheng", "zh-Hans": "钢城区"}, Level: "district",
			PartOf: []graph.DatedID{{ID: "place/jinan", Span: graph.Span{From: "2019-01"}}},
		},
		{ID: "document/a", Kind: graph.Document, Labels: map[string]string{"en": "A"}, Source: &graph.Source{File: "a.txt", Language: "zh-Hant", Date: graph.DocumentDate{Earliest: "2020-09", Latest: "2020-12"}}},
	}
	var claims []*graph.Claim
	for i, industry := range industries {
		things = append(things, &graph.Thing{ID: industry, Kind: graph.Industry, Labels: map[string]string{"en": industry.Name()}})
		claim := &graph.Claim{Document: "document/a", Line: i + 1, Mentions: []string{industry.Name()}, Subject: "place/gangcheng", Predicate: "prioritises", Object: industry, Stance: graph.Grow}
		claim.ID = graph.ClaimID(claim)
		claims = append(claims, claim)
	}
	return graph.Encode(things, claims)
}

func apply(t testing.TB, store *graph.Store, wanted []graph.Quad) {
	t.Helper()
	if _, err := store.Apply(context.Background(), graph.Diff(store.View(), wanted)); err != nil {
		t.Fatal(err)
	}
}

// ask runs a request as the server would.
func ask(t *testing.T, views Views, query string) (data map[string]any, errors []map[string]any) {
	t.Helper()
	return askIn(t, views, "", query)
}

// askIn is ask for somebody who wants to read certain languages.
func askIn(t *testing.T, views Views, acceptLanguage, query string) (data map[string]any, errors []map[string]any) {
	t.Helper()
	exec := executor.New(Schema())
	Configure(exec, views, DefaultOptions(), slog.New(slog.DiscardHandler))
	return answerOf(t, exec, acceptLanguage, query)
}

func answerOf(t testing.TB, exec *executor.Executor, acceptLanguage, query string) (data map[string]any, errors []map[string]any) {
	t.Helper()
	ctx, leave := context.WithCancel(graphql.StartOperationTrace(context.Background()))
	defer leave() // or a subscription goes on
	var response *graphql.Response
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Headers: http.Header{"Accept-Language": {acceptLanguage}}})
	if errs != nil {
		response = exec.DispatchError(graphql.WithOperationContext(ctx, operation), errs)
	} else {
		responses, ctx := exec.DispatchOperation(ctx, operation)
		response = responses(ctx)
	}
	text, err := json.Marshal(response)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Data   map[string]any   `json:"data"`
		Errors []map[string]any `json:"errors"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Data, answer.Errors
}

func code(t *testing.T, errors []map[string]any) string {
	t.Helper()
	if len(errors) != 1 {
		t.Fatalf("got %d errors, want one: %v", len(errors), errors)
	}
	extensions, _ := errors[0]["extensions"].(map[string]any)
	text, _ := extensions["code"].(string)
	return text
}

func pretty(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}
