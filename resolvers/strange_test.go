package resolvers

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
)

// strangeView is a graph that no loader lets in: of each kind two things and one that nothing
// describes, and relations between any of them, with claims or without.
func strangeView(t *rapid.T) *graph.View {
	var quads []graph.Quad
	add := func(subject, predicate, object, name string) {
		quads = append(quads, graph.Quad{Subject: graph.IRI(subject), Predicate: graph.IRI(predicate), Object: graph.IRI(object), Graph: graph.IRI(name)})
	}
	const rdf, prov = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/prov#"
	var ids []string
	for _, kind := range graph.Kinds() {
		for _, name := range []string{"a", "b", "c"} {
			id := kind.Prefix + "/" + name
			if ids = append(ids, id); name == "c" {
				continue
			}
			in := graph.GraphCurated
			if kind.Minted && name == "b" {
				in = "document/a"
			}
			add(id, rdf+"type", "vocabulary#"+string(kind.Kind), in)
			quads = append(quads, graph.Quad{Subject: graph.IRI(id), Predicate: graph.IRI("vocabulary#scope"), Object: graph.Text(rapid.SampledFrom(ids).Draw(t, "scope")), Graph: graph.IRI(in)})
		}
	}
	id := rapid.OneOf(rapid.SampledFrom(ids), rapid.SampledFrom([]string{"place/a", "industry/a", "official/a", "target/a", "tenure/a", "document/a"}))
	for i := range rapid.IntRange(0, 80).Draw(t, "relations") {
		p := rapid.SampledFrom(graph.Vocabulary()).Draw(t, "predicate")
		subject, object := id.Draw(t, "subject"), id.Draw(t, "object")
		if rapid.Bool().Draw(t, "of a kind that the vocabulary allows") {
			subject = rapid.SampledFrom(p.Subjects).Draw(t, "subjects").Info().Prefix + "/" + rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name")
			object = rapid.SampledFrom(p.Objects).Draw(t, "objects").Info().Prefix + "/" + rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name")
		}
		document := rapid.SampledFrom([]string{graph.GraphCurated, "document/a", "document/b", "document/c", "place/a"}).Draw(t, "document")
		add(subject, p.IRI(), object, document)
		if document == graph.GraphCurated {
			continue
		}
		claim := fmt.Sprintf("claim/c%d", i)
		add(claim, rdf+"subject", subject, graph.GraphClaims)
		add(claim, rdf+"predicate", p.IRI(), graph.GraphClaims)
		add(claim, rdf+"object", object, graph.GraphClaims)
		add(claim, prov+"hadPrimarySource", document, graph.GraphClaims)
		for _, says := range []string{"value", "valueMax", "comparator", "unit", "stance", "line", "from", "by", "within", "scaleClass", "spanStart", "recurrence"} {
			if rapid.IntRange(0, 3).Draw(t, says) == 0 {
				value := rapid.SampledFrom([]string{"NaN", "-1", "7", "LEAD", "nonsense", "2018", "P5Y", "\u0000", "CNY", "=", "99999999999"}).Draw(t, "value")
				quads = append(quads, graph.Quad{Subject: graph.IRI(claim), Predicate: graph.IRI("vocabulary#" + says), Object: graph.Text(value), Graph: graph.IRI(graph.GraphClaims)})
			}
		}
	}
	return graph.NewView(quads)
}

// A server that takes a whole graph as it is goes on whatever is asked of it. What should be
// there and is not is an error of its field.
func TestStrangeGraphsBreakNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		view := strangeView(t)
		planned := byPlans(graph.NewStore(view))
		for range 3 {
			w := &writer{T: t, view: view, variables: map[string]any{}}
			r := request{query: w.document(), variables: w.variables}
			response := respond(planned, r)
			if response.Data == nil && len(response.Errors) == 0 || response.Data != nil && !json.Valid(response.Data) {
				t.Fatalf("%s\n%v\nis answered with %s", r.query, r.variables, response.Data)
			}
		}
	})
}

// What a graph that is taken as it is only mentions is known by its ID alone.
func TestEndsThatNothingDescribes(t *testing.T) {
	const rdf, prov = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/ns/prov#"
	quad := func(subject, predicate, object, in string) graph.Quad {
		return graph.Quad{Subject: graph.IRI(subject), Predicate: graph.IRI(predicate), Object: graph.IRI(object), Graph: graph.IRI(in)}
	}
	view := graph.NewView([]graph.Quad{
		quad("place/a", "vocabulary#prioritises", "industry/steel", "document/d"),
		quad("claim/one", rdf+"subject", "place/a", graph.GraphClaims),
		quad("claim/one", rdf+"predicate", "vocabulary#prioritises", graph.GraphClaims),
		quad("claim/one", rdf+"object", "industry/steel", graph.GraphClaims),
		quad("claim/one", prov+"hadPrimarySource", "document/d", graph.GraphClaims),
	})
	data, errors := ask(t, graph.NewStore(view), `{
		relations { nodes { subject { id label } object { kind id } claims { document { id date { earliest } } } } }
		place(id: "place/a") { id }
	}`)
	got, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"place":null,"relations":{"nodes":[{"claims":[{"document":{"date":null,"id":"document/d"}}],"object":{"id":"industry/steel","kind":"INDUSTRY"},"subject":{"id":"place/a","label":"place/a"}}]}}`
	if string(got) != want || len(errors) > 0 {
		t.Errorf("%s %v", got, errors)
	}
}

// Clients with variables for every condition send null for those that nobody has chosen.
func TestADateOfAFilterMayBeNull(t *testing.T) {
	t.Parallel()
	store := steelTown(t, "industry/steel")
	for _, query := range []string{
		`{ list: places(filter: {asOf: null}) { totalCount } }`,
		`{ list: places(filter: {related: [{predicate: [PRIORITISES], asOf: null}]}) { totalCount } }`,
		`{ list: claims(filter: {date: {from: null, to: null}}) { totalCount } }`,
		`{ list: promises(due: {from: null, to: null}) { totalCount } }`,
		`{ list: claims(asOf: null) { totalCount } }`,
	} {
		if data, errors := ask(t, store, query); errors != nil {
			t.Errorf("%s: %v %v", query, data, errors)
		}
	}
}

// Numbers that no machine holds are refused wherever one can be written: of arguments, of their
// lists and objects, of what a router represents, of directives, and as what a variable is by
// default.
func TestNumbersThatAreTooLarge(t *testing.T) {
	exec := byPlans(steelTown(t, "industry/steel"))
	refused := func(query string) {
		t.Helper()
		_, errors := answerOf(t, exec, "", query)
		if len(errors) == 0 {
			t.Errorf("%.200s is answered", query)
		}
		for _, err := range errors {
			if code := err["extensions"].(map[string]any)["code"]; code != "GRAPHQL_VALIDATION_FAILED" || err["locations"] == nil || len(pretty(err)) > 1000 {
				t.Errorf("%.200s: %v", query, err)
			}
		}
	}
	nines := func(n int) string { return strings.Repeat("9", n) }
	for _, number := range []string{nines(20), "-" + nines(20), nines(40), nines(400), "1e400", "-1.5e999", "1E" + nines(20)} {
		for _, query := range []string{
			`{ __typename @skip(if: #) }`, `{ ... @include(if: #) { __typename } }`, `query @nonsense(n: #) { __typename }`, `{ ...f @defer(if: #) } fragment f on Query { __typename }`,
			`{ _entities(representations: #) { __typename } }`, `{ _entities(representations: [#]) { __typename } }`,
			`{ _entities(representations: [{__typename: "Place", id: #}]) { __typename } }`, `{ _entities(representations: [{__typename: "Place", of: [[{n: [#]}]]}]) { __typename } }`,
			`query ($r: [_Any!]! = [{n: #}]) { _entities(representations: $r) { __typename } }`,
		} {
			refused(strings.ReplaceAll(query, "#", number))
		}
		for _, argument := range argumentsOf(forClients.Query, forClients.Types["Place"]) {
			for _, value := range []string{number, "[" + number + "]", "{n: " + number + "}", "[[{n: [" + number + "]}]]"} {
				refused(argument.query(value))
			}
			refused("query ($v: " + argument.of.Type.String() + " = " + number + ") " + argument.query("$v"))
			for _, field := range forClients.Types[argument.of.Type.Name()].Fields { // of an input object
				refused(argument.query("{" + field.Name + ": " + number + "}"))
				refused(argument.query("{" + field.Name + ": [{n: " + number + "}]}"))
			}
		}
	}
}

// A server of gqlgen refuses them as its bare executor does.
func TestNumbersThatAreTooLargeForAServer(t *testing.T) {
	server := handler.New(Schema())
	server.AddTransport(transport.GET{})
	Configure(server, steelTown(t, "industry/steel"), DefaultOptions(), slog.New(slog.DiscardHandler))
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/?query="+url.QueryEscape(`{ relations(asOf: 99999999999999999999) { totalCount } }`), nil))
	if got := answer.Body.String(); !strings.Contains(got, "a number is too large") {
		t.Error(got)
	}
}

// argumentOf is an argument that a field takes, one of each name and type.
type argumentOf struct {
	on    *ast.Definition
	field *ast.FieldDefinition
	of    *ast.ArgumentDefinition
}

func argumentsOf(types ...*ast.Definition) []argumentOf {
	var list []argumentOf
	seen := make(map[string]bool)
	for _, on := range types {
		for _, field := range on.Fields {
			for _, argument := range field.Arguments {
				if key := argument.Name + argument.Type.String(); !seen[key] {
					seen[key] = true
					list = append(list, argumentOf{on, field, argument})
				}
			}
		}
	}
	return list
}

// query asks the field with the argument, and with others that it needs.
func (a argumentOf) query(value string) string {
	text := a.field.Name + "(" + a.of.Name + ": " + value
	for _, other := range a.field.Arguments {
		if other != a.of && other.Type.NonNull && other.DefaultValue == nil {
			text += ", " + other.Name + `: "x"`
		}
	}
	text += ")"
	if forClients.Types[a.field.Type.Name()].IsCompositeType() {
		text += " { __typename }"
	}
	if a.on == forClients.Query {
		return "{ " + text + " }"
	}
	return `{ node(id: "place/jinan") { ... on ` + a.on.Name + " { " + text + " } } }"
}
