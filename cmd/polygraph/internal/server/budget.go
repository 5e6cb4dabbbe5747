package server

import (
	"context"
	"net/http"
	"sync"
)

// budget bounds how many bytes are held at once, by all clients and by any one of them: a
// quarter at most, so that four that hold all they can leave room for a fifth. It never waits.
type budget struct {
	limit int

	mu   sync.Mutex
	held int
	of   map[string]int
}

func newBudget(limit int) *budget { return &budget{limit: limit, of: map[string]int{}} }

// take holds so many bytes more for a client, if there is room. One that holds nothing yet gets
// what fits.
func (b *budget) take(client string, bytes int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.held+bytes > b.limit || b.of[client] > 0 && b.of[client]+bytes > b.limit/4 {
		return false
	}
	b.held += bytes
	b.of[client] += bytes
	return true
}

// give gives bytes back.
func (b *budget) give(client string, bytes int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.held -= bytes
	if b.of[client] -= bytes; b.of[client] == 0 {
		delete(b.of, client)
	}
}

func (b *budget) inUse() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.held
}

// onTheWay counts answers until clients have taken them, so that clients who take nothing keep no
// more than there is room for. Long ones leave room for short ones of the same client.
type onTheWay struct{ short, long *budget }

// Answers are counted from countedAnswer bytes on: shorter ones have room in the connection. To
// pack a long one takes packingBytes more.
const (
	countedAnswer = 16 << 10
	longAnswer    = 64 << 10
	packingBytes  = 1 << 20
)

// Bytes of answers that are on their way.
const (
	answersAtOnce      = 48 << 20
	shortAnswersAtOnce = 16 << 20
)

func newOnTheWay() onTheWay {
	return onTheWay{newBudget(shortAnswersAtOnce), newBudget(answersAtOnce)}
}

// sending holds the bytes of an answer until they are given back. How long it is tells how it is
// counted; a long one takes all of its buffer, which a short one may have from a longer one before.
func (o onTheWay) sending(ctx context.Context, length, buffer int) (give func(), err error) {
	budget, bytes := o.short, length
	switch {
	case length <= countedAnswer:
		return func() {}, nil
	case length > longAnswer:
		budget, bytes = o.long, buffer+packingBytes
	}
	who := clientOf(ctx).share()
	if !budget.take(who, bytes) {
		return nil, &refusal{status: http.StatusServiceUnavailable, code: codeOverloaded, message: "too many long answers are on their way to you or to others; take them first, or ask for less", retry: 1}
	}
	return func() { budget.give(who, bytes) }, nil
}

func (o onTheWay) inUse() int { return o.short.inUse() + o.long.inUse() }
