package server

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
)

// connections bounds how many connections are open. When one comes that is too many, one is
// closed of the address that has the most: of those on which nothing is answered at the moment the
// one of which that is so for longest. So whoever opens many, and sends nothing or slowly, takes
// them from himself.
type connections struct {
	most int

	mu     sync.Mutex
	open   map[net.Conn]*connection
	of     map[netip.Addr]map[*connection]struct{}
	closed atomic.Uint64 // because there were too many
}

// connection is one that is open.
type connection struct {
	conn    net.Conn
	from    netip.Addr
	turns   turns.Connection
	answers atomic.Int32 // requests that have come and are being answered
	since   atomic.Int64 // when it was opened, or its last answer ended, in nanoseconds of Unix
}

type connectionKey struct{}

func newConnections(most int) *connections {
	return &connections{most: most, open: map[net.Conn]*connection{}, of: map[netip.Addr]map[*connection]struct{}{}}
}

// begin is http.Server's ConnContext.
func (c *connections) begin(ctx context.Context, conn net.Conn) context.Context {
	peer, _ := netip.ParseAddrPort(conn.RemoteAddr().String())
	one := &connection{conn: conn, from: peer.Addr()}
	one.since.Store(time.Now().UnixNano())
	c.mu.Lock()
	c.open[conn] = one
	if c.of[one.from] == nil {
		c.of[one.from] = map[*connection]struct{}{}
	}
	c.of[one.from][one] = struct{}{}
	var victim *connection
	if len(c.open) > c.most {
		if victim = c.victim(); victim != nil {
			c.forget(victim)
		}
	}
	c.mu.Unlock()
	if victim != nil {
		c.closed.Add(1)
		go func() { _ = victim.conn.Close() }() // TLS says goodbye first, which can take seconds
	}
	return context.WithValue(ctx, connectionKey{}, one)
}

// changed is http.Server's ConnState.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	if state != http.StateClosed && state != http.StateHijacked {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if one, known := c.open[conn]; known {
		c.forget(one)
	}
}

func (c *connections) forget(one *connection) {
	delete(c.open, one.conn)
	delete(c.of[one.from], one)
	if len(c.of[one.from]) == 0 {
		delete(c.of, one.from)
	}
}

// victim is the connection that is closed; nil where all are being answered.
func (c *connections) victim() *connection {
	most := 0
	var idle *connection
	for _, all := range c.of {
		if len(all) < most {
			continue
		}
		var oldest *connection
		for one := range all {
			if one.answers.Load() == 0 && (oldest == nil || one.since.Load() < oldest.since.Load()) {
				oldest = one
			}
		}
		if oldest != nil {
			most, idle = len(all), oldest
		}
	}
	return idle
}

// count is how many are open.
func (c *connections) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.open)
}

// connectionOf is whose request it is; nil where no server tells.
func connectionOf(ctx context.Context) *connection {
	one, _ := ctx.Value(connectionKey{}).(*connection)
	return one
}

// sends takes a request for one that is not being answered, until all of it has come.
func (c *connection) sends() (sent func()) {
	if c == nil {
		return func() {}
	}
	c.answers.Add(-1)
	return func() { c.answers.Add(1) }
}

// answering notes which connections are being answered.
func answering(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if one := connectionOf(r.Context()); one != nil {
			one.answers.Add(1)
			defer func() {
				one.since.Store(time.Now().UnixNano())
				one.answers.Add(-1)
			}()
		}
		next.ServeHTTP(w, r)
	})
}
