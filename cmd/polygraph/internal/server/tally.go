package server

import "sync"

// tally counts things that are open, of all clients and of each.
type tally struct {
	most, each int

	mu   sync.Mutex
	open int
	of   map[string]int
}

func newTally(most, each int) *tally { return &tally{most: most, each: each, of: map[string]int{}} }

// add counts one more of a client, if there may be one.
func (t *tally) add(client string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.open >= t.most || t.of[client] >= t.each {
		return false
	}
	t.open++
	t.of[client]++
	return true
}

// remove counts one less.
func (t *tally) remove(client string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open--
	if t.of[client]--; t.of[client] == 0 {
		delete(t.of, client)
	}
}

func (t *tally) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.open
}
