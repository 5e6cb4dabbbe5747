package server

import "sync"

// lent counts the bytes of long kept answers that clients are being sent. An answer may be
// dropped meanwhile, for others or for a change of the graph; it is in memory for as long as
// somebody takes it, however slowly.
type lent struct {
	mu    sync.Mutex
	bytes int
}

// lend tells whether an answer may be sent as it is kept; otherwise it is made anew, as if it
// were not. However many are sent the same one, it is in memory once.
func (l *lent) lend(a *cachedAnswer) bool {
	if len(a.body) <= longAnswer {
		return true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if a.readers == 0 {
		if l.bytes+len(a.body) > answersAtOnce {
			return false
		}
		l.bytes += len(a.body)
	}
	a.readers++
	return true
}

// giveBack ends what lend began.
func (l *lent) giveBack(a *cachedAnswer) {
	if len(a.body) <= longAnswer {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if a.readers--; a.readers == 0 {
		l.bytes -= len(a.body)
	}
}
