package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// asked is a handler that has answered the requests, each "METHOD PATH" with a body after a
// line break, if it has one.
func asked(t *testing.T, options Options, status DataStatus, requests ...string) http.Handler {
	t.Helper()
	store := graph.NewStore(nil)
	quads := graph.Encode([]*graph.Thing{{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan"}, Level: "city"}}, nil)
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	handler := Handler(store, options, func() DataStatus { return status }, slog.New(slog.DiscardHandler))
	for _, one := range requests {
		line, body, _ := strings.Cut(one, "\n")
		method, path, _ := strings.Cut(line, " ")
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", typeJSON)
		handler.ServeHTTP(httptest.NewRecorder(), r)
	}
	return handler
}

func scrape(t *testing.T, handler http.Handler) string {
	t.Helper()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if recorder.Code != http.StatusOK {
		t.Fatalf("%d %s", recorder.Code, recorder.Body)
	}
	return recorder.Body.String()
}

// ask is a request of GraphQL by POST.
func ask(document string) string { return "POST /graphql\n" + fmt.Sprintf(`{"query":%q}`, document) }

func TestMetrics(t *testing.T) {
	const place = `{ place(id: "place/jinan") { label } }`
	uncached, noBatches := DefaultOptions(), DefaultOptions()
	uncached.AnswerCache, noBatches.Limits.Batch = 0, 0
	current := DataStatus{State: DataCurrent}
	for _, row := range []struct {
		name     string
		options  Options
		status   DataStatus
		requests []string
		want     []string
	}{
		{"requests by endpoint and class of status", DefaultOptions(), current, []string{ask(place), ask(place), "GET /export/nothing", "GET /id/place/jinan", "GET /nowhere"}, []string{
			`polygraph_http_requests_total{endpoint="graphql",status="2xx"} 2`, `polygraph_http_requests_total{endpoint="export",status="4xx"} 1`,
			`polygraph_http_requests_total{endpoint="id",status="2xx"} 1`, `polygraph_http_requests_total{endpoint="explorer",status="4xx"} 1`,
			`polygraph_http_request_duration_seconds_count{endpoint="graphql"} 2`, `polygraph_http_requests_in_flight{endpoint="graphql"} 0`,
		}},
		{"operations by their question, not by what a client calls it", uncached, current, []string{
			ask(`query Mine { mine: place(id: "place/jinan") { label } }`), ask(`{ ...F } fragment F on Query { a: place(id: "place/jinan") { id } b: place(id: "place/jinan") { id } }`),
			ask(`{ place(id: "place/jinan") { id } industry(id: "industry/steel") { id } }`), ask(`{ __typename }`), ask(`{ paths(from: "place/jinan", to: "place/no") { length } }`),
		}, []string{
			`polygraph_operations_total{outcome="ok",question="place"} 2`, `polygraph_operations_total{outcome="ok",question="several"} 1`,
			`polygraph_operations_total{outcome="ok",question="introspection"} 1`, `polygraph_operation_duration_seconds_count{question="place"} 2`,
		}},
		{"errors by their code", DefaultOptions(), current, []string{ask(`{ nonsense }`), ask(`{`), "POST /graphql\n[]", "GET /export/nothing", "POST /gizmo\ng.V()", ask(`{ sharedPriorities(industries: ["industry/no"]) { totalCount } }`)}, []string{
			`polygraph_errors_total{code="GRAPHQL_VALIDATION_FAILED",endpoint="graphql"}`, `polygraph_errors_total{code="GRAPHQL_PARSE_FAILED",endpoint="graphql"} 1`,
			`polygraph_errors_total{code="BAD_REQUEST",endpoint="graphql"} 1`, `polygraph_errors_total{code="NOT_FOUND",endpoint="export"} 1`, `polygraph_errors_total{code="GIZMO_DISABLED",endpoint="gizmo"} 1`,
		}},
		{"a limit that refuses", noBatches, current, []string{"POST /graphql\n[{}]"}, []string{`polygraph_errors_total{code="BATCH_TOO_LARGE",endpoint="graphql"} 1`}},
		{"answers that were kept", DefaultOptions(), current, []string{ask(place), ask(place), ask(place)}, []string{"polygraph_answer_cache_hits_total 2", "polygraph_answer_cache_misses_total 1", "polygraph_answer_cache_entries 1"}},
		{"answers that are not kept", uncached, current, []string{ask(place), ask(place), "GET /graphql?query=%7B__typename%7D"}, []string{"polygraph_answer_cache_hits_total 0", "polygraph_answer_cache_misses_total 3", "polygraph_answer_cache_limit_bytes 0"}},
		{"the graph", DefaultOptions(), current, nil, []string{"polygraph_graph_generation 1", "polygraph_graph_claims 0", "polygraph_graph_things 1", "polygraph_graph_quads 3"}},
		{"data that are well, in memory", DefaultOptions(), current, nil, []string{"polygraph_data_faulty 0", "polygraph_data_faults 0", "polygraph_store_up 1", "polygraph_store_away_seconds 0"}},
		{"data that are faulty", DefaultOptions(), DataStatus{State: DataFaulty, Faults: make([]loader.Fault, 3)}, nil, []string{"polygraph_data_faulty 1", "polygraph_data_faults 3"}},
		{"a store that is away", DefaultOptions(), DataStatus{State: DataCurrent, Store: &StoreStatus{State: StoreAway, Since: time.Unix(1, 0)}}, nil, []string{"polygraph_store_up 0", "polygraph_store_away_seconds 1."}},
	} {
		t.Run(row.name, func(t *testing.T) {
			text := scrape(t, asked(t, row.options, row.status, row.requests...))
			for _, want := range row.want {
				if !strings.Contains(text, "\n"+want) {
					t.Errorf("no series %s in\n%s", want, grep(text, want[:strings.IndexAny(want+"{ ", "{ ")]))
				}
			}
		})
	}
}

// grep is the lines of a text that begin with something.
func grep(text, begin string) string {
	var found strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, begin) {
			found.WriteString(line)
		}
	}
	return found.String()
}

var seriesLine = regexp.MustCompile(`(?m)^polygraph_[^ ]+`)

// However many names clients think of, there are as many series as before.
func TestClientsNameNoSeries(t *testing.T) {
	handler := asked(t, DefaultOptions(), DataStatus{State: DataCurrent})
	var counts []int
	for round := range 3 {
		for i := range 20 {
			own := fmt.Sprintf("own%d_%d", round, i)
			for _, r := range []*http.Request{
				httptest.NewRequest(http.MethodGet, "/"+own, nil),
				httptest.NewRequest(http.MethodGet, "/export/"+own, nil),
				httptest.NewRequest(http.MethodGet, "/id/place/"+own, nil),
				httptest.NewRequest(own, "/graphql", nil),
				httptest.NewRequest(http.MethodGet, "/graphql?query=query+"+own+"%7B"+own+":place(id:%22place/"+own+"%22)%7Bid%7D%7D", nil),
				httptest.NewRequest(http.MethodGet, "/graphql?query=%7B"+own+"%7D", nil),
			} {
				handler.ServeHTTP(httptest.NewRecorder(), r)
			}
		}
		text := scrape(t, handler)
		if strings.Contains(text, "own") && regexp.MustCompile(`"[^"]*own\d`).MatchString(text) {
			t.Fatalf("a client's name is in\n%s", text)
		}
		counts = append(counts, len(seriesLine.FindAllString(text, -1)))
	}
	if counts[1] != counts[2] { // the first scrape is counted from the second on
		t.Errorf("series grow: %d", counts)
	}
}
