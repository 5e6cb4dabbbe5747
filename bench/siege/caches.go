package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// caches are attacks on what the server keeps between requests.
func caches() []attack {
	persisted := func(query, hash string) request {
		body := object{"extensions": object{"persistedQuery": object{"version": 1, "sha256Hash": hash}}}
		if query != "" {
			body["query"] = query
		}
		text, _ := json.Marshal(body) // texts cannot fail
		return posted(string(text))
	}
	hashOf := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	padding := strings.Repeat(" ", 15_000)
	return []attack{
		// A wrong hash must not put a document under the name of another.
		{name: "cache: a persisted query under the hash of another", want: []string{"PERSISTED_QUERY_HASH_MISMATCH", "BAD_REQUEST", "GRAPHQL_VALIDATION_FAILED", "INVALID_ARGUMENT"},
			request: always(persisted("{ statistics { claims } }", hashOf("{ __typename }")))},
		{name: "cache: persisted queries that nobody has sent", want: []string{"PERSISTED_QUERY_NOT_FOUND"}, request: func(i int) request { return persisted("", hashOf(fmt.Sprint(i))) }},
		{name: "cache: 16 KB persisted anew each time", legal: true, want: []string{data}, request: func(i int) request {
			query := fmt.Sprintf("{ __typename } #%d%s", i, padding)
			return persisted(query, hashOf(query))
		}},
		{name: "cache: another document each time", legal: true, want: []string{data}, request: func(i int) request {
			return graphQL(fmt.Sprintf("query q%d { place(id: \"place/jinan\") { a%d: label } } #%s", i, i, padding), nil)
		}},
		{name: "cache: another answer of some 100 KB each time", legal: true, want: []string{data}, request: func(i int) request {
			return graphQL(fmt.Sprintf("{ a%d: things(first: 100) { nodes { id label claims(first: 5) { nodes { id label } } } } }", i), nil)
		}},
		{name: "cache: another answer of some 10 MB each time", legal: true, request: func(i int) request {
			return graphQL(fmt.Sprintf("{ a%d: nodes(ids: [%s]) { ... on Thing { claims(first: 100) { nodes { id subject { claims(first: 8) { nodes { id label } } } } } } } }", i,
				times(100, func(int) string { return `"place/changchun"` })), nil)
		}},
		{name: "cache: another language each time", legal: true, want: []string{data}, request: func(i int) request {
			r := graphQL("{ places(first: 100) { nodes { label } } }", nil)
			r.header = http.Header{"Content-Type": {"application/json"}, "Accept-Language": {fmt.Sprintf("en-x-a%d", i)}}
			return r
		}},
		{name: "cache: who asks is told", legal: true, want: []string{data}, request: func(i int) request {
			r := graphQL("{ places(first: 100) { nodes { label } } }", nil)
			r.header = http.Header{"Content-Type": {"application/json"}, "Authorization": {fmt.Sprintf("Bearer %d", i)}}
			return r
		}},
	}
}
