package server

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// healthOf asks a server whose graph holds one city.
func healthOf(t *testing.T, path string, status DataStatus) (*http.Response, string) {
	t.Helper()
	store := graph.NewStore(nil)
	quads := graph.Encode([]*graph.Thing{{ID: "place/jinan", Kind: graph.Place, Level: "city"}}, nil)
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	options := DefaultOptions()
	options.Build = build.Info{Version: "v1", Commit: "abc", Go: "go1"}
	handler := Handler(store, options, func() DataStatus { return status }, slog.New(slog.DiscardHandler))
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))
	response := recorder.Result()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, strings.TrimSuffix(string(body), "\n")
}

var faulty = DataStatus{
	Folders: []string{"/home/li/secret-folder"}, Watched: true, State: DataFaulty,
	Faults: []loader.Fault{{Position: loader.Position{File: "/home/li/secret-folder/a.yaml", Line: 4, Column: 10}, Wrong: `level is "shire" & not <a level>`, Remedy: "use a level"}},
}

var away = &StoreStatus{URL: "bbolt:graph.db", State: StoreAway, Since: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Error: "it is gone"}

func TestHealth(t *testing.T) {
	const plain = `{"claims":0,"generation":1,"status":"ok"}`
	for _, row := range []struct {
		name, path string
		status     DataStatus
		want       string
	}{
		{"current", "/healthz", DataStatus{Folders: []string{"/home/li/secret-folder"}, State: DataCurrent, Faults: []loader.Fault{}}, plain},
		{"faulty, which is nobody's business who did not ask", "/healthz", faulty, plain},
		{"a word that is none of ours", "/healthz?verbos=1", faulty, plain},
		{
			"all about current data", "/healthz?verbose", DataStatus{Folders: []string{}, State: DataCurrent, Faults: []loader.Fault{}},
			`{"build":{"version":"v1","commit":"abc","go":"go1"},"claims":0,"data":{"folders":[],"watched":false,"state":"current","faults":[]},"generation":1,"quads":2,"status":"ok"}`,
		},
		{
			"all about faulty data", "/healthz?verbose", faulty,
			`{"build":{"version":"v1","commit":"abc","go":"go1"},"claims":0,"data":{"folders":["/home/li/secret-folder"],"watched":true,"state":"faulty","faults":[` +
				`{"file":"/home/li/secret-folder/a.yaml","line":4,"column":10,"wrong":"level is \"shire\" & not <a level>","remedy":"use a level"}]},"generation":1,"quads":2,"status":"ok"}`,
		},
		{
			"what is no fault of the data", "/healthz?verbose=1", DataStatus{Folders: []string{"mydata"}, Watched: true, State: DataFaulty, Faults: []loader.Fault{}, Error: "the folder is gone"},
			`{"build":{"version":"v1","commit":"abc","go":"go1"},"claims":0,"data":{"folders":["mydata"],"watched":true,"state":"faulty","faults":[],"error":"the folder is gone"},"generation":1,"quads":2,"status":"ok"}`,
		},
		{
			"the file of a whole graph", "/healthz?verbose", DataStatus{Quads: "all.nq.gz", State: DataCurrent},
			`{"build":{"version":"v1","commit":"abc","go":"go1"},"claims":0,"data":{"folders":[],"quads":"all.nq.gz","watched":false,"state":"current","faults":[]},"generation":1,"quads":2,"status":"ok"}`,
		},
		{
			"a store that is away", "/healthz?verbose", DataStatus{State: DataCurrent, Store: away},
			`{"build":{"version":"v1","commit":"abc","go":"go1"},"claims":0,"data":{"folders":[],"watched":false,"state":"current","faults":[],"store":{"url":"bbolt:graph.db","state":"away","since":"2026-01-02T03:04:05Z","error":"it is gone"}},"generation":1,"quads":2,"status":"ok"}`,
		},
		{
			"a store that is there", "/readyz", DataStatus{State: DataCurrent, Store: &StoreStatus{URL: "bbolt:graph.db", State: StoreCurrent}},
			`{"generation":1,"status":"ok"}`,
		},
		{"no store", "/readyz", DataStatus{State: DataCurrent}, `{"generation":1,"status":"ok"}`},
		{"answers that may not be the newest", "/readyz", DataStatus{State: DataCurrent, Store: away}, `{"generation":1,"since":"2026-01-02T03:04:05Z","status":"degraded"}`},
		{"which program it is", "/readyz?verbose", DataStatus{State: DataCurrent}, `{"build":{"version":"v1","commit":"abc","go":"go1"},"generation":1,"status":"ok"}`},
		{
			"lists even where the status has none", "/healthz?verbose", DataStatus{State: DataCurrent},
			`{"build":{"version":"v1","commit":"abc","go":"go1"},"claims":0,"data":{"folders":[],"watched":false,"state":"current","faults":[]},"generation":1,"quads":2,"status":"ok"}`,
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			response, body := healthOf(t, row.path, row.status)
			// Faulty data leave the answers as they were, so the service is well.
			if response.StatusCode != http.StatusOK || body != row.want {
				t.Errorf("%d\n%s, want\n%s", response.StatusCode, body, row.want)
			}
			if !json.Valid([]byte(body)) {
				t.Errorf("no JSON: %s", body)
			}
			for header, want := range map[string]string{"Content-Type": "application/json", "Cache-Control": "no-store"} {
				if got := response.Header.Get(header); got != want {
					t.Errorf("%s is %q, want %q", header, got, want)
				}
			}
		})
	}
}

func TestHealthIsAskedFor(t *testing.T) {
	recorder := httptest.NewRecorder()
	store := graph.NewStore(nil)
	Handler(store, DefaultOptions(), func() DataStatus { return faulty }, slog.New(slog.DiscardHandler)).ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/healthz?verbose", nil))
	if recorder.Code != http.StatusMethodNotAllowed || strings.Contains(recorder.Body.String(), "secret") {
		t.Errorf("a POST is answered %d %s", recorder.Code, recorder.Body)
	}
}

// A server that is stopping is alive, and wants no more requests.
func TestStopping(t *testing.T) {
	var stopping atomic.Bool
	options := DefaultOptions()
	options.Stopping = stopping.Load
	handler := Handler(graph.NewStore(nil), options, func() DataStatus { return DataStatus{State: DataCurrent, Store: away} }, slog.New(slog.DiscardHandler))
	for _, row := range []struct {
		path     string
		stopping bool
		status   int
		contains string
	}{
		{"/readyz", false, 200, `"status":"degraded"`},
		{"/readyz", true, 503, `"status":"stopping"`},
		{"/healthz", true, 200, `"status":"ok"`},
	} {
		stopping.Store(row.stopping)
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, row.path, nil))
		if recorder.Code != row.status || !strings.Contains(recorder.Body.String(), row.contains) {
			t.Errorf("%s is %d %s", row.path, recorder.Code, recorder.Body)
		}
	}
}
