package server

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

const asks = `{"query":"{ statistics { claims } }"}`

func TestWhoSendsTooFastIsToldWhenToComeAgain(t *testing.T) {
	options := DefaultOptions()
	options.Limits.Rate, options.Limits.Burst = 0.5, 3
	server, _ := serving(t, options)
	statuses := map[int]int{}
	for range 10 {
		response, text := exchange(t, "POST", server.URL+"/graphql", asks)
		statuses[response.StatusCode]++
		if response.StatusCode == http.StatusTooManyRequests {
			if after, err := strconv.Atoi(response.Header.Get("Retry-After")); err != nil || after < 1 || after > 2 || !strings.Contains(text, codeTooMany) {
				t.Errorf("Retry-After %q: %s", response.Header.Get("Retry-After"), text)
			}
		}
	}
	if statuses[200] < 3 || statuses[200] > 5 || statuses[429] < 5 {
		t.Errorf("of ten at once, with three allowed: %v", statuses)
	}
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		if response, _ := exchange(t, "GET", server.URL+path, ""); response.StatusCode != 200 {
			t.Errorf("%s: status %d", path, response.StatusCode)
		}
	}
}

func TestRequestsComeAgainWhileMemoryIsShort(t *testing.T) {
	options := DefaultOptions()
	options.Memory = NewMemory(1)
	options.Memory.limit.Store(1)
	server, _ := serving(t, options)
	for path, want := range map[string]int{"/graphql?query={__typename}": 503, "/export/nquads": 503, "/id/place/jinan": 503, "/healthz": 200, "/readyz": 200, "/metrics": 200} {
		response, text := exchange(t, "GET", server.URL+path, "")
		if response.StatusCode != want || want == 503 && (response.Header.Get("Retry-After") == "" || !strings.Contains(text, codeOverloaded)) {
			t.Errorf("%s: status %d: %s", path, response.StatusCode, text)
		}
	}
}

func TestNobodyIsRefusedForALoad(t *testing.T) {
	m := NewMemory(0)
	m.limit.Store(1)
	done := m.Loading()
	if m.isShort() {
		t.Error("memory is short while data are loaded")
	}
	done()
	if !m.isShort() {
		t.Error("memory is not short when they are")
	}
	debug.SetMemoryLimit(math.MaxInt64) // as other tests have it
	asked := NewMemory(100 << 20)
	asked.limit.Store(1)
	defer asked.Loading()()
	if !asked.isShort() {
		t.Error("a limit that was asked for does not hold")
	}
}

// What requests take while the graph changes raises no limit.
func TestTheLimitGrowsWithTheGraphAlone(t *testing.T) {
	m := NewMemory(0)
	for _, step := range []struct {
		what      string
		now       int64 // MiB in use
		quads     int
		wantsIdle int64
	}{
		{"at the start", 100, 1000, 100},
		{"in a flood", 900, 1000, 100},
		{"in a flood, of a graph half as large again", 900, 1500, 150},
		{"at rest, of a graph twice as large", 180, 3000, 180},
		{"at rest, of a smaller one", 60, 500, 60},
		{"in a flood, of a smaller one", 900, 400, 60},
		{"of no graph", 50, 0, 50},
		{"of the first graph", 100, 1000, 100},
	} {
		m.reckon(step.now<<20, step.quads)
		if idle := m.idle.Load() >> 20; idle != step.wantsIdle || m.limit.Load()>>20 != 2*step.wantsIdle+160 {
			t.Errorf("%s: %d MiB are for an idle server, and %d are the limit", step.what, idle, m.limit.Load()>>20)
		}
	}
	asked := NewMemory(100 << 20)
	asked.reckon(900<<20, 1000)
	if got := asked.limit.Load(); got != 100<<20 {
		t.Errorf("100 MiB were asked for, and %d bytes are the limit", got)
	}
}

// What is sent slowly holds no turn: others are answered by the only one that there is.
func TestSlowBodiesHoldNobodyUp(t *testing.T) {
	options := DefaultOptions()
	options.Limits.Requests = 1
	server, _ := serving(t, options)
	for _, headers := range []string{"Content-Type: application/json; x=y\r\n", "Content-Type: application/json\r\nCookie: a=b\r\n", "Content-Type: application/json\r\nAccept: text/event-stream\r\n", "Content-Type: application/json\r\nAccept: multipart/mixed\r\n"} {
		for range 5 {
			connection, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = connection.Close() }()
			_, _ = fmt.Fprintf(connection, "POST /graphql HTTP/1.1\r\nHost: x\r\n%sContent-Length: 100\r\n\r\n{", headers)
		}
	}
	if response, text := exchange(t, "POST", server.URL+"/graphql", asks); response.StatusCode != 200 {
		t.Errorf("status %d: %s", response.StatusCode, text)
	}
}

// Nor does what is said to become a socket and has a body.
func TestBodiesComeBeforeTurns(t *testing.T) {
	body, send := io.Pipe()
	came := make(chan struct{})
	limits := DefaultLimits()
	handler := limits.received(newBodies(limits), http.HandlerFunc(func(http.ResponseWriter, *http.Request) { close(came) }))
	request := httptest.NewRequest(http.MethodPost, "/mcp", body)
	request.Header.Set("Upgrade", "websocket")
	go handler.ServeHTTP(httptest.NewRecorder(), request)
	_, _ = io.WriteString(send, "a")
	select {
	case <-came:
		t.Error("a request goes on whose body has not come")
	case <-time.After(20 * time.Millisecond):
	}
	_ = send.Close()
	<-came
}

// Over HTTP/2 a connection has many requests whose bodies are on their way: of one client few are.
func TestBodiesOverHTTP2AreFew(t *testing.T) {
	limits := DefaultLimits()
	limits.OfAClient = 1
	held := newBodies(limits)
	handler := limits.received(held, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	post := func(major int) int {
		request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader("{}"))
		request.ProtoMajor = major
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, request)
		return recorder.Code
	}
	who := client{}.share()
	held.coming.add(who)
	if first, second := post(1), post(2); first != http.StatusOK || second != http.StatusTooManyRequests {
		t.Errorf("beside one that comes: status %d over HTTP/1, %d over HTTP/2", first, second)
	}
	held.coming.remove(who)
	if status := post(2); status != http.StatusOK || held.coming.count() != 0 {
		t.Errorf("status %d, %d are on their way", status, held.coming.count())
	}
}

// Lengths that lie are refused without their being believed.
func TestLengthsThatLie(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for length, status := range map[string]string{
		"9223372036854775807": "413", "2000000": "413", "9223372036854775808": "400", "-1": "400", "1e3": "400",
	} {
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = fmt.Fprintf(connection, "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n{", length)
		line, err := bufio.NewReader(connection).ReadString('\n')
		_ = connection.Close()
		if err != nil || !strings.HasPrefix(line, "HTTP/1.1 "+status) {
			t.Errorf("Content-Length %s: %q, %v", length, line, err)
		}
	}
}

// A client that takes nothing of what it is sent holds no turn either.
func TestSlowReadersHoldNobodyUp(t *testing.T) {
	options := DefaultOptions()
	options.Limits.Requests, options.AnswerCache = 1, 0
	store := graph.NewStore(nil)
	addPlace(t, store, "place/jinan", "Jinan")
	// Answers that no socket has room for.
	large := strings.Repeat("x", 16<<20)
	g := newGate(options)
	writing := make(chan struct{}, 100)
	handler := resting(g.turns.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		writing <- struct{}{}
		if r.URL.Path == "/large" {
			_, _ = io.WriteString(w, large)
		}
	})))
	server := httptest.NewServer(handler)
	defer server.Close()
	for range 5 {
		connection, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = connection.Close() }()
		_, _ = fmt.Fprint(connection, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
		<-writing
	}
	client := &http.Client{Timeout: 20 * time.Second}
	response, err := client.Get(server.URL + "/small")
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != 200 {
		t.Errorf("status %d", response.StatusCode)
	}
}

func TestLongHeadersAreRefused(t *testing.T) {
	server, _ := serving(t, DefaultOptions())
	for _, name := range headersRead {
		response, text := exchange(t, "GET", server.URL+"/graphql?query={__typename}", "", name, strings.Repeat("a/b,", 2000))
		if response.StatusCode != http.StatusRequestHeaderFieldsTooLarge || !strings.Contains(text, "HEADER_TOO_LARGE") || len(text) > 300 {
			t.Errorf("%s: status %d: %.300s", name, response.StatusCode, text)
		}
	}
}

func TestBudgetsLeaveRoomForOthers(t *testing.T) {
	b := newBudget(100)
	for _, step := range []struct {
		who   string
		bytes int
		want  bool
	}{
		{"a", 20, true}, {"a", 5, true}, {"a", 1, false}, // a quarter each
		{"b", 60, true},  // one that holds nothing may take what there is
		{"b", 1, false},  // and no more then
		{"c", 16, false}, // all that there is
		{"c", 15, true},
	} {
		if got := b.take(step.who, step.bytes); got != step.want {
			t.Errorf("%s takes %d: %t", step.who, step.bytes, got)
		}
	}
	b.give("a", 25)
	b.give("b", 60)
	b.give("c", 15)
	if b.inUse() != 0 || len(b.of) != 0 {
		t.Errorf("%d bytes and %d clients are left", b.inUse(), len(b.of))
	}
}

// Who takes none of his long answers still gets short ones.
func TestLongAnswersLeaveRoomForShortOnes(t *testing.T) {
	o := newOnTheWay()
	if _, err := o.sending(t.Context(), answersAtOnce/3, answersAtOnce/3); err != nil {
		t.Fatal(err)
	}
	if _, err := o.sending(t.Context(), longAnswer+1, longAnswer+1); err == nil {
		t.Error("one client has more than its part")
	}
	give, err := o.sending(t.Context(), longAnswer, 1<<20) // in a buffer of a longer one before
	if err != nil {
		t.Error(err)
	}
	if o.inUse() != answersAtOnce/3+packingBytes+longAnswer {
		t.Errorf("%d bytes are in use", o.inUse())
	}
	for range 1000 {
		if _, err := o.sending(t.Context(), countedAnswer, 1<<20); err != nil {
			t.Fatal("an answer that has room in the connection is counted:", err)
		}
	}
	give()
	if o.short.inUse() != 0 {
		t.Errorf("%d bytes are left", o.short.inUse())
	}
}

func TestTalliesLeaveRoomForOthers(t *testing.T) {
	counted := newTally(3, 2)
	for i, who := range []string{"a", "a", "a", "b", "c"} {
		if got, want := counted.add(who), []bool{true, true, false, true, false}[i]; got != want {
			t.Errorf("%d, of %s: %t", i, who, got)
		}
	}
	if counted.count() != 3 {
		t.Error("three at most, and two of one")
	}
	counted.remove("a")
	if !counted.add("c") || counted.count() != 3 {
		t.Errorf("%d are open", counted.count())
	}
}

// One connection too many closes one of the address that has the most, and none that is being
// answered.
func TestTooManyConnections(t *testing.T) {
	began, finish := make(chan struct{}, 10), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			began <- struct{}{}
			<-finish
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	lifecycle, limits := new(Lifecycle), DefaultLimits()
	go func() {
		_ = Serve(t.Context(), listener, limits.received(newBodies(limits), slow), Serving{Time: time.Minute, Connections: 5, Lifecycle: lifecycle}, slog.New(slog.DiscardHandler))
	}()
	dial := func(from string) net.Conn {
		t.Helper()
		dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
		connection, err := dialer.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Skip("this machine has one loopback address:", err)
		}
		t.Cleanup(func() { _ = connection.Close() })
		return connection
	}
	answered := dial("127.0.0.2")
	_, _ = fmt.Fprint(answered, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
	<-began
	modest := dial("127.0.0.3")
	for range 10 {
		_, _ = fmt.Fprint(dial("127.0.0.2"), "GET / HTTP/1.1\r\nX: ")                                   // heads that never end
		_, _ = fmt.Fprint(dial("127.0.0.2"), "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n") // bodies that never come
	}
	// A connection that is dialled waits for the server to take it: 22 were, 5 may stay.
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		open, closed := lifecycle.Connections()
		if open <= 5 && closed == 17 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d are open, %d were closed", open, closed)
		}
	}
	_, _ = fmt.Fprint(modest, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	if line, err := bufio.NewReader(modest).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Errorf("the one with one connection: %q, %v", line, err)
	}
	close(finish)
	if line, err := bufio.NewReader(answered).ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Errorf("the one that is being answered: %q, %v", line, err)
	}
}
