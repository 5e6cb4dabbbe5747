package graph_test

import (
	"errors"
	"slices"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
)

func linesOf(qs cayley.QuadStore) []string {
	var lines []string
	quads, _ := quad.ReadAll(cayley.NewQuadStoreReader(qs))
	for _, q := range quads {
		lines = append(lines, q.NQuad())
	}
	slices.Sort(lines)
	return lines
}

// Deltas, also those that contradict each other or the graph, come to what they come to in
// Cayley's memstore; but a failure leaves nothing behind, and what changes nothing makes no
// generation.
func TestDeltasComeToWhatCayleyMakesOfThem(t *testing.T) {
	few := rapid.SampledFrom([]quad.Quad{quad.MakeIRI("a", "p", "b", ""), quad.MakeIRI("a", "p", "b", "g"), quad.Make("a", quad.IRI("p"), 5, nil), quad.Make(quad.BNode("x"), "p", quad.BNode("y"), quad.BNode("z"))})
	delta := rapid.Custom(func(t *rapid.T) cayley.Delta {
		return cayley.Delta{Quad: few.Draw(t, "quad"), Action: rapid.SampledFrom([]cayley.Procedure{cayley.Add, cayley.Delete}).Draw(t, "action")}
	})
	rapid.Check(t, func(t *rapid.T) {
		store := graph.NewStore(graph.NewView(nil))
		ours, theirs := store.QuadStore(), memstore.New()
		for range rapid.IntRange(1, 5).Draw(t, "transactions") {
			deltas := rapid.SliceOfN(delta, 0, 4).Draw(t, "deltas")
			ignore := cayley.IgnoreOpts{IgnoreDup: rapid.Bool().Draw(t, "ignore duplicates"), IgnoreMissing: rapid.Bool().Draw(t, "ignore missing")}
			before, had := store.View(), linesOf(ours)
			got, want := ours.ApplyDeltas(deltas, ignore), theirs.ApplyDeltas(deltas, ignore)
			if cayley.IsQuadExist(got) != cayley.IsQuadExist(want) || cayley.IsQuadNotExist(got) != cayley.IsQuadNotExist(want) || (got == nil) != (want == nil) {
				t.Fatalf("%v with %v is %v, want %v", deltas, ignore, got, want)
			}
			have := linesOf(ours)
			if !slices.Equal(have, linesOf(theirs)) {
				t.Fatalf("%v with %v made %q, want %q", deltas, ignore, have, linesOf(theirs))
			}
			commits := store.View().Generation() - before.Generation()
			if changed := !slices.Equal(have, had); changed != (commits == 1) || commits > 1 {
				t.Fatalf("%v made %d generations", deltas, commits)
			}
		}
	})
}

func TestWhatIsNotWritten(t *testing.T) {
	q := quad.MakeIRI("a", "p", "b", "")
	store := graph.NewStore(graph.NewView(nil))
	for name, c := range map[string]struct {
		delta cayley.Delta
		want  error
	}{
		"no action":    {cayley.Delta{Quad: q}, cayley.ErrInvalidAction},
		"no subject":   {cayley.Delta{Quad: quad.Quad{Predicate: q.Predicate, Object: q.Object}, Action: cayley.Add}, quad.ErrInvalid},
		"an empty IRI": {cayley.Delta{Quad: quad.Quad{Subject: q.Subject, Predicate: quad.IRI(""), Object: q.Object}, Action: cayley.Add}, quad.ErrInvalid},
	} {
		err := store.QuadStore().ApplyDeltas([]cayley.Delta{{Quad: q, Action: cayley.Add}, c.delta}, cayley.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true})
		if failed, is := errors.AsType[*cayley.DeltaError](err); !is || failed.Err != c.want || store.View().Size() != 0 {
			t.Errorf("%s: %v, and the graph has %d quads", name, err, store.View().Size())
		}
	}
	w, err := store.QuadStore().NewQuadWriter()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := w.WriteQuads([]quad.Quad{q, {}}); n != 1 || !errors.Is(err, quad.ErrInvalid) {
		t.Errorf("the writer took %d quads, %v", n, err)
	}

	view := store.View().QuadStore()
	if err := view.ApplyDeltas(nil, cayley.IgnoreOpts{}); err == nil {
		t.Error("a View was written to")
	}
	if _, err := view.NewQuadWriter(); err == nil {
		t.Error("a View can be written to")
	}
}

// A ref is good in every generation: what it stands for is looked up.
func TestRefsOutliveTheirGeneration(t *testing.T) {
	store := graph.NewStore(graph.NewView(nil))
	qs := store.QuadStore()
	commit := func(action cayley.Procedure, q quad.Quad) {
		t.Helper()
		if err := qs.ApplyDeltas([]cayley.Delta{{Quad: q, Action: action}}, cayley.IgnoreOpts{}); err != nil {
			t.Fatal(err)
		}
	}
	q := quad.MakeIRI("m", "p", "n", "")
	commit(cayley.Add, q)
	node, all := qs.ValueOf(quad.IRI("n")), qs.QuadsAllIterator()
	commit(cayley.Add, quad.MakeIRI("a", "p", "n", "")) // every number is another now

	if again := qs.ValueOf(quad.IRI("n")); again.Key() != node.Key() {
		t.Error("a node has another key in the next generation")
	}
	if size, err := qs.QuadIteratorSize(t.Context(), quad.Object, node); err != nil || size.Size != 2 {
		t.Errorf("the old ref finds %d quads, %v", size.Size, err)
	}
	if !all.Next(t.Context()) || qs.Quad(all.Result()) != q || all.Next(t.Context()) {
		t.Error("an open iterator has left its generation")
	}
	commit(cayley.Delete, q)
	if qs.NameOf(node) != quad.IRI("n") || qs.QuadIterator(quad.Subject, node).Next(t.Context()) {
		t.Error("an old ref has lost its value, or finds what is gone")
	}
}
