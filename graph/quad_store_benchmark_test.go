package graph_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"github.com/polygraph-kg/polygraph/graph"
)

// generatedQuads are of people who follow each other, some of them very many, and have a
// status each.
func generatedQuads(people int) []quad.Quad {
	random := rand.New(rand.NewPCG(1, 2))
	famous := rand.NewZipf(random, 1.2, 8, uint64(people-1))
	var quads []quad.Quad
	for i := range people {
		person := fmt.Sprint("person/", i)
		for range 9 {
			quads = append(quads, quad.MakeIRI(person, "follows", fmt.Sprint("person/", famous.Uint64()), fmt.Sprint("document/", random.IntN(100))))
		}
		quads = append(quads, quad.MakeIRI(person, "status", fmt.Sprint("status/", random.IntN(10)), "curated"))
	}
	return quads
}

// load puts quads into an empty store, and returns what is to be read.
var loads = map[string]func(b *testing.B, quads []quad.Quad) cayley.QuadStore{
	"polygraph": func(b *testing.B, quads []quad.Quad) cayley.QuadStore {
		store := graph.NewStore(graph.NewView(nil))
		write(b, store.QuadStore(), quads)
		return store.View().QuadStore()
	},
	"memstore": func(b *testing.B, quads []quad.Quad) cayley.QuadStore {
		store := memstore.New()
		write(b, store, quads)
		return store
	},
}

func write(b *testing.B, qs cayley.QuadStore, quads []quad.Quad) {
	w, err := qs.NewQuadWriter()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := w.WriteQuads(quads); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkQuadStore(b *testing.B) {
	quads := generatedQuads(10_000)
	for _, name := range []string{"polygraph", "memstore"} {
		b.Run("load/"+name, func(b *testing.B) {
			for b.Loop() {
				loads[name](b, quads)
			}
			b.ReportMetric(float64(len(quads)*b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
	follows, status, famous, plain := quad.IRI("follows"), quad.IRI("status"), quad.IRI("person/0"), quad.IRI("person/7777")
	for _, question := range []struct {
		name string
		path *path.Path
	}{
		{"one hop", path.StartMorphism(plain).Out(follows)},
		{"one hop back to very many", path.StartMorphism(famous).In(follows)},
		{"two hops", path.StartMorphism(plain).Out(follows).Out(follows)},
		{"two hops back and on", path.StartMorphism(plain).Out(follows).In(follows).Unique()},
		{"has", path.StartMorphism().Has(status, quad.IRI("status/3")).Has(follows, famous)},
		{"edge of a label", path.StartMorphism(famous).LabelContext(quad.IRI("document/7")).In(follows)},
		{"saved", path.StartMorphism(plain).Out(follows).Save(status, "status")},
		{"recursive", path.StartMorphism(plain).FollowRecursive(follows, 3, nil)},
		{"intersection", path.StartMorphism(famous).In(follows).And(path.StartMorphism(quad.IRI("person/1")).In(follows))},
	} {
		for _, name := range []string{"polygraph", "memstore"} {
			qs := loads[name](b, quads)
			b.Run(question.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				found := 0
				for b.Loop() {
					values, err := cayley.Iterate(context.Background(), question.path.BuildIteratorOn(qs)).AllValues(qs)
					if found = len(values); err != nil || found == 0 {
						b.Fatal(found, err)
					}
				}
				b.ReportMetric(float64(found), "results")
			})
		}
	}
}
