package server

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// steady are the paths whose answers depend on the request and on the graph alone.
var steady = []string{"/graphql", "/export/", "/id/", "/gizmo", "/.well-known/"}

// Whatever is asked of any path, with whatever headers, is answered with a status that the
// documentation knows and never with an internal fault; the same is answered twice; and a
// refusal is short, however long what it refuses was.
func FuzzPaths(f *testing.F) {
	for _, seed := range [][7]string{ // method, address, Accept, Accept-Language, If-None-Match, Range, Origin
		{"GET", "/export/nquads?around=place/jinan&depth=2&kind=Place", "*/*", "zh-Hant, en;q=0.5", "", "", ""},
		{"GET", "/export/gexf?question=places%20%7B%20nodes%20%7B%20id%20%7D%20%7D&claims=true&asOf=2020", "", "", `"x"`, "bytes=0-10", ""},
		{"HEAD", "/export/csv?predicate=prioritises&language=zh", "", "", "", "", ""},
		{"GET", "/export/xlsx?ids=place/jinan", "", "", "*", "", ""},
		{"GET", "/export/jsonld?base=x&lx&a&b&c", "", "", "", "", ""},
		{"GET", "/export/jsonld?base=x&claims=maybe", "", "", "", "", ""},
		{"GET", "/id/place/jinan", "text/turtle;q=0.9, application/ld+json", "en", "", "", ""},
		{"GET", "/id/document/a", "text/html", "zh-Hans-CN", `W/"a", "b"`, "bytes=-1", ""},
		{"GET", "/id/vocabulary", "application/json;q=NaN", "*;q=5", "", "", ""},
		{"GET", "/id/context.json", "", "", "", "", ""},
		{"GET", "/id/..%2f..%2fetc/passwd", "", "", "", "", ""},
		{"GET", "/graphql?query=%7B__typename%7D", "application/graphql-response+json", "", "", "", "https://elsewhere.example"},
		{"POST", "/gizmo", "", "", "", "", ""},
		{"OPTIONS", "/graphql", "", "", "", "", "null"},
		{"GET", "/healthz?verbose", "", "", "", "", ""},
		{"GET", "/place/jinan", "text/html", "", "", "", ""},
		{"TRACE", "/.well-known/void", "", "", "", "", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4], seed[5], seed[6])
	}
	store := graph.NewStore(nil)
	if _, err := store.Apply(f.Context(), graph.Changeset{Add: steelTown()}); err != nil {
		f.Fatal(err)
	}
	handler := Handler(store, DefaultOptions(), func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler))
	statuses := []int{200, 204, 206, 301, 302, 303, 304, 307, 308, 400, 403, 404, 405, 406, 413, 415, 416, 422, 501, 503}
	f.Fuzz(func(t *testing.T, method, address, accept, language, tag, ranges, origin string) {
		target, err := url.ParseRequestURI(address)
		if err != nil || !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.TrimFunc(method, func(c rune) bool { return c >= 'A' && c <= 'Z' }) != "" {
			t.Skip("no request")
		}
		ask := func() *httptest.ResponseRecorder {
			request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
			request.Method, request.URL, request.RequestURI = method, target, address
			for name, value := range map[string]string{"Accept": accept, "Accept-Language": language, "If-None-Match": tag, "Range": ranges, "Origin": origin} {
				if value != "" {
					request.Header.Set(name, value)
				}
			}
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, request)
			return response
		}
		response := ask()
		got := response.Body.String()
		if !slices.Contains(statuses, response.Code) || strings.Contains(got, `"`+string(graph.CodeInternal)+`"`) {
			t.Fatalf("%d %.300s", response.Code, got)
		}
		if response.Code >= 400 && len(got) > 10_000 {
			t.Fatalf("a refusal of %d bytes: %.300s", len(got), got)
		}
		if mediaType, _, _ := strings.Cut(response.Header().Get("Content-Type"), ";"); strings.HasSuffix(mediaType, "json") && len(got) > 0 && !json.Valid([]byte(got)) {
			t.Fatalf("%s that is none: %.300s", mediaType, got)
		}
		for name, values := range response.Header() {
			for _, value := range values {
				if strings.ContainsAny(value, "\r\n") {
					t.Fatalf("the header %s has two lines: %q", name, value)
				}
			}
		}
		if slices.ContainsFunc(steady, func(path string) bool { return strings.HasPrefix(target.Path, path) }) {
			if again := ask(); again.Code != response.Code || again.Body.String() != got {
				t.Fatalf("first %d %.300s\nthen %d %.300s", response.Code, got, again.Code, again.Body)
			}
		}
	})
}

// What a client takes is wanted by a share of 0 to 1, whatever it writes.
func FuzzAccepts(f *testing.F) {
	for _, header := range []string{"", "*/*", "application/json;q=0.5, text/*", "application/json;q=NaN", "a/b;q=-1, */*;q=1e9", `text/html;q="0.1";q=x,,;`} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		for _, mediaType := range []string{typeJSON, typeResponse, typeEvents, "text/turtle"} {
			if q := accepts(header, mediaType); !(q >= 0 && q <= 1) {
				t.Errorf("%s is wanted by %v", mediaType, q)
			}
		}
	})
}

// A manifest is refused in a short line, or each of its documents is found, by its ID and by
// its hash, and nothing else is.
func FuzzTrusted(f *testing.F) {
	for _, manifest := range []string{
		`{"a": "{ __typename }", "sha256:b": "query q($id: ID!) { place(id: $id) { label } }"}`,
		`{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "a", "name": "q", "type": "query", "body": "query q { __typename }"}]}`,
		`{"a": "{ nonsense }"}`, `{"": "{ __typename }"}`, `{"a": 1}`, `[]`, `{`, "null", `{"format": "x"}`,
	} {
		f.Add([]byte(manifest))
	}
	f.Fuzz(func(t *testing.T, manifest []byte) {
		trusted, err := ReadTrusted(manifest, true)
		if err != nil {
			if len(err.Error()) > 2000 {
				t.Errorf("the refusal has %d bytes", len(err.Error()))
			}
			return
		}
		if len(trusted.documents) == 0 {
			t.Fatal("it holds nothing")
		}
		for id, text := range trusted.documents {
			if found, known := trusted.document(id); !known || found != text || text == "" {
				t.Errorf("%q is not found", id)
			}
		}
		again, err := ReadTrusted(manifest, true)
		if err != nil || again.digest() != trusted.digest() {
			t.Errorf("the second time it is another one: %v", err)
		}
	})
}
