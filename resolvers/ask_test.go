package resolvers

import (
	"encoding/json"
	"log/slog"
	"net/url"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestQuestionsAsPiecesOfTheGraph(t *testing.T) {
	view := steelTown(t, "industry/steel", "industry/hydrogen", "industry/tea").View()
	answer := Asker(DefaultOptions(), slog.New(slog.DiscardHandler))
	for _, row := range []struct{ name, question, want string }{
		{"a question, whose fields are not chosen", `sharedPriorities(industries: ["industry/steel"])`,
			`industry/steel place/gangcheng | place/gangcheng prioritises industry/steel`},
		{"with the braces of a document", `{ sharedPriorities(industries: ["industry/steel"]) { totalCount } }`,
			`industry/steel place/gangcheng | place/gangcheng prioritises industry/steel`},
		{"a whole list, not its first page", `claims(first: 1)`,
			`industry/hydrogen industry/steel industry/tea place/gangcheng | place/gangcheng prioritises industry/hydrogen, place/gangcheng prioritises industry/steel, place/gangcheng prioritises industry/tea`},
		{"what a filter chooses", `relations(filter: {object: {id: ["industry/tea"]}})`,
			`industry/tea place/gangcheng | place/gangcheng prioritises industry/tea`},
		{"a list below one thing, with the thing", `place(id: "place/gangcheng") { prioritises(filter: {node: {id: ["industry/tea"]}}) }`,
			`industry/tea place/gangcheng | place/gangcheng prioritises industry/tea`},
		{"things, with the relations between them", `nodes(ids: ["place/gangcheng", "place/jinan"])`,
			`place/gangcheng place/jinan | place/gangcheng partOf place/jinan`},
		{"what lies around", `neighbourhood(of: ["place/jinan"], depth: 1)`,
			`place/gangcheng place/jinan | place/gangcheng partOf place/jinan`},
		{"paths", `paths(from: "place/jinan", to: "industry/tea")`,
			`industry/tea place/gangcheng place/jinan | place/gangcheng partOf place/jinan, place/gangcheng prioritises industry/tea`},
		{"a comparison, of which only the places have something in common", `compare(places: ["place/gangcheng", "place/jinan"])`,
			`industry/hydrogen industry/steel industry/tea place/gangcheng place/jinan | place/gangcheng partOf place/jinan, place/gangcheng prioritises industry/hydrogen, place/gangcheng prioritises industry/steel, place/gangcheng prioritises industry/tea`},
		{"a profile", `profile(place: "place/gangcheng")`,
			`industry/hydrogen industry/steel industry/tea place/gangcheng | place/gangcheng prioritises industry/hydrogen, place/gangcheng prioritises industry/steel, place/gangcheng prioritises industry/tea`},
		{"nothing, where that is the answer", `sharedPriorities(industries: ["industry/tea"], within: ["place/jinan"], asOf: "2018")`, ` | `},
	} {
		t.Run(row.name, func(t *testing.T) {
			answers, err := answer(t.Context(), view, row.question)
			if err != nil {
				t.Fatal(err)
			}
			var things, edges []string
			piece, err := answers.Selection(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			piece = piece.WithClaims(false)
			for thing := range piece.Things() {
				things = append(things, string(thing.ID))
			}
			for edge := range piece.Edges() {
				edges = append(edges, edge.Key())
			}
			if got := strings.Join(things, " ") + " | " + strings.Join(edges, ", "); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestQuestionsThatAreNone(t *testing.T) {
	view := steelTown(t, "industry/steel").View()
	answer := Asker(DefaultOptions(), slog.New(slog.DiscardHandler))
	for _, row := range []struct {
		name, question string
		code           graph.Code
		says           string
	}{
		{"no field", `nonsense`, graph.CodeInvalid, "Cannot query field"},
		{"what cannot be read", `sharedPriorities(`, graph.CodeInvalid, "cannot be read"},
		{"two fields", `anchors formulas`, graph.CodeInvalid, "one field"},
		{"a fragment", `{ ...f } fragment f on Query { anchors { totalCount } }`, graph.CodeInvalid, "one field"},
		{"a way out of the braces", `anchors } mutation { x`, graph.CodeInvalid, "one query"},
		{"a subscription", `{ anchors } subscription { graphChanged { generation } }`, graph.CodeInvalid, "one query"},
		{"variables, which nobody gives", `query($i: ID!) { place(id: $i) { id } }`, graph.CodeInvalid, "without variables"},
		{"an ID of nothing", `place(id: "place/gangchen")`, graph.CodeNotFound, `did you mean "place/gangcheng"`},
		{"an argument of nothing", `sharedPriorities(industries: ["industry/stel"])`, graph.CodeNotFound, `did you mean "industry/steel"`},
		{"too much at once", `places { nodes { relations(first: 100) { nodes { relations(first: 100) { nodes { relations(first: 100) { nodes { id } } } } } } } }`, graph.CodeInvalid, "could hold"},
		{"too long a text", `{ ` + strings.Repeat("a ", 5000) + `}`, graph.CodeInvalid, "token limit"},
		{"a look at the schema", `__schema { types { name } }`, graph.CodeInvalid, "answers nothing that can be exported"},
		{"numbers", `statistics { claims }`, graph.CodeInvalid, "answers nothing that can be exported"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := answer(t.Context(), view, row.question)
			if graph.CodeOf(err) != row.code || err == nil || !strings.Contains(err.Error(), row.says) {
				t.Errorf("the error is %s %v, want %s with %q", graph.CodeOf(err), err, row.code, row.says)
			}
		})
	}
}

// The links that an answer gives lead to that answer: its arguments, variables by their
// values, and no page.
func TestLinksToExports(t *testing.T) {
	store := steelTown(t, "industry/steel")
	data, errs := askIn(t, store, "zh-CN", `{
		sharedPriorities(industries: ["industry/steel"], filter: {stance: [GROW]}, first: 1) { exports(formats: [GEXF]) { format url mediaType title } }
		place(id: "place/gangcheng") { prioritises(first: 1) { exports(formats: [CSV, CSV]) { url } } }
		places(first: 1) { nodes { relations { exports { url } } } }
	}`)
	if errs != nil {
		t.Fatal(errs)
	}
	shared := data["sharedPriorities"].(map[string]any)["exports"].([]any)[0].(map[string]any)
	for key, want := range map[string]string{
		"format": "GEXF", "mediaType": "application/gexf+xml", "title": "GEXF 1.3",
		"url": `/export/gexf?language=zh-Hans&question=sharedPriorities%28industries%3A+%5B%22industry%2Fsteel%22%5D%2C+filter%3A+%7Bstance%3A+%5BGROW%5D%7D%29`,
	} {
		if shared[key] != want {
			t.Errorf("%s is %v, want %s", key, shared[key], want)
		}
	}
	links := data["place"].(map[string]any)["prioritises"].(map[string]any)["exports"].([]any)
	if len(links) != 1 {
		t.Errorf("a format that is named twice has the links %v", links)
	}
	below := links[0].(map[string]any)["url"]
	if want := `/export/csv?language=zh-Hans&question=place%28id%3A+%22place%2Fgangcheng%22%29+%7B+prioritises+%7D`; below != want {
		t.Errorf("below one thing: %v, want %s", below, want)
	}
	through, errs := askIn(t, store, "", `{ node(id: "place/jinan") { ... on Place { hasPart { exports(formats: [GEXF]) { url } } } } }`)
	if errs != nil {
		t.Fatal(errs)
	}
	link := through["node"].(map[string]any)["hasPart"].(map[string]any)["exports"].([]any)[0].(map[string]any)["url"].(string)
	answers, err := Asker(DefaultOptions(), slog.New(slog.DiscardHandler))(t.Context(), store.View(), questionOf(t, link))
	if err != nil {
		t.Fatalf("through an interface, %s: %v", link, err)
	}
	if piece, err := answers.Selection(t.Context()); err != nil || !piece.Has("place/gangcheng") {
		t.Errorf("through an interface, %s does not lead to the parts: %v", link, err)
	}
	node := data["places"].(map[string]any)["nodes"].([]any)[0].(map[string]any)
	if links := node["relations"].(map[string]any)["exports"].([]any); len(links) != 0 {
		t.Errorf("below the items of a list: %v", links)
	}
}

func TestLinksWithVariables(t *testing.T) {
	store := steelTown(t, "industry/steel")
	data, errs := askWith(t, store, `query($i: [ID!]!, $f: ClaimFilter!, $none: Date) {
		sharedPriorities(industries: $i, filter: $f, asOf: $none) { exports(formats: [GEXF]) { url } }
		again: sharedPriorities(industries: ["industry/steel"], filter: {and: [$f]}) { exports(formats: [GEXF]) { url } }
	}`, map[string]any{"i": []any{"industry/steel"}, "f": map[string]any{"stance": []any{"GROW"}, "date": map[string]any{"from": "2018"}, "hasReading": nil}})
	if errs != nil {
		t.Fatal(errs)
	}
	for _, name := range []string{"sharedPriorities", "again"} {
		link := data[name].(map[string]any)["exports"].([]any)[0].(map[string]any)["url"].(string)
		question := questionOf(t, link)
		answers, err := Asker(DefaultOptions(), slog.New(slog.DiscardHandler))(t.Context(), store.View(), question)
		if err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		piece, err := answers.Selection(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if things, edges, _ := piece.Size(); things != 3 || edges != 1 { // with the document
			t.Errorf("%s: %d things and %d edges", question, things, edges)
		}
	}
}

// askWith runs a request with variables.
func askWith(t *testing.T, views Views, query string, variables map[string]any) (data map[string]any, errors []map[string]any) {
	t.Helper()
	exec := executor.New(Schema())
	Configure(exec, views, DefaultOptions(), slog.New(slog.DiscardHandler))
	ctx := graphql.StartOperationTrace(t.Context())
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: query, Variables: variables})
	if errs != nil {
		t.Fatal(errs)
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	text, err := json.Marshal(responses(ctx))
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

func questionOf(t *testing.T, link string) string {
	t.Helper()
	address, err := url.Parse(link)
	if err != nil {
		t.Fatal(err)
	}
	return address.Query().Get("question")
}
