package server

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/gizmo"
	"github.com/polygraph-kg/polygraph/graph"
)

func TestMain(m *testing.M) {
	gizmo.WorkIfAsked()
	goleak.VerifyTestMain(tests{m})
}

// tests leave no connection open for a next request.
type tests struct{ *testing.M }

func (t tests) Run() int {
	defer http.DefaultClient.CloseIdleConnections()
	return t.M.Run()
}

// withGizmo are options of a server that runs Gizmo, with small limits.
func withGizmo() Options {
	options := DefaultOptions()
	options.Gizmo = true
	options.Limits.Gizmo = gizmo.Limits{Results: 100, Steps: 1000, Memory: 64}
	return options
}

func TestGizmo(t *testing.T) {
	const steel = `g.V("<place/jinan>").out("<vocab:prioritises>").all()`
	const answer = `{"result":[{"id":"<industry/steel>"}]}`
	server, _ := holding(t, withGizmo(), steelTown())
	for _, row := range []struct {
		name, method, query string // in the address
		header, value       string
		body                string
		status              int
		contains            string
	}{
		{"text, as from curl", "POST", "", "Content-Type", "application/x-www-form-urlencoded", steel, 200, answer},
		{"text, as from Cayley's clients", "POST", "", "Content-Type", "text/plain", steel, 200, answer},
		{"JSON", "POST", "", "Content-Type", "application/json; charset=utf-8", `{"query": "g.V(\"<place/jinan>\").out(\"<vocab:prioritises>\").all()"}`, 200, answer},
		{"fewer results", "POST", "?limit=1", "", "", `g.V().all()`, 200, `"more":true`},
		{"no limit of the client's, as Cayley has it", "POST", "?limit=-1", "", "", steel, 200, answer},
		{"nothing found", "POST", "", "", "", `g.V("<place/atlantis>").all()`, 200, `{"result":[]}`},
		{"a limit that is none", "POST", "?limit=secret", "", "", steel, 400, `"error":"limit must be a number`},
		{"nothing", "POST", "", "", "", " \n", 400, `"error":"the request holds no query"`},
		{"nothing in JSON", "POST", "", "Content-Type", "application/json", `{}`, 400, "BAD_REQUEST"},
		{"no JSON", "POST", "", "Content-Type", "application/json", `secret`, 400, "BAD_REQUEST"},
		{"no UTF-8", "POST", "", "", "", "\xff", 400, "BAD_REQUEST"},
		{"too large", "POST", "", "", "", strings.Repeat(" ", 1<<20) + "g", 413, `"error":"a request may hold`},
		{"compressed", "POST", "", "Content-Encoding", "gzip", "x", 415, "UNSUPPORTED_MEDIA_TYPE"},
		{"by GET", "GET", "?query=g", "", "", "", 405, "METHOD_NOT_ALLOWED"},
		{"from a page of another site", "POST", "", "Sec-Fetch-Site", "cross-site", steel, 403, "CROSS_ORIGIN"},
		{"from a page of our own", "POST", "", "Sec-Fetch-Site", "same-origin", steel, 200, answer},
		{"nonsense", "POST", "", "", "", `nonsense(`, 400, "SyntaxError"},
		{"a fault of Cayley's", "POST", "", "", "", `g.V().out(5, 6).all()`, 400, "Cayley fails"},
		{"too many steps", "POST", "", "", "", `while (true) g.V().count(), g.V().out().toArray()`, 400, `"code":"TOO_MANY_STEPS","limit":1000`},
		{"too much memory", "POST", "", "", "", `var s = "x"; while (true) s += s`, 400, "TOO_MUCH_MEMORY"},
	} {
		t.Run(row.name, func(t *testing.T) {
			request, err := http.NewRequest(row.method, server.URL+"/gizmo"+row.query, strings.NewReader(row.body))
			if err != nil {
				t.Fatal(err)
			}
			if row.header != "" {
				request.Header.Set(row.header, row.value)
			}
			response, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(response.Body)
			_ = response.Body.Close()
			if response.StatusCode != row.status || !strings.Contains(string(body), row.contains) || !json.Valid(body) {
				t.Errorf("got %d %.300s", response.StatusCode, body)
			}
			if strings.Contains(string(body), "secret") {
				t.Errorf("the answer repeats the request: %s", body)
			}
		})
	}
}

func TestGizmoIsOffUnlessAllowed(t *testing.T) {
	server := start(t)
	response, err := http.Post(server.URL+"/gizmo", "text/plain", strings.NewReader(`g.V().all()`))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if response.StatusCode != http.StatusForbidden || !strings.Contains(string(body), "GIZMO_DISABLED") {
		t.Errorf("got %d %s", response.StatusCode, body)
	}
}

// Endless scripts end, those that wait for them are told to come again, and GraphQL does not
// notice.
func TestEndlessScriptsEnd(t *testing.T) {
	options := withGizmo()
	options.Limits.Time, options.Limits.Scripts = time.Second, 1
	server, _ := holding(t, options, steelTown())
	codes := make(chan string, 3)
	for range 3 {
		go func() {
			response, err := http.Post(server.URL+"/gizmo", "text/plain", strings.NewReader(`while (true) {}`))
			if err != nil {
				codes <- err.Error()
				return
			}
			body, _ := io.ReadAll(response.Body)
			_ = response.Body.Close()
			codes <- string(body)
		}()
	}
	response, err := http.Post(server.URL+"/graphql", "application/json", strings.NewReader(`{"query":"{ place(id: \"place/jinan\") { label } }"}`))
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("GraphQL gets %v", err)
	}
	_ = response.Body.Close()
	for range 3 {
		if got := <-codes; !strings.Contains(got, "TIMEOUT") && !strings.Contains(got, "OVERLOADED") {
			t.Errorf("got %s", got)
		}
	}
}

func TestGizmoIsCompressedForWhoLikes(t *testing.T) {
	server, _ := holding(t, withGizmo(), steelTown())
	request, err := http.NewRequest(http.MethodPost, server.URL+"/gizmo", strings.NewReader(`var s = "x"; for (var i = 0; i < 12; i++) s += s; g.emit(s)`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip")
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	packed, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatalf("%v: %.100q", err, packed)
	}
	if text, _ := io.ReadAll(reader); !bytes.Contains(text, bytes.Repeat([]byte("x"), 4096)) {
		t.Errorf("it says %.100s", text)
	}
}

// What is wrong in a query is told to whoever wrote it, and no error of the server's.
func TestAFaultyQueryIsNoErrorOfTheServer(t *testing.T) {
	var logged bytes.Buffer
	store := graph.NewStore(graph.NewView(nil))
	handler := Handler(store, withGizmo(), func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.NewTextHandler(&logged, nil)))
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/gizmo", strings.NewReader("g.V(")))
	if recorder.Code != http.StatusBadRequest || logged.Len() > 0 {
		t.Errorf("%d %s; the log says %q", recorder.Code, recorder.Body, logged.String())
	}
}
