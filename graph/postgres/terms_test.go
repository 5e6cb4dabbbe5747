package postgres_test

import (
	"fmt"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
)

// Names that no generation has any more do not stay for ever, and those that do keep their place.
func TestTermsThatNoQuadHasAreForgotten(t *testing.T) {
	t.Parallel()
	address := database(t)
	j, err := postgres.Open(address, true)
	if err != nil {
		t.Fatal(err)
	}
	s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{Keep: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	conn := connect(t, address)
	most := 0
	for g := range 100 {
		next := place(fmt.Sprintf("g%d", g))
		if g > 0 {
			next.Remove = place(fmt.Sprintf("g%d", g-1)).Add
		}
		if _, err := s.Apply(t.Context(), next); err != nil {
			t.Fatal(err)
		}
		var terms int
		if err := conn.QueryRow(t.Context(), `SELECT count(*) FROM polygraph_terms`).Scan(&terms); err != nil {
			t.Fatal(err)
		}
		most = max(most, terms)
	}
	// Three that all have, two of the generations that are kept, and those of the last 20.
	if most > 3+2+20 {
		t.Errorf("there were up to %d terms", most)
	}
	after := open(t, address)
	for _, g := range []uint64{99, 100} {
		v, err := after.At(t.Context(), g)
		if err != nil {
			t.Fatal(err)
		}
		if _, there := v.Node(graph.ID(fmt.Sprintf("place/g%d", g-1))); !there || v.Size() != 1 {
			t.Errorf("generation %d has %d quads, and not its own", g, v.Size())
		}
	}
}
