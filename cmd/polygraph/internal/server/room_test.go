package server

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/turns"
)

// Of one client two long answers are made at a time, of all clients a few; whoever waits holds
// no turn at the processors.
func TestFewLongAnswersAreMadeAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options := DefaultOptions()
		options.Limits.Requests = 1
		g := newGate(options)
		made := 0
		begin := func(name string) (leave func()) {
			turn, err := g.turns.Begin(t.Context(), turns.Client{Name: "x" + name})
			if err != nil {
				t.Fatal(err)
			}
			ctx := withTurn(context.WithValue(t.Context(), clientKey{}, &client{token: access.Token{Name: name}}), turn)
			ctx, leave = g.withRoom(ctx)
			go func() {
				defer turn.End()
				if refused := ctx.Value(roomKey{}).(*room).enter(ctx); refused == nil {
					made++
					turn.Rest() // it is made of nothing
				}
			}()
			synctest.Wait()
			return leave
		}
		first := begin("a")
		second, third := begin("a"), begin("a")
		if made != 2 {
			t.Fatalf("%d of one client are made at once", made)
		}
		for _, name := range []string{"b", "c"} {
			defer begin(name)()
		}
		if made != longAtOnce {
			t.Fatalf("%d are made at once", made)
		}
		fifth := begin("e")
		if made != longAtOnce {
			t.Fatalf("%d are made at once", made)
		}
		first()
		synctest.Wait()
		if made != longAtOnce+1 {
			t.Fatalf("%d were made", made)
		}
		for _, end := range []func(){second, third, fifth} {
			end()
		}
		time.Sleep(options.Limits.Time) // for those that wait
		synctest.Wait()
	})
}

// An answer that finds no room is refused as what comes at a bad time.
func TestALongAnswerFindsNoRoom(t *testing.T) {
	options := DefaultOptions()
	options.Limits.Time = 300 * time.Millisecond
	g := newGate(options)
	for _, name := range []string{"a", "b", "c", "d"} {
		place, err := g.long.Begin(t.Context(), turns.Client{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		defer place.End()
	}
	ctx, leave := g.withRoom(t.Context())
	defer leave()
	err := ctx.Value(roomKey{}).(*room).enter(ctx)
	if refused, is := err.(*refusal); !is || refused.code != codeOverloaded || refused.status != http.StatusServiceUnavailable {
		t.Errorf("refused: %v", err)
	}
}
