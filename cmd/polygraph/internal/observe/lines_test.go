package observe

import (
	"bytes"
	"strings"
	"testing"
)

// stuck writes nothing until it is let go.
type stuck struct {
	free chan struct{}
	bytes.Buffer
}

func (s *stuck) Write(text []byte) (int, error) {
	<-s.free
	return s.Buffer.Write(text)
}

func TestLinesAreWrittenInTheirOrder(t *testing.T) {
	var out bytes.Buffer
	lines := NewLines(&out, func(int) { t.Error("some are lost") })
	for _, line := range []string{"one\n", "two\n", "three\n"} {
		_, _ = lines.Write([]byte(line))
	}
	_ = lines.Close()
	_ = lines.Close() // twice is once
	if out.String() != "one\ntwo\nthree\n" {
		t.Errorf("%q", out.String())
	}
}

func TestAStuckLogHoldsNobodyUp(t *testing.T) {
	out := &stuck{free: make(chan struct{})}
	lost := 0
	lines := NewLines(out, func(n int) { lost += n })
	line := []byte(strings.Repeat("a", 1023) + "\n")
	const sent = 3 * maxPending / 1024
	for range sent {
		_, _ = lines.Write(line) // and returns
	}
	close(out.free)
	_ = lines.Close()
	written := strings.Count(out.String(), string(line))
	if written == 0 || lost == 0 || written+lost != sent {
		t.Errorf("of %d lines, %d were written and %d lost", sent, written, lost)
	}
}
