package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// streams are attacks by WebSockets and server-sent events.
func streams() []attack {
	return []attack{
		{name: "socket: 600 that never say what they want", connections: 1, run: holding(600, upgrade, "")},
		{name: "socket: 300, each with a subscription, that read nothing and answer no ping", connections: 1, run: socketsHeld(300, subscribed(1)...), legal: true},
		{name: "socket: 1000 subscriptions on each of 4", connections: 1, run: socketsHeld(4, subscribed(1000)...), legal: true},
		{name: "socket: 45, each with 20 of the longest answers, that read nothing", connections: 1, run: socketsHeld(45, longest(20)...), legal: true},
		{name: "socket: 45 that are opened with 9000 values", connections: 1, run: socketsHeld(45, `{"type":"connection_init","payload":{"a":[`+strings.Repeat(`{"":0},`, 9_000)+`0]}}`)},
		{name: "socket: 45, each with 200 IDs of 60 KB, that read nothing", connections: 1, run: socketsHeld(45, commented(200, strings.Repeat("i", 60_000), "")...)},
		{name: "socket: 45, each with 200 documents of 60 KB, that read nothing", connections: 1, run: socketsHeld(45, commented(200, "", strings.Repeat("x", 60_000))...)},
		{name: "socket: 45, each with pings of 60 KB, that read nothing", connections: 1, run: socketsHeld(45, append([]string{socketInit}, repeat(100, `{"type":"ping","payload":{"a":"`+strings.Repeat("x", 60_000)+`"}}`)...)...)},
		{name: "socket: opened and closed at once", connections: 16, run: socketOnce()},
		{name: "socket: frames of 4 MB", connections: 8, run: socketOnce(strings.Repeat("x", 4<<20))},
		{name: "socket: a message that does not end", connections: 8, run: endlessMessage},
		{name: "socket: nonsense", connections: 8, run: socketOnce("nonsense", "{}", `{"type":"subscribe"}`)},
		{name: "socket: a question before the beginning", connections: 8, run: socketOnce(`{"type":"subscribe","id":"1","payload":{"query":"{ __typename }"}}`)},
		{name: "socket: the beginning twice", connections: 8, run: socketOnce(socketInit, socketInit, socketInit)},
		{name: "socket: one ID for all", connections: 8, run: socketOnce(socketInit, subscribe("1"), subscribe("1"), subscribe("1"))},
		{name: "socket: pings by the thousand", connections: 8, run: socketOnce(append([]string{socketInit}, repeat(2000, `{"type":"ping"}`)...)...)},
		{name: "socket: 200 legal documents of the costly kind on each", connections: 4, run: socketOnce(costly(200)...), legal: true},
		{name: "socket: frames without a mask", connections: 8, run: rawly(upgrade + "\x81\x05hello")},
		{name: "events: 400 subscriptions that read nothing", connections: 1, run: holding(400, events(`subscription { graphChanged { generation } }`), ""), legal: true},
		{name: "events: subscribed and left at once", connections: 16, run: hangUp(events(`subscription { graphChanged { generation newClaims(first: 100) { label } } }`)), legal: true},
		{name: "events: costly queries as events", connections: 8, run: hangUp(withLength(legalBody("a filter of 190 names"), "Accept: text/event-stream")), legal: true},
		{name: "events: 200 readers of a long answer in parts", connections: 1, run: holding(200, withLength(legalBody("deferred lists, as parts"), "Accept: multipart/mixed"), ""), legal: true},
		{name: "events: 200 readers of the longest answer as an event", connections: 1, run: holding(200, withLength(legalBody("the longest answer"), "Accept: text/event-stream"), ""), legal: true},
	}
}

// upgrade asks for a WebSocket.
const upgrade = "GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"

const socketInit = `{"type":"connection_init"}`

func subscribe(id string) string {
	return fmt.Sprintf(`{"type":"subscribe","id":%q,"payload":{"query":"subscription { graphChanged { generation } }"}}`, id)
}

func repeat(n int, text string) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = text
	}
	return list
}

// costly asks several questions that take long on one socket.
func costly(n int) []string {
	list := []string{socketInit}
	for i := range n {
		list = append(list, fmt.Sprintf(`{"type":"subscribe","id":"%d","payload":%s}`, i, legalBody("a filter of 190 names")))
	}
	return list
}

// commented asks little, with much beside it.
func commented(n int, id, comment string) []string {
	list := []string{socketInit}
	for i := range n {
		list = append(list, fmt.Sprintf(`{"type":"subscribe","id":"%d%s","payload":{"query":"{ a%d: __typename } # %s"}}`, i, id, i, comment))
	}
	return list
}

// longest asks for answers nearly as long as they may be over a socket.
func longest(n int) []string {
	list := []string{socketInit}
	for i := range n {
		list = append(list, fmt.Sprintf(`{"type":"subscribe","id":"%d","payload":%s}`, i, longAnswer(i, 20)))
	}
	return list
}

// subscribed begins subscriptions.
func subscribed(n int) []string {
	list := []string{socketInit}
	for i := range n {
		list = append(list, subscribe(fmt.Sprint(i)))
	}
	return list
}

// events is a request for server-sent events.
func events(query string) string {
	return withLength(graphQL(query, nil).body, "Accept: text/event-stream")
}

func (f *front) socket(ctx context.Context) (*websocket.Conn, error) {
	conn, response, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(f.base.String(), "http")+"/graphql",
		&websocket.DialOptions{HTTPClient: &http.Client{Transport: f.client.Transport.(*http.Transport).Clone()}, Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		if response != nil {
			return nil, fmt.Errorf("%d", response.StatusCode)
		}
		return nil, err
	}
	conn.SetReadLimit(1 << 20)
	return conn, nil
}

// socketsHeld opens so many sockets, says something on each, and reads nothing. Those that the
// server closes are opened anew.
func socketsHeld(sockets int, messages ...string) func(context.Context, *front) error {
	return func(ctx context.Context, f *front) error {
		var open atomic.Int64
		done := make(chan struct{})
		for range sockets {
			go func() {
				defer func() { done <- struct{}{} }()
				for ctx.Err() == nil {
					conn, err := f.socket(ctx)
					if err != nil {
						f.count(trouble(err))
						pause(ctx, 100*time.Millisecond)
						continue
					}
					f.hold(int(open.Add(1)))
					f.count(keepSocketOpen(ctx, conn, messages))
					open.Add(-1)
				}
			}()
		}
		for range sockets {
			<-done
		}
		return nil
	}
}

// keepSocketOpen says something on a socket, and reads nothing until the context ends.
func keepSocketOpen(ctx context.Context, conn *websocket.Conn, messages []string) string {
	defer func() { _ = conn.CloseNow() }()
	for _, message := range messages {
		if conn.Write(ctx, websocket.MessageText, []byte(message)) != nil && ctx.Err() == nil {
			return hungUp
		}
	}
	<-ctx.Done()
	return "held"
}

// socketOnce opens a socket, sends messages, reads until there is nothing for a while, and
// closes it.
func socketOnce(messages ...string) func(context.Context, *front) error {
	return func(ctx context.Context, f *front) error {
		conn, err := f.socket(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = conn.CloseNow() }()
		begun, told := time.Now(), make(chan string, 1)
		go func() {
			last := "nothing"
			for {
				reading, cancel := context.WithTimeout(ctx, rawTime)
				_, text, err := conn.Read(reading)
				cancel()
				if status := websocket.CloseStatus(err); status != -1 {
					last = fmt.Sprintf("closed with %d", status)
				}
				if err != nil {
					told <- last
					return
				}
				last = "messages"
				if leaked.Match(text) || strings.Contains(string(text), `"INTERNAL"`) {
					f.fault("a message tells of the inside of the server")
				}
			}
		}()
		for _, message := range messages {
			if conn.Write(ctx, websocket.MessageText, []byte(message)) != nil {
				break
			}
		}
		if len(messages) == 0 {
			_ = conn.CloseNow()
		}
		outcome := <-told
		if !over(ctx) {
			f.take(answer{took: time.Since(begun), status: http.StatusSwitchingProtocols, bytes: 1, body: []byte(fmt.Sprintf(`"code":"%s"`, outcome))}, nil)
		}
		return nil
	}
}

// farewellTime is how long a socket may take to be closed.
const farewellTime = 7 * time.Second

// endlessMessage sends fragments of one message without end.
func endlessMessage(ctx context.Context, f *front) error {
	conn, err := f.socket(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.CloseNow() }()
	writer, err := conn.Writer(ctx, websocket.MessageText)
	if err != nil {
		return err
	}
	piece := strings.Repeat("x", 1<<16)
	// A server that has had enough says so, and reads on for some seconds without keeping
	// anything, as the protocol has it, until it is answered.
	for begun := time.Now(); ctx.Err() == nil; {
		if time.Since(begun) > farewellTime {
			f.fault("a message was taken without end")
			return nil
		}
		if _, err := io.WriteString(writer, piece); err != nil {
			f.count(hungUp)
			return nil
		}
	}
	return nil
}
