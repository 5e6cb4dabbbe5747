package loader_test

import (
	"cmp"
	"os"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// first is the thing that a search over the dataset puts first; empty for none.
func first(t testing.TB, view *graph.View, text string) graph.ID {
	t.Helper()
	matches, err := view.Search(t.Context(), text, nil)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if len(matches) == 0 {
		return ""
	}
	return matches[0].Thing.ID
}

func TestSearchListOverTheDataset(t *testing.T) {
	view := dataset(t)
	content, err := os.ReadFile(cmp.Or(os.Getenv("LIST"), "testdata/search.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, hits := 0, 0
	for line := range strings.Lines(string(content)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 3 || fields[0] == "class" {
			continue
		}
		rows++
		if view.Thing(graph.ID(fields[2])) == nil {
			t.Errorf("%s is no thing of the dataset", fields[2])
		}
		if got := first(t, view, fields[1]); got == graph.ID(fields[2]) {
			hits++
		} else {
			t.Logf("%s\t%s\twant %s, got %s", fields[0], fields[1], fields[2], got)
		}
	}
	t.Logf("%d of %d", hits, rows)
}
