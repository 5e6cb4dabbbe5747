package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/bounds"
)

func TestMessagesAreModest(t *testing.T) {
	subscribe := `{"id":"1","type":"subscribe","payload":{"query":"{ a }"}}`
	for _, c := range []struct {
		name, text, want string // an error begins with "!"
	}{
		{"an operation", subscribe, subscribe},
		{"one of the older protocol", `{"type":"start","id":"1","payload":{}}`, `{"type":"start","id":"1","payload":{}}`},
		{"what opens a socket", `{"type":"connection_init","payload":{"a":[{},{},{}]}}`, `{"type":"connection_init"}`},
		{"a ping with something to send back", `{"type":"ping","payload":{"a":"xxxx"}}`, `{"type":"ping"}`},
		{"an end", `{"id":"1","type":"complete"}`, `{"type":"complete","id":"1"}`},
		{"no message", `[]`, `[]`},
		{"no JSON", `{"type"`, `{"type"`},
		{"a long ID", `{"id":"` + strings.Repeat("x", longestID+1) + `","type":"subscribe"}`, "!too long"},
		{"a long type", `{"type":"` + strings.Repeat("x", longestID+1) + `"}`, "!too long"},
		{"many values", `{"type":"connection_init","payload":[` + strings.Repeat("{},", bounds.MostValues+1) + `{}]}`, "!too many"},
		{"much in each other", `{"type":"connection_init","payload":` + strings.Repeat("[", bounds.Deepest), "!too deep"},
	} {
		got, err := modestMessage([]byte(c.text))
		why, refused := strings.CutPrefix(c.want, "!")
		if refused != (err != nil) || refused && !strings.Contains(err.Error(), why) || !refused && string(got) != c.want {
			t.Errorf("%s: %.100q, %v", c.name, got, err)
		}
	}
}

// A socket is closed for what it may not say, and told why.
func TestSocketsAreClosedForWhatTheyMayNotSay(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	socket, err := dial(t, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := socket.Write(t.Context(), websocket.MessageText, []byte(`{"type":"connection_init","payload":`+strings.Repeat("[", 1000))); err != nil {
		t.Fatal(err)
	}
	_, text, err := socket.Read(t.Context())
	closed, is := errors.AsType[websocket.CloseError](err)
	if !is || closed.Code != badMessage || !strings.Contains(closed.Reason, "too deep") {
		t.Errorf("%s, %v", text, err)
	}
}

// Only what asks for a socket as it should gets one, and nothing is repeated of what does not.
func TestHandshakes(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	whole := map[string]string{"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="}
	for _, c := range []struct {
		header, value string
		status        int
	}{
		{"", "", 101},
		{"Connection", "keep-alive, Upgrade", 101},
		{"Connection", "secret", 400},
		{"Sec-WebSocket-Version", strings.Repeat("secret", 1000), 400},
		{"Sec-WebSocket-Key", "secret", 400},
		{"Origin", "https://secret.example", 403},
		{"Upgrade", "websocket, secret", 400}, // a GET of nothing
		{"Upgrade", "secret", 400},
	} {
		headers := []string{"Accept", typeJSON}
		for name, value := range whole {
			headers = append(headers, name, value)
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/graphql", nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(headers); i += 2 {
			request.Header.Set(headers[i], headers[i+1])
		}
		if c.header != "" {
			request.Header.Set(c.header, c.value)
		}
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		body := make([]byte, 2000)
		n := 0
		if response.StatusCode != http.StatusSwitchingProtocols {
			n, _ = response.Body.Read(body)
		}
		_ = response.Body.Close()
		if text := string(body[:n]); response.StatusCode != c.status || strings.Contains(text, "secret") || c.status != 101 && !strings.Contains(text, `"code"`) {
			t.Errorf("%s: %.20s: status %d, %s", c.header, c.value, response.StatusCode, text)
		}
	}
}

// reads is an executor that takes whatever it gets.
type reads struct{ graphql.GraphExecutor }

func (reads) CreateOperationContext(context.Context, *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	return &graphql.OperationContext{}, nil
}

// Operations over sockets are counted until they are answered, with what their documents take.
func TestOperationsOverSocketsAreCounted(t *testing.T) {
	options := DefaultOptions()
	g := newGate(options)
	one := &socket{held: map[*graphql.OperationContext]func(){}}
	ctx := context.WithValue(t.Context(), socketKey{}, one)
	long := &graphql.RawParams{Query: "{ a } #" + strings.Repeat("x", 200_000)}
	exec := checkedInTurn{reads{}, options.Limits, g}
	var begun []*graphql.OperationContext
	for {
		operation, err := exec.CreateOperationContext(ctx, long)
		if err != nil {
			if err[0].Extensions["code"] != codeOverloaded {
				t.Error(err)
			}
			break
		}
		begun = append(begun, operation)
	}
	if most := bodiesAtOnce / 4 / (readTimes * 200_000); len(begun) == 0 || len(begun) > most {
		t.Errorf("%d long operations are under way, %d may be", len(begun), most)
	}
	for _, operation := range append(begun, begun...) { // what ends twice ends once
		one.release(operation)
	}
	if g.bodies.inUse() != 0 {
		t.Errorf("%d bytes are left", g.bodies.inUse())
	}
}

// panics is an executor that does so over what it is asked.
type panics struct{ graphql.GraphExecutor }

func (panics) CreateOperationContext(context.Context, *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	panic("a test")
}

func TestNothingIsLeftOfPanics(t *testing.T) {
	options := DefaultOptions()
	g := newGate(options)
	func() {
		defer func() { _ = recover() }()
		_, _ = checkedInTurn{panics{}, options.Limits, g}.CreateOperationContext(t.Context(), &graphql.RawParams{Query: "{ a }"})
	}()
	if standing := g.turns.Standing(); g.bodies.inUse() != 0 || standing.Running != 0 {
		t.Errorf("%d bytes are left, %d turns", g.bodies.inUse(), standing.Running)
	}
}

// What was counted is given back when the answer has been sent, whatever it was.
func TestNothingIsLeftOfOperationsOverSockets(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	socket, err := dial(t, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		`{"type":"connection_init"}`,
		`{"id":"1","type":"subscribe","payload":{"query":"{ place(id: \"place/jinan\") { label } }"}}`,
		`{"id":"2","type":"subscribe","payload":{"query":"{ nonsense }"}}`,
		`{"id":"3","type":"subscribe","payload":{"query":"` + changes + `"}}`,
		`{"id":"3","type":"complete"}`,
	} {
		if err := socket.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for ended := 0; ended < 3; {
		_, text, err := socket.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"complete"`) {
			ended++
		}
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		_, metrics := exchange(t, "GET", server.URL+"/metrics", "")
		if strings.Contains(metrics, "\npolygraph_bodies_bytes 0\n") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("some bytes are left")
		}
	}
}
