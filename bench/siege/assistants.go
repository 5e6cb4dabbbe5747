package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// assistants are attacks by the Model Context Protocol.
func assistants() []attack {
	over := func(name string, a attack) attack {
		a.name, a.serve = "mcp: "+name, []string{"--mcp"}
		return a
	}
	refused := func(name, body string, want ...string) attack {
		return over(name, attack{want: want, request: always(message(body))})
	}
	legal := func(name, body string) attack { // nothing is kept of answers, so that it may be the same each time
		return over(name, attack{legal: true, want: []string{"200"}, request: always(message(body))})
	}
	held := func(name string, connections int, first, drip string, legal bool) attack {
		return over(name, attack{connections: 1, run: holding(connections, first, drip), legal: legal})
	}
	list := func(value string, n int) string {
		return "[" + strings.TrimSuffix(strings.Repeat(value+",", n), ",") + "]"
	}
	return []attack{
		refused("an id nested 120000 deep", `{"jsonrpc":"2.0","id":`+nest(120_000, "[", "", "]")+`,"method":"ping"}`, "400"),
		refused("arguments nested 120000 deep", calls("claims", `{"about":`+nest(120_000, "[", "", "]")+`}`), "400"),
		refused("arguments of 100000 values", calls("claims", `{"about":`+list("0", 100_000)+`}`), "400"),
		refused("an id of 200 KB", `{"jsonrpc":"2.0","id":"`+strings.Repeat("x", 200_000)+`","method":"ping"}`, "400"),
		refused("a batch of 5000 pings", list(`{"jsonrpc":"2.0","id":1,"method":"ping"}`, 5000), "400"),
		refused("a batch of 1700 lists of tools", list(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}`, 1700), "400"),
		refused("params that are a list of 200 KB", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":["`+strings.Repeat("x", 200_000)+`"]}`, "400"),
		refused("params of another type, 200 KB", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":{"a":"`+strings.Repeat("x", 200_000)+`"}}}`, "200"),
		refused("a tool with a name of 200 KB", calls(strings.Repeat("x", 200_000), `{}`), "200"),
		refused("a method of 200 KB", `{"jsonrpc":"2.0","id":1,"method":"`+strings.Repeat("x", 200_000)+`"}`, "400"),
		refused("a resource with an address of 200 KB", `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"polygraph://`+strings.Repeat("x", 200_000)+`"}}`, "400"),
		refused("a resource with a control character", `{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"polygraph://\u0007"}}`, "400"),
		refused("a cursor of 200 KB", `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"`+strings.Repeat("A", 200_000)+`"}}`, "400"),
		refused("a number with an exponent of a million", calls("claims", `{"limit":1e1000000}`), "INVALID_ARGUMENT"),
		refused("a number of 200000 digits", calls("claims", `{"limit":`+strings.Repeat("9", 200_000)+`}`), "INVALID_ARGUMENT"),
		refused("an argument of 200 KB", calls("claims", `{"about":["`+strings.Repeat("a", 200_000)+`"]}`), "INVALID_ARGUMENT"),
		over("a page of another site", attack{want: []string{"403"}, request: lazily(func() request {
			r := message(calls("conflicts", "{}"))
			r.header.Set("Origin", "http://evil.example")
			r.header.Set("Sec-Fetch-Site", "cross-site")
			return r
		})}),
		over("a bomb of gzip", attack{want: []string{"415"}, request: lazily(func() request {
			r := bomb("/mcp")
			r.header.Set("Accept", acceptsMessages)
			return r
		})}),
		legal("an answer that is shortened five times", calls("alike", `{"place":"place/jinan","rollUp":true,"limit":50}`)),
		legal("a place with all its parts", calls("profile", `{"place":"place/changchun","includeParts":true}`)),
		legal("20 misspelt names", calls("claims", `{"about":`+list(`"Gangchang Distict"`, 20)+`}`)),
		legal("the tools, listed", `{"jsonrpc":"2.0","id":1,"method":"tools/list"}`),
		held("200 readers of long answers", 200, strings.Repeat(messageHead(fmt.Sprintf("Content-Length: %d", len(longPage)))+longPage, 50), "", true),
		held("100 packed bodies, a letter each second", 100, messageHead("Content-Encoding: gzip", "Content-Length: 100000")+"\x1f\x8b", " ", false),
	}
}

const acceptsMessages = "application/json, text/event-stream"

// longPage asks for an answer of nearly as much as there may be in one.
var longPage = calls("claims", `{"within":["place/shandong"],"limit":50}`)

// calls is a message that calls a tool.
func calls(tool, arguments string) string {
	name, _ := json.Marshal(tool) // a text cannot fail
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":%s,"arguments":%s}}`, name, arguments)
}

// message sends one of the protocol.
func message(body string) request {
	return request{path: "/mcp", header: http.Header{"Content-Type": {"application/json"}, "Accept": {acceptsMessages}}, body: body}
}

// messageHead is what stands before a message, written by hand.
func messageHead(lines ...string) string {
	return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: " + acceptsMessages + "\r\n" + strings.Join(lines, "\r\n") + "\r\n\r\n"
}
