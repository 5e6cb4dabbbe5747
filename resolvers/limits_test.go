package resolvers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/introspection"
)

func TestLimits(t *testing.T) {
	store := steelTown(t, "industry/steel")
	nested := func(levels int) string {
		return "{ place(id: \"place/jinan\") " + strings.Repeat("{ hasPart(first: 5) { edges { node { ... on Place ", levels) + "{ id }" + strings.Repeat(" } } } }", levels) + " }"
	}
	for _, row := range []struct {
		name, query string
		code        string // empty: it is answered
	}{
		{"a deep question within the limit", nested(5), ""},
		{"a deeper one", nested(8), codeTooDeep},
		{"deeper than the parser goes", nested(500), "GRAPHQL_PARSE_FAILED"},
		{"large pages in large pages in large pages", `{ places(first: 100) { nodes { hasPart(first: 100) { edges { node { ... on Place { hasPart(first: 100) { edges { node { id } } } } } } } } } }`, codeTooCostly},
		{"small pages in small pages in small pages", `{ places(first: 9) { nodes { hasPart(first: 9) { edges { node { ... on Place { hasPart(first: 9) { edges { node { id } } } } } } } } } }`, ""},
		{"pages that are not asked for are fifty", `{ places { nodes { hasPart { edges { node { ... on Place { hasPart { edges { node { ... on Place { hasPart { totalCount } } } } } } } } } } } }`, codeTooCostly},
		{"many things with many claims of many things", `{ nodes(ids: [` + strings.Repeat(`"place/jinan" `, 100) + `]) { ... on Thing { claims(first: 100) { nodes { subject { claims(first: 90) { nodes { id } } } } } } } }`, codeTooCostly},
		{"a few things with a few claims", `{ nodes(ids: ["place/jinan"]) { ... on Thing { claims(first: 10) { nodes { subject { claims(first: 9) { nodes { id } } } } } } } }`, ""},
		{"as many places to look within as are allowed", `{ alike(place: "place/gangcheng", within: [` + strings.Repeat(`"place/jinan" `, 200) + `]) { totalCount } }`, ""},
		{"one more", `{ alike(place: "place/gangcheng", within: [` + strings.Repeat(`"place/jinan" `, 201) + `]) { totalCount } }`, "INVALID_ARGUMENT"},
		{"many places to look within, below a place", `{ place(id: "place/gangcheng") { alike(within: [` + strings.Repeat(`"place/jinan" `, 201) + `]) { totalCount } } }`, "INVALID_ARGUMENT"},
		{"many places that share priorities", `{ ...a } fragment a on Query { sharedPriorities(industries: ["industry/steel"], within: [` + strings.Repeat(`"place/jinan" `, 201) + `]) { totalCount } }`, "INVALID_ARGUMENT"},
		{"many kinds", `{ conflicts(kind: [` + strings.Repeat(`VALUES `, 201) + `]) { totalCount } }`, "INVALID_ARGUMENT"},
		{"many formats", `{ places { exports(formats: [` + strings.Repeat(`CSV `, 201) + `]) { url } } }`, "INVALID_ARGUMENT"},
		{"many places by default", `query ($w: [ID!] = [` + strings.Repeat(`"place/jinan" `, 201) + `]) { alike(place: "place/gangcheng", within: $w) { totalCount } }`, "INVALID_ARGUMENT"},
		{"hundreds of entities", `{ _entities(representations: [` + strings.Repeat(`{__typename: "Place", id: "place/jinan"} `, 400) + `]) { ... on Place { id } } }`, ""},
		{"many entities with many claims", `{ _entities(representations: [` + strings.Repeat(`{__typename: "Place", id: "place/jinan"} `, 400) + `]) { ... on Thing { claims(first: 100) { nodes { id label line mentions predicate stance by from until reading part within recurrence baseline note kind name { text } labels { text } } } } } }`, codeTooCostly},
		{"a large drawing with much on each node", `{ neighbourhood(of: "place/jinan", maxNodes: 1000, maxEdges: 5000) { nodes { thing { claims(first: 100) { nodes { id } } } } } }`, codeTooCostly},
		{"a large drawing", `{ neighbourhood(of: "place/jinan", maxNodes: 1000, maxEdges: 5000) { nodes { key thing { label } } edges { source target } } }`, ""},
		{"too many tokens", "{ " + strings.Repeat("a: __typename ", 2500) + "}", codeTooManyTokens},
		{"too many aliases", "{ statistics { " + aliases(51) + "} }", codeTooManyAliases},
		{"as many root fields as are allowed", "{ " + strings.Repeat("statistics { claims } ", 30) + "}", ""},
		{"too many root fields", "{ " + strings.Repeat("statistics { claims } ", 31) + "}", codeTooManyRootFields},
		{"too many root fields by fragments", "{ ...a ...a ...a ...a } fragment a on Query { " + strings.Repeat("statistics { claims } ", 10) + "}", codeTooManyRootFields},
		{"too many directives", "{ __typename " + strings.Repeat("@skip(if: false) ", 51) + "}", codeTooManyDirectives},
		{"too many directives on a variable", "query ($a: Int " + strings.Repeat("@skip(if: false) ", 51) + ") { __typename }", codeTooManyDirectives},
		{"the same field a thousand times, which validation would compare pair by pair", "{ place(id: \"place/jinan\") { " + strings.Repeat("id ", 2001) + "} }", codeTooManyFields},
		// Each fragment spreads the next one twice: 2^60 fields, were they counted one by one.
		{"fragments that double sixty times", doubling(60), codeTooManyRootFields},
		{"fragments that double sixty times below a field", `{ place(id: "place/jinan") { ...f0 } }` + strings.ReplaceAll(strings.TrimPrefix(doubling(60), "{ ...f0 }"), "on Query", "on Place"), codeTooManyFields},
		{"fragments that double three times", doubling(3), ""},
		{"fragments that nothing spreads", "{ __typename } " + strings.ReplaceAll(strings.TrimPrefix(doubling(60), "{ ...f0 }"), "on Query", "on Place"), codeTooManyFields},
		{"a fragment that spreads itself", "{ ...a } fragment a on Query { __typename ...a }", "GRAPHQL_VALIDATION_FAILED"},
		{"fragments in a circle", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", "GRAPHQL_VALIDATION_FAILED"},
		{"introspection as tools do it", introspection.Query, ""},
		{"the schema of a federation", `{ _service { sdl } }`, ""},
		{"the same three times", `{ a: _service { sdl } b: _service { sdl } c: _service { sdl } }`, codeTooCostly},
		{"introspection twenty times over", "{ " + introspections(20) + "}", codeTooCostly},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, errors := ask(t, store, row.query)
			if row.code == "" {
				if errors != nil {
					t.Fatal(errors)
				}
				return
			}
			if len(errors) == 0 || code(t, errors[:1]) != row.code {
				t.Fatalf("want %s: %.300v", row.code, errors)
			}
			extensions := errors[0]["extensions"].(map[string]any)
			if _, limited := extensions["limit"]; strings.HasPrefix(row.code, "GRAPHQL_") == limited {
				t.Errorf("the limit and what was asked belong to errors of limits: %v", extensions)
			} else if limited && extensions["asked"].(float64) <= extensions["limit"].(float64) {
				t.Errorf("asked is no more than the limit: %v", extensions)
			}
		})
	}
}

func aliases(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d: __typename ", i)
	}
	return b.String()
}

func introspections(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "s%d: __schema { types { fields { args { type { ofType { name } } } type { ofType { ofType { name } } } } } } ", i)
	}
	return b.String()
}

func doubling(levels int) string {
	var b strings.Builder
	b.WriteString("{ ...f0 }")
	for i := range levels {
		fmt.Fprintf(&b, " fragment f%d on Query { ...f%d ...f%d }", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment f%d on Query { __typename }", levels)
	return b.String()
}

func TestErrorsAreFewAndShort(t *testing.T) {
	store := steelTown(t, "industry/steel")
	for _, row := range []struct{ name, query string }{
		{"many errors", "{ " + strings.Repeat("nonsense ", 30) + "}"},
		{"a long name", "{ " + strings.Repeat("n", 10_000) + " }"},
		{"a long literal", `{ place(id: 1, name: "` + strings.Repeat("x", 10_000) + `") { id } }`},
		{"a long unknown directive", "{ __typename @" + strings.Repeat("d", 10_000) + " }"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, errors := ask(t, store, row.query)
			if len(errors) == 0 || len(errors) > DefaultLimits().Errors || len(pretty(errors)) > 8000 {
				t.Errorf("%d errors in %d bytes", len(errors), len(pretty(errors)))
			}
		})
	}
	_, errors := ask(t, store, "{ "+strings.Repeat("nonsense ", 30)+"}")
	if last := errors[len(errors)-1]["message"].(string); !strings.HasSuffix(last, "(and 20 errors more)") {
		t.Errorf("the last error does not count the rest: %s", last)
	}
}
