// Package turns shares the processors among clients. A request that has its turn runs; others
// wait, and when a turn is free, or has lasted long enough, the request of that client goes on
// which has been given the least time so far. So a client that asks for much waits for itself,
// and one that asks for little hardly waits at all.
//
// This is start-time fair queueing (Goyal, Vin and Cheng, 1996), with the time that a request
// has really taken as its cost, and with turns that are given up in between.
package turns

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Limits bound who runs and who waits. All are at least 1, unless it is said otherwise.
type Limits struct {
	Running   int           // requests that have a turn at once
	Spare     int           // turns beside those, for clients that have none, or whose other requests have all had a slice
	Waiting   int           // that wait for one, of all clients
	OfAClient int           // that run or wait, of one client
	TurnsEach int           // that one client has at once; 0 for as many as there are
	Slice     time.Duration // after which a turn is given up to those that have had less
	Patience  time.Duration // for the first turn; 0 for as long as the request lives
}

// Who is not let in is told why. ErrTooMany is the client's own doing.
var (
	ErrFull    = errors.New("too many requests wait")
	ErrTooMany = errors.New("the client has too many requests under way")
	ErrLate    = errors.New("no turn came in time")
)

// Client is whom a request is counted for. Among the requests of one client, or of many people
// behind one address, those go first that have had no slice yet, since most need no more; then
// those of the connection that has had the least.
type Client struct {
	Name       string
	Connection *Connection // nil where it is not known
}

// Connection remembers what it has been given, in the account of a client.
type Connection struct {
	account *account
	used    time.Duration
}

// Queue gives turns. Its methods may be called from any number of goroutines.
type Queue struct {
	limits Limits
	now    func() time.Time

	mu      sync.Mutex
	running int
	waiting int
	clock   time.Duration // what the client had been given that got a turn last
	clients map[string]*account
}

// account is what one client has been given, and its requests that wait.
type account struct {
	used    time.Duration
	clock   time.Duration // what the connection had been given that got a turn last
	under   int           // requests that run or wait, or rest
	running int
	fresh   int // of those that run, in their first slice
	waiting []*Turn
}

// kept is how many clients without a request are remembered for what they were given.
const kept = 4096

// ahead is how many slices who comes is before those who stay: they are up to one apart, some
// having had this round's already.
const ahead = 2

// New makes a queue.
func New(limits Limits) *Queue {
	return &Queue{limits: limits, now: time.Now, clients: make(map[string]*account)}
}

// Turn is a request that has been let in. Its methods may be called from any number of
// goroutines, but the request ends once.
type Turn struct {
	queue      *Queue
	client     string
	account    *account
	connection *Connection

	mu    sync.Mutex    // of what gives the turn up for a while; all else of the request waits with it
	begun time.Time     // when the slice did; like the rest, guarded by queue.mu
	paid  time.Duration // of the slice, beforehand: who runs is not taken for one who has had nothing
	held  bool
	more  bool // whether it has had a slice, and needs more
	left  bool
	ready chan struct{} // closed when the turn is given
}

// Begin waits for a turn. The error is one of those above, or the context's.
func (q *Queue) Begin(ctx context.Context, client Client) (*Turn, error) {
	t := &Turn{queue: q, client: client.Name, connection: client.Connection}
	if t.connection == nil {
		t.connection = new(Connection)
	}
	q.mu.Lock()
	t.account = q.of(client.Name)
	switch {
	case t.account.under >= q.limits.OfAClient:
		q.mu.Unlock()
		return nil, ErrTooMany
	case q.waiting >= q.limits.Waiting && !q.mayRun(t.account, true):
		q.mu.Unlock()
		return nil, ErrFull
	}
	// Who was away has saved nothing up but what lets him go before those who stay.
	if t.account.under == 0 {
		t.account.used = max(t.account.used, q.clock-ahead*q.limits.Slice)
	}
	if c := t.connection; c.account != t.account {
		c.account, c.used = t.account, 0
	}
	t.connection.used = max(t.connection.used, t.account.clock-ahead*q.limits.Slice)
	t.account.under++
	if !q.take(t) {
		q.mu.Unlock()
		if err := t.await(ctx, q.limits.Patience); err != nil {
			q.mu.Lock()
			q.forget(t)
			q.mu.Unlock()
			return nil, err
		}
		return t, nil
	}
	q.mu.Unlock()
	return t, nil
}

// of is the account of a client; that of one who is new begins now.
func (q *Queue) of(client string) *account {
	s, known := q.clients[client]
	if !known {
		if len(q.clients) >= kept {
			q.sweep()
		}
		s = &account{used: q.clock}
		q.clients[client] = s
	}
	return s
}

// sweep forgets clients that have no request and are owed no waiting, or, where there are too
// many of them, all that have no request.
func (q *Queue) sweep() {
	for _, owing := range []bool{false, true} {
		for name, s := range q.clients {
			if s.under == 0 && (owing || s.used <= q.clock) {
				delete(q.clients, name)
			}
		}
		if len(q.clients) < kept {
			return
		}
	}
}

// take gives the request a turn if one is free and nobody waits, or lets it wait.
func (q *Queue) take(t *Turn) bool {
	if q.mayRun(t.account, !t.more) && q.next() == nil {
		q.give(t)
		return true
	}
	q.wait(t)
	return false
}

func (q *Queue) wait(t *Turn) {
	t.ready = make(chan struct{})
	t.account.waiting = append(t.account.waiting, t)
	q.waiting++
}

// mayRun tells whether a client may have a turn more, for a fresh request or for one that has had
// a slice. Those to spare are for clients that have none, and for what may be short beside what is
// known to be long: many people can share an address.
func (q *Queue) mayRun(a *account, fresh bool) bool {
	if q.limits.TurnsEach > 0 && a.running >= q.limits.TurnsEach {
		return false
	}
	return q.running < q.limits.Running || (a.running == 0 || fresh && a.fresh == 0) && q.running < q.limits.Running+q.limits.Spare
}

func (q *Queue) give(t *Turn) {
	q.running++
	t.account.running++
	if !t.more {
		t.account.fresh++
	}
	t.held = true
	q.start(t)
}

// start begins a slice.
func (q *Queue) start(t *Turn) {
	q.clock, t.account.clock = max(q.clock, t.account.used), max(t.account.clock, t.connection.used)
	t.begun, t.paid = q.now(), q.limits.Slice
	q.charge(t, t.paid)
}

// stop ends a slice, and settles what it took.
func (q *Queue) stop(t *Turn) {
	q.charge(t, q.now().Sub(t.begun)-t.paid)
}

// await waits until the turn is given. It may be given although there is an error.
func (t *Turn) await(ctx context.Context, patience time.Duration) error {
	var late <-chan time.Time
	if patience > 0 {
		timer := time.NewTimer(patience)
		defer timer.Stop()
		late = timer.C
	}
	select {
	case <-t.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-late:
		return ErrLate
	}
}

// Pause lets those go first that have been given less, if this turn has lasted its slice. It
// returns at once otherwise, and when the context has ended: the request must look at it.
func (t *Turn) Pause(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.queue
	q.mu.Lock()
	if !t.held || q.now().Sub(t.begun) < q.limits.Slice { // without a turn, nobody waits any longer for what it does
		q.mu.Unlock()
		return
	}
	q.stop(t)
	q.release(t)
	t.more = true
	if !q.isOwed(t) {
		q.give(t)
		q.mu.Unlock()
		return
	}
	q.wait(t)
	q.serve()
	q.mu.Unlock()
	t.awaitAgain(ctx)
}

// awaitAgain waits for another turn of a request that has had one.
func (t *Turn) awaitAgain(ctx context.Context) {
	if t.await(ctx, 0) != nil {
		t.queue.mu.Lock()
		t.queue.leave(t)
		t.queue.mu.Unlock()
	}
}

// Rest gives the turn up while the request waits for something else, such as for a client to
// take what it is sent, and tells whether there was one. Resume takes it up again.
func (t *Turn) Rest() bool {
	q := t.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	if !t.held {
		return false
	}
	q.stop(t)
	q.release(t)
	q.serve()
	return true
}

// Leave gives the turn up for good, while the request goes on and is still counted: to wait for
// events takes no time of the processors.
func (t *Turn) Leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.Rest()
	t.queue.mu.Lock()
	defer t.queue.mu.Unlock()
	t.left = true
}

// Resume waits for a turn after a rest. It returns without one when the context has ended.
func (t *Turn) Resume(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.queue
	q.mu.Lock()
	if t.account == nil || t.held || t.left {
		q.mu.Unlock()
		return
	}
	given := q.take(t)
	q.mu.Unlock()
	if !given {
		t.awaitAgain(ctx)
	}
}

// End gives the turn back. What ends twice ends once.
func (t *Turn) End() {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	if t.account == nil {
		return
	}
	q.forget(t)
	t.account = nil
}

func (q *Queue) charge(t *Turn, time time.Duration) {
	t.account.used += time
	t.connection.used += time
}

// forget ends a request, whether it runs or waits.
func (q *Queue) forget(t *Turn) {
	q.leave(t)
	if t.held {
		q.stop(t)
		q.release(t)
		q.serve()
	}
	t.account.under--
	if t.account.under == 0 && t.account.used <= q.clock && q.clients[t.client] == t.account {
		delete(q.clients, t.client)
	}
}

// leave takes a request from those that wait.
func (q *Queue) leave(t *Turn) {
	for i, other := range t.account.waiting {
		if other == t {
			t.account.waiting = append(t.account.waiting[:i], t.account.waiting[i+1:]...)
			q.waiting--
			return
		}
	}
}

func (q *Queue) release(t *Turn) {
	t.held = false
	t.account.running--
	if !t.more {
		t.account.fresh--
	}
	q.running--
}

// serve gives free turns to those that have had the least.
func (q *Queue) serve() {
	for next := q.next(); next != nil; next = q.next() {
		q.leave(next)
		q.give(next)
		close(next.ready)
	}
}

// isOwed tells whether somebody waits who has had less than a request whose slice has ended.
func (q *Queue) isOwed(t *Turn) bool {
	switch next := q.next(); {
	case next == nil:
		return false
	case next.account != t.account:
		return next.account.used < t.account.used
	default:
		return next.before(t)
	}
}

// before tells which of two requests of one client goes first.
func (t *Turn) before(other *Turn) bool {
	if t.more != other.more {
		return other.more
	}
	return t.connection.used < other.connection.used
}

// next is the request whose turn it is; nil where there is no turn for any. Few clients wait at once, so they are looked through.
func (q *Queue) next() *Turn {
	if q.waiting == 0 {
		return nil
	}
	var of *account
	for _, s := range q.clients {
		if len(s.waiting) > 0 && q.mayRun(s, s.hasFresh()) && (of == nil || s.used < of.used) {
			of = s
		}
	}
	if of == nil {
		return nil
	}
	next := of.waiting[0]
	for _, t := range of.waiting[1:] {
		if t.before(next) {
			next = t
		}
	}
	return next
}

// hasFresh tells whether a request waits that has had no slice yet; it is next then.
func (a *account) hasFresh() bool {
	for _, t := range a.waiting {
		if !t.more {
			return true
		}
	}
	return false
}

// Standing is how full a queue is.
type Standing struct{ Running, Waiting, Clients int }

// Standing tells it.
func (q *Queue) Standing() Standing {
	q.mu.Lock()
	defer q.mu.Unlock()
	return Standing{q.running, q.waiting, len(q.clients)}
}
