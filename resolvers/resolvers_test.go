package resolvers

import (
	"strings"
	"sync/atomic"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestAnswers(t *testing.T) {
	store := steelTown(t, "industry/steel", "industry/hydrogen")
	for _, row := range []struct{ name, query, want string }{
		{
			"a thing by its Relay ID", `{ node(id: "place/gangcheng") { id ... on Place { label(lang: "zh") level } } }`,
			`{"node":{"id":"place/gangcheng","label":"钢城区","level":"DISTRICT"}}`,
		},
		{"nothing for an unknown ID", `{ node(id: "place/nowhere") { id } thing(id: "x") { id } place(id: "industry/steel") { id } }`, `{"node":null,"place":null,"thing":null}`},
		{
			"several things in the order asked", `{ nodes(ids: ["industry/steel", "place/nowhere", "place/jinan"]) { id } }`,
			`{"nodes":[{"id":"industry/steel"},null,{"id":"place/jinan"}]}`,
		},
		{
			"the kind in capitals", `{ thing(id: "industry/steel") { kind label } }`,
			`{"thing":{"kind":"INDUSTRY","label":"steel"}}`,
		},
		{
			"a relation with the claims that state it",
			`{ place(id: "place/gangcheng") { prioritises { totalCount edges { node { label } stances curated claims { line mentions document { sourceFile } } } } } }`,
			`{"place":{"prioritises":{"edges":[{"claims":[{"document":{"sourceFile":"a.txt"},"line":2,"mentions":["hydrogen"]}],"curated":false,"node":{"label":"hydrogen"},"stances":["GROW"]},` +
				`{"claims":[{"document":{"sourceFile":"a.txt"},"line":1,"mentions":["steel"]}],"curated":false,"node":{"label":"steel"},"stances":["GROW"]}],"totalCount":2}}}`,
		},
		{
			"a claim with stance, date and no more than it states", `{ claims { nodes { subject { id } predicate object { id } stance date { earliest latest inferred } quantity { value } by reading } } }`,
			`{"claims":{"nodes":[` +
				`{"by":null,"date":{"earliest":"2020-09","inferred":null,"latest":"2020-12"},"object":{"id":"industry/steel"},"predicate":"PRIORITISES","quantity":null,"reading":null,"stance":"GROW","subject":{"id":"place/gangcheng"}},` +
				`{"by":null,"date":{"earliest":"2020-09","inferred":null,"latest":"2020-12"},"object":{"id":"industry/hydrogen"},"predicate":"PRIORITISES","quantity":null,"reading":null,"stance":"GROW","subject":{"id":"place/gangcheng"}}]}}`,
		},
		{
			"the same relation from the other end", `{ industry(id: "industry/steel") { prioritisedBy { edges { node { id } } } } }`,
			`{"industry":{"prioritisedBy":{"edges":[{"node":{"id":"place/gangcheng"}}]}}}`,
		},
		{
			"when the relations of a path and of a drawing hold", `{ paths(from: "place/gangcheng", to: "place/jinan", first: 1) { steps { predicate spans { from until } } } neighbourhood(of: "place/gangcheng", filter: {predicate: PART_OF}) { edges { predicate spans { from until } } } }`,
			`{"neighbourhood":{"edges":[{"predicate":"PART_OF","spans":[{"from":"2019-01","until":null}]}]},"paths":[{"steps":[{"predicate":"PART_OF","spans":[{"from":"2019-01","until":null}]}]}]}`,
		},
		{
			"curated relations with their time, open ends as null", `{ place(id: "place/gangcheng") { partOf { edges { node { id } curated claims { line } spans { from until } } } } }`,
			`{"place":{"partOf":{"edges":[{"claims":[],"curated":true,"node":{"id":"place/jinan"},"spans":[{"from":"2019-01","until":null}]}]}}}`,
		},
		{
			"a shared priority rolled up, and its languages", `{ sharedPriorities(industries: "industry/hydrogen", rollUp: true) { nodes { place { id } languages priorities { place { id } } } } }`,
			`{"sharedPriorities":{"nodes":[{"languages":["zh-Hant"],"place":{"id":"place/jinan"},"priorities":[{"place":{"id":"place/gangcheng"}}]}]}}`,
		},
		{
			"no likeness where a place prioritises nothing", `{ compare(places: ["place/jinan", "place/gangcheng"]) { pairs { score onlyFirst { id } onlySecond { id } } } }`,
			`{"compare":{"pairs":[{"onlyFirst":[],"onlySecond":[{"id":"industry/hydrogen"},{"id":"industry/steel"}],"score":null}]}}`,
		},
		{
			"statistics", `{ statistics { claims documents } }`, `{"statistics":{"claims":2,"documents":1}}`,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			data, errors := ask(t, store, row.query)
			if errors != nil {
				t.Fatal(errors)
			}
			if got := pretty(data); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestErrorsHaveCodes(t *testing.T) {
	store := steelTown(t, "industry/steel")
	for _, row := range []struct{ name, query, code, message string }{
		{"an unknown industry", `{ sharedPriorities(industries: "industry/steal") { totalCount } }`, "NOT_FOUND", `there is no "industry/steal"; did you mean "industry/steel"?`},
		{"a thing of another kind", `{ alike(place: "industry/steel") { totalCount } }`, "INVALID_ARGUMENT", `"industry/steel" is a thing of kind Industry; wanted here is Place`},
		{"an empty ID", `{ alike(place: "") { totalCount } }`, "INVALID_ARGUMENT", `an ID is empty; leave the argument out instead`},
		{"an endless ID", `{ alike(place: "place/` + strings.Repeat("a", 1000) + `") { totalCount } }`, "INVALID_ARGUMENT", `an ID has 200 characters at most`},
		{"a bad date", `{ officeHolders(asOf: "March") { totalCount } }`, "INVALID_ARGUMENT", `"March" is not a date: write 2025, 2019-01 or 2018-03-05, between 1900 and 2200`},
		{"a page that is too large", `{ places(first: 101) { totalCount } }`, "INVALID_ARGUMENT", `a page of 101 is asked for; 0 to 100 can be had`},
		{"a foreign cursor", `{ places(after: "abc") { totalCount } }`, "INVALID_ARGUMENT", `a cursor is not one that this server gave out; begin without it`},
		{"no text to find", `{ search(text: " ?") { totalCount } }`, "INVALID_ARGUMENT", `nothing is looked for: give at least one letter or digit`},
		{"no value of an enum", `{ places(filter: {level: TOWN}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", `Value "TOWN" does not exist in "[PlaceLevel!]" enum. It has COUNTRY, REGION, PROVINCE, CITY, COUNTY, DISTRICT, NEW_AREA, DEVELOPMENT_ZONE, PARK, TOWNSHIP, SITE.`},
		{"an argument that a field does not take", `{ promises(year: 2025) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", `Unknown argument "year" on field "Query.promises". It takes place, metric, due, followed, filter, orderBy, first, after, last, before.`},
		{"a field that is like no other", `{ relations { edges { subject { id } } } }`, "GRAPHQL_VALIDATION_FAILED", `Cannot query field "subject" on type "RelationEdge". It has cursor, node.`},
		{"a field that is like none of many", `{ places { nodes { xyzzy } } }`, "GRAPHQL_VALIDATION_FAILED", `Cannot query field "xyzzy" on type "Place". It has id, kind, label, name, labels, aliases, note, sameAs, claims, relations, conflicts, partOf, hasPart, succeededBy, succeeds, prioritises, builds, builtBy, plans, plannedBy and 19 more.`},
		{"an unknown condition", `{ places(filter: {xyzzy: 1}) { totalCount } }`, "GRAPHQL_VALIDATION_FAILED", `Field "xyzzy" is not defined by type "ThingFilter". It has and, or, not, id, kind, name, within, industry, asOf, level, form, formula, metric, unit, value, due, documents, claim, related.`},
		{"a field of the executor's own types", `{ __schema { xyzzy } }`, "GRAPHQL_VALIDATION_FAILED", `Cannot query field "xyzzy" on type "__Schema".`},
		{"an unknown field", `{ place(id: "place/jinan") { lable } }`, "GRAPHQL_VALIDATION_FAILED", `Cannot query field "lable" on type "Place". Did you mean "label", "labels", or "name"?`},
		{"no GraphQL at all", `hello`, "GRAPHQL_PARSE_FAILED", `Unexpected Name "hello"`},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, errors := ask(t, store, row.query)
			if got := code(t, errors); got != row.code {
				t.Errorf("code %s, want %s: %v", got, row.code, errors)
			}
			if got := errors[0]["message"]; got != row.message {
				t.Errorf("message %s\nwant    %s", got, row.message)
			}
		})
	}
}

func TestPagesWalkAListInBothDirections(t *testing.T) {
	store := steelTown(t, "industry/a", "industry/b", "industry/c", "industry/d", "industry/e")
	walk := func(size, cursor, info string) []string {
		var seen []string
		at := ""
		for range 10 {
			data, errors := ask(t, store, `{ place(id: "place/gangcheng") { prioritises(`+size+at+`) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { node { id } } } } }`)
			if errors != nil {
				t.Fatal(errors)
			}
			page := data["place"].(map[string]any)["prioritises"].(map[string]any)
			for _, edge := range page["edges"].([]any) {
				seen = append(seen, edge.(map[string]any)["node"].(map[string]any)["id"].(string))
			}
			pageInfo := page["pageInfo"].(map[string]any)
			if !pageInfo[info].(bool) {
				return seen
			}
			if cursor == "after" {
				at = `, after: "` + pageInfo["endCursor"].(string) + `"`
			} else {
				at = `, before: "` + pageInfo["startCursor"].(string) + `"`
			}
		}
		t.Fatal("the walk does not end")
		return nil
	}
	if got, want := pretty(walk("first: 2", "after", "hasNextPage")), `["industry/a","industry/b","industry/c","industry/d","industry/e"]`; got != want {
		t.Errorf("forwards: %s, want %s", got, want)
	}
	if got, want := pretty(walk("last: 2", "before", "hasPreviousPage")), `["industry/d","industry/e","industry/b","industry/c","industry/a"]`; got != want {
		t.Errorf("backwards: %s, want %s", got, want)
	}
}

// countingViews hands out the store's View and counts how often it is asked.
type countingViews struct {
	*graph.Store
	asked atomic.Int32
}

func (c *countingViews) View() *graph.View {
	c.asked.Add(1)
	return c.Store.View()
}

func TestARequestTakesOneViewAndKeepsIt(t *testing.T) {
	views := &countingViews{Store: steelTown(t, "industry/steel")}
	if _, errors := ask(t, views, `{ places { nodes { label prioritises { edges { node { label } claims { subject { label } document { label } } } } } } conflicts { nodes { kind } } statistics { claims } }`); errors != nil {
		t.Fatal(errors)
	}
	if asked := views.asked.Load(); asked != 1 {
		t.Errorf("the request took %d Views, want 1", asked)
	}
}

// While loads swap in, each answer must come whole from one state of the graph:
// either steel twice or hydrogen twice, never one of each.
func TestAnswersNeverMixTwoStates(t *testing.T) {
	store := steelTown(t, "industry/steel")
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 40 {
			industries := []graph.ID{"industry/steel", "industry/hydrogen"}
			apply(t, store, steelTownQuads(industries[i%2]))
		}
	}()
	const query = `{ a: place(id: "place/gangcheng") { prioritises { edges { node { id } } } } b: industries { nodes { id } } }`
	for range 100 {
		data, errors := ask(t, store, query)
		if errors != nil {
			t.Fatal(errors)
		}
		edges := data["a"].(map[string]any)["prioritises"].(map[string]any)["edges"].([]any)
		nodes := data["b"].(map[string]any)["nodes"].([]any)
		if len(edges) != 1 || len(nodes) != 1 || pretty(edges[0].(map[string]any)["node"]) != pretty(nodes[0]) {
			t.Fatalf("mixed: %s", pretty(data))
		}
	}
	<-done
}
