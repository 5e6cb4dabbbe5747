package mcp

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

func serving(t *testing.T, options Options) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(Handler(dataset(), options, quiet))
	t.Cleanup(server.Close)
	return server
}

func TestToolsAnswerOverHTTP(t *testing.T) {
	server := serving(t, DefaultOptions())
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).
		Connect(t.Context(), &sdk.StreamableClientTransport{Endpoint: server.URL, DisableStandaloneSSE: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = session.Close() }()
	here := client(t, DefaultOptions())
	for _, call := range []struct{ tool, arguments string }{{"formula", `{"formula": "2+4"}`}, {"profile", `{"place": "日照"}`}, {"profile", `{}`}} {
		if got, want := callTool(t, session, call.tool, call.arguments), callTool(t, here, call.tool, call.arguments); got.text != want.text || got.isError != want.isError {
			t.Errorf("%s %s answers over HTTP\n%s\nand in memory\n%s", call.tool, call.arguments, got.text, want.text)
		}
	}
}

const ask = `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "conflicts", "arguments": {}}}`

func TestWhatHTTPRefuses(t *testing.T) {
	options := DefaultOptions()
	options.Body, options.Site = 10_000, "https://graph.example.org"
	server := serving(t, options)
	for _, row := range []struct {
		name, method, body string
		header             map[string]string
		status             int
		want               string
	}{
		{"a call", "POST", ask, nil, 200, `"isError"`},
		{"no stream is offered", "GET", "", nil, 405, ""},
		{"there is no session to end", "DELETE", "", map[string]string{"Mcp-Session-Id": "x"}, 204, ""},
		{"another method", "PUT", ask, nil, 405, ""},
		{"a page of another site", "POST", ask, map[string]string{"Origin": "https://evil.example"}, 403, ""},
		{"a page of another site, as browsers tell it", "POST", ask, map[string]string{"Sec-Fetch-Site": "cross-site"}, 403, ""},
		{"a page of our own", "POST", ask, map[string]string{"Origin": server.URL}, 200, `"result"`},
		{"a name that points to this machine", "POST", ask, map[string]string{"Host": "evil.example"}, 403, "--site"},
		{"the name of the site, from a proxy", "POST", ask, map[string]string{"Host": "graph.example.org"}, 200, `"result"`},
		{"localhost", "POST", ask, map[string]string{"Host": "localhost:8080"}, 200, `"result"`},
		{"a body that is too large", "POST", ask + strings.Repeat(" ", 10_000), nil, 413, "10000 bytes"},
		{"a body just as large as may be", "POST", ask + strings.Repeat(" ", 10_000-len(ask)), nil, 200, `"result"`},
		{"JSON nested deeply", "POST", strings.Repeat("[", 9000), nil, 400, ""},
		{"no JSON", "POST", "hello", nil, 400, ""},
		{"nothing", "POST", "", nil, 400, ""},
		{"a version that there is not", "POST", ask, map[string]string{"Mcp-Protocol-Version": "1999-01-01"}, 400, "ersion"},
		{"a batch, as the protocol once had them", "POST", "[" + ask + "]", nil, 400, "one message at a time"},
		{"a body that is packed", "POST", ask, map[string]string{"Content-Encoding": "gzip"}, 415, "Content-Encoding"},
		{"a batch, which the protocol has no more", "POST", "[" + ask + "]", map[string]string{"Mcp-Protocol-Version": "2025-06-18"}, 400, ""},
		{"an unknown tool", "POST", strings.Replace(ask, "conflicts", "delete_all", 1), nil, 200, "unknown tool"},
		{"an unknown method", "POST", strings.Replace(ask, "tools/call", "tools/delete", 1), nil, 400, ""},
	} {
		request, err := http.NewRequestWithContext(t.Context(), row.method, server.URL, strings.NewReader(row.body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		for name, value := range row.header {
			request.Header.Set(name, value)
		}
		request.Host = row.header["Host"]
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Errorf("%s: %v", row.name, err)
			continue
		}
		text, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if row.want == `"isError"` { // which is left out where it is false
			row.want = `"result"`
		}
		if err != nil || response.StatusCode != row.status || !strings.Contains(string(text), row.want) {
			t.Errorf("%s: status %d, want %d: %.300s %v", row.name, response.StatusCode, row.status, text, err)
		}
		if len(text) > mostBytes {
			t.Errorf("%s: %d bytes", row.name, len(text))
		}
	}
}

// Who asked for too much is told so over HTTP as well.
func TestACallOverHTTPThatTakesTooLongSaysSo(t *testing.T) {
	options := DefaultOptions()
	options.Time = time.Nanosecond
	server := serving(t, options)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(ask))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json, text/event-stream")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil || !strings.Contains(string(text), codeTimeout) {
		t.Errorf("status %d: %s %v", response.StatusCode, text, err)
	}
}

// A client that leaves ends its call.
func TestAClientThatLeavesEndsItsCall(t *testing.T) {
	options := DefaultOptions()
	options.Calls, options.Time = 1, time.Hour
	views := newGate()
	ended := make(chan struct{}, 2)
	handler := Handler(views, options, quiet)
	began := make(chan struct{}, 2)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began <- struct{}{}
		handler.ServeHTTP(w, r)
		ended <- struct{}{}
	}))
	defer server.Close()
	post := func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, strings.NewReader(ask))
		if err != nil {
			return err
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			_ = response.Body.Close()
		}
		return err
	}
	first := make(chan error, 1)
	go func() { first <- post(t.Context()) }()
	<-views.entered
	<-began
	ctx, cancel := context.WithCancel(t.Context())
	second := make(chan error, 1)
	go func() { second <- post(ctx) }()
	<-began
	cancel()
	if err := <-second; err == nil {
		t.Error("a call that was given up was answered")
	}
	endsSoon(t, ended)
	close(views.open)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if looks := views.looks.Load(); looks != 1 {
		t.Errorf("%d calls looked at the graph; one was given up before", looks)
	}
}
