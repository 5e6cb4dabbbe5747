package server

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever arrives is answered with a status of the specification and a body of the
// media type that the answer names; nothing is an internal error.
func FuzzRequest(f *testing.F) {
	const query = `{"query":"query a($id: ID = \"place/jinan\") { place(id: $id) { label } }","operationName":"a","variables":{"id":"place/jinan"},"extensions":{}}`
	for _, seed := range [][4]string{
		{"", query, typeJSON, typeResponse},
		{"", "[" + query + "," + query + "]", typeJSON, typeJSON + ";q=0.5, */*;q=0.1"},
		{"", `{"query":"subscription { graphChanged { generation } }"}`, typeJSON, typeEvents},
		{"", `{"query":"{ place(id: \"place/jinan\") { label ... @defer { relations { totalCount } } } }"}`, typeJSON + ";charset=utf-8", typeParts + ";deferSpec=20220824"},
		{"", `{"query":"{ place(id: \"place/jinan\") { ... @defer a { label } } }"}`, typeJSON, typeParts + ", " + typeResponse},
		{"", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}`, typeJSON, ""},
		{"?query={__typename}&variables={}&operationName=", "", "", "text/html"},
		{"?documentId=1&extensions=[]", "", "", typeJSON},
		{"", `[[1e999, "\u0000"], null]`, "text/plain", typeResponse},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	store := graph.NewStore(nil)
	addPlace(f, store, "place/jinan", "Jinan")
	handler := Handler(store, DefaultOptions(), func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler))
	statuses := []int{200, 302, 400, 405, 406, 413, 415, 503}
	f.Fuzz(func(t *testing.T, address, body, contentType, accept string) {
		ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond) // for subscriptions, which end with their client
		defer cancel()
		request := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", strings.NewReader(body))
		if address != "" {
			request.Method = http.MethodGet
			request.URL.RawQuery = strings.TrimPrefix(address, "?")
		}
		request.Header.Set("Content-Type", contentType)
		request.Header.Set("Accept", accept)
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, request)
		got := response.Body.String()
		if !slices.Contains(statuses, response.Code) || strings.Contains(got, string(graph.CodeInternal)) {
			t.Fatalf("%d %.300s", response.Code, got)
		}
		if mediaType, _, _ := strings.Cut(response.Header().Get("Content-Type"), ";"); (mediaType == typeJSON || mediaType == typeResponse) && !json.Valid([]byte(got)) {
			t.Fatalf("%s that is none: %.300s", mediaType, got)
		}
	})
}
