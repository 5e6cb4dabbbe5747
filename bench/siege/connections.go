package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync/atomic"
	"time"
)

// connections are attacks by how connections are used: slowly, in great number, or not at all.
func connections() []attack {
	return []attack{
		{name: "slow: 600 heads of one letter", connections: 1, run: holding(600, "G", "")},
		{name: "slow: 600 heads, a letter each second", connections: 1, run: holding(600, "GET /healthz HTTP/1.1\r\nX-Slow: ", "y")},
		{name: "slow: 600 bodies, a letter each second", connections: 1, run: holding(600, head("Content-Length: 100000")+`{"query":"`, " ")},
		{name: "slow: 2500 bodies, a letter each second", connections: 1, run: holding(2500, head("Content-Length: 100000")+`{"query":"`, " ")},
		{name: "slow: 200 bodies of a type with a parameter", connections: 1, run: holding(200, strings.Replace(head("Content-Length: 100000"), "application/json", "application/json; x=y", 1)+`{"query":"`, " ")},
		{name: "slow: 200 bodies with a cookie", connections: 1, run: holding(200, head("Content-Length: 100000", "Cookie: a=b")+`{"query":"`, " ")},
		{name: "slow: 200 bodies that want events", connections: 1, run: holding(200, head("Content-Length: 100000", "Accept: text/event-stream")+`{"query":"`, " ")},
		{name: "slow: 100 bodies to Gizmo", connections: 1, run: holding(100, "POST /gizmo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\ng", " "), serve: []string{"--gizmo"}},
		{name: "slow: 200 readers of the longest answers", connections: 1, run: holding(200, withLength(legalBody("the longest answer")), ""), legal: true},
		{name: "slow: 200 readers of one answer that is kept", connections: 1, run: holding(200, keptLong(), ""), legal: true},
		{name: "slow: 100 readers of exports", connections: 1, run: holding(100, "GET /export/nquads?claims=true HTTP/1.1\r\nHost: x\r\n\r\n", ""), legal: true},
		{name: "slow: 200 readers of /id/", connections: 1, run: holding(200, strings.Repeat("GET /id/place/changchun?format=nquads HTTP/1.1\r\nHost: x\r\n\r\n", 50), ""), legal: true},
		{name: "connections: 3000 that say nothing", connections: 1, run: holding(3000, "", "")},
		{name: "connections: 2000 that stay after a request", connections: 1, run: holding(2000, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "")},
		{name: "connections: opened and closed at once", connections: 32, run: openAndClose},
		{name: "connections: hung up upon while the answer is made", connections: 32, run: hangUp(withLength(legalBody("a filter of 190 names"))), legal: true},
		{name: "connections: hung up upon while an export is written", connections: 32, run: hangUp("GET /export/xlsx?claims=true HTTP/1.1\r\nHost: x\r\n\r\n"), legal: true},
	}
}

// legalBody is the body of the first request of an attack among the legal ones.
func legalBody(name string) string {
	for _, a := range legalDocuments() {
		if strings.Contains(a.name, name) {
			return a.request(0).body
		}
	}
	panic("no legal document is called " + name)
}

// withLength is a body with its head.
func withLength(body string, lines ...string) string {
	return head(append(lines, fmt.Sprintf("Content-Length: %d", len(body)))...) + body
}

// keptLong asks for an answer of some MB that fits into the cache of answers.
func keptLong() string { return withLength(longAnswer(0, 100)) }

// longAnswer is the body of a request for an answer of some 100 KB for each of so many things.
func longAnswer(i, things int) string {
	return graphQL(fmt.Sprintf("{ a%d: nodes(ids: [%s]) { ... on Thing { claims(first: 100) { nodes { id label subject { claims(first: 5) { nodes { id label } } } } } } } }",
		i, times(things, func(int) string { return `"place/changchun"` })), nil).body
}

// dripTime is how often a slow client says one more letter.
const dripTime = time.Second

// holding opens so many connections, says something on each, and then one more letter each
// second, or nothing. It reads nothing. Connections that the server closes are opened anew.
func holding(n int, first, drip string) func(context.Context, *front) error {
	return func(ctx context.Context, f *front) error {
		var open atomic.Int64
		gate := make(chan struct{}, 64) // so many are opened at the same time
		done := make(chan struct{})
		for range n {
			go func() {
				defer func() { done <- struct{}{} }()
				for ctx.Err() == nil {
					gate <- struct{}{}
					conn, err := f.dial(ctx)
					<-gate
					if err != nil {
						f.count(trouble(err))
						pause(ctx, 100*time.Millisecond)
						continue
					}
					f.hold(int(open.Add(1)))
					f.count(keepOpen(ctx, conn, first, drip))
					open.Add(-1)
					pause(ctx, 10*time.Millisecond)
				}
			}()
		}
		for range n {
			<-done
		}
		return nil
	}
}

func pause(ctx context.Context, lasts time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(lasts):
	}
}

// keepOpen uses one connection until the server closes it or the context ends, and tells which.
func keepOpen(ctx context.Context, conn net.Conn, first, drip string) string {
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	if tcp, is := conn.(*net.TCPConn); is {
		_ = tcp.SetReadBuffer(4096) // little of an answer fits on the way
	}
	if _, err := io.WriteString(conn, first); err != nil && ctx.Err() == nil {
		return hungUp
	}
	for ctx.Err() == nil {
		pause(ctx, dripTime)
		if drip == "" {
			if closed(conn) {
				return hungUp
			}
			continue
		}
		if _, err := io.WriteString(conn, drip); err != nil && ctx.Err() == nil {
			return hungUp
		}
	}
	return "held"
}

// closed tells whether the server has closed a connection on which it has sent nothing else.
// One that holds an answer is left unread.
func closed(conn net.Conn) bool {
	tcp, is := conn.(*net.TCPConn)
	if !is {
		return false
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return true
	}
	ended := false
	_ = raw.Read(func(handle uintptr) bool {
		ended = peeksEnd(handle)
		return true
	})
	return ended
}

func openAndClose(ctx context.Context, f *front) error {
	conn, err := f.dial(ctx)
	if err != nil {
		return err
	}
	f.count("opened")
	return conn.Close()
}

// hangUp sends a request, and is gone before the answer is made.
func hangUp(text string) func(context.Context, *front) error {
	return func(ctx context.Context, f *front) error {
		conn, err := f.dial(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = conn.Close() }()
		if _, err := io.WriteString(conn, text); err != nil {
			return err
		}
		pause(ctx, 20*time.Millisecond) // until it has begun
		f.count("left")
		return nil
	}
}

// pipelinedUnread sends requests without end on one connection, and reads no answer.
func pipelinedUnread(ctx context.Context, f *front) error {
	conn, err := f.dial(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	many := strings.Repeat("GET /id/place/jinan?format=nquads HTTP/1.1\r\nHost: x\r\n\r\n", 100)
	for ctx.Err() == nil {
		if _, err := io.WriteString(conn, many); err != nil {
			return nil
		}
		f.count("100 requests")
	}
	return nil
}

// rotate asks one path after the other, each as it is written.
func rotate(paths []string) func(context.Context, *front) error {
	var next atomic.Int64
	return func(ctx context.Context, f *front) error {
		path := paths[int(next.Add(1))%len(paths)]
		a := f.sendRaw(ctx, "GET "+path+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
		if over(ctx) {
			return nil
		}
		f.take(a, nil)
		if a.status == 200 && strings.Contains(path, "etc/passwd") && !strings.Contains(string(a.body), "<!") && strings.Contains(string(a.body), "/bin/") {
			f.fault("a file beyond the folders: " + path)
		}
		return nil
	}
}
