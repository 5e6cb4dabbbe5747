package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever the variables of a good document hold, the answer is data, or errors with codes
// that a client can act on; both the same each time, and the errors short, however long
// what they are about was.
func FuzzVariables(f *testing.F) {
	const document = `query ($id: ID!, $ids: [ID!] = [], $first: Int, $after: String, $filter: ThingFilter, $order: [OrderBy!], $asOf: Date, $text: String = "steel") {
	node(id: $id) { id ... on Place { partOf(asOf: $asOf) { edges { node { id } } } } }
	nodes(ids: $ids) { id }
	places(first: $first, after: $after, filter: $filter, orderBy: $order) { totalCount edges { cursor node { label } } }
	search(text: $text, first: $first) { edges { node { __typename } } }
}`
	for _, variables := range []string{
		`{"id": "place/jinan"}`, `{}`, `null`, `{"id": null}`, `{"id": 1, "first": 1e99}`, `{"id": "", "text": ""}`,
		`{"id": "place/jinan", "first": 2, "after": "x", "filter": {"and": [{"kinds": ["PLACE"]}]}, "order": [{"by": "CLAIMS"}], "asOf": "2020-01", "text": "钢"}`,
		`{"id": "place/jinan", "ids": ["place/jinan", null, 3], "filter": {"or": [{"not": {}}]}}`,
		`{"id": "a\u0000b", "text": "\ud800"}`,
		`{"id": 99999999999999999999, "ids": [1e400], "first": -99999999999999999999}`, `{"id": "place/jinan", "asOf": 1e400, "text": 99999999999999999999}`,
		`{"id": "place/jinan", "filter": {"asOf": 99999999999999999999, "value": {"min": 1e400}, "documents": {"max": 99999999999999999999}, "id": [1e400]}}`,
	} {
		f.Add([]byte(variables))
	}
	store := steelTown(f, "industry/steel", "industry/fine-steel")
	exec := executor.New(Schema())
	Configure(exec, store, DefaultOptions(), slog.New(slog.DiscardHandler))
	ask := func(t *testing.T, variables map[string]any) []byte {
		ctx := graphql.StartOperationTrace(context.Background())
		operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document, Variables: variables, Headers: http.Header{}})
		var response *graphql.Response
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
		return text
	}
	checked := false
	f.Fuzz(func(t *testing.T, text []byte) {
		if !checked {
			checked = true
			if good := ask(t, map[string]any{"id": "place/jinan"}); bytes.Contains(good, []byte(`"errors"`)) {
				t.Fatalf("the document itself is refused: %s", good)
			}
		}
		decode := func() (variables map[string]any, good bool) { // as the server does
			decoder := json.NewDecoder(bytes.NewReader(text))
			decoder.UseNumber()
			return variables, decoder.Decode(&variables) == nil
		}
		variables, good := decode()
		if !good {
			t.Skip("no variables")
		}
		first := ask(t, variables)
		variables, _ = decode() // it may have been changed
		if again := ask(t, variables); !bytes.Equal(first, again) {
			t.Fatalf("first %.500s\nthen %.500s", first, again)
		}
		var answer struct {
			Data   json.RawMessage
			Errors []struct {
				Message    string
				Extensions struct{ Code string }
			}
		}
		if err := json.Unmarshal(first, &answer); err != nil {
			t.Fatal(err)
		}
		if len(answer.Data) == 0 && len(answer.Errors) == 0 {
			t.Fatal("neither data nor errors")
		}
		for _, err := range answer.Errors {
			if code := err.Extensions.Code; code == "" || code == string(graph.CodeInternal) || len(err.Message) > 2000 {
				t.Errorf("an error with the code %q, %d bytes: %.300s", code, len(err.Message), err.Message)
			}
		}
	})
}

// What a question for an export may be is a root field with its arguments; all else is refused
// in a short line, and what is answered is answered the same again.
func FuzzQuestion(f *testing.F) {
	for _, question := range []string{
		`sharedPriorities(industries: ["industry/steel"], includeNarrower: true)`, `places`, `places { nodes { id } }`, `place(id: "place/jinan")`, `claims(first: 3)`,
		`{ places }`, `query { places }`, `places places`, `__schema`, `search(text: "steel")`, `nonsense`, ``, `places(filter: {`, `a: places`, `places @defer`, `...x`, `fragment x on Query { places }`,
	} {
		f.Add(question)
	}
	view := steelTown(f, "industry/steel", "industry/fine-steel").View()
	ask := Asker(DefaultOptions(), slog.New(slog.DiscardHandler))
	f.Fuzz(func(t *testing.T, question string) {
		size := func() (quads int, err error) {
			answers, err := ask(t.Context(), view, question)
			if err != nil {
				return 0, err
			}
			piece, err := answers.Selection(t.Context())
			if err != nil {
				return 0, err
			}
			for range piece.Quads() {
				quads++
			}
			return quads, nil
		}
		quads, err := size()
		if err != nil && (graph.CodeOf(err) == graph.CodeInternal || len(err.Error()) > 4000) {
			t.Fatalf("%s, %d bytes: %.300v", graph.CodeOf(err), len(err.Error()), err)
		}
		if again, errAgain := size(); again != quads || (err == nil) != (errAgain == nil) {
			t.Fatalf("first %d quads, %v; then %d, %v", quads, err, again, errAgain)
		}
	})
}

// A header of languages comes to languages that there are, each time the same.
func FuzzAcceptLanguage(f *testing.F) {
	for _, header := range []string{"", "zh-Hant, en;q=0.5", "*", "zh-TW,zh;q=0.9,en-US;q=0.8", "en;q=NaN", "x-private", "i-klingon, zh-min-nan", ",,;q=", "en-u-ca-buddhist"} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		wanted := graph.Fallback(AcceptedLanguages(header)...)
		if len(wanted) == 0 || len(wanted) > len(graph.Languages()) {
			t.Errorf("%d languages: %q", len(wanted), wanted)
		}
		for _, language := range wanted {
			known := false
			for _, one := range graph.Languages() {
				known = known || one == language
			}
			if !known {
				t.Errorf("%q is no language of labels", language)
			}
		}
	})
}
