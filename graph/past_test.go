package graph_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// counted is a journal that tells which generations were read, and holds each up.
type counted struct {
	graph.Journal
	mu   sync.Mutex
	read []uint64
	hold chan struct{} // nil for not at all
}

func (c *counted) Read(ctx context.Context, generation uint64, into *graph.Builder) (graph.Commit, error) {
	c.mu.Lock()
	c.read = append(c.read, generation)
	c.mu.Unlock()
	if c.hold != nil {
		<-c.hold
	}
	return c.Journal.Read(ctx, generation, into)
}

func countedStore(t *testing.T, commits int) (*counted, *graph.Store) {
	t.Helper()
	c := &counted{Journal: storetest.NewModel()}
	store := openOn(t, c)
	for range commits {
		if _, err := store.Apply(t.Context(), add(t.Name()+string(rune('a'+store.View().Generation())))); err != nil {
			t.Fatal(err)
		}
	}
	c.read = nil
	return c, store
}

func history(t *testing.T, store *graph.Store) []graph.Commit {
	t.Helper()
	commits, err := store.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return commits
}

func TestEarlierGenerationsAreKeptForAWhile(t *testing.T) {
	t.Parallel()
	c, store := countedStore(t, 4)
	commits := history(t, store)
	for _, generation := range []uint64{1, 2, 1, 2, 3, 2, 1} {
		view, err := store.Past(t.Context(), commits[generation-1])
		if err != nil || view.Generation() != generation || view.Size() != int(generation) {
			t.Fatalf("generation %d: %v", generation, err)
		}
	}
	if want := []uint64{1, 2, 3, 1}; !slices.Equal(c.read, want) {
		t.Errorf("read %d, want %d: two are kept, those that were asked for last", c.read, want)
	}
	if _, err := store.Past(t.Context(), graph.Commit{Generation: 9}); graph.CodeOf(err) != graph.CodeNotFound {
		t.Errorf("none such: %v", err)
	}
	other := commits[1]
	other.By = "somebody else, in another graph"
	if _, err := store.Past(t.Context(), other); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("one of another graph: %v", err)
	}
}

func TestAGenerationThatManyAskForIsReadOnce(t *testing.T) {
	t.Parallel()
	c, store := countedStore(t, 2)
	first := history(t, store)[0]
	c.hold = make(chan struct{})
	var asking sync.WaitGroup
	for range 10 {
		asking.Go(func() {
			if view, err := store.Past(t.Context(), first); err != nil || view.Size() != 1 {
				t.Error(err)
			}
		})
	}
	c.hold <- struct{}{}
	asking.Wait()
	if len(c.read) != 1 {
		t.Errorf("read %d", c.read)
	}
}

func TestWhoWaitsForAnEarlierGenerationMayLeave(t *testing.T) {
	t.Parallel()
	c, store := countedStore(t, 2)
	first := history(t, store)[0]
	c.hold = make(chan struct{})
	var asking sync.WaitGroup
	asking.Go(func() {
		if _, err := store.Past(t.Context(), first); err != nil {
			t.Error(err)
		}
	})
	for reading := false; !reading; {
		c.mu.Lock()
		reading = len(c.read) == 1
		c.mu.Unlock()
	}
	ctx, leave := context.WithCancel(t.Context())
	leave()
	if _, err := store.Past(ctx, first); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("got %v", err)
	}
	close(c.hold)
	asking.Wait()
}
