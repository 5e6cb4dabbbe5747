package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// bodies are attacks by what a request carries, rather than by the document in it.
func bodies() []attack {
	things := "query($f: ThingFilter) { things(filter: $f) { totalCount } }"
	return []attack{
		{name: "body: 30 MB", want: []string{"REQUEST_TOO_LARGE"}, request: lazily(func() request { return graphQL(strings.Repeat(" ", 30_000_000), nil) }), connections: 4},
		{name: "body: 30 MB without a length", want: []string{"REQUEST_TOO_LARGE"}, connections: 4, run: func(ctx context.Context, f *front) error {
			return rawly(chunked(30_000_000), "REQUEST_TOO_LARGE")(ctx, f)
		}},
		{name: "body: shorter than its length", run: rawly(head("Content-Length: 100000") + `{"query":`), connections: 32},
		{name: "body: longer than its length", run: rawly(head("Content-Length: 2") + `{}{"query":"{ __typename }"}`)},
		{name: "body: a negative length", want: []string{"400"}, run: rawly(head("Content-Length: -5")+"{}", "400")},
		{name: "body: a length of 2^63", run: rawly(head("Content-Length: 9223372036854775807") + "{}"), connections: 32},
		{name: "body: two lengths", run: rawly(head("Content-Length: 2", "Content-Length: 30")+"{}", "400")},
		{name: "body: a length and chunks", run: rawly(head("Content-Length: 4", "Transfer-Encoding: chunked") + "0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")},
		{name: "body: chunks of nonsense", run: rawly(head("Transfer-Encoding: chunked") + "zz\r\nhello\r\n")},
		{name: "body: chunks of one byte", run: rawly(head("Transfer-Encoding: chunked") + strings.Repeat("1;"+strings.Repeat("e", 100)+"\r\n \r\n", 9000))},
		{name: "body: a bomb of gzip", want: []string{"UNSUPPORTED_MEDIA_TYPE"}, request: lazily(func() request { return bomb("/graphql") })},
		{name: "body: a bomb of gzip, to Gizmo", request: lazily(func() request { return bomb("/gizmo") }), serve: []string{"--gizmo"}},
		{name: "body: malformed JSON of 200 KB", want: []string{"BAD_REQUEST"}, request: always(posted(`{"query": "` + strings.Repeat("secret ", 28_000)))},
		{name: "body: variables nested 100000 deep", request: always(posted(`{"query":"` + things + `","variables":{"f":` + nest(100_000, "[", "", "]") + `}}`))},
		{name: "body: variables nested 9000 deep", request: always(posted(`{"query":"` + things + `","variables":{"f":` + nest(9000, `{"not":`, "{}", "}") + `}}`))},
		{name: "body: 20000 variables", request: always(posted(`{"query":"{ __typename }","variables":{` + strings.TrimSuffix(times(20_000, func(i int) string { return fmt.Sprintf(`"v%d":1,`, i) }), ", ") + `}}`)), legal: true},
		{name: "body: a filter of 10000 conditions", want: []string{"INVALID_ARGUMENT", "QUERY_TOO_COSTLY", "BAD_REQUEST"}, request: always(graphQL(things, object{"f": anyOf(10_000, func(int) object { return object{"kind": []string{"PLACE"}} })}))},
		{name: "body: an ID of 250 KB", want: []string{"INVALID_ARGUMENT", data}, request: always(graphQL("query($i: ID!) { place(id: $i) { id } }", object{"i": strings.Repeat("a", 250_000)}))},
		{name: "body: a cursor of 250 KB", want: []string{"INVALID_ARGUMENT"}, request: always(graphQL("query($c: String) { places(after: $c) { totalCount } }", object{"c": strings.Repeat("A", 250_000)}))},
		{name: "body: an order of 100 keys", want: []string{"INVALID_ARGUMENT", "QUERY_TOO_COSTLY"}, request: always(graphQL("query($o: [OrderBy!]) { places(orderBy: $o) { totalCount } }", object{"o": slices.Repeat([]object{{"by": "LABEL"}}, 100)}))},
		{name: "body: NULs", want: []string{"BAD_REQUEST"}, request: always(posted(strings.Repeat("\x00", 100_000)))},
		{name: "body: invalid UTF-8", request: always(posted("{\"query\":\"{ search(text: \\\"" + strings.Repeat("\xff\xfe\xc0\x80", 40) + "\\\") { totalCount } }\"}"))},
		{name: "body: a batch of 10", want: []string{"BATCH_TOO_LARGE"}, request: always(posted("[" + strings.TrimSuffix(strings.Repeat(`{"query":"{ __typename }"},`, 10), ",") + "]"))},
		{name: "body: a batch of 14000", want: []string{"BATCH_TOO_LARGE"}, request: always(posted("[" + strings.TrimSuffix(strings.Repeat(`{"query":"{ a }"},`, 14_000), ",") + "]"))},
		{name: "body: a batch of batches", want: []string{"BAD_REQUEST"}, request: always(posted(nest(5000, "[", `{"query":"{ __typename }"}`, "]")))},
		{name: "body: a form", want: []string{"UNSUPPORTED_MEDIA_TYPE"}, request: always(typed("application/x-www-form-urlencoded", "query=%7B__typename%7D"))},
		{name: "body: plain text", want: []string{"UNSUPPORTED_MEDIA_TYPE"}, request: always(typed("text/plain", `{"query":"{ __typename }"}`))},
		{name: "body: a form of parts", want: []string{"UNSUPPORTED_MEDIA_TYPE"}, request: always(typed("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{}\r\n--x--\r\n"))},
		{name: "body: UTF-7", want: []string{"UNSUPPORTED_MEDIA_TYPE"}, request: always(typed("application/json; charset=utf-7", `{"query":"{ __typename }"}`))},
	}
}

func typed(mediaType, body string) request {
	return request{header: http.Header{"Content-Type": {mediaType}}, body: body}
}

// bomb is 50 MB of spaces, packed.
func bomb(path string) request {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	_, _ = writer.Write(bytes.Repeat([]byte{' '}, 50_000_000))
	_ = writer.Close()
	return request{path: path, header: http.Header{"Content-Type": {"application/json"}, "Content-Encoding": {"gzip"}}, body: packed.String()}
}

// head is what stands before the body of a request, written by hand.
func head(lines ...string) string {
	return "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n"
}

// chunked is a body of so many spaces in chunks, with its head.
func chunked(size int) string {
	const piece = 1 << 16
	return head("Transfer-Encoding: chunked") + strings.Repeat(fmt.Sprintf("%x\r\n%s\r\n", piece, strings.Repeat(" ", piece)), size/piece) + "0\r\n\r\n"
}

// rawly sends bytes again and again.
func rawly(text string, want ...string) func(context.Context, *front) error {
	return func(ctx context.Context, f *front) error {
		a := f.sendRaw(ctx, text)
		if !over(ctx) {
			f.take(a, want)
		}
		return nil
	}
}
