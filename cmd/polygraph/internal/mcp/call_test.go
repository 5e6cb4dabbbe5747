package mcp

import (
	"context"
	"encoding/json"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/graph"
)

// gate lets the first call that looks at the graph wait, until it is opened.
type gate struct {
	*graph.Store
	entered chan struct{} // by the first
	open    chan struct{}
	looks   atomic.Int64
}

func newGate() *gate {
	return &gate{Store: dataset(), entered: make(chan struct{}), open: make(chan struct{})}
}

func (g *gate) View() *graph.View {
	if g.looks.Add(1) == 1 {
		close(g.entered)
		<-g.open
	}
	return g.Store.View()
}

// A call that waits for its turn and is cancelled by the client never begins.
func TestACancelledCallStops(t *testing.T) {
	options := DefaultOptions()
	options.Calls, options.Time = 1, time.Hour
	views := newGate()
	began, ended := make(chan struct{}, 2), make(chan struct{}, 2)
	server := New(views, options, quiet)
	server.AddReceivingMiddleware(func(next sdk.MethodHandler) sdk.MethodHandler {
		return func(ctx context.Context, method string, request sdk.Request) (sdk.Result, error) {
			if method == "tools/call" {
				began <- struct{}{}
				defer func() { ended <- struct{}{} }()
			}
			return next(ctx, method, request)
		}
	})
	session := connected(t, server)
	first := make(chan error, 1)
	go func() {
		_, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "conflicts"})
		first <- err
	}()
	<-views.entered
	<-began
	ctx, cancel := context.WithCancel(t.Context())
	second := make(chan error, 1)
	go func() {
		_, err := session.CallTool(ctx, &sdk.CallToolParams{Name: "conflicts"})
		second <- err
	}()
	<-began
	cancel()
	if err := <-second; err == nil {
		t.Error("a cancelled call was answered")
	}
	endsSoon(t, ended)
	close(views.open)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if looks := views.looks.Load(); looks != 1 {
		t.Errorf("%d calls looked at the graph; one was cancelled before", looks)
	}
}

// Where something else gives turns, no call waits for another.
func TestCallsWithoutABoundDoNotWait(t *testing.T) {
	options := DefaultOptions()
	options.Calls = 0
	views := newGate()
	session := connected(t, New(views, options, quiet))
	first := make(chan error, 1)
	go func() {
		_, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "conflicts"})
		first <- err
	}()
	endsSoon(t, views.entered)
	if answer := callTool(t, session, "conflicts", `{}`); answer.isError {
		t.Error(answer.text)
	}
	close(views.open)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// endsSoon waits for what must end although another call is not yet answered.
func endsSoon(t *testing.T, ended <-chan struct{}) {
	t.Helper()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Error("the call waits on")
	}
}

func TestACallThatTakesTooLongSaysSo(t *testing.T) {
	options := DefaultOptions()
	options.Time = time.Nanosecond
	answer := callTool(t, client(t, options), "conflicts", `{}`)
	if !answer.isError || answer.failed.Code != codeTimeout || !strings.Contains(answer.text, "ask for less") {
		t.Errorf("%+v", answer.failed)
	}
}

// The limits of any request hold for tools as well.
func TestToolsKeepTheLimitsOfRequests(t *testing.T) {
	options := DefaultOptions()
	options.Resolvers.Limits.Cost = 10
	answer := callTool(t, client(t, options), "claims", `{}`)
	if !answer.isError || answer.failed.Code != "QUERY_TOO_COSTLY" {
		t.Errorf("%+v", answer.failed)
	}
}

// Answers are of the state that the graph has when they are asked for.
func TestAnswersFollowTheGraph(t *testing.T) {
	store := graph.NewStore(nil)
	session := connected(t, New(store, DefaultOptions(), quiet))
	if answer := callTool(t, session, "search", `{"text": "Linghe"}`); !strings.Contains(answer.text, "0 found") {
		t.Error(answer.text)
	}
	var quads []graph.Quad
	for q := range dataset().View().Quads() {
		quads = append(quads, q)
	}
	if _, err := store.Apply(t.Context(), graph.Changeset{Add: quads}); err != nil {
		t.Fatal(err)
	}
	if answer := callTool(t, session, "search", `{"text": "Jinan"}`); !strings.Contains(answer.text, "place/jinan") {
		t.Error(answer.text)
	}
}

func TestNothingIsLeftRunning(t *testing.T) {
	warm := client(t, DefaultOptions())
	callTool(t, warm, "conflicts", `{}`)
	before := runtime.NumGoroutine()
	for range 20 {
		here, there := sdk.NewInMemoryTransports()
		serving, err := New(dataset(), DefaultOptions(), quiet).Connect(t.Context(), there, nil)
		if err != nil {
			t.Fatal(err)
		}
		session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), here, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "conflicts", Arguments: json.RawMessage(`{}`)}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, _ = session.CallTool(ctx, &sdk.CallToolParams{Name: "conflicts"})
		_ = session.Close()
		_ = serving.Wait()
	}
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before+5; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines became %d", before, runtime.NumGoroutine())
		}
	}
}

func TestResourcesAreRead(t *testing.T) {
	aClaim := string(dataset().View().Claims()[0].ID)
	session := client(t, DefaultOptions())
	for uri, want := range map[string]string{
		"polygraph://documents":                   "- document/shandong-17-mayors: \"Seventeen Shandong mayors",
		"polygraph://vocabulary":                  "- prioritises (",
		"polygraph://place/rizhao":                "Rizhao (place/rizhao) prioritises",
		"polygraph://" + aClaim:                   "1 claim\n",
		"polygraph://document/shandong-17-mayors": "[document/shandong-17-mayors, line ",
	} {
		result, err := session.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: uri})
		if err != nil {
			t.Errorf("%s: %v", uri, err)
			continue
		}
		if text := result.Contents[0].Text; !strings.Contains(text, want) || len(text) > mostBytes {
			t.Errorf("%s has no %q: %.300s", uri, want, text)
		}
	}
	for _, uri := range []string{"polygraph://place/nowhere", "polygraph://place/..%2f..%2fetc", "polygraph://nothing", "file:///etc/passwd", "polygraph://claim/0123456789abcdef"} {
		if _, err := session.ReadResource(t.Context(), &sdk.ReadResourceParams{URI: uri}); err == nil {
			t.Errorf("%s was read", uri)
		}
	}
}
