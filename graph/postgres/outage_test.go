package postgres_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
)

func place(name string) graph.Changeset {
	return graph.Changeset{Add: []graph.Quad{{Subject: graph.IRI("place/" + name), Predicate: graph.IRI("vocabulary#partOf"), Object: graph.IRI("place/whole"), Graph: graph.IRI(graph.GraphCurated)}}}
}

func open(t *testing.T, address string) *graph.Store {
	t.Helper()
	j, err := postgres.Open(address, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reached waits until a store is at a generation.
func reached(t *testing.T, s *graph.Store, generation uint64) *graph.View {
	t.Helper()
	view := s.View()
	for err := error(nil); view.Generation() != generation; {
		if view, err = s.Await(t.Context(), view); err != nil {
			t.Fatal(err)
		}
	}
	return view
}

// While the database is gone, answers stay and loads fail; when it is back, both go on by
// themselves, and what was acknowledged is there.
func TestTheDatabaseIsAwayForAWhile(t *testing.T) {
	t.Parallel()
	need(t)
	c, err := start()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Remove()
	loading, following := open(t, c.URL("postgres")), open(t, c.URL("postgres"))
	told := make(chan error, 100)
	go following.Follow(t.Context(), func(err error) { told <- err })
	if _, err := loading.Apply(t.Context(), place("a")); err != nil {
		t.Fatal(err)
	}
	reached(t, following, 1)

	if err := c.Halt(); err != nil {
		t.Fatal(err)
	}
	if err := <-told; graph.CodeOf(err) != graph.CodeUnavailable {
		t.Fatalf("told %v", err)
	}
	if _, err := loading.Apply(t.Context(), place("b")); graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "cannot be used") {
		t.Fatalf("a load meanwhile: %v", err)
	}
	if v := following.View(); v.Generation() != 1 || v.Size() != 1 {
		t.Fatalf("meanwhile generation %d", v.Generation())
	}

	if err := c.Resume(); err != nil {
		t.Fatal(err)
	}
	if err := <-told; err != nil {
		t.Fatalf("told %v", err)
	}
	for begun := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		if _, err = loading.Apply(t.Context(), place("b")); err == nil {
			break
		}
		if time.Since(begun) > 20*time.Second {
			t.Fatal(err)
		}
	}
	if v := reached(t, following, 2); v.Size() != 2 {
		t.Fatalf("generation 2 has %d quads", v.Size())
	}
}

// Connections that are cut, in the midst of commits too, lose nothing and make nothing twice.
func TestConnectionsAreCut(t *testing.T) {
	t.Parallel()
	address := database(t)
	loading := open(t, address)
	stop := make(chan struct{})
	cut := make(chan struct{})
	killer := open(t, address) // makes the tables
	if _, err := killer.Apply(t.Context(), place("first")); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(cut)
		conn := connect(t, address)
		for {
			select {
			case <-stop:
				return
			case <-time.After(7 * time.Millisecond):
				_, _ = conn.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
			}
		}
	}()
	made, failed := 0, 0
	for i, begun := 0, time.Now(); (made < 60 || failed < 30) && time.Since(begun) < time.Minute; i++ {
		if _, err := loading.Apply(t.Context(), place(fmt.Sprintf("p%d", i))); err == nil {
			made++
		} else if failed++; graph.CodeOf(err) != graph.CodeUnavailable {
			t.Errorf("commit %d: %v", i, err)
		}
	}
	close(stop)
	<-cut
	t.Logf("%d commits were made, %d failed", made, failed)
	after := open(t, address).View()
	// A failed one may have been made where its end was cut off as well as the look whether it was.
	if after.Size() < made+1 || after.Size() > made+failed+1 || int(after.Generation()) != after.Size() {
		t.Errorf("generation %d with %d quads after %d commits and %d failures", after.Generation(), after.Size(), made, failed)
	}
	if made == 0 || failed == 0 {
		t.Errorf("%d commits were made and %d failed: nothing was tried", made, failed)
	}
}
