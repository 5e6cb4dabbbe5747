package resolvers

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

func TestGenerations(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	store, err := graph.OpenStore(t.Context(), storetest.NewModel(), graph.StoreOptions{By: "ann", Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	for i, what := range []string{"", "./mydata", "./mydata"} {
		quad := graph.Quad{Subject: graph.IRI(fmt.Sprintf("place/p%d", i)), Predicate: graph.IRI("vocabulary#partOf"), Object: graph.IRI("place/whole"), Graph: graph.IRI(graph.GraphCurated)}
		if _, err := store.Update(t.Context(), what, func(*graph.View) (graph.Changeset, error) {
			return graph.Changeset{Add: []graph.Quad{quad}}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	data, errors := ask(t, store, `{ generations(first: 1) { number at by what claimsAdded claimsRemoved quadsAdded quadsRemoved quads } }`)
	if got, want := fmt.Sprint(data, errors), `map[generations:[map[at:2026-01-02T03:04:05.000006Z by:ann claimsAdded:0 claimsRemoved:0 number:3 quads:3 quadsAdded:1 quadsRemoved:0 what:./mydata]]] []`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	data, errors = ask(t, store, `{ generations { number what } }`)
	if got, want := fmt.Sprint(data, errors), `map[generations:[map[number:3 what:./mydata] map[number:2 what:./mydata] map[number:1 what:<nil>]]] []`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, errors = ask(t, store, `{ generations(first: 101) { number } }`); code(t, errors) != "INVALID_ARGUMENT" {
		t.Errorf("more than can be had: %v", errors)
	}
	data, errors = ask(t, graph.NewStore(nil), `{ generations { number } statistics { quads } }`)
	if got, want := fmt.Sprint(data), `map[generations:<nil> statistics:map[quads:0]]`; got != want || code(t, errors) != "NOT_FOUND" {
		t.Errorf("in memory: %s, %v", got, errors)
	}
}

// The town in four generations: it takes up coal, then gives it up for chips, and upgrades steel, which has another name
// now; and at last it prioritises nothing.
func generationsOf(t *testing.T) *graph.Store {
	t.Helper()
	store, err := graph.OpenStore(t.Context(), storetest.NewModel(), graph.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	apply(t, store, steelTownQuads("industry/steel"))
	apply(t, store, steelTownQuads("industry/steel", "industry/coal"))
	last := steelTownQuads("industry/steel", "industry/chips")
	for i, q := range last {
		switch q.Object.Value {
		case string(graph.Grow):
			last[i].Object.Value = string(graph.Upgrade)
		case "steel":
			if q.Predicate.Value == "http://www.w3.org/2004/02/skos/core#prefLabel" {
				last[i].Object.Value = "iron and steel"
			}
		}
	}
	apply(t, store, last)
	apply(t, store, steelTownQuads())
	return store
}

func TestDifference(t *testing.T) {
	t.Parallel()
	store := generationsOf(t)
	for _, c := range []struct{ name, arguments, selected, want string }{
		{
			"a claim that came", "from: 1, to: 2", `from to claimsAdded { nodes { line stance object { label } } } claimsRemoved { totalCount }`,
			`{"claimsAdded":{"nodes":[{"line":2,"object":{"label":"coal"},"stance":"GROW"}]},"claimsRemoved":{"totalCount":0},"from":1,"to":2}`,
		},
		{
			"and the other way round", "from: 2, to: 1", `claimsAdded { totalCount } claimsRemoved { nodes { line object { label } } }`,
			`{"claimsAdded":{"totalCount":0},"claimsRemoved":{"nodes":[{"line":2,"object":{"label":"coal"}}]}}`,
		},
		{
			"a claim that changed is as it was and as it is, and so is what it is about", "from: 2, to: 3",
			`to claimsAdded { nodes { object { label } } } claimsChanged { nodes { stance object { label } } } claimsBefore { nodes { stance object { label } } } claimsRemoved { nodes { object { label } } }`,
			`{"claimsAdded":{"nodes":[{"object":{"label":"chips"}}]},"claimsBefore":{"nodes":[{"object":{"label":"steel"},"stance":"GROW"}]},` +
				`"claimsChanged":{"nodes":[{"object":{"label":"iron and steel"},"stance":"UPGRADE"}]},"claimsRemoved":{"nodes":[{"object":{"label":"coal"}}]},"to":3}`,
		},
		{
			"pages and filters", "from: 4, to: 2", `claimsAdded(first: 1, orderBy: [{by: LABEL, direction: ASC}]) { totalCount pageInfo { hasNextPage } nodes { line } } claimsRemoved(filter: {stance: [LIMIT]}) { totalCount }`,
			`{"claimsAdded":{"nodes":[{"line":2}],"pageInfo":{"hasNextPage":true},"totalCount":2},"claimsRemoved":{"totalCount":0}}`,
		},
		{
			"no file is of another generation", "from: 2, to: 3", `claimsAdded { exports { url } nodes { subject { claims { totalCount exports { url } } } } }`,
			`{"claimsAdded":{"exports":[],"nodes":[{"subject":{"claims":{"exports":[],"totalCount":2}}}]}}`,
		},
		{"nothing", "from: 3, to: 3", `from to claimsAdded { totalCount } claimsRemoved { totalCount }`, `{"claimsAdded":{"totalCount":0},"claimsRemoved":{"totalCount":0},"from":3,"to":3}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			data, errors := ask(t, store, "{ difference("+c.arguments+") { "+c.selected+" } }")
			if got := pretty(data["difference"]); got != c.want || errors != nil {
				t.Errorf("got  %s %v\nwant %s", got, errors, c.want)
			}
		})
	}
}

func TestADifferenceThatCannotBeTold(t *testing.T) {
	t.Parallel()
	small := DefaultOptions()
	small.Limits.Past = 10
	for _, c := range []struct {
		name      string
		views     Views
		options   Options
		arguments string
		code      string
		message   string
	}{
		{"none such", generationsOf(t), DefaultOptions(), "from: 7", "NOT_FOUND", "generation 7 is not among those that led to this answer and are remembered; generations lists them"},
		{"not yet in the answer", behind{generationsOf(t)}, DefaultOptions(), "from: 1, to: 3", "NOT_FOUND", "generation 3 is not among those that led to this answer and are remembered; generations lists them"},
		{"in memory", steelTown(t), DefaultOptions(), "from: 1", "NOT_FOUND", "a graph in memory has no history; keep it in a store, such as bbolt:graph.db"},
		{"more than is read", generationsOf(t), small, "from: 2", codeTooCostly, "generation 2 has 41 quads; 10 are allowed in an earlier generation that is read for an answer: compare them with polygraph diff, or let the server read more with --max-past"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			exec := executor.New(Schema())
			Configure(exec, c.views, c.options, slog.New(slog.DiscardHandler))
			data, errors := answerOf(t, exec, "", "{ difference("+c.arguments+") { from } }")
			if got := code(t, errors); got != c.code || errors[0]["message"] != c.message || data["difference"] != nil {
				t.Errorf("got %v %v", data, errors)
			}
		})
	}
	three := "{ " + "a: difference(from: 1) { from } b: difference(from: 2) { from } c: difference(from: 1, to: 2) { from }" + " }"
	if _, errors := ask(t, generationsOf(t), three); code(t, errors) != codeTooCostly {
		t.Errorf("three in one request: %v", errors)
	}
}

// behind is a server that has not caught up with its store.
type behind struct{ *graph.Store }

func (b behind) View() *graph.View {
	view, err := b.At(context.Background(), 2)
	if err != nil {
		panic(err)
	}
	return view
}
