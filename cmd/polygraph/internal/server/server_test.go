package server

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

func start(t *testing.T) *httptest.Server {
	t.Helper()
	store := graph.NewStore(nil)
	quads := graph.Encode([]*graph.Thing{{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan"}, Level: "city"}}, nil)
	if _, err := store.Apply(context.Background(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(Handler(store, DefaultOptions(), func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	return server
}

func TestPaths(t *testing.T) {
	server := start(t)
	ask := url.QueryEscape(`{ place(id: "place/jinan") { label } }`)
	const answer = `{"data":{"place":{"label":"Jinan"}},"extensions":{"generation":1}}`
	for _, row := range []struct {
		name, method, path, contentType, body string
		status                                int
		contains                              string
	}{
		{"GraphQL by POST", "POST", "/graphql", "application/json", `{"query":"{ place(id: \"place/jinan\") { label } }"}`, 200, answer},
		{"GraphQL by GET", "GET", "/graphql?query=" + ask, "", "", 200, answer},
		{"variables", "POST", "/graphql", "application/json", `{"query":"query($id: ID!) { place(id: $id) { label } }","variables":{"id":"place/jinan"}}`, 200, answer},
		{"a request that does not validate", "POST", "/graphql", "application/json", `{"query":"{ nonsense }"}`, 200, "GRAPHQL_VALIDATION_FAILED"},
		{"a form, which other sites can post", "POST", "/graphql", "application/x-www-form-urlencoded", "query=" + ask, 415, "UNSUPPORTED_MEDIA_TYPE"},
		{"a body above the limit", "POST", "/graphql", "application/json", `{"query":"` + strings.Repeat(" ", (1<<20)) + `{ __typename }"}`, 413, "REQUEST_TOO_LARGE"},
		{"a body that is no JSON", "POST", "/graphql", "application/json", `{"query": secret`, 400, "BAD_REQUEST"},
		{"a body that is no request", "POST", "/graphql", "application/json", `["secret"]`, 400, "BAD_REQUEST"},
		{"a body without a query", "POST", "/graphql", "application/json", `{}`, 400, "BAD_REQUEST"},
		{"an address without a query", "GET", "/graphql", "", "", 400, "BAD_REQUEST"},
		{"variables in the address that are no object", "GET", "/graphql?variables=secret&query=" + ask, "", "", 400, "BAD_REQUEST"},
		{"a query that is no text", "POST", "/graphql", "application/json", `{"query": 5}`, 400, "BAD_REQUEST"},
		{"no content type", "POST", "/graphql", "", `{"query":"{ __typename }"}`, 415, "UNSUPPORTED_MEDIA_TYPE"},
		{"another method", "DELETE", "/graphql", "", "", 405, "METHOD_NOT_ALLOWED"},
		{"health once data is loaded", "GET", "/healthz", "", "", 200, `"status":"ok"`},
		{"an unknown path", "GET", "/nowhere", "", "", 404, ""},
		{"no listing of folders", "GET", "/graphiql/assets/", "", "", 404, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.name == "no listing of folders" && !pageIsBuilt(t, server) {
				t.Skip("the GraphiQL page is not built")
			}
			request, err := http.NewRequest(row.method, server.URL+row.path, strings.NewReader(row.body))
			if err != nil {
				t.Fatal(err)
			}
			if row.contentType != "" {
				request.Header.Set("Content-Type", row.contentType)
			}
			response, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if response.StatusCode != row.status || !strings.Contains(string(body), row.contains) {
				t.Errorf("got %d %.300s", response.StatusCode, body)
			}
			if strings.Contains(string(body), "secret") {
				t.Errorf("the answer repeats the request: %s", body)
			}
			if response.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("the answer may be sniffed")
			}
		})
	}
}

func pageIsBuilt(t *testing.T, server *httptest.Server) bool {
	t.Helper()
	response, err := http.Get(server.URL + "/graphiql/")
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// A body of unknown length is cut at the limit too.
func TestABodyWithoutLengthIsBounded(t *testing.T) {
	server := start(t)
	endless := io.MultiReader(strings.NewReader(`{"query":"`), strings.NewReader(strings.Repeat(" ", 2*(1<<20))))
	response, err := http.Post(server.URL+"/graphql", "application/json", struct{ io.Reader }{endless})
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if response.StatusCode != http.StatusRequestEntityTooLarge || len(body) > 1000 || strings.Contains(string(body), "asked") {
		t.Errorf("got %d: %.1000s", response.StatusCode, body)
	}
}

func TestPeopleAreLedToGraphiQL(t *testing.T) {
	server := start(t)
	for _, path := range []string{"/graphiql", "/graphql"} {
		request, _ := http.NewRequest(http.MethodGet, server.URL+path, nil)
		request.Header.Set("Accept", "text/html,*/*;q=0.8") // as browsers do
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if got := response.Header.Get("Location"); got != "/graphiql/" {
			t.Errorf("%s leads to %q", path, got)
		}
	}
}

func TestGraphiQLRunsNoForeignCode(t *testing.T) {
	server := start(t)
	response, err := http.Get(server.URL + "/graphiql/")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if response.StatusCode == http.StatusServiceUnavailable {
		if !strings.Contains(string(body), "make build") {
			t.Errorf("an unbuilt page does not say how to build it: %s", body)
		}
		t.Skip("the GraphiQL page is not built")
	}
	policy := response.Header.Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'self'") || strings.Contains(policy, "http") {
		t.Errorf("policy %q", policy)
	}
	if strings.Contains(string(body), "http://") || strings.Contains(string(body), "https://") {
		t.Errorf("the page names another host: %s", body)
	}
}

func TestServeFinishesWhatItBegan(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	began, finish := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(began)
		<-finish
		_ = json.NewEncoder(w).Encode("done")
	})
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() {
		served <- Serve(ctx, listener, slow, Serving{Time: DefaultLimits().Time, Connections: 10, Patience: 5 * time.Second, Lifecycle: new(Lifecycle)}, slog.New(slog.DiscardHandler))
	}()
	answered := make(chan error, 1)
	go func() {
		response, err := http.Get("http://" + listener.Addr().String())
		if err == nil {
			_ = response.Body.Close()
		}
		answered <- err
	}()
	<-began
	stop()
	close(finish)
	for _, end := range []chan error{answered, served} {
		select {
		case err := <-end:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the server does not end")
		}
	}
}
