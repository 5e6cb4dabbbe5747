package postgres_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
)

// Each damage that somebody does to the tables is told.
func TestDamagedTables(t *testing.T) {
	t.Parallel()
	const town = `(SELECT id FROM polygraph_terms WHERE convert_from(value, 'UTF8') = 'place/g3')`
	for _, c := range []struct{ name, damage, says string }{
		{"none", `SELECT 1`, ""},
		{"a value", `UPDATE polygraph_terms SET value = 'place/g4x' WHERE id = ` + town, "term 5: its value is not the one that came: the checksum does not agree"},
		{"a language", `UPDATE polygraph_terms SET form = 2, tag = 'en' WHERE id = ` + town, "term 5: its value is not the one that came: the checksum does not agree"},
		{"a term", `DELETE FROM polygraph_terms WHERE id = ` + town, "term 5: it is the subject of quads, and there is no such term"},
		{"numbers given out", `UPDATE polygraph_head SET terms = 6`, "term 6: it has a number that was never given out; the next one is 6"},
		{"a commit in between", `DELETE FROM polygraph_commits WHERE generation = 3`, "commits: generation 4 comes behind 2"},
		{"the newest commit", `DELETE FROM polygraph_commits WHERE generation = 4`, "polygraph_head: it says that generation 4 is the newest, and that of the commits is 3"},
		{"a count", `UPDATE polygraph_commits SET quads = 7 WHERE generation = 4`, "commits: generation 4 is said to have 7 quads, which those before it and its changes do not come to"},
		{"a quad", `DELETE FROM polygraph_quads WHERE subject = ` + town, "generation 3: 0 quads are kept that it added, and it added 1"},
		{"a quad that went", `DELETE FROM polygraph_quads WHERE removed = 4`, "generation 4: 0 quads are kept that it removed, and it removed 1"},
		{"a quad of long ago", `DELETE FROM polygraph_quads WHERE added = 1`, "generation 2: 1 quads are kept of it, and it has 2"},
		{"a quad twice", `INSERT INTO polygraph_quads SELECT subject, predicate, object, graph, 4, removed FROM polygraph_quads WHERE subject = ` + town, "quad of terms [5 2 3 0]: generation 3 added it, and 4 added it again while it was there"},
		{"a time", `UPDATE polygraph_quads SET removed = 2 WHERE subject = ` + town, "quad of terms [5 2 3 0]: generation 3 added it, and 2 removed it"},
		{"a generation to come", `UPDATE polygraph_quads SET removed = 9 WHERE subject = ` + town, "generation 9: it added 0 quads and removed 1, and there is no such commit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			address := database(t)
			j, err := postgres.Open(address, true)
			if err != nil {
				t.Fatal(err)
			}
			s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{Keep: 3})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = s.Close() }()
			for g := 1; g <= 4; g++ {
				change := place(fmt.Sprintf("g%d", g))
				if g == 4 {
					change.Remove = place("g2").Add
				}
				if _, err := s.Apply(t.Context(), change); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := connect(t, address).Exec(t.Context(), c.damage); err != nil {
				t.Fatal(err)
			}
			var told []string
			if err := j.Check(t.Context(), func(p graph.Problem) {
				if p.Kind != graph.DamagedStore {
					t.Errorf("a problem of kind %s", p.Kind)
				}
				told = append(told, p.Where+": "+p.What)
			}); err != nil {
				t.Fatal(err)
			}
			if c.says == "" && told != nil || c.says != "" && !slices.Contains(told, c.says) {
				t.Errorf("told %q, want %q", told, c.says)
			}
		})
	}
}
