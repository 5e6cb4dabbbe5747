package policy_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func made(t testing.TB, seed uint64, quads int) *policy.Graph {
	t.Helper()
	g, err := policy.New(seed, quads)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func nquads(g *policy.Graph) []byte {
	var text []byte
	for q := range g.Quads() {
		text = graph.AppendNQuad(text, q, graph.DefaultBase)
	}
	return text
}

// The loader, which judges data strictly, finds no fault; and the graph that it builds
// holds the quads that were made, no other and none twice.
func TestLoaderAcceptsEveryGraph(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			g := made(t, seed, 20_000)
			store := graph.NewStore(nil)
			defer store.Close()
			files := fstest.MapFS{"policy.nq": {Data: nquads(g)}}
			report, err := loader.Load(t.Context(), store, []loader.Source{{Name: "made", Files: files}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			made := make(map[graph.Quad]bool)
			for q := range g.Quads() {
				if made[q] {
					t.Errorf("%s is made twice", q)
				}
				made[q] = true
			}
			for q := range store.View().Quads() {
				if !made[q] {
					t.Fatalf("the loaded graph has %s, which was not made", q)
				}
			}
			if report.Quads.Added != len(made) {
				t.Errorf("%d quads were loaded of %d", report.Quads.Added, len(made))
			}
		})
	}
}

func TestGraphHasTheWantedSize(t *testing.T) {
	for _, wanted := range []int{20_000, 50_000, 99_999, 100_000, 250_000} {
		for _, seed := range []uint64{1, 7} {
			got := 0
			for piece := range made(t, seed, wanted).Pieces() {
				got += len(piece.Quads)
			}
			if off := got - wanted; off*50 > wanted || -off*50 > wanted {
				t.Errorf("seed %d: %d quads, wanted %d within 2 %%", seed, got, wanted)
			}
		}
	}
	for _, refused := range []int{-1, 0, policy.MinQuads - 1, policy.MaxQuads + 1} {
		if _, err := policy.New(1, refused); err == nil {
			t.Errorf("a graph of %d quads is not refused", refused)
		}
	}
}

// A seed gives the same graph forever: a changed hash is another graph under an old
// name, and measurements made with it compare no more.
func TestSeedGivesTheSameGraph(t *testing.T) {
	for _, c := range []struct {
		seed uint64
		hash string
	}{
		{1, "e46e4d646bf35da8"},
		{2, "4a2d7e90bcae3930"},
	} {
		sum := sha256.Sum256(nquads(made(t, c.seed, 20_000)))
		if got := hex.EncodeToString(sum[:8]); got != c.hash {
			t.Errorf("seed %d: the N-Quads hash to %s, want %s", c.seed, got, c.hash)
		}
	}
	if bytes.Equal(nquads(made(t, 1, 20_000)), nquads(made(t, 2, 20_000))) {
		t.Error("two seeds give one graph")
	}
}

// What the quads say is what measurements need: all kinds of things and relations, a
// skew, edges that several documents state, curated times, every language.
func TestGraphHasTheShapeOfTheData(t *testing.T) {
	v := graph.NewView(slices.Collect(made(t, 1, 200_000).Quads()))
	counts := v.Counts()
	for _, k := range graph.Kinds() {
		if counts.Kinds[k.Kind] < 10 {
			t.Errorf("%d things of kind %s", counts.Kinds[k.Kind], k.Kind)
		}
	}
	for _, p := range graph.Vocabulary() {
		if counts.Predicates[p.Name] < 5 {
			t.Errorf("%d edges of %s", counts.Predicates[p.Name], p.Name)
		}
	}
	several, curated := 0, 0
	for _, e := range v.AllEdges() {
		if len(e.Claims()) > 1 && e.Claims()[0].Document != e.Claims()[len(e.Claims())-1].Document {
			several++
		}
		if len(e.Spans()) > 0 {
			curated++
		}
		if v.Thing(e.Subject()) == nil || v.Thing(e.Object()) == nil {
			t.Fatalf("%s joins what is not there", e.Key())
		}
	}
	if several*100 < 5*counts.Edges {
		t.Errorf("%d of %d edges are stated by several documents", several, counts.Edges)
	}
	if curated < 10 {
		t.Errorf("%d edges have a curated time", curated)
	}
	most, places := 0, len(v.Things(graph.Place))
	for _, industry := range v.Things(graph.Industry) {
		most = max(most, len(v.In(industry.ID, "prioritises")))
	}
	if n := len(v.Things(graph.Industry)); n != 500 {
		t.Errorf("%d industries, want 500", n)
	}
	if most*8 < places {
		t.Errorf("the industry that most places name is named by %d of %d", most, places)
	}
	labels := make(map[string]map[string]int) // by kind and label
	for _, thing := range v.AllThings() {
		if thing.Kind.Info().Minted {
			continue
		}
		kind := string(thing.Kind)
		if labels[kind] == nil {
			labels[kind] = map[string]int{}
		}
		labels[kind][thing.Labels[graph.English]]++
	}
	for kind, names := range labels {
		all := 0
		for _, n := range names {
			all += n
		}
		if len(names)*100 < 70*all {
			t.Errorf("%s: %d names for %d things", kind, len(names), all)
		}
	}
}

// Making a graph needs no more memory for a large one.
func TestMakingNeedsConstantMemory(t *testing.T) {
	live := func(quads int) uint64 {
		var before, now runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		var peak uint64
		count, next := 0, quads/8
		for piece := range made(t, 1, quads).Pieces() {
			if count += len(piece.Quads); count > next {
				next += quads / 8
				runtime.GC()
				runtime.ReadMemStats(&now)
				peak = max(peak, now.HeapAlloc-min(now.HeapAlloc, before.HeapAlloc))
			}
		}
		return peak
	}
	if small, large := live(150_000), live(450_000); large > small+4<<20 {
		t.Errorf("%d bytes are live while 450,000 quads are made, and %d while a third of that", large, small)
	}
}
