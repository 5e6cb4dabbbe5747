package server

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/coder/websocket"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
	"github.com/polygraph-kg/polygraph/graph"
)

const changes = `subscription { graphChanged { generation } }`

// listen opens a stream of server-sent events and returns its data one by one.
func listen(t *testing.T, ctx context.Context, method, address, body string) (*http.Response, func() string) {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept", typeEvents)
	if method == http.MethodPost {
		request.Header.Set("Content-Type", typeJSON)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	lines := bufio.NewScanner(response.Body)
	return response, func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data:"); ok {
				return strings.TrimSpace(data)
			}
			if strings.HasPrefix(lines.Text(), "event: complete") {
				return "complete"
			}
		}
		return "end"
	}
}

func TestServerSentEventsTellOfChanges(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	body, _ := json.Marshal(parameters{Query: changes})
	for name, how := range map[string][3]string{
		"as POST":                          {"POST", server.URL + "/graphql", string(body)},
		"as GET, which browsers listen by": {"GET", server.URL + "/graphql?query=" + url.QueryEscape(changes), ""},
	} {
		t.Run(name, func(t *testing.T) {
			response, next := listen(t, t.Context(), how[0], how[1], how[2])
			if got := response.Header.Get("Content-Type"); got != typeEvents {
				t.Errorf("content type %q", got)
			}
			generation := store.View().Generation()
			for range 2 {
				want, _ := json.Marshal(map[string]any{"data": map[string]any{"graphChanged": map[string]any{"generation": generation}}})
				if got := next(); got != string(want) {
					t.Fatalf("got %s, want %s", got, want)
				}
				addPlace(t, store, graph.ID(fmt.Sprintf("place/p%d", generation)), "A place")
				generation++
			}
		})
	}
}

func TestAQueryIsAnEventToo(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	_, next := listen(t, t.Context(), "POST", server.URL+"/graphql", `{"query":"{ place(id: \"place/jinan\") { label } }"}`)
	if got := next() + " " + next(); got != `{"data":{"place":{"label":"Jinan"}}} complete` {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsDeferredComesInParts(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	const query = `{"query":"{ place(id: \"place/jinan\") { label ... @defer(label: \"later\") { claims { totalCount } } } }"}`
	response, text := exchange(t, "POST", server.URL+"/graphql", query, "Accept", typeParts+", "+typeJSON)
	if !strings.HasPrefix(response.Header.Get("Content-Type"), typeParts) {
		t.Fatalf("%s %s", response.Header.Get("Content-Type"), text)
	}
	for _, want := range []string{`{"data":{"place":{"label":"Jinan"`, `"hasNext":true`, `"label":"later"`, `"path":["place"]`, `{"claims":{"totalCount":0}}`, `"hasNext":false`, "-----"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	if _, text := exchange(t, "POST", server.URL+"/graphql", query, "Accept", typeEvents); !strings.Contains(text, `"hasNext":true`) || !strings.Contains(text, `{"claims":{"totalCount":0}}`) {
		t.Errorf("as events: %s", text)
	}
	if response, text := exchange(t, "POST", server.URL+"/graphql", query); response.Header.Get("Content-Type") != typeJSON+"; charset=utf-8" || text != `{"data":{"place":{"label":"Jinan","claims":{"totalCount":0}}},"extensions":{"generation":1}}` {
		t.Errorf("who takes no parts gets %s", text)
	}
}

// What defers more than comes in parts is one part, for those who take nothing else.
func TestWhatDefersMuchComesInOnePart(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	parts := ""
	for i := range 20 {
		parts += fmt.Sprintf(" ... @defer { a%d: label }", i)
	}
	response, text := exchange(t, "POST", server.URL+"/graphql", `{"query":"{ place(id: \"place/jinan\") {`+parts+` } }"}`, "Accept", typeParts)
	if !strings.HasPrefix(response.Header.Get("Content-Type"), typeParts) || !strings.Contains(text, `"a19":"Jinan"`) || !strings.HasSuffix(text, "-----") || strings.Contains(text, `"hasNext":true`) {
		t.Errorf("%s %s", response.Header.Get("Content-Type"), text)
	}
}

// Clients that offer everything with each request get JSON for what is one answer.
func TestOfferingStreamsIsNoWishForThem(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	response, text := exchange(t, "POST", server.URL+"/graphql", `{"query":"{ place(id: \"place/jinan\") { label } }"}`, "Accept", "application/graphql-response+json, application/json, text/event-stream, multipart/mixed")
	if got := response.Header.Get("Content-Type"); got != typeResponse+"; charset=utf-8" || text != `{"data":{"place":{"label":"Jinan"}},"extensions":{"generation":1}}` {
		t.Errorf("%s %s", got, text)
	}
}

// A deferred request that cannot run is refused in one piece, as any other is.
func TestWhatCannotRunIsRefusedInOnePiece(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, row := range []struct {
		query, accept, mediaType string
		status                   int
	}{
		{`{ place(id: \"place/jinan\") { ... @defer { nothing } } }`, typeParts, typeJSON, 400},
		{`{ place(id: \"place/jinan\") { ... @defer { nothing } } }`, typeParts + "," + typeResponse, typeResponse, 400},
		{`{ place(id: \"place/jinan\") { ... @defer a { label } } }`, typeParts + "," + typeJSON, typeJSON, 200},
		{`subscription { graphChanged { generation } }`, typeParts, typeJSON, 400},
	} {
		response, text := exchange(t, "POST", server.URL+"/graphql", `{"query":"`+row.query+`"}`, "Accept", row.accept)
		if got := response.Header.Get("Content-Type"); response.StatusCode != row.status || got != row.mediaType+"; charset=utf-8" {
			t.Errorf("%s for %s: %d %s", row.query, row.accept, response.StatusCode, got)
		}
		if !strings.HasPrefix(text, `{"errors":[{`) || !strings.Contains(text, `"code"`) || strings.Contains(text, `"data"`) {
			t.Errorf("%s for %s: %s", row.query, row.accept, text)
		}
	}
}

// Who names streams to say that he takes none gets none.
func TestWhoTakesNoStreamsGetsNone(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, streams := range []string{typeEvents, typeParts} {
		for body, status := range map[string]int{`{"query":"{ __typename }"}`: 200, `{"query": secret`: 400} {
			response, text := exchange(t, "POST", server.URL+"/graphql", body, "Accept", typeJSON+", "+streams+";q=0")
			if got := response.Header.Get("Content-Type"); response.StatusCode != status || got != typeJSON+"; charset=utf-8" || strings.Contains(text, "secret") {
				t.Errorf("%s, %s: %d %s %s", streams, body, response.StatusCode, got, text)
			}
		}
	}
}

func TestStreamsRefuseWhatTheyCannotRead(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, row := range []struct {
		accept, body string
		status       int
	}{
		{typeEvents, `{"query": secret`, 400},
		{typeParts, `{"query": secret`, 400},
		{typeEvents, `[{"query":"{ __typename }"}]`, 400},
		{typeParts, `{"query":"` + strings.Repeat("secret ", 200_000) + `"}`, 413},
	} {
		response, text := exchange(t, "POST", server.URL+"/graphql", row.body, "Accept", row.accept)
		if response.StatusCode != row.status || strings.Contains(text, "secret") || !strings.Contains(text, `"code"`) {
			t.Errorf("%s %.30s: %d %.300s", row.accept, row.body, response.StatusCode, text)
		}
	}
}

func dial(t *testing.T, server string, headers http.Header) (*websocket.Conn, error) {
	t.Helper()
	socket, response, err := websocket.Dial(t.Context(), "ws"+strings.TrimPrefix(server, "http")+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: headers})
	if response != nil && response.Body != nil {
		_ = response.Body.Close()
	}
	if err == nil {
		t.Cleanup(func() { _ = socket.CloseNow() })
	}
	return socket, err
}

func TestWebSocketsTellOfChanges(t *testing.T) {
	server, store := serving(t, DefaultOptions())
	socket, err := dial(t, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	say := func(text string) {
		t.Helper()
		if err := socket.Write(t.Context(), websocket.MessageText, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	hear := func(want string) {
		t.Helper()
		for {
			_, text, err := socket.Read(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(text), `"ping"`) {
				continue
			}
			if !strings.Contains(string(text), want) {
				t.Fatalf("heard %s, want %s", text, want)
			}
			return
		}
	}
	say(`{"type":"connection_init"}`)
	hear(`"connection_ack"`)
	say(`{"id":"1","type":"subscribe","payload":{"query":"` + changes + `"}}`)
	hear(`"generation":1`)
	addPlace(t, store, "place/zibo", "Zibo")
	hear(`"generation":2`)
	say(`{"id":"2","type":"subscribe","payload":{"query":"{ place(id: \"place/zibo\") { label } }"}}`)
	hear(`"Zibo"`)
	hear(`"complete"`)
	say(`{"id":"3","type":"subscribe","payload":{"query":"{ nonsense }"}}`)
	hear(`GRAPHQL_VALIDATION_FAILED`)

	if _, err := dial(t, server.URL, http.Header{"Origin": {"https://elsewhere.example"}}); err == nil {
		t.Error("a page of another site may open a socket")
	}
}

func TestSubscriptionsAreFew(t *testing.T) {
	options := DefaultOptions()
	options.Limits.Streams = 2
	server, _ := serving(t, options)
	body := `{"query":"` + changes + `"}`
	ctx, leave := context.WithCancel(t.Context())
	for range 2 {
		if _, next := listen(t, ctx, "POST", server.URL+"/graphql", body); !strings.Contains(next(), "generation") {
			t.Fatal("no event")
		}
	}
	if _, next := listen(t, t.Context(), "POST", server.URL+"/graphql", body); !strings.Contains(next(), "TOO_MANY_STREAMS") {
		t.Error("a third subscription is taken")
	}
	leave()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, next := listen(t, t.Context(), "POST", server.URL+"/graphql", body); strings.Contains(next(), "generation") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("those who left still count")
		}
	}
}

func TestNothingIsLeftOfSubscribersWhoLeave(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	before := runtime.NumGoroutine()
	ctx, leave := context.WithCancel(t.Context())
	for range 20 {
		_, next := listen(t, ctx, "POST", server.URL+"/graphql", `{"query":"`+changes+`"}`)
		_ = next()
	}
	leave()
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+5; time.Sleep(10 * time.Millisecond) {
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
	}
}

// notes is an executor that notes whether what it checks has a turn.
type notes struct {
	graphql.GraphExecutor
	asked, inTurn bool
}

func (n *notes) CreateOperationContext(ctx context.Context, _ *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	n.asked, n.inTurn = true, turnOf(ctx) != nil
	return &graphql.OperationContext{}, nil
}

// What comes over a socket waits for a turn before it is read, as all else does.
func TestSocketsAreReadInTurns(t *testing.T) {
	options := DefaultOptions()
	options.Limits.Requests, options.Limits.Time = 1, 50*time.Millisecond
	g := newGate(options)
	var all notes
	check := func() gqlerror.List {
		_, err := checkedInTurn{&all, options.Limits, g}.CreateOperationContext(t.Context(), &graphql.RawParams{Query: "{ a }"})
		return err
	}
	if err := check(); err != nil || !all.inTurn {
		t.Fatalf("%v; in a turn: %t", err, all.inTurn)
	}
	all = notes{}
	for _, other := range []string{"a", "b"} { // one turn, and one to spare
		turn, err := g.turns.Begin(t.Context(), turns.Client{Name: other})
		if err != nil {
			t.Fatal(err)
		}
		defer turn.End()
	}
	if err := check(); len(err) != 1 || err[0].Extensions["code"] != codeOverloaded || all.asked {
		t.Errorf("%v; read: %t", err, all.asked)
	}
}

// What is asked again when all has been said, as the transports do, is no second answer.
func TestAnAnswerIsSaidOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options := DefaultOptions()
		g := newGate(options)
		ctx, cancel := context.WithCancel(context.WithValue(t.Context(), socketKey{}, &socket{}))
		respond := streamLimit{options.Limits, g}.once(ctx, nil, func(context.Context) graphql.ResponseHandler {
			return func(ctx context.Context) *graphql.Response {
				if ctx.Err() != nil {
					return &graphql.Response{Errors: gqlerror.List{{Message: "too late"}}}
				}
				return &graphql.Response{Data: json.RawMessage("{}")}
			}
		})
		if first := respond(ctx); first == nil || len(first.Errors) > 0 {
			t.Errorf("first %v", first)
		}
		time.Sleep(2 * options.Limits.Time) // for the client to take it
		if second := respond(ctx); second != nil {
			t.Errorf("then %v", second)
		}
		cancel()
		synctest.Wait()
	})
}

// A part for which there is no room is told as that part, and others come behind it.
func TestARefusedPartIsAPart(t *testing.T) {
	on, more := newOnTheWay(), true
	if !on.long.take("somebody", answersAtOnce) {
		t.Fatal("there is no room to begin with")
	}
	g := newGate(DefaultOptions())
	g.answers = on
	part := streamLimit{DefaultLimits(), g}.counted(t.Context(), &graphql.Response{Data: make([]byte, longAnswer+1), Label: "a", HasNext: &more})
	if len(part.Errors) != 1 || part.Label != "a" || part.HasNext != &more {
		t.Errorf("%+v", part)
	}
}

// A client may say what it takes in several lines.
func TestWhatIsTakenMayStandInTwoLines(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/graphql", strings.NewReader(`{"query":"{ place(id: \"place/jinan\") { label ... @defer { claims { totalCount } } } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header = http.Header{"Content-Type": {typeJSON}, "Accept": {typeJSON, typeParts}}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, _ := io.ReadAll(response.Body)
	if !strings.HasPrefix(response.Header.Get("Content-Type"), typeParts) || !strings.Contains(string(text), `{"claims":{"totalCount":0}}`) {
		t.Errorf("%s: %s", response.Header.Get("Content-Type"), text)
	}
}
