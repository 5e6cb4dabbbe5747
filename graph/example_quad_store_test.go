package graph_test

import (
	"context"
	"fmt"
	"log"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"github.com/polygraph-kg/polygraph/graph"
)

// A View is a quad store that never changes: all of a query sees one state of the graph.
func ExampleView_QuadStore() {
	view := graph.NewView([]graph.Quad{
		{Subject: graph.IRI("place/jinan"), Predicate: graph.IRI("vocabulary#prioritises"), Object: graph.IRI("industry/steel"), Graph: graph.IRI("document/news")},
		{Subject: graph.IRI("place/rizhao"), Predicate: graph.IRI("vocabulary#prioritises"), Object: graph.IRI("industry/steel"), Graph: graph.IRI("document/plan")},
	})
	qs := view.QuadStore()
	prioritises := quad.IRI("vocabulary#prioritises")
	alike, err := path.StartPath(qs, quad.IRI("place/jinan")).Out(prioritises).In(prioritises).Iterate(context.Background()).AllValues(qs)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(alike)
	// Output: [<place/jinan> <place/rizhao>]
}

// The quad store of a Store is live: it takes changes, each of which makes a generation.
func ExampleStore_QuadStore() {
	store := graph.NewStore(nil)
	qs := store.QuadStore()
	w, err := writer.NewSingle(qs, cayley.IgnoreOpts{IgnoreDup: true})
	if err != nil {
		log.Fatal(err)
	}
	if err := w.AddQuadSet([]quad.Quad{
		quad.Make(quad.IRI("alice"), quad.IRI("age"), 30, nil),
		quad.Make(quad.IRI("alice"), quad.IRI("follows"), quad.IRI("bob"), nil),
	}); err != nil {
		log.Fatal(err)
	}
	age, err := path.StartPath(qs, quad.IRI("bob")).In(quad.IRI("follows")).Out(quad.IRI("age")).Iterate(context.Background()).FirstValue(qs)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(age.Native(), "in generation", store.View().Generation())
	// Output: 30 in generation 1
}
