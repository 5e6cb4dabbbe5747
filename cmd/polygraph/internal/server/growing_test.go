package server

import (
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// What is made of a thing asks for room once it is long, and is refused where it is too long.
func TestAnswersThatGrow(t *testing.T) {
	g := newGate(DefaultOptions())
	ctx, end := g.withRoom(t.Context())
	defer end()
	answer := &growing{ctx: ctx, most: 2 * resolvers.LongAnswer}
	write := func(bytes, running int, code string) {
		t.Helper()
		_, err := answer.Write([]byte(strings.Repeat("x", bytes)))
		if why, is := err.(*refusal); is != (code != "") || is && why.code != code {
			t.Errorf("%d bytes more: %v", bytes, err)
		}
		if now := g.long.Standing(); now != (turns.Standing{Running: running, Clients: running}) {
			t.Errorf("%d bytes more: %+v", bytes, now)
		}
	}
	write(resolvers.LongAnswer, 0, "")
	write(1, 1, "")
	write(resolvers.LongAnswer-1, 1, "")
	write(1, 1, "ANSWER_TOO_LARGE")
	leaveRoom(ctx)
	if now := g.long.Standing(); now.Running != 0 {
		t.Errorf("%+v is left", now)
	}
}
