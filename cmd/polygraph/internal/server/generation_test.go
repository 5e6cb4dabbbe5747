package server

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// Each answer says of which generation it is, in its header and, in GraphQL, in itself.
func TestAnswersTellTheirGeneration(t *testing.T) {
	options := DefaultOptions()
	options.Gizmo = true
	server, store := serving(t, options)
	query := `{"query":"{ place(id: \"place/jinan\") { label } }"}`
	for i, c := range []struct{ name, method, path, body string }{
		{"by POST", "POST", "/graphql", query},
		{"by GET", "GET", "/graphql?query=%7B__typename%7D", ""},
		{"in parts", "POST", "/graphql", `{"query":"{ place(id: \"place/jinan\") { id ... @defer { label } } }"}`},
		{"a batch", "POST", "/graphql", "[" + query + "]"},
		{"an error", "POST", "/graphql", `{"query":"{ nonsense }"}`},
		{"an export", "GET", "/export/nquads", ""},
		{"a thing", "GET", "/id/place/jinan", ""},
		{"Gizmo", "POST", "/gizmo", `{"query":"g.V().All()"}`},
	} {
		addPlace(t, store, graph.ID(fmt.Sprintf("place/p%d", i)), "P")
		want := strconv.Itoa(i + 2)
		response, body := exchange(t, c.method, server.URL+c.path, c.body)
		if got := response.Header.Get(generationHeader); got != want {
			t.Errorf("%s: generation %q, want %s", c.name, got, want)
		}
		if strings.Contains(body, `"data"`) && c.name != "in parts" && !strings.Contains(body, `"extensions":{"generation":`+want+`}`) {
			t.Errorf("%s: %s", c.name, body)
		}
	}
}

// Who has loaded something reads it, on whichever server it arrives a little later.
func TestAClientAsksForAGeneration(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	ask := func(least string) (*http.Response, string) {
		return exchange(t, "POST", server.URL+"/graphql", `{"query":"{ places { totalCount } }"}`, leastGenerationHeader, least)
	}
	for _, least := range []string{"0", "1"} {
		if response, body := ask(least); response.StatusCode != 200 || response.Header.Get(generationHeader) != "1" {
			t.Errorf("at least %s: %s", least, body)
		}
	}
	time.AfterFunc(50*time.Millisecond, func() { addPlace(t, store, "place/zibo", "Zibo") })
	if response, body := ask("2"); response.StatusCode != 200 || !strings.Contains(body, `"totalCount":2`) || !strings.Contains(body, `"generation":2`) {
		t.Errorf("one that is on its way: %s", body)
	}
	if response, body := ask("3"); response.StatusCode != 503 || response.Header.Get("Retry-After") != "1" || !strings.Contains(body, `"GENERATION_NOT_REACHED"`) || !strings.Contains(body, "generation 3 is asked for, and 2 is the newest here") {
		t.Errorf("one that does not come: %d %s", response.StatusCode, body)
	}
	if response, body := ask("x"); response.StatusCode != 400 || !strings.Contains(body, "must be the number of a generation") {
		t.Errorf("no number: %d %s", response.StatusCode, body)
	}
	if response, body := exchange(t, "GET", server.URL+"/export/nquads", "", leastGenerationHeader, "7"); response.StatusCode != 503 || !strings.Contains(body, "generation 7") {
		t.Errorf("an export: %d %s", response.StatusCode, body)
	}
}
