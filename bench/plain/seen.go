package plain

import "sync"

// seen marks things while a question is answered. Marks are never taken away: those of
// earlier questions are lower numbers.
type seen struct {
	marks []uint32
	last  uint32
}

type seenPool struct{ pool sync.Pool }

func (p *seenPool) get(things int) *seen {
	if s, ok := p.pool.Get().(*seen); ok && s.last < 1<<31 {
		return s
	}
	return &seen{marks: make([]uint32, things)}
}

func (p *seenPool) put(s *seen) { p.pool.Put(s) }

// next is a mark that no thing has.
func (s *seen) next() uint32 {
	s.last++
	return s.last
}

// first marks the thing, and tells whether it did not have the mark.
func (s *seen) first(thing int32, mark uint32) bool {
	if s.marks[thing] == mark {
		return false
	}
	s.marks[thing] = mark
	return true
}
