package server

import (
	"net/http"
	"strings"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
)

// endpoints are what requests are counted under, by how their paths begin. What ends with /
// has more behind it; all other paths are the explorer's.
var endpoints = []struct {
	path string
	observe.Endpoint
}{
	{"/graphql", observe.Endpoint{Name: "graphql"}},
	{"/graphiql", observe.Endpoint{Name: "graphiql"}},
	{"/graphiql/", observe.Endpoint{Name: "graphiql"}},
	{"/export/", observe.Endpoint{Name: "export"}},
	{"/id/", observe.Endpoint{Name: "id"}},
	{"/gizmo", observe.Endpoint{Name: "gizmo"}},
	{"/mcp", observe.Endpoint{Name: "mcp"}},
	{"/admin/", observe.Endpoint{Name: "admin"}},
	{"/healthz", observe.Endpoint{Name: "healthz", Quiet: true}},
	{"/readyz", observe.Endpoint{Name: "readyz", Quiet: true}},
	{"/metrics", observe.Endpoint{Name: "metrics", Quiet: true}},
}

func endpointOf(r *http.Request) observe.Endpoint {
	path := r.URL.Path
	for _, e := range endpoints {
		if path == e.path || strings.HasSuffix(e.path, "/") && strings.HasPrefix(path, e.path) {
			return e.Endpoint
		}
	}
	return observe.Endpoint{Name: "explorer"}
}

// observed lets those who run the server see what it is asked and what becomes of it.
func (o Options) observed(next http.Handler) http.Handler {
	observer := o.Observe
	observer.Endpoint, observer.Client, observer.Holder = endpointOf, shownAddress, tokenHolder
	return observer.Around(next)
}
