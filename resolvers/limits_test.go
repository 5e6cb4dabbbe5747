package resolvers

import (
	"fmt"
	"strings"
	"testing"
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
		{"a deeper one", nested(8), "QUERY_TOO_LARGE"},
		{"large pages in large pages in large pages", `{ places(first: 100) { nodes { hasPart(first: 100) { edges { node { ... on Place { hasPart(first: 100) { edges { node { id } } } } } } } } } }`, "QUERY_TOO_LARGE"},
		{"small pages in small pages in small pages", `{ places(first: 9) { nodes { hasPart(first: 9) { edges { node { ... on Place { hasPart(first: 9) { edges { node { id } } } } } } } } } }`, ""},
		{"many things with many claims of many things", `{ nodes(ids: [` + strings.Repeat(`"place/jinan" `, 100) + `]) { ... on Thing { claims(first: 100) { nodes { subject { claims(first: 90) { nodes { id } } } } } } } }`, "QUERY_TOO_LARGE"},
		{"a few things with a few claims", `{ nodes(ids: ["place/jinan"]) { ... on Thing { claims(first: 10) { nodes { subject { claims(first: 9) { nodes { id } } } } } } } }`, ""},
		{"too many tokens", "{ " + strings.Repeat("a: __typename ", 2500) + "}", "GRAPHQL_PARSE_FAILED"},
		// Each fragment spreads the next one twice: 2^60 fields, were they counted one by one.
		{"fragments that double sixty times", doubling(60), "QUERY_TOO_LARGE"},
		{"fragments that double three times", doubling(3), ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, errors := ask(t, store, row.query)
			if row.code == "" {
				if errors != nil {
					t.Fatal(errors)
				}
				return
			}
			if got := code(t, errors); got != row.code {
				t.Errorf("code %s, want %s: %v", got, row.code, errors)
			}
		})
	}
}

func doubling(levels int) string {
	var b strings.Builder
	b.WriteString("{ ...f0 }")
	for i := range levels {
		fmt.Fprintf(&b, " fragment f%d on Query { ...f%d ...f%d }", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment f%d on Query { statistics { claims } }", levels)
	return b.String()
}
