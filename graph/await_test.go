package graph

import (
	"context"
	"testing"
	"time"
)

const oneCity = "place/jinan en=Jinan level=city\n"

func TestAwait(t *testing.T) {
	store := open(t, oneCity)
	begun := store.View()

	t.Run("what is current already comes at once", func(t *testing.T) {
		view, err := store.Await(t.Context(), nil)
		if err != nil || view != begun {
			t.Fatalf("%v, %v", view, err)
		}
	})
	t.Run("a commit wakes everyone who waits", func(t *testing.T) {
		const waiting = 10
		seen := make(chan uint64, waiting)
		for range waiting {
			go func() {
				view, err := store.Await(t.Context(), begun)
				if err != nil {
					t.Error(err)
					seen <- 0
					return
				}
				seen <- view.Generation()
			}()
		}
		become(t, store, oneCity+"place/laiwu en=Laiwu level=city\n")
		for range waiting {
			select {
			case generation := <-seen:
				if generation != begun.Generation()+1 {
					t.Errorf("generation %d, want %d", generation, begun.Generation()+1)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("nobody was woken")
			}
		}
	})
	t.Run("who gives up is told so", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := store.Await(ctx, store.View()); CodeOf(err) != CodeUnavailable {
			t.Errorf("%v", err)
		}
	})
}
