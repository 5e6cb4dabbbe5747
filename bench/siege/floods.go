package main

import (
	"fmt"
	"net/http"
	"net/url"
)

// floods are legal requests beside GraphQL, as fast as they can be sent.
func floods() []attack {
	get := func(name string, path func(i int) string, header ...string) attack {
		return attack{name: "flood: " + name, legal: true, request: func(i int) request {
			r := request{method: http.MethodGet, path: path(i), header: http.Header{}}
			if len(header) == 2 {
				r.header.Set(header[0], header[1])
			}
			return r
		}}
	}
	fixed := func(path string) func(int) string { return func(int) string { return path } }
	things := []string{"place/shandong", "place/changchun", "place/jinan", "industry/manufacturing", "document/shandong-17-mayors"}
	formats := []string{"nquads", "trig", "turtle", "jsonld", "jsonld-framed", "gexf", "graphml", "csv", "neo4j", "parquet", "xlsx", "markdown", "cypher", "cytoscape"}
	gizmo := func(name, query string) attack {
		return attack{name: "gizmo: " + name, legal: true, serve: []string{"--gizmo"}, request: func(i int) request {
			return request{path: "/gizmo", header: http.Header{"Content-Type": {"text/plain"}}, body: fmt.Sprintf("%s // %d", query, i)}
		}}
	}
	return []attack{
		get("the whole graph in every format", func(i int) string { return "/export/" + formats[i%len(formats)] + "?claims=true" }),
		get("spreadsheets", fixed("/export/xlsx?claims=true")),
		get("drawings", func(i int) string { return fmt.Sprintf("/export/svg?around=place/jinan&depth=%d", 1+i%2) }),
		get("exports of questions", func(i int) string {
			return "/export/csv?question=" + url.QueryEscape(fmt.Sprintf(`relations(filter: {claim: {line: {max: %d}}})`, 1000+i))
		}),
		get("packed exports", fixed("/export/nquads?claims=true"), "Accept-Encoding", "zstd"),
		get("things as pages", func(i int) string { return "/id/" + things[i%len(things)] }, "Accept", "text/html"),
		get("things as RDF", func(i int) string {
			return "/id/" + things[i%len(things)] + "?format=" + []string{"turtle", "jsonld", "nquads", "trig"}[i/len(things)%4]
		}),
		get("descriptions", func(i int) string {
			return "/id/" + []string{"dataset", "shapes", "vocabulary", "context.jsonld", "frame.json"}[i%5]
		}),
		get("the explorer", fixed("/")),
		get("GraphiQL", fixed("/graphiql/")),
		get("health", fixed("/healthz?verbose")),
		get("metrics", fixed("/metrics")),
		gizmo("everything", "g.V().all()"),
		gizmo("a loop", "for (;;) {}"),
		gizmo("memory", "var a = []; for (;;) a.push(new Array(100000).join('x'))"),
		gizmo("a walk in all directions", "g.V().both().both().both().both().all()"),
		gizmo("recursion", "function f() { return f() + f() } f()"),
		gizmo("a bad expression", "/(a+)+$/.test(new Array(40).join('a') + 'b')"),
		{name: "gizmo: off", want: []string{"GIZMO_DISABLED"}, request: always(request{path: "/gizmo", body: "g.V().all()"})},
		{name: "gizmo: a page of another site", want: []string{"CROSS_ORIGIN"}, serve: []string{"--gizmo"}, request: always(request{path: "/gizmo", body: "g.V().all()", header: http.Header{"Origin": {"http://evil.example"}, "Sec-Fetch-Site": {"cross-site"}}})},
	}
}
