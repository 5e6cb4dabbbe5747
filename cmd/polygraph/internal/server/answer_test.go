package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
)

// serving starts a server whose graph holds one city.
func serving(t *testing.T, options Options) (*httptest.Server, *graph.Store) {
	t.Helper()
	store := graph.NewStore(nil)
	addPlace(t, store, "place/jinan", "Jinan")
	server := httptest.NewServer(Handler(store, options, func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler)))
	t.Cleanup(server.Close)
	return server, store
}

func addPlace(t testing.TB, store *graph.Store, id graph.ID, label string) {
	t.Helper()
	quads := graph.Encode([]*graph.Thing{{ID: id, Kind: graph.Place, Labels: map[string]string{"en": label}, Level: "city"}}, nil)
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
}

// exchange sends a request and reads the whole answer.
func exchange(t *testing.T, method, address, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, strings.TrimSpace(string(text))
}

func TestHeadTellsWhatGetWould(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, query := range []string{"{ place(id: \"place/jinan\") { label } }", "{ nothing }", "mutation { x }"} {
		address := server.URL + "/graphql?query=" + url.QueryEscape(query)
		get, _ := exchange(t, "GET", address, "")
		head, text := exchange(t, "HEAD", address, "")
		if head.StatusCode != get.StatusCode || text != "" {
			t.Errorf("%s: status %d, of GET %d; body %q", query, head.StatusCode, get.StatusCode, text)
		}
		for _, name := range []string{"Content-Type", "Content-Length", "ETag", "Cache-Control", "Polygraph-Generation"} {
			if got, want := head.Header.Get(name), get.Header.Get(name); got != want {
				t.Errorf("%s: %s %q, of GET %q", query, name, got, want)
			}
		}
	}
	for _, accept := range []string{typeEvents, typeParts} {
		if head, _ := exchange(t, "HEAD", server.URL+"/graphql?query="+url.QueryEscape(changes), "", "Accept", accept); head.StatusCode != 405 {
			t.Errorf("%s: status %d", accept, head.StatusCode)
		}
	}
}

func TestStatusesFollowTheMediaType(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, row := range []struct {
		name, body      string
		response, plain int // status as application/graphql-response+json, and as application/json
	}{
		{"data", `{"query":"{ statistics { claims } }"}`, 200, 200},
		{"data and errors", `{"query":"{ statistics { claims } alike(place: \"place/nowhere\") { totalCount } }"}`, 200, 200},
		{"what does not parse", `{"query":"{"}`, 400, 200},
		{"what does not validate", `{"query":"{ nonsense }"}`, 400, 200},
		{"what asks for too much", `{"query":"{ places(first: 100) { nodes { hasPart(first: 100) { nodes { ... on Place { hasPart(first: 100) { nodes { id } } } } } } } }"}`, 400, 200},
		{"an operation that is not there", `{"query":"query a { __typename }","operationName":"b"}`, 400, 200},
		{"a variable that is missing", `{"query":"query($id: ID!) { place(id: $id) { id } }"}`, 400, 200},
		{"a subscription in one piece", `{"query":"subscription { graphChanged { generation } }"}`, 400, 200},
		{"no JSON", `{`, 400, 400},
		{"null", `null`, 400, 400},
		{"a query that is null", `{"query":null}`, 400, 400},
		{"parameters that are null", `{"query":"{ __typename }","operationName":null,"variables":null,"extensions":null}`, 200, 200},
		{"more behind the request", `{"query":"{ __typename }"} {}`, 400, 400},
	} {
		for mediaType, want := range map[string]int{typeResponse: row.response, typeJSON: row.plain} {
			response, text := exchange(t, "POST", server.URL+"/graphql", row.body, "Accept", mediaType)
			if response.StatusCode != want || response.Header.Get("Content-Type") != mediaType+"; charset=utf-8" || !json.Valid([]byte(text)) {
				t.Errorf("%s as %s: %d %s %.200s, want %d", row.name, mediaType, response.StatusCode, response.Header.Get("Content-Type"), text, want)
			}
			if strings.Contains(text, `"data":null`) && row.response == 400 {
				t.Errorf("%s: data where nothing was run: %s", row.name, text)
			}
			if vary := response.Header.Values("Vary"); !strings.Contains(strings.Join(vary, ","), "Accept-Language") {
				t.Errorf("%s: Vary is %q", row.name, vary)
			}
		}
	}
	if response, _ := exchange(t, "POST", server.URL+"/graphql", `{"query":"{ __typename }"}`, "Accept", "text/plain"); response.StatusCode != http.StatusNotAcceptable {
		t.Errorf("what nobody can give is answered %d", response.StatusCode)
	}
	if response, text := exchange(t, "POST", server.URL+"/graphql", `{"query":"{ __typename }"}`, "Content-Encoding", "gzip"); response.StatusCode != http.StatusUnsupportedMediaType || !strings.Contains(text, "Content-Encoding") {
		t.Errorf("a compressed request is answered %d %s", response.StatusCode, text)
	}
}

// says is an executor that answers everything with the same.
type says struct {
	graphql.GraphExecutor
	response graphql.Response
}

func (says) CreateOperationContext(context.Context, *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	return &graphql.OperationContext{Operation: &ast.OperationDefinition{Operation: ast.Query}}, nil
}

func (s says) DispatchOperation(ctx context.Context, _ *graphql.OperationContext) (graphql.ResponseHandler, context.Context) {
	return graphql.OneShot(&s.response), ctx
}

// Long answers are counted while they are sent, those with errors as well.
func TestLongAnswersAreCounted(t *testing.T) {
	long := []byte(`{"a":"` + strings.Repeat("x", longAnswer) + `"}`)
	for name, response := range map[string]graphql.Response{
		"data alone":      {Data: long},
		"data and errors": {Data: long, Errors: gqlerror.List{{Message: "one of them failed"}}},
	} {
		for _, room := range []bool{true, false} {
			on := newOnTheWay()
			if !room && !on.long.take("somebody", answersAtOnce) {
				t.Fatal("there is no room to begin with")
			}
			recorder := httptest.NewRecorder()
			plain{DefaultLimits(), on}.Do(recorder, httptest.NewRequest("GET", "/graphql?query={a}", nil), says{response: response})
			if got := recorder.Code == http.StatusOK; got != room || room != strings.Contains(recorder.Body.String(), "xxx") {
				t.Errorf("%s, room %t: status %d, %d bytes", name, room, recorder.Code, recorder.Body.Len())
			}
			if room && on.inUse() != 0 {
				t.Errorf("%s: %d bytes are left", name, on.inUse())
			}
		}
	}
}

func TestBatches(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	none := DefaultOptions()
	none.Limits.Batch = 0
	single, _ := serving(t, none)
	const one = `{"query":"{ place(id: \"place/jinan\") { label } }"}`
	costly := `{"query":"{ places(first: 100) { nodes { hasPart(first: 60) { nodes { relations(first: 60) { totalCount } } } } } }"}`
	for _, row := range []struct {
		name, url, body string
		status          int
		want            string // contained
	}{
		{"two, in their order", server.URL, `[` + one + `,{"query":"{ nonsense }"}]`, 200, `[{"data":{"place":{"label":"Jinan"}},"extensions":{"generation":1}},{"errors":[`},
		{"none", server.URL, `[]`, 400, "BAD_REQUEST"},
		{"as many as are allowed", server.URL, `[` + strings.Repeat(one+",", 4) + one + `]`, 200, `Jinan`},
		{"one too many", server.URL, `[` + strings.Repeat(one+",", 5) + one + `]`, 400, `"asked":6,"code":"BATCH_TOO_LARGE","limit":5`},
		{"a list in the list", server.URL, `[[` + one + `]]`, 400, "request 1 of the batch"},
		{"where there are none", single.URL, `[` + one + `]`, 400, "BATCH_TOO_LARGE"},
		{"that cost too much together", server.URL, `[` + costly + `,` + costly + `,` + costly + `]`, 200, "QUERY_TOO_COSTLY"},
		{"the costly one by itself", server.URL, costly, 200, `"data"`},
	} {
		response, text := exchange(t, "POST", row.url+"/graphql", row.body)
		if response.StatusCode != row.status || !strings.Contains(text, row.want) {
			t.Errorf("%s: %d %.400s", row.name, response.StatusCode, text)
		}
	}
}

func TestPersistedQueries(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	const text = `{ place(id: "place/jinan") { label } }`
	sum := sha256.Sum256([]byte(text))
	extensions := `{"persistedQuery":{"version":1,"sha256Hash":"` + hex.EncodeToString(sum[:]) + `"}}`
	get := func(query string) string {
		_, answer := exchange(t, "GET", server.URL+"/graphql?extensions="+url.QueryEscape(extensions)+query, "")
		return answer
	}
	if got := get(""); !strings.Contains(got, "PersistedQueryNotFound") || !strings.Contains(got, "PERSISTED_QUERY_NOT_FOUND") {
		t.Errorf("a hash that nobody knows: %s", got)
	}
	if got := get("&query=" + url.QueryEscape("{ __typename }")); !strings.Contains(got, "hash") {
		t.Errorf("a hash of another text: %s", got)
	}
	for _, query := range []string{"&query=" + url.QueryEscape(text), ""} {
		if got := get(query); got != `{"data":{"place":{"label":"Jinan"}},"extensions":{"generation":1}}` {
			t.Errorf("got %s", got)
		}
	}
}

func TestTrustedDocuments(t *testing.T) {
	const text = `query jinan { place(id: "place/jinan") { label } }`
	for name, manifest := range map[string]string{
		"as Relay writes it":  `{"id-1": ` + quote(text) + `}`,
		"as Apollo writes it": `{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"id-1","name":"jinan","type":"query","body":` + quote(text) + `}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			sum := sha256.Sum256([]byte(text))
			hash := hex.EncodeToString(sum[:])
			options := DefaultOptions()
			var err error
			if options.Trusted, err = ReadTrusted([]byte(manifest), true); err != nil {
				t.Fatal(err)
			}
			server, _ := serving(t, options)
			for body, want := range map[string]string{
				`{"documentId":"id-1"}`:                `"label":"Jinan"`,
				`{"documentId":"sha256:` + hash + `"}`: `"label":"Jinan"`,
				`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + hash + `"}}}`: `"label":"Jinan"`,
				`{"query":` + quote(text) + `}`:                                               `"label":"Jinan"`,
				`{"documentId":"id-2"}`:                                                       "DOCUMENT_NOT_FOUND",
				`{"query":"{ __typename }"}`:                                                  "DOCUMENT_NOT_TRUSTED",
				`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}`:           "DOCUMENT_NOT_TRUSTED",
			} {
				if _, got := exchange(t, "POST", server.URL+"/graphql", body); !strings.Contains(got, want) {
					t.Errorf("%s\n got %s\nwant %s", body, got, want)
				}
			}
			if _, got := exchange(t, "GET", server.URL+"/graphql?documentId=id-1", ""); !strings.Contains(got, "Jinan") {
				t.Errorf("by GET: %s", got)
			}
		})
	}
	for manifest, says := range map[string]string{
		`[]`: "no manifest", `{}`: "no documents", `{"a": 1}`: "no manifest", `{"a": "{ nonsense }"}`: `"a" is not valid: Cannot query field "nonsense"`, `{"": "{ __typename }"}`: "no ID",
	} {
		if _, err := ReadTrusted([]byte(manifest), false); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", manifest, err)
		}
	}
	if _, got := exchange(t, "POST", start(t).URL+"/graphql", `{"documentId":"id-1"}`); !strings.Contains(got, "DOCUMENT_NOT_FOUND") {
		t.Errorf("a server without a manifest: %s", got)
	}
}

func quote(text string) string {
	quoted, _ := json.Marshal(text)
	return string(quoted)
}
