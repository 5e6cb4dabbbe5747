package graph_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// shaky is a journal that fails while it is told to.
type shaky struct {
	*storetest.Model
	failing atomic.Bool
}

var errAway = &graph.Error{Code: graph.CodeUnavailable, Message: "the journal is away"}

func (s *shaky) Await(ctx context.Context, generation uint64) error {
	if s.failing.Load() {
		return errAway
	}
	short, cancel := context.WithTimeout(ctx, 10*time.Millisecond) // as one that looks now and then
	defer cancel()
	if err := s.Model.Await(short, generation); err != nil && ctx.Err() != nil {
		return err
	}
	return nil
}

func (s *shaky) Since(ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
	if s.failing.Load() {
		return errAway
	}
	return s.Model.Since(ctx, generation, each)
}

func (s *shaky) Commit(ctx context.Context, follows uint64, change graph.Changeset, commit graph.Commit) (graph.Commit, error) {
	if s.failing.Load() {
		return commit, errAway
	}
	return s.Model.Commit(ctx, follows, change, commit)
}

func openOn(t *testing.T, j graph.Journal) *graph.Store {
	t.Helper()
	s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func add(name string) graph.Changeset {
	return graph.Changeset{Add: []graph.Quad{{Subject: graph.IRI("place/" + name), Predicate: graph.IRI("vocabulary#partOf"), Object: graph.IRI("place/whole"), Graph: graph.IRI(graph.GraphCurated)}}}
}

// While the journal is away, answers stay, loads fail and change nothing, and when it is
// back what others have committed is seen. Both are told once.
func TestAJournalThatIsAwayForAWhile(t *testing.T) {
	t.Parallel()
	model := storetest.NewModel()
	j := &shaky{Model: model}
	s, other := openOn(t, j), openOn(t, model)
	told := make(chan error, 10)
	go s.Follow(t.Context(), func(err error) { told <- err })
	if _, err := s.Apply(t.Context(), add("a")); err != nil {
		t.Fatal(err)
	}

	j.failing.Store(true)
	if err := <-told; !errors.Is(err, errAway) {
		t.Fatalf("told %v", err)
	}
	if _, err := other.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := other.Apply(t.Context(), add("b")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), add("c")); !errors.Is(err, errAway) {
		t.Fatalf("a commit meanwhile: %v", err)
	}
	if v := s.View(); v.Generation() != 1 || v.Size() != 1 {
		t.Fatalf("meanwhile generation %d with %d quads", v.Generation(), v.Size())
	}

	j.failing.Store(false)
	if err := <-told; err != nil {
		t.Fatalf("told %v, want nothing but that it is over", err)
	}
	if v := s.View(); v.Generation() != 2 || v.Size() != 2 {
		t.Fatalf("then generation %d with %d quads", v.Generation(), v.Size())
	}
	select {
	case err := <-told:
		t.Errorf("told %v again", err)
	default:
	}

	// That it is back is told although nothing is new.
	j.failing.Store(true)
	if err := <-told; !errors.Is(err, errAway) {
		t.Fatalf("told %v", err)
	}
	j.failing.Store(false)
	if err := <-told; err != nil {
		t.Fatalf("told %v", err)
	}
}

// A commit that another one preceded is made of the newer View.
func TestAnUpdateIsMadeOfTheNewestView(t *testing.T) {
	t.Parallel()
	model := storetest.NewModel()
	one, two := openOn(t, model), openOn(t, model)
	if _, err := one.Apply(t.Context(), add("a")); err != nil {
		t.Fatal(err)
	}
	var seen []uint64
	v, err := two.Update(t.Context(), "", func(current *graph.View) (graph.Changeset, error) {
		seen = append(seen, current.Generation())
		return add("b"), nil
	})
	if err != nil || v.Generation() != 2 || v.Size() != 2 || len(seen) != 2 || seen[0] != 0 || seen[1] != 1 {
		t.Errorf("generation %d with %d quads, made of %v; %v", v.Generation(), v.Size(), seen, err)
	}
	// And what is there already by then is a conflict.
	if _, err := one.Apply(t.Context(), add("b")); graph.CodeOf(err) != graph.CodeConflict {
		t.Errorf("a quad that another has added meanwhile: %v", err)
	}
	if v := one.View(); v.Generation() != 2 {
		t.Errorf("the conflict left generation %d", v.Generation())
	}
}

// Whatever a View holds can be kept, also what the loader would refuse.
func TestAGraphIsReplacedByAnother(t *testing.T) {
	t.Parallel()
	model := storetest.NewModel()
	s := openOn(t, model)
	if _, err := s.Apply(t.Context(), add("a")); err != nil {
		t.Fatal(err)
	}
	triple := graph.Quad{Subject: graph.IRI("_:b"), Predicate: graph.IRI("p"), Object: graph.Text("x")} // in no named graph
	wanted := graph.NewView(append(add("b").Add, triple))
	after, change, err := s.Replace(t.Context(), "another", wanted)
	if err != nil || after != s.View() || after.Generation() != 2 || after.Fingerprint() != wanted.Fingerprint() || len(change.Add) != 2 || len(change.Remove) != 1 {
		t.Fatalf("generation %d, %+v, %v", after.Generation(), change, err)
	}
	if again, change, err := s.Replace(t.Context(), "another", wanted); err != nil || again != after || !change.Empty() {
		t.Errorf("the same again: %+v, %v", change, err)
	}
	if kept := openOn(t, model).View(); kept.Fingerprint() != wanted.Fingerprint() {
		t.Errorf("%d quads are kept", kept.Size())
	}
}

// replaceable is a journal in whose place another one can be put.
type replaceable struct{ graph.Journal }

// One who has a View of a graph in whose place another was put, as from a backup, sees that, be
// its generation earlier, the same or later.
func TestAnotherGraphInThePlaceOfTheJournals(t *testing.T) {
	t.Parallel()
	for count := 1; count <= 3; count++ {
		j := &replaceable{storetest.NewModel()}
		s := openOn(t, j)
		for _, name := range []string{"a", "b"} {
			if _, err := s.Apply(t.Context(), add(name)); err != nil {
				t.Fatal(err)
			}
		}
		j.Journal = storetest.NewModel()
		other := openOn(t, j)
		for i := range count {
			if _, err := other.Apply(t.Context(), add(string(rune('p'+i)))); err != nil {
				t.Fatal(err)
			}
		}
		before := s.View()
		if v, err := s.CatchUp(t.Context()); err != nil || v != s.View() || v.Fingerprint() != other.View().Fingerprint() || v.Generation() != uint64(count) {
			t.Errorf("%d others: generation %d with %d quads, %v", count, v.Generation(), v.Size(), err)
		}
		if v, err := s.Await(t.Context(), before); err != nil || v != s.View() {
			t.Errorf("%d others: who awaits another graph is not told: %v", count, err)
		}
	}
}

func TestAGraphInMemoryHasNoHistory(t *testing.T) {
	t.Parallel()
	s := graph.NewStore(nil)
	if _, err := s.Apply(t.Context(), add("a")); err != nil {
		t.Fatal(err)
	}
	if v, err := s.At(t.Context(), 1); err != nil || v != s.View() {
		t.Errorf("its own generation: %v", err)
	}
	if _, err := s.At(t.Context(), 2); graph.CodeOf(err) != graph.CodeNotFound {
		t.Errorf("another generation: %v", err)
	}
	if _, err := s.History(t.Context()); graph.CodeOf(err) != graph.CodeNotFound {
		t.Errorf("the history: %v", err)
	}
}

func TestClaimsAreCounted(t *testing.T) {
	t.Parallel()
	model := storetest.NewModel()
	claim := func(id string) graph.Quad {
		return graph.Quad{Subject: graph.IRI("claim/" + id), Predicate: graph.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), Object: graph.IRI("vocabulary#Claim"), Graph: graph.IRI(graph.GraphClaims)}
	}
	s := openOn(t, model)
	if _, err := s.Apply(t.Context(), graph.Changeset{Add: []graph.Quad{claim("0000000000000001"), claim("0000000000000002")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), graph.Changeset{Add: []graph.Quad{claim("0000000000000003")}, Remove: []graph.Quad{claim("0000000000000001")}}); err != nil {
		t.Fatal(err)
	}
	list, err := s.History(t.Context())
	if err != nil || len(list) != 2 || list[0].ClaimsAdded != 2 || list[1].ClaimsAdded != 1 || list[1].ClaimsRemoved != 1 {
		t.Errorf("%+v, %v", list, err)
	}
}
