package server

import "sync"

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
