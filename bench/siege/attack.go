package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// attack is one way to harm the server. Either it sends requests, or it runs by itself.
type attack struct {
	name string
	// What the answers must be: a code, the status of an answer without one, or data. When
	// empty, anything will do that is no failure of the server.
	want []string
	// Whether the requests are legal and may be answered at length.
	legal bool
	// The request with a number. Each connection sends one after the other.
	request func(i int) request
	// What each connection does, until the context ends, when it sends no plain requests.
	run func(ctx context.Context, f *front) error
	// How many run at once; 0 for as many as the flag says.
	connections int
	// Flags with which the server is started.
	serve []string
}

// data is what an answer without an error is told as.
const data = "data"

// request is what an attack sends.
type request struct {
	method string // POST when empty
	path   string // /graphql when empty
	header http.Header
	body   string
}

// attacks are all of them, those of a kind together.
func attacks() []attack {
	return slices.Concat(documents(), legalDocuments(), bodies(), requests(), connections(), streams(), floods(), caches(), assistants())
}

// chosen are the attacks whose names hold a text.
func chosen(only string) ([]attack, error) {
	list := slices.DeleteFunc(attacks(), func(a attack) bool { return !strings.Contains(a.name, only) })
	if len(list) == 0 && !strings.Contains(stopName, only) {
		return nil, fmt.Errorf("no attack is called %q; --list names them", only)
	}
	return list, nil
}

// graphQL is a document with variables, as JSON.
func graphQL(query string, variables any) request {
	body, _ := json.Marshal(map[string]any{"query": query, "variables": variables}) // texts and numbers cannot fail
	return posted(string(body))
}

func posted(body string) request {
	return request{header: http.Header{"Content-Type": {"application/json"}}, body: body}
}

// always sends the same request again and again.
func always(r request) func(int) request { return func(int) request { return r } }

// lazily does so with one that takes long to make.
func lazily(make func() request) func(int) request {
	made := sync.OnceValue(make)
	return func(int) request { return made() }
}

// times joins n texts.
func times(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
		b.WriteByte(' ')
	}
	return b.String()
}

// nest puts a core into n pairs.
func nest(n int, before, core, behind string) string {
	return strings.Repeat(before, n) + core + strings.Repeat(behind, n)
}
