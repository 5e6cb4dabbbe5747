package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// handshake are the headers that ask for a socket, of a version.
func handshake(upgrade, version string) []string {
	return []string{"Connection", "Upgrade", "Upgrade", upgrade, "Sec-WebSocket-Version", version, "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="}
}

// requests are attacks by methods, addresses and headers.
func requests() []attack {
	get := func(path string, header ...string) request {
		r := request{method: http.MethodGet, path: path, header: http.Header{}}
		for i := 0; i < len(header); i += 2 {
			r.header.Add(header[i], header[i+1])
		}
		return r
	}
	list := []attack{
		{name: "request: a mutation by GET", want: []string{"GRAPHQL_VALIDATION_FAILED", "METHOD_NOT_ALLOWED"}, request: always(get("/graphql?query=" + url.QueryEscape("mutation { x }")))},
		{name: "request: a page of another site opens a socket", want: []string{"FORBIDDEN_ORIGIN"}, request: always(get("/graphql", "Upgrade", "websocket", "Connection", "Upgrade", "Origin", "http://evil.example", "Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version", "13"))},
		{name: "request: an upgrade to a socket and more", want: []string{data}, request: always(get("/graphql?query=%7B__typename%7D", handshake("websocket, x", "13")...))},
		{name: "request: a handshake of a long version", want: []string{"BAD_REQUEST"}, request: always(get("/graphql", handshake("websocket", strings.Repeat("secret ", 3000))...))},
		{name: "request: streams that are named and not taken", want: []string{"BAD_REQUEST"}, request: func(int) request {
			r := posted(`{"query": "` + strings.Repeat("secret ", 28_000))
			r.header.Set("Accept", "application/json, text/event-stream;q=0, multipart/mixed;q=0")
			return r
		}},
		{name: "request: an address of 900 KB", run: rawly("GET /graphql?query=" + strings.Repeat("%20", 300_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")},
		{name: "request: 100000 parameters", run: rawly("GET /export/nquads?" + strings.Repeat("a=b&", 100_000) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")},
		{name: "request: headers of 2 MB", run: rawly("GET /healthz HTTP/1.1\r\nHost: x\r\n"+strings.Repeat("X-Filler: "+strings.Repeat("y", 8000)+"\r\n", 260)+"\r\n", "431")},
		{name: "request: 40000 headers", run: rawly("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + times(40_000, func(i int) string { return fmt.Sprintf("H%d: v\r\n", i) }) + "\r\n")},
		{name: "request: Accept-Language of 1 MB", run: rawly("POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nAccept-Language: " + strings.Repeat("e", 1_000_000) + "\r\nContent-Length: 24\r\n\r\n" + `{"query":"{__typename}"}`)},
		{name: "request: Accept-Language of 10000 ranges", request: func(i int) request {
			r := graphQL(fmt.Sprintf(`{ a%d: places(first: 100) { nodes { label } } }`, i), nil)
			r.header.Set("Accept-Language", strings.TrimSuffix(times(10_000, func(k int) string { return fmt.Sprintf("x%d-%d;q=0.%d,", i, k, k) }), ", "))
			return r
		}, legal: true},
		{name: "request: Accept of 10000 ranges", request: always(get("/graphql?query=%7B__typename%7D", "Accept", times(10_000, func(k int) string { return fmt.Sprintf("a/b%d;q=0.%d,", k, k) }))), legal: true},
		{name: "request: If-None-Match of 20000 tags", request: always(get("/graphql?query=%7B__typename%7D", "If-None-Match", times(20_000, func(k int) string { return fmt.Sprintf(`W/"%d",`, k) }))), legal: true},
		{name: "request: If-None-Match of everything", request: always(get("/export/nquads", "If-None-Match", "*")), legal: true},
		{name: "request: 2000 ranges of a file", request: always(get("/graphiql/", "Range", "bytes="+strings.TrimSuffix(times(2000, func(k int) string { return fmt.Sprintf("%d-%d,", k%100, k%100+50) }), ", ")))},
		{name: "request: a range beyond the end", request: always(get("/graphiql/", "Range", "bytes=99999999-"))},
		{name: "request: a break of line in Accept-Language", run: rawly("GET /export/csv HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\r X-Injected: 1\r\n\r\n")},
		{name: "request: a break of line in X-Request-ID", run: rawly("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-ID: 1\n\tX-Injected: 1\r\n\r\n")},
		{name: "request: encoded breaks of line in X-Request-ID", request: always(get("/healthz", "X-Request-ID", "1%0d%0aX-Injected: 1"))},
		{name: "request: breaks of line in the name of an export", request: always(get("/export/csv?language=en%0d%0aX-Injected:%201&kind=place"))},
		{name: "request: breaks of line in the name of a format", want: []string{"NOT_FOUND", "404"}, request: always(get("/export/csv%0d%0aX-Injected:%201"))},
		{name: "request: breaks of line in an ID", request: always(get("/id/place/jinan%0d%0aX-Injected:%201"))},
		{name: "request: a script in an ID", want: []string{"404"}, request: always(get("/id/place/%3Cscript%3Ealert(1)%3C%2Fscript%3E", "Accept", "text/html"))},
		{name: "request: a host that is a script", run: rawly("GET /id/dataset HTTP/1.1\r\nHost: <script>alert(1)</script>\r\nConnection: close\r\n\r\n")},
		{name: "request: the host of another", run: rawly("GET /id/dataset HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")},
		{name: "request: no host", run: rawly("GET /healthz HTTP/1.1\r\n\r\n", "400")},
		{name: "request: two hosts", run: rawly("GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400")},
		{name: "request: an absolute address of elsewhere", run: rawly("GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")},
		{name: "request: HTTP/1.0", run: rawly("GET /healthz HTTP/1.0\r\n\r\n", "200")},
		{name: "request: HTTP/1.0 that wants to stay", run: rawly("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), connections: 64},
		{name: "request: HTTP/9.9", run: rawly("GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n", "505", "400")},
		{name: "request: the preface of HTTP/2", run: rawly("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505", "400")},
		{name: "request: the hello of TLS", run: rawly("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"+strings.Repeat("\x00\r\n", 200), "400")},
		{name: "request: SSH", run: rawly("SSH-2.0-OpenSSH_9.9\r\n\r\n", "400")},
		{name: "request: random bytes", run: rawly(strings.Repeat("\x80\x01\xfe\n", 5000), "400")},
		{name: "request: TRACE", want: []string{"METHOD_NOT_ALLOWED", "405"}, request: always(request{method: http.MethodTrace, header: http.Header{"Cookie": {"secret"}}})},
		{name: "request: CONNECT", run: rawly("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\nConnection: close\r\n\r\n", "404", "405", "400", "METHOD_NOT_ALLOWED")},
		{name: "request: DELETE", want: []string{"METHOD_NOT_ALLOWED", "405"}, request: always(request{method: http.MethodDelete})},
		{name: "request: a method of 100 KB", run: rawly(strings.Repeat("M", 100_000) + " /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")},
		{name: "request: paths that nothing has", request: func(i int) request { return get(fmt.Sprintf("/nothing/%d", i)) }, want: []string{"404"}},
		{name: "request: pipelined, 200 at once", run: rawly(strings.Repeat("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 199) + "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), legal: true},
		{name: "request: pipelined, and nothing is read", run: pipelinedUnread, legal: true},
	}
	return append(list, traversals()...)
}

// traversals leave the folders that files are served from, in every spelling.
func traversals() []attack {
	var paths []string
	for _, folder := range []string{"/export/", "/id/", "/id/place/", "/assets/", "/graphiql/", "/graphiql/assets/", "/"} {
		for _, up := range []string{"../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e%252f", "..%00/", "..;/"} {
			paths = append(paths, folder+strings.Repeat(up, 8)+"etc/passwd", folder+strings.Repeat(up, 3)+"go.mod")
		}
	}
	paths = append(paths, "//etc/passwd", "/file:///etc/passwd", "/%00", "/assets/%00.js", "/graphiql/con", "/.git/config", "/graphiql/.git/config", "/debug/pprof/heap", "/debug/vars", "/..")
	var list []attack
	list = append(list, attack{name: "request: files beyond the folders", run: rotate(paths), legal: true})
	return list
}
