package server

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

const labelOfJinan = `{"query":"{ place(id: \"place/jinan\") { label } }"}`

func addressOf(server, query string) string {
	return server + "/graphql?query=" + url.QueryEscape(query)
}

// fromCache tells how the cache had a part in an answer.
func fromCache(r *http.Response) string { return r.Header.Get("Cache-Status") }

func TestAnAnswerIsKeptForWhoeverAsksTheSame(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, row := range []struct{ name, method, address, body string }{
		{"by POST", "POST", server.URL + "/graphql", labelOfJinan},
		{"by GET", "GET", addressOf(server.URL, `{ place(id: "place/jinan") { label } }`), ""},
		{"a batch", "POST", server.URL + "/graphql", "[" + labelOfJinan + "," + labelOfJinan + "]"},
		{"introspection", "POST", server.URL + "/graphql", `{"query":"{ __schema { queryType { name } } }"}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			first, made := exchange(t, row.method, row.address, row.body)
			second, kept := exchange(t, row.method, row.address, row.body)
			if made != kept || first.Header.Get("Content-Type") != second.Header.Get("Content-Type") || first.StatusCode != second.StatusCode {
				t.Errorf("%d %s became %d %s", first.StatusCode, made, second.StatusCode, kept)
			}
			if fromCache(first) != "polygraph; fwd=miss; stored" || fromCache(second) != "polygraph; hit" {
				t.Errorf("%q, then %q", fromCache(first), fromCache(second))
			}
		})
	}
}

// Each request differs from the first one in what its answer may depend on.
func TestOtherRequestsHaveOtherAnswers(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	quads := graph.Encode([]*graph.Thing{{ID: "place/zibo", Kind: graph.Place, Labels: map[string]string{"en": "Zibo", "zh-Hans": "淄博市"}, Level: "city"}}, nil)
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	const query = `{"query":"query a($id: ID!) { place(id: $id) { label } } query b($id: ID!) { place(id: $id) { id } }","operationName":"a","variables":{"id":"place/zibo"}}`
	exchange(t, "POST", server.URL+"/graphql", query)
	for _, row := range []struct {
		name, body, want string
		headers          []string
	}{
		{"the same", query, `{"data":{"place":{"label":"Zibo"}},"extensions":{"generation":2}}`, nil},
		{"a variable", strings.Replace(query, "zibo", "jinan", 1), `{"data":{"place":{"label":"Jinan"}},"extensions":{"generation":2}}`, nil},
		{"the operation", strings.Replace(query, `e":"a"`, `e":"b"`, 1), `{"data":{"place":{"id":"place/zibo"}},"extensions":{"generation":2}}`, nil},
		{"the language", query, `{"data":{"place":{"label":"淄博市"}},"extensions":{"generation":2}}`, []string{"Accept-Language", "zh"}},
	} {
		for range 2 {
			if _, got := exchange(t, "POST", server.URL+"/graphql", row.body, row.headers...); got != row.want {
				t.Errorf("%s: %s", row.name, got)
			}
		}
	}
	response, _ := exchange(t, "POST", server.URL+"/graphql", query, "Accept", typeResponse)
	if got := response.Header.Get("Content-Type"); !strings.HasPrefix(got, typeResponse) {
		t.Errorf("the media type is %s", got)
	}
}

func TestAnAnswerIsOfTheGraphAsItIs(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	address := addressOf(server.URL, `{ places { totalCount } statistics { generation } }`)
	before, _ := exchange(t, "GET", address, "")
	addPlace(t, store, "place/zibo", "Zibo")
	for range 2 {
		if _, got := exchange(t, "GET", address, "", "If-None-Match", before.Header.Get("ETag")); got != `{"data":{"places":{"totalCount":2},"statistics":{"generation":2}},"extensions":{"generation":2}}` {
			t.Errorf("after the load: %s", got)
		}
	}
}

func TestWhatIsNotKept(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, row := range []struct {
		name, body string
		headers    []string
	}{
		{"an error", `{"query":"{ nonsense }"}`, nil},
		{"data and an error", `{"query":"{ statistics { claims } alike(place: \"place/nowhere\") { totalCount } }"}`, nil},
		{"a batch with an error", `[` + labelOfJinan + `,{"query":"{"}]`, nil},
		{"of a client that says who it is", labelOfJinan, []string{"Authorization", "Bearer secret"}},
		{"of a browser with a cookie", labelOfJinan, []string{"Cookie", "session=secret"}},
		{"a subscription", `{"query":"subscription { graphChanged { generation } }"}`, nil},
		{"of a client that would take parts", labelOfJinan, []string{"Accept", "multipart/mixed, application/json"}},
		{"a body of another type", labelOfJinan, []string{"Content-Type", "text/plain"}},
		{"a body that is packed", labelOfJinan, []string{"Content-Encoding", "gzip"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.name == "a body of another type" || row.name == "a body that is packed" {
				exchange(t, "POST", server.URL+"/graphql", row.body) // which is kept, and of no use here
			}
			for range 2 {
				response, _ := exchange(t, "POST", server.URL+"/graphql", row.body, row.headers...)
				if got := fromCache(response); got != "" || response.Header.Get("ETag") != "" {
					t.Errorf("%q, tag %q", got, response.Header.Get("ETag"))
				}
			}
		})
	}
}

func TestAnAnswerThatAClientHasIsNotSentAgain(t *testing.T) {
	options := DefaultOptions()
	options.AnswerCache = 0
	server, _ := serving(t, options)
	address := addressOf(server.URL, `{ place(id: "place/jinan") { label } }`)
	first, _ := exchange(t, "GET", address, "")
	tag := first.Header.Get("ETag")
	if first.Header.Get("Cache-Control") != "public, no-cache" || !strings.HasPrefix(tag, `W/"`) {
		t.Errorf("%v", first.Header)
	}
	for _, header := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag} {
		if again, body := exchange(t, "GET", address, "", "If-None-Match", header); again.StatusCode != http.StatusNotModified || body != "" || again.Header.Get("ETag") != tag {
			t.Errorf("%s: %d %s", header, again.StatusCode, body)
		}
	}
	for what, headers := range map[string][]string{"another tag": {"If-None-Match", `W/"other"`}, "any": {"If-None-Match", "*"}, "another language": {"If-None-Match", tag, "Accept-Language", "zh"}} {
		if other, _ := exchange(t, "GET", address, "", headers...); other.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", what, other.StatusCode)
		}
	}
	if failed, _ := exchange(t, "GET", addressOf(server.URL, `{ nonsense }`), "", "If-None-Match", "*"); failed.StatusCode == http.StatusNotModified || failed.Header.Get("ETag") != "" || strings.Contains(failed.Header.Get("Cache-Control"), "public") {
		t.Errorf("an error can be kept: %v", failed.Header)
	}
}

// A token changes no answer, so what its holder was answered is everybody's.
func TestAnswersToHoldersOfTokensAreKept(t *testing.T) {
	options := DefaultOptions()
	known, texts := holders()
	options.Tokens = known
	server, _ := serving(t, options)
	for i, headers := range [][]string{{"Authorization", "Bearer " + texts["reader"]}, {"Authorization", "Bearer " + texts["admin"]}, nil} {
		response, _ := exchange(t, "GET", addressOf(server.URL, `{ __typename }`), "", headers...)
		if response.Header.Get("Cache-Control") != "public, no-cache" || strings.HasSuffix(fromCache(response), "hit") != (i > 0) {
			t.Errorf("%d: %v", i, response.Header)
		}
	}
}

// A server that is started again may have other documents under the same IDs.
func TestAnAnswerIsOfTheTrustedDocumentsAsTheyAre(t *testing.T) {
	tagOf := func(manifest string, only bool) string {
		options := DefaultOptions()
		if manifest != "" {
			trusted, err := ReadTrusted([]byte(manifest), only)
			if err != nil {
				t.Fatal(err)
			}
			options.Trusted = trusted
		}
		server, _ := serving(t, options)
		response, _ := exchange(t, "GET", addressOf(server.URL, `{ __typename }`), "")
		return response.Header.Get("ETag")
	}
	const manifest, other = `{"a": "{ __typename }"}`, `{"a": "{ __typename }", "b": "{ b: __typename }"}`
	tags := map[string]bool{}
	for _, tag := range []string{tagOf("", false), tagOf(manifest, false), tagOf(manifest, true), tagOf(other, false)} {
		if tag == "" || tags[tag] {
			t.Errorf("the tag %q is that of other documents too", tag)
		}
		tags[tag] = true
	}
	if again := tagOf(manifest, false); !tags[again] {
		t.Errorf("the tag %q is of the same documents, and new", again)
	}
}

// Several lines of a header are one list, for the answer as for its key.
func TestLanguagesMayStandInSeveralHeaders(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	quads := graph.Encode([]*graph.Thing{{ID: "place/zibo", Kind: graph.Place, Labels: map[string]string{"en": "Zibo", "zh-Hans": "淄博市"}, Level: "city"}}, nil)
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	for _, languages := range [][]string{{"en;q=0.5", "zh"}, {"en;q=0.5,zh"}, {"en;q=0.5, zh"}} {
		request, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/graphql", strings.NewReader(`{"query":"{ place(id: \"place/zibo\") { label } }"}`))
		if err != nil {
			t.Fatal(err)
		}
		request.Header = http.Header{"Content-Type": {typeJSON}, "Accept-Language": languages}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		if err != nil || !strings.Contains(string(body), "淄博市") {
			t.Errorf("%q: %s, %v", languages, body, err)
		}
		_ = response.Body.Close()
	}
}

func TestProxiesMayKeepAnswersForAsLongAsTheyAreTold(t *testing.T) {
	options := DefaultOptions()
	options.MaxAge = time.Minute
	server, _ := serving(t, options)
	for range 2 {
		if r, _ := exchange(t, "GET", addressOf(server.URL, `{ __typename }`), ""); r.Header.Get("Cache-Control") != "public, max-age=60" {
			t.Errorf("%v", r.Header)
		}
	}
}

func TestKeptAnswersTravelPacked(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	address := addressOf(server.URL, `{ __schema { types { name description } } }`)
	_, plain := exchange(t, "GET", address, "", "Accept-Encoding", "identity")
	for _, row := range []struct {
		accepts string
		packed  bool
	}{{"gzip", true}, {"br;q=1.0, gzip;q=0.5", true}, {"gzip;q=0", false}, {"br", false}} {
		response, body := exchange(t, "GET", address, "", "Accept-Encoding", row.accepts)
		if packed := response.Header.Get("Content-Encoding") == "gzip"; packed != row.packed || fromCache(response) != "polygraph; hit" {
			t.Fatalf("%s: %v", row.accepts, response.Header)
		}
		if row.packed {
			reader, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			unpacked, err := io.ReadAll(reader)
			if err != nil {
				t.Fatal(err)
			}
			body = string(bytes.TrimSpace(unpacked))
		}
		if body != plain {
			t.Errorf("%s: other bytes", row.accepts)
		}
	}
}

func TestTheCacheIsBoundedByBytes(t *testing.T) {
	options := DefaultOptions()
	options.AnswerCache = 20_000
	server, _ := serving(t, options)
	for i := range 200 {
		exchange(t, "POST", server.URL+"/graphql", fmt.Sprintf(`{"query":"{ a%d: place(id: \"place/jinan\") { label } }"}`, i))
	}
	deadline := time.Now().Add(5 * time.Second)
	for kept := metric(t, server.URL, "polygraph_answer_cache_bytes"); kept > 20_000; kept = metric(t, server.URL, "polygraph_answer_cache_bytes") {
		if time.Now().After(deadline) { // what goes beyond is let go of shortly afterwards
			t.Fatalf("%v bytes are kept", kept)
		}
	}
	if metric(t, server.URL, "polygraph_answer_cache_entries") == 0 {
		t.Error("nothing is kept")
	}
}

// metric is a figure that the server tells of itself.
func metric(t *testing.T, server, name string) float64 {
	t.Helper()
	_, text := exchange(t, "GET", server+"/metrics", "")
	for line := range strings.Lines(text) {
		var value float64
		if n, _ := fmt.Sscanf(line, name+" %g", &value); n == 1 {
			return value
		}
	}
	t.Fatalf("there is no %s in\n%s", name, text)
	return 0
}

func TestMetricsTellHowOftenTheCacheHelps(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for range 3 {
		exchange(t, "POST", server.URL+"/graphql", labelOfJinan)
	}
	for name, want := range map[string]float64{"polygraph_answer_cache_hits_total": 2, "polygraph_answer_cache_misses_total": 1, "polygraph_graph_generation": 1} {
		if got := metric(t, server.URL, name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

// While loads land, each answer is of one state: as many places as there were commits.
func TestKeptAnswersAndLoadsAtOnce(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	var asking sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		asking.Go(func() {
			last := 0
			for {
				_, text := exchange(t, "POST", server.URL+"/graphql", `{"query":"{ places { totalCount } statistics { generation } }"}`)
				var answer struct {
					Data struct {
						Places     struct{ TotalCount int }
						Statistics struct{ Generation int }
					}
				}
				if err := json.Unmarshal([]byte(text), &answer); err != nil {
					t.Error(err)
					return
				}
				got := answer.Data.Statistics.Generation
				if got != answer.Data.Places.TotalCount || got < last {
					t.Errorf("after generation %d: %s", last, text)
				}
				last = got
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 50 {
		addPlace(t, store, graph.ID(fmt.Sprintf("place/p%d", i)), "P")
	}
	close(done)
	asking.Wait()
}
