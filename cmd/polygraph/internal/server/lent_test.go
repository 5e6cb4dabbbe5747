package server

import "testing"

// However many are sent one answer, it takes its room once; where too many different ones are
// under way, another is made anew.
func TestKeptAnswersThatAreSent(t *testing.T) {
	var l lent
	short, half, other, third := &cachedAnswer{body: make([]byte, 10)}, &cachedAnswer{body: make([]byte, answersAtOnce/2)}, &cachedAnswer{body: make([]byte, answersAtOnce/2)}, &cachedAnswer{body: make([]byte, longAnswer+1)}
	for _, a := range []*cachedAnswer{half, half, half, other, short} {
		if !l.lend(a) {
			t.Fatal("there is room")
		}
	}
	if l.lend(third) {
		t.Error("there is room for more than is allowed")
	}
	for range 2 {
		l.giveBack(half)
		if l.lend(third) {
			t.Error("there is room while one reader is left")
		}
	}
	l.giveBack(half)
	if !l.lend(third) {
		t.Error("there is none after the last reader")
	}
	for _, a := range []*cachedAnswer{third, other, short} {
		l.giveBack(a)
	}
	if l.bytes != 0 {
		t.Errorf("%d bytes are left", l.bytes)
	}
}
