package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// front is where an attack meets the server: what it sends goes out from here, and what
// comes back is counted. Several goroutines may use it.
type front struct {
	base   *url.URL
	from   string // address that connections come from
	client *http.Client

	mu    sync.Mutex
	tally tally
	times []time.Duration
}

// tally is what an attack has met.
type tally struct {
	Sent     int
	Answers  map[string]int // by code, status or what else became of them
	Unwanted map[string]int `json:",omitempty"` // those that the attack does not want, and failures
	Bytes    int64          // of answers
	P50, P99 float64        // milliseconds until an answer was read
	Alone    alone          // the first request, sent before the others
	Held     int            `json:",omitempty"` // connections that were open at the same time
}

// alone is one request that met an idle server.
type alone struct {
	Answer    string
	Millis    float64
	Processor float64 `json:",omitempty"` // milliseconds, to the next ten; where the process is known
	Bytes     int
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte // its beginning
	bytes  int    // all of it
	took   time.Duration
	err    error
}

// bodyKept is how much of an answer is looked at.
const bodyKept = 64 << 10

// answerTime is how long an attack waits for an answer.
const answerTime = 40 * time.Second

func newFront(base, from string, connections int) (*front, error) {
	address, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	transport := target.From(from, connections)
	client := &http.Client{Transport: transport, Timeout: answerTime, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &front{base: address, from: from, client: client, tally: tally{Answers: make(map[string]int), Unwanted: make(map[string]int)}}, nil
}

// send sends a request and reads the whole answer.
func (f *front) send(ctx context.Context, r request) answer {
	method, path := r.method, r.path
	if method == "" {
		method = http.MethodPost
	}
	if path == "" {
		path = "/graphql"
	}
	sent, err := http.NewRequestWithContext(ctx, method, f.base.String()+path, strings.NewReader(r.body))
	if err != nil {
		return answer{err: err}
	}
	for name, values := range r.header {
		sent.Header[name] = values
	}
	begun := time.Now()
	response, err := f.client.Do(sent)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = response.Body.Close() }()
	kept, err := io.ReadAll(io.LimitReader(response.Body, bodyKept))
	rest, restErr := io.Copy(io.Discard, response.Body)
	return answer{status: response.StatusCode, header: response.Header, body: kept, bytes: len(kept) + int(rest), took: time.Since(begun), err: errors.Join(err, restErr)}
}

// dial opens a connection.
func (f *front) dial(ctx context.Context) (net.Conn, error) {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(f.from)}, Timeout: 5 * time.Second}
	conn, err := dialer.DialContext(ctx, "tcp", f.base.Host)
	if tcp, is := conn.(*net.TCPConn); is {
		_ = tcp.SetLinger(0) // closed by a reset, so that its port is free again at once
	}
	return conn, err
}

// rawTime is how long what is sent as bytes may wait for an answer.
const rawTime = 2 * time.Second

// sendRaw sends bytes, which need be no HTTP, and reads what comes until the server hangs
// up or says no more.
func (f *front) sendRaw(ctx context.Context, text string) answer {
	begun := time.Now()
	conn, err := f.dial(ctx)
	if err != nil {
		return answer{err: err}
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	_ = conn.SetDeadline(begun.Add(rawTime))
	_, _ = io.WriteString(conn, text) // the server may refuse before it has read all
	kept, err := io.ReadAll(io.LimitReader(conn, 1<<20))
	a := answer{body: kept, bytes: len(kept), took: time.Since(begun)}
	if line := statusLine.FindSubmatch(kept); line != nil {
		a.status, _ = strconv.Atoi(string(line[1]))
	} else if len(kept) == 0 {
		a.err = err
	}
	return a
}

var statusLine = regexp.MustCompile(`^HTTP/1\.[01] (\d{3})`)

// What becomes of requests that get no answer.
const (
	hungUp       = "hung up"
	noAnswer     = "no answer in time"
	noConnection = "no connection"
	unanswered   = "unanswered when the attack ended"
)

// verdict is what an answer is counted as.
func (a answer) verdict() string {
	switch {
	case a.err != nil:
		return trouble(a.err)
	case target.Code(a.body) != "":
		return target.Code(a.body)
	case a.status == 0 && a.bytes == 0:
		return hungUp
	case a.status == http.StatusOK && bytes.Contains(a.body, []byte(`"data"`)):
		return data
	}
	return strconv.Itoa(a.status)
}

// trouble names an error without the addresses in it.
func trouble(err error) string {
	if operation, is := errors.AsType[*net.OpError](err); is && operation.Op == "dial" {
		return noConnection
	}
	if timeout, is := errors.AsType[net.Error](err); is && timeout.Timeout() {
		return noAnswer
	}
	for _, closed := range []string{"connection reset", "broken pipe", "EOF", "server closed idle connection"} {
		if strings.Contains(err.Error(), closed) {
			return hungUp
		}
	}
	return err.Error()
}

// take counts an answer.
func (f *front) take(a answer, want []string) {
	verdict := a.verdict()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tally.Sent++
	f.tally.Answers[verdict]++
	f.tally.Bytes += int64(a.bytes)
	f.times = append(f.times, a.took)
	if why := unwanted(a, verdict, want); why != "" {
		f.tally.Unwanted[why]++
	}
}

// count counts what is no answer.
func (f *front) count(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tally.Sent++
	f.tally.Answers[what]++
}

// fault counts what the server must never do.
func (f *front) fault(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tally.Unwanted[what]++
}

// hold tells how many connections are open.
func (f *front) hold(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tally.Held = max(f.tally.Held, n)
}

// repeated is what an answer must not hold: long pieces of the request.
var repeated = regexp.MustCompile(`x{600}|A{600}|a{600}|n{600}|9{600}|secret`)

// leaked is what no answer may hold: files and insides of the server.
var leaked = regexp.MustCompile(`root:x:|package main|goroutine \d+ \[|runtime\.gopanic`)

// unwanted tells what is wrong with an answer; empty when nothing is.
func unwanted(a answer, verdict string, want []string) string {
	switch {
	case verdict == "INTERNAL" || a.status == http.StatusInternalServerError || a.status == http.StatusBadGateway:
		return fmt.Sprintf("%s: the server failed", verdict)
	case repeated.Match(a.body):
		return verdict + " repeats the request"
	case leaked.Match(a.body):
		return verdict + " tells of the inside of the server"
	case a.header.Get("X-Injected") != "" || bytes.Contains(a.body, []byte("\r\nX-Injected:")):
		return verdict + " has a header that the request gave it"
	}
	if len(want) == 0 || turnedAway(a, verdict) {
		return ""
	}
	for _, one := range want {
		if one == verdict {
			return ""
		}
	}
	return verdict + " where " + strings.Join(want, " or ") + " is expected"
}

// turnedAway tells answers that any request may have while the server is busy, or has had
// enough of the client.
func turnedAway(a answer, verdict string) bool {
	return a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable || verdict == hungUp || verdict == noConnection
}
