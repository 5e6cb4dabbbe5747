package resolvers

import (
	"fmt"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

func TestGenerations(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	store, err := graph.OpenStore(t.Context(), storetest.NewModel(), graph.StoreOptions{By: "ann", Now: func() time.Time { return at }})
	if err != nil {
		t.Fatal(err)
	}
	for i, what := range []string{"", "./mydata", "./mydata"} {
		quad := graph.Quad{Subject: graph.IRI(fmt.Sprintf("place/p%d", i)), Predicate: graph.IRI("vocabulary#partOf"), Object: graph.IRI("place/whole"), Graph: graph.IRI(graph.GraphCurated)}
		if _, err := store.Update(t.Context(), what, func(*graph.View) (graph.Changeset, error) {
			return graph.Changeset{Add: []graph.Quad{quad}}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	data, errors := ask(t, store, `{ generations(first: 1) { number at by what claimsAdded claimsRemoved quadsAdded quadsRemoved quads } }`)
	if got, want := fmt.Sprint(data, errors), `map[generations:[map[at:2026-01-02T03:04:05.000006Z by:ann claimsAdded:0 claimsRemoved:0 number:3 quads:3 quadsAdded:1 quadsRemoved:0 what:./mydata]]] []`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	data, errors = ask(t, store, `{ generations { number what } }`)
	if got, want := fmt.Sprint(data, errors), `map[generations:[map[number:3 what:./mydata] map[number:2 what:./mydata] map[number:1 what:<nil>]]] []`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, errors = ask(t, store, `{ generations(first: 101) { number } }`); code(t, errors) != "INVALID_ARGUMENT" {
		t.Errorf("more than can be had: %v", errors)
	}
	data, errors = ask(t, graph.NewStore(nil), `{ generations { number } statistics { quads } }`)
	if got, want := fmt.Sprint(data), `map[generations:<nil> statistics:map[quads:0]]`; got != want || code(t, errors) != "NOT_FOUND" {
		t.Errorf("in memory: %s, %v", got, errors)
	}
}
