package graph_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
)

// values are of every type, and some look alike.
var values = []quad.Value{
	quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), quad.IRI("place/jinan"), quad.BNode("a"), quad.String("a"), quad.String("b c"),
	quad.LangString{Value: "a", Lang: "en"}, quad.Int(5), quad.Int(-1), quad.Float(5), quad.Float(2e11), quad.Bool(true),
	quad.Time(time.Date(2018, 3, 1, 0, 0, 0, 0, time.UTC)), quad.TypedString{Value: "2018-03", Type: "http://www.w3.org/2001/XMLSchema#gYearMonth"},
}

func drawQuads(t *rapid.T) []quad.Quad {
	value := rapid.SampledFrom(values)
	label := rapid.SampledFrom([]quad.Value{nil, nil, quad.IRI("g"), quad.IRI("a"), quad.String("g")})
	quads := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) quad.Quad {
		return quad.Quad{Subject: value.Draw(t, "subject"), Predicate: rapid.SampledFrom(values[:4]).Draw(t, "predicate"), Object: value.Draw(t, "object"), Label: label.Draw(t, "label")}
	}), 0, 40).Draw(t, "quads")
	return quads
}

// stores are our quad stores and one of Cayley's with the same quads.
func stores(t *rapid.T, quads []quad.Quad) map[string]cayley.QuadStore {
	live := graph.NewStore(graph.NewView(nil))
	theirs := memstore.New()
	for _, qs := range []cayley.QuadStore{live.QuadStore(), theirs} {
		w, err := writer.NewSingle(qs, cayley.IgnoreOpts{IgnoreDup: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.AddQuadSet(quads); err != nil {
			t.Fatal(err)
		}
	}
	return map[string]cayley.QuadStore{"live": live.QuadStore(), "view": live.View().QuadStore(), "memstore": theirs}
}

// same tells where a store of ours answers otherwise than Cayley's.
func same(t *rapid.T, all map[string]cayley.QuadStore, what string, answer func(qs cayley.QuadStore) []string) {
	t.Helper()
	want := func() []string {
		defer func() {
			if fault := recover(); fault != nil { // it knows no other answer to some values that are absent
				t.Skip("Cayley itself panics:", fault)
			}
		}()
		return answer(all["memstore"])
	}()
	slices.Sort(want)
	for _, name := range []string{"live", "view"} {
		got := answer(all[name])
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%s, %s:\n%s\nCayley's memstore:\n%s", what, name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestIteratorsAnswerAsThoseOfCayley(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := stores(t, drawQuads(t))
		quads := func(it func(qs cayley.QuadStore) cayley.Iterator) func(cayley.QuadStore) []string {
			return func(qs cayley.QuadStore) []string {
				var lines []string
				it := it(qs)
				defer func() { _ = it.Close() }()
				for it.Next(context.Background()) {
					lines = append(lines, qs.Quad(it.Result()).NQuad())
				}
				return lines
			}
		}
		same(t, all, "all quads", quads(cayley.QuadStore.QuadsAllIterator))
		same(t, all, "all nodes", func(qs cayley.QuadStore) []string {
			var names []string
			for it := qs.NodesAllIterator(); it.Next(context.Background()); {
				names = append(names, quad.StringOf(qs.NameOf(it.Result())))
			}
			stats, err := qs.Stats(context.Background(), true)
			if err != nil || stats.Nodes.Size != int64(len(names)) {
				t.Errorf("%d nodes are counted, %d found, %v", stats.Nodes.Size, len(names), err)
			}
			return names
		})
		for _, d := range quad.Directions {
			for _, v := range append(values, quad.IRI("absent")) {
				what := fmt.Sprintf("quads with the %s %s", d, v)
				same(t, all, what, quads(func(qs cayley.QuadStore) cayley.Iterator { return qs.QuadIterator(d, qs.ValueOf(v)) }))
				same(t, all, "how many "+what, func(qs cayley.QuadStore) []string {
					size, err := qs.QuadIteratorSize(context.Background(), d, qs.ValueOf(v))
					return []string{fmt.Sprint(size, err)}
				})
			}
		}
		first, second := rapid.SampledFrom(quad.Directions).Draw(t, "first"), rapid.SampledFrom(quad.Directions).Draw(t, "second")
		filters := shape.Quads{{Dir: first, Values: shape.Lookup{rapid.SampledFrom(values).Draw(t, "value")}}, {Dir: second, Values: shape.Lookup{rapid.SampledFrom(values).Draw(t, "other value")}}}
		same(t, all, fmt.Sprint("quads with ", filters), quads(func(qs cayley.QuadStore) cayley.Iterator { return shape.BuildIterator(qs, filters) }))
		same(t, all, fmt.Sprint("which quads have ", filters), func(qs cayley.QuadStore) []string {
			it := shape.BuildIterator(qs, filters)
			var has []string
			for every := qs.QuadsAllIterator(); every.Next(context.Background()); {
				if it.Contains(context.Background(), every.Result()) {
					has = append(has, qs.Quad(every.Result()).NQuad())
				}
			}
			return has
		})
	})
}

// steps lengthen a path. Which tags a node has behind an inexact one, and how often a node is
// found behind any, Cayley itself leaves to the order in which a store has its quads.
var steps = map[string]struct {
	take    func(p *path.Path, v, w quad.Value, other *path.Path, tag string) *path.Path
	inexact bool
}{
	"Out":      {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.Out(v) }},
	"Out(any)": {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.Out() }},
	"In":       {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.In(v) }},
	"Both":     {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.Both(v) }, inexact: true},
	"OutWithTags": {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, tag string) *path.Path {
		return p.OutWithTags([]string{tag})
	}},
	"Has":        {take: func(p *path.Path, v, w quad.Value, _ *path.Path, _ string) *path.Path { return p.Has(v, w) }},
	"Has(any)":   {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.Has(v) }},
	"HasReverse": {take: func(p *path.Path, v, w quad.Value, _ *path.Path, _ string) *path.Path { return p.HasReverse(v, w) }},
	"Is":         {take: func(p *path.Path, _, w quad.Value, _ *path.Path, _ string) *path.Path { return p.Is(w) }},
	"Tag":        {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, tag string) *path.Path { return p.Tag(tag) }},
	"Save":       {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, tag string) *path.Path { return p.Save(v, tag) }},
	"SaveOptional": {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, tag string) *path.Path {
		return p.SaveOptional(v, tag)
	}},
	"LabelContext": {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, _ string) *path.Path {
		return p.LabelContext(quad.IRI("g"))
	}},
	"OutPredicates": {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.OutPredicates() }, inexact: true},
	"Labels":        {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.Labels() }, inexact: true},
	"Filter": {take: func(p *path.Path, _, w quad.Value, _ *path.Path, _ string) *path.Path {
		return p.Filter(iterator.CompareGTE, w)
	}},
	"Unique": {take: func(p *path.Path, _, _ quad.Value, _ *path.Path, _ string) *path.Path { return p.Unique() }, inexact: true},
	"FollowRecursive": {take: func(p *path.Path, v, _ quad.Value, _ *path.Path, tag string) *path.Path {
		return p.FollowRecursive(v, 3, []string{tag})
	}, inexact: true},
	"And": {take: func(p *path.Path, _, _ quad.Value, other *path.Path, _ string) *path.Path { return p.And(other) }},
	"Or":  {take: func(p *path.Path, _, _ quad.Value, other *path.Path, _ string) *path.Path { return p.Or(other) }, inexact: true},
}

func TestPathsAnswerAsThoseOfCayley(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quads := drawQuads(t)
		if len(quads) == 0 {
			return
		}
		all := stores(t, quads)
		value := rapid.SampledFrom(append(values, quad.IRI("absent")))
		names := slices.Sorted(maps.Keys(steps))
		exact, what := true, ""
		morphism := path.StartMorphism()
		if from := rapid.SliceOfNDistinct(value, 0, 2, quad.Value.String).Draw(t, "from"); len(from) > 0 {
			morphism, what = path.StartMorphism(from...), fmt.Sprint(from)
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "steps") {
			name := rapid.SampledFrom(names).Draw(t, "step")
			v, w := rapid.SampledFrom(values[:4]).Draw(t, "predicate"), value.Draw(t, "value")
			morphism = steps[name].take(morphism, v, w, path.StartMorphism(w).Out(), fmt.Sprint("tag", i))
			exact, what = exact && !steps[name].inexact, what+fmt.Sprintf(" %s(%s, %s)", name, v, w)
		}
		for _, optimized := range []bool{true, false} {
			same(t, all, what, func(qs cayley.QuadStore) []string {
				chain := cayley.Iterate(context.Background(), morphism.Tag("end").BuildIteratorOn(qs))
				if !optimized {
					chain = chain.UnOptimized()
				}
				var lines []string
				if err := chain.TagValues(qs, func(tags map[string]quad.Value) {
					line := quad.StringOf(tags["end"])
					if exact {
						line = fmt.Sprint(tags)
					}
					lines = append(lines, line)
				}); err != nil {
					t.Fatal(err)
				}
				slices.Sort(lines)
				return slices.Compact(lines)
			})
		}
	})
}

func TestReadersKeepTheirGenerationWhileOthersCommit(t *testing.T) {
	store := graph.NewStore(graph.NewView(nil))
	live := store.QuadStore()
	pair := func(n int) []quad.Quad {
		return []quad.Quad{quad.MakeIRI("a", "to", fmt.Sprint("b", n), ""), quad.MakeIRI(fmt.Sprint("b", n), "to", "c", "")}
	}
	const commits = 200
	var all sync.WaitGroup
	done := make(chan struct{})
	all.Go(func() {
		defer close(done)
		w, err := writer.NewSingle(live, cayley.IgnoreOpts{})
		if err != nil {
			t.Error(err)
			return
		}
		for n := range commits {
			if err := w.AddQuadSet(pair(n)); err != nil {
				t.Error(err)
			}
		}
	})
	for range 4 {
		all.Go(func() {
			for ended := false; !ended; {
				select {
				case <-done:
					ended = true
				default:
				}
				view := store.View()
				found, err := path.StartPath(view.QuadStore(), quad.IRI("a")).Out(quad.IRI("to")).Out(quad.IRI("to")).Iterate(context.Background()).Count()
				if err != nil || found != int64(view.Generation()) {
					t.Errorf("in generation %d there are %d paths, %v", view.Generation(), found, err)
				}
				if _, err := path.StartPath(live, quad.IRI("a")).Out(quad.IRI("to")).Out().Iterate(context.Background()).AllValues(live); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}
