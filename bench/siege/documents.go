package main

import (
	"fmt"
	"strings"
)

// documents are attacks by a document that must be refused.
func documents() []attack {
	refused := func(name, query string, want ...string) attack {
		return attack{name: name, want: want, request: always(graphQL(query, nil))}
	}
	return []attack{
		refused("document: nested 400 deep", nest(400, `{ node(id: "place/jinan") { ... on Place { hasPart { nodes `, "{ id }", " } } }"), "GRAPHQL_PARSE_FAILED", "QUERY_TOO_DEEP", "TOO_MANY_TOKENS"),
		refused("document: nested 5000 deep", nest(5000, "{ a ", "", "}"), "TOO_MANY_TOKENS", "GRAPHQL_PARSE_FAILED"),
		refused("document: 2500 fields side by side", "{ place(id: \"place/jinan\") { "+times(2500, func(i int) string { return "label" })+"} }", "TOO_MANY_FIELDS"),
		refused("document: 101 aliases", "{ "+times(101, func(i int) string { return fmt.Sprintf("a%d: __typename", i) })+"}", "TOO_MANY_ALIASES", "TOO_MANY_ROOT_FIELDS"),
		refused("document: 10000 directives", "{ __typename "+strings.Repeat("@aa ", 10_000)+"}", "TOO_MANY_TOKENS"),
		refused("document: 990 directives", "{ __typename "+strings.Repeat("@aa ", 990)+"}", "TOO_MANY_DIRECTIVES"),
		refused("document: fragments in a circle", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", "GRAPHQL_VALIDATION_FAILED"),
		refused("document: fragments that double 26 times", doubling(26, "Query", "{ ...f0 }", "__typename"), "TOO_MANY_ROOT_FIELDS"),
		refused("document: fragments that double 60 times", doubling(60, "Query", "{ ...f0 }", "__typename"), "TOO_MANY_ROOT_FIELDS"),
		refused("document: fragments that double 60 times below a field", doubling(60, "Place", `{ place(id: "x") { ...f0 } }`, "id"), "TOO_MANY_FIELDS"),
		refused("document: the same field 8000 times", "{ "+strings.Repeat("__typename ", 8000)+"}", "TOO_MANY_TOKENS"),
		refused("document: overlapping fields, 20 x 20 x 20", overlapping(20), "TOO_MANY_TOKENS", "TOO_MANY_FIELDS", "TOO_MANY_ROOT_FIELDS"),
		refused("document: overlapping fragments, 30 deep", twice(30), "TOO_MANY_FIELDS", "QUERY_TOO_DEEP"),
		refused("document: overlapping fragments, 9 deep", twice(9), "TOO_MANY_FIELDS", "QUERY_TOO_DEEP"),
		refused("document: 1000 fragments in a row", "{ ...f0 } "+times(1000, func(i int) string { return fmt.Sprintf("fragment f%d on Query { ...f%d }", i, i+1) })+" fragment f1000 on Query { __typename }", "TOO_MANY_TOKENS"),
		refused("document: 100000 unknown fields", "{ "+strings.Repeat("x ", 100_000)+"}", "TOO_MANY_TOKENS"),
		refused("document: 1900 unknown fields", "{ place(id: \"x\") { "+times(1900, func(i int) string { return fmt.Sprintf("x%d", i) })+"} }", "GRAPHQL_VALIDATION_FAILED"),
		refused("document: 120 x __schema", "{ "+times(120, func(i int) string { return fmt.Sprintf("s%d: __schema { types { name } }", i) })+"}", "TOO_MANY_ALIASES", "TOO_MANY_ROOT_FIELDS"),
		refused("document: 30 x the whole schema", "{ "+times(30, func(i int) string {
			return fmt.Sprintf("s%d: __schema { types { fields { args { name } type { name } } } }", i)
		})+"}", "QUERY_TOO_COSTLY"),
		refused("document: a circle through the schema", "{ __schema { types { fields "+nest(8, "{ type { fields ", "{ name }", " } }")+" } } }", "GRAPHQL_VALIDATION_FAILED", "QUERY_TOO_COSTLY"),
		refused("document: a page of a billion in another", "{ places(first: 1000000000) { nodes { hasPart(first: 1000000000) { nodes { id } } } } }", "QUERY_TOO_COSTLY", "INVALID_ARGUMENT"),
		refused("document: pages in pages in pages", "{ things(first: 100) { nodes { "+nest(2, "claims(first: 100) { nodes { subject { ", "id", " } } }")+" } } }", "QUERY_TOO_COSTLY"),
		refused("document: a literal of 250 KB", fmt.Sprintf("{ search(text: %q) { totalCount } }", strings.Repeat("x", 250_000)), "INVALID_ARGUMENT", "QUERY_TOO_COSTLY"),
		refused("document: a number of 250 KB", "{ search(text: \"x\", first: "+strings.Repeat("9", 250_000)+") { totalCount } }", "NAME_TOO_LONG"),
		refused("document: a number of 400 digits for a date", "{ relations(asOf: "+strings.Repeat("9", 400)+") { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
		refused("document: 400 numbers beyond all bounds, as entities", "{ _entities(representations: ["+strings.Repeat("1e999 ", 400)+"]) { __typename } }", "GRAPHQL_VALIDATION_FAILED"),
		refused("document: 400 entities of no type", "{ _entities(representations: ["+strings.Repeat("{} ", 400)+"]) { __typename } }", "INVALID_ARGUMENT"),
		refused("document: 30 x the schema of a federation", "{ "+times(30, func(i int) string { return fmt.Sprintf("s%d: _service { sdl }", i) })+"}", "QUERY_TOO_COSTLY"),
		{name: "document: 30 x likeness within 4000 places", want: []string{"INVALID_ARGUMENT", "QUERY_TOO_COSTLY"}, request: always(graphQL(
			"query ($w: [ID!]) { "+times(30, func(i int) string {
				return fmt.Sprintf("a%d: alike(place: \"place/jinan\", within: $w) { totalCount }", i)
			})+"}",
			object{"w": strings.Fields(strings.Repeat("place/china ", 4000))}))},
		refused("document: a name of 250 KB", "{ "+strings.Repeat("n", 250_000)+" }", "NAME_TOO_LONG"),
		refused("document: a comment of 250 KB", "{ nothing } #"+strings.Repeat("n", 250_000), "GRAPHQL_VALIDATION_FAILED"),
		refused("document: a NUL", "{ \x00 }", "GRAPHQL_PARSE_FAILED"),
		refused("document: a subscription in one piece", "subscription { graphChanged { generation } }", "SUBSCRIPTION_NEEDS_STREAM"),
		refused("document: a mutation", "mutation { x }", "GRAPHQL_VALIDATION_FAILED"),
		refused("document: 100 operations", times(100, func(i int) string { return fmt.Sprintf("query q%d { __typename }", i) })),
	}
}

// doubling are fragments of which each spreads the next one twice.
func doubling(n int, on, spread, leaf string) string {
	return spread + " " + times(n, func(i int) string { return fmt.Sprintf("fragment f%d on %s { ...f%d ...f%d }", i, on, i+1, i+1) }) +
		fmt.Sprintf("fragment f%d on %s { %s }", n, on, leaf)
}

// overlapping are fields of one name with selections, three levels: what the rule of
// overlapping fields compares pair by pair.
func overlapping(n int) string {
	counts := times(n, func(int) string { return "totalCount" })
	parts := times(n, func(int) string { return "hasPart { " + counts + "}" })
	return "{ " + times(n, func(int) string { return `place(id: "place/jinan") { ` + parts + "}" }) + "}"
}

// twice is the same with fragments that hold each other under two fields of one name.
func twice(n int) string {
	return `{ place(id: "place/jinan") { ...g0 } } ` + times(n, func(i int) string {
		return fmt.Sprintf("fragment g%d on Thing { relations { nodes { ...g%d } } relations { nodes { ...g%d } } }", i, i+1, i+1)
	}) + fmt.Sprintf("fragment g%d on Thing { id }", n)
}
