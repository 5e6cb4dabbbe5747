package server

import (
	"net/http"
	"testing"
)

func TestTheMediaTypeIsTheOneThatIsWantedMost(t *testing.T) {
	for _, row := range []struct{ accept, want string }{
		{"", typeJSON},
		{"*/*", typeJSON},
		{"application/*", typeJSON},
		{"application/json", typeJSON},
		{"application/graphql-response+json", typeResponse},
		{"application/json, application/graphql-response+json", typeResponse},
		{"application/graphql-response+json;q=0.5, application/json", typeJSON},
		{"application/graphql-response+json; charset=utf-8, application/json;q=0.9", typeResponse},
		{"application/json;q=0, */*", typeResponse}, // anything but plain JSON
		{"text/html, */*;q=0.1", typeJSON},
		{"text/html", ""},
		{"application/json;q=0", ""},
		{"nonsense;;;", ""},
	} {
		r := &http.Request{Header: http.Header{"Accept": {row.accept}}}
		if got := responseType(r); got != row.want {
			t.Errorf("%q is answered with %q, want %q", row.accept, got, row.want)
		}
	}
}
