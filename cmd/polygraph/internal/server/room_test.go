package server

import (
	"context"
	"net/http"
	"strconv"
	"sync"
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

// Whichever goroutine of a request waits for room, the request's turn is somebody else's.
func TestWhoWaitsForRoomHoldsNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		options := DefaultOptions()
		options.Limits.Requests = 1
		g := newGate(options)
		var places []*turns.Turn
		for i := range longAtOnce {
			place, err := g.long.Begin(t.Context(), turns.Client{Name: strconv.Itoa(i)})
			if err != nil {
				t.Fatal(err)
			}
			places = append(places, place)
		}
		turn, err := g.turns.Begin(t.Context(), turns.Client{Name: "a"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, end := g.withRoom(withTurn(t.Context(), turn))
		defer end()
		var entered sync.WaitGroup
		for range 2 {
			entered.Go(func() {
				if err := ctx.Value(roomKey{}).(*room).enter(ctx); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
			if now := g.turns.Standing(); now.Running != 0 {
				t.Errorf("%d turns are held", now.Running)
			}
			turn.Resume(ctx) // as a third goroutine may, which had paused
		}
		for _, place := range places {
			place.End()
		}
		entered.Wait()
		turn.End()
	})
}
