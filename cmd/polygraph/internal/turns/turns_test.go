package turns

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func limits(running int) Limits {
	return Limits{Running: running, Spare: 1, Waiting: 1000, OfAClient: 500, Slice: 5 * time.Millisecond}
}

// work takes so much time in a turn, and lets others go first every millisecond.
func work(ctx context.Context, t *Turn, takes time.Duration) {
	for i := range takes / time.Millisecond {
		time.Sleep(time.Millisecond)
		t.Pause(ctx)
		if i%10 == 9 && t.Rest() {
			t.Resume(ctx)
		}
	}
	t.End()
}

// greedy keeps so many requests of one client under way, each of which takes half a second.
func greedy(ctx context.Context, q *Queue, name string, requests int) {
	for i := range requests {
		go func() {
			connection := new(Connection)
			for ctx.Err() == nil {
				turn, err := q.Begin(ctx, Client{Name: name, Connection: connection})
				if err != nil {
					return
				}
				work(ctx, turn, time.Duration(490+i)*time.Millisecond)
			}
		}()
	}
}

// waits is how long a request of a millisecond waits for its turn, at most, of a hundred.
func waits(t *testing.T, q *Queue, client Client) time.Duration {
	t.Helper()
	var longest time.Duration
	for range 100 {
		time.Sleep(37 * time.Millisecond)
		begun := time.Now()
		turn, err := q.Begin(t.Context(), client)
		if err != nil {
			t.Fatal(err)
		}
		longest = max(longest, time.Since(begun))
		time.Sleep(time.Millisecond)
		turn.End()
	}
	return longest
}

func TestWhoAsksForLittleHardlyWaits(t *testing.T) {
	for _, test := range []struct {
		name     string
		greedy   []string // clients, each with a hundred requests
		modest   Client
		atMost   time.Duration
		ofSlices string
	}{
		{"nobody else", nil, Client{Name: "modest"}, 0, "none"},
		{"one who takes all", []string{"a"}, Client{Name: "modest"}, 0, "none: there is a turn to spare"},
		{"five who take all", []string{"a", "b", "c", "d", "e"}, Client{Name: "modest"}, 15 * time.Millisecond, "three: as many new ones may have begun"},
		{"his own neighbour", []string{"modest"}, Client{Name: "modest", Connection: new(Connection)}, 0, "none: beside what is known to be long there is a turn to spare"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := New(limits(2))
				ctx, stop := context.WithCancel(t.Context())
				for _, name := range test.greedy {
					greedy(ctx, q, name, 100)
				}
				time.Sleep(time.Second)
				if longest := waits(t, q, test.modest); longest > test.atMost {
					t.Errorf("it waited %s, more than %s slices", longest, test.ofSlices)
				}
				stop()
				synctest.Wait()
				time.Sleep(time.Second)
				if left := q.Standing(); left.Running+left.Waiting > 0 {
					t.Errorf("%+v is left", left)
				}
			})
		})
	}
}

// Two clients that always want something are given the same, however many requests each has.
func TestClientsAreGivenTheSame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(limits(2))
		ctx, stop := context.WithCancel(t.Context())
		var mu sync.Mutex
		given := map[string]time.Duration{}
		for name, requests := range map[string]int{"many": 50, "few": 2} {
			for range requests {
				go func() {
					for ctx.Err() == nil {
						turn, err := q.Begin(ctx, Client{Name: name})
						if err != nil {
							return
						}
						work(ctx, turn, 40*time.Millisecond)
						mu.Lock()
						given[name] += 40 * time.Millisecond
						mu.Unlock()
					}
				}()
			}
		}
		time.Sleep(time.Minute)
		stop()
		synctest.Wait()
		time.Sleep(time.Second)
		mu.Lock()
		defer mu.Unlock()
		if ratio := given["many"].Seconds() / given["few"].Seconds(); ratio < 0.95 || ratio > 1.05 {
			t.Errorf("they were given %v", given)
		}
		if whole := given["many"] + given["few"]; whole < 118*time.Second || whole > 182*time.Second {
			t.Errorf("two turns, and one to spare, gave %s in a minute", whole)
		}
	})
}

func TestWhoIsNotLetIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{Running: 1, Waiting: 2, OfAClient: 2, Slice: time.Millisecond, Patience: time.Second})
		running, err := q.Begin(t.Context(), Client{Name: "a"})
		if err != nil {
			t.Fatal(err)
		}
		failed := make(chan error)
		wait := func(ctx context.Context, name string) {
			go func() {
				_, err := q.Begin(ctx, Client{Name: name})
				failed <- err
			}()
			synctest.Wait()
		}
		leaving, leave := context.WithCancel(t.Context())
		wait(leaving, "a")
		if _, err := q.Begin(t.Context(), Client{Name: "a"}); !errors.Is(err, ErrTooMany) {
			t.Errorf("a third of one client: %v", err)
		}
		wait(t.Context(), "b")
		if _, err := q.Begin(t.Context(), Client{Name: "c"}); !errors.Is(err, ErrFull) {
			t.Errorf("a third that waits: %v", err)
		}
		leave()
		if err := <-failed; !errors.Is(err, context.Canceled) {
			t.Errorf("one that left: %v", err)
		}
		if err := <-failed; !errors.Is(err, ErrLate) {
			t.Errorf("one that waited for a second: %v", err)
		}
		running.End()
		running.End() // ends once
		if left := q.Standing(); left.Running+left.Waiting > 0 {
			t.Errorf("%+v is left", left)
		}
	})
}

// A request that waits for something else lets others have its turn, and a client has no more
// turns at once than it may.
func TestRestingAndTurnsEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New(Limits{Running: 2, Waiting: 10, OfAClient: 10, TurnsEach: 1, Slice: time.Millisecond})
		begin := func(name string) *Turn {
			turn, err := q.Begin(t.Context(), Client{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			return turn
		}
		first := begin("a")
		second := make(chan *Turn, 1)
		go func() { second <- begin("a") }()
		synctest.Wait()
		if now := q.Standing(); now.Running != 1 || now.Waiting != 1 {
			t.Errorf("two requests of one client, a turn each: %+v", now)
		}
		begin("b").End()
		if !first.Rest() || first.Rest() {
			t.Error("a turn is given up once")
		}
		other := <-second
		go first.Resume(t.Context())
		synctest.Wait()
		if now := q.Standing(); now.Running != 1 || now.Waiting != 1 {
			t.Errorf("the first again, while the second has the turn: %+v", now)
		}
		other.End()
		synctest.Wait()
		if now := q.Standing(); now.Running != 1 || now.Waiting != 0 {
			t.Errorf("the first has its turn again: %+v", now)
		}
		first.Leave()
		first.Resume(t.Context())
		if now := q.Standing(); now.Running != 0 {
			t.Errorf("who has left has a turn again: %+v", now)
		}
		first.End()
		if now := q.Standing(); now.Running+now.Waiting > 0 {
			t.Errorf("%+v is left", now)
		}
	})
}

// Whatever clients do, no more than may run have a turn, and nothing is left behind.
func TestTurnsAreNeverMoreThanThereAre(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		running, spare := rapid.IntRange(1, 3).Draw(r, "running"), rapid.IntRange(0, 2).Draw(r, "spare")
		plans := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) [4]int {
			return [4]int{rapid.IntRange(0, 2).Draw(r, "client"), rapid.IntRange(0, 30).Draw(r, "begins"), rapid.IntRange(0, 20).Draw(r, "takes"), rapid.IntRange(0, 40).Draw(r, "leaves")}
		}), 1, 20).Draw(r, "requests")
		var wrong atomic.Pointer[string]
		tell := func(format string, args ...any) {
			text := fmt.Sprintf(format, args...)
			wrong.Store(&text)
		}
		synctest.Test(t, func(t *testing.T) {
			q := New(Limits{Running: running, Spare: spare, Waiting: 10, OfAClient: 5, Slice: 3 * time.Millisecond, Patience: 20 * time.Millisecond})
			var all sync.WaitGroup
			for _, plan := range plans {
				all.Go(func() {
					time.Sleep(time.Duration(plan[1]) * time.Millisecond)
					ctx, cancel := context.WithTimeout(t.Context(), time.Duration(plan[3])*time.Millisecond)
					defer cancel()
					turn, err := q.Begin(ctx, Client{Name: fmt.Sprint(plan[0])})
					if err != nil {
						return
					}
					work(ctx, turn, time.Duration(plan[2])*time.Millisecond)
				})
				all.Go(func() {
					for range 60 {
						if now := q.Standing(); now.Running > running+spare || now.Running < 0 || now.Waiting < 0 {
							tell("%+v", now)
						}
						time.Sleep(time.Millisecond)
					}
				})
			}
			all.Wait()
			if left := q.Standing(); left.Running+left.Waiting > 0 {
				tell("%+v is left", left)
			}
		})
		if text := wrong.Load(); text != nil {
			r.Fatal(*text)
		}
	})
}

func BenchmarkTurn(b *testing.B) {
	q := New(limits(2))
	connection := new(Connection)
	b.ReportAllocs()
	for b.Loop() {
		turn, err := q.Begin(b.Context(), Client{Name: "one", Connection: connection})
		if err != nil {
			b.Fatal(err)
		}
		turn.Pause(b.Context())
		turn.End()
	}
}
