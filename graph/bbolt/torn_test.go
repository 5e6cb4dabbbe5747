package bbolt_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
)

const page = 4096 // bytes; bbolt takes the system's

// The power may go while a commit is written: pages arrive in their order, the last one torn, and the
// page that makes the commit valid arrives after all others. Until all of it has, the file is what it was.
func TestATornLastPage(t *testing.T) {
	t.Parallel()
	if os.Getpagesize() != page {
		t.Skipf("pages have %d bytes here", os.Getpagesize())
	}
	file := filled(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bbolt.Open(file, false).Commit(t.Context(), 2, graph.Changeset{Add: quads("c", 4_000), Remove: quads("b", 100)}, graph.Commit{}); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before = append(before, make([]byte, len(after)-len(before))...) // the file is made longer first
	at := func(text []byte, number int) []byte { return text[number*page : (number+1)*page] }
	var data, valid []int // the pages that the commit has written
	for number := range len(after) / page {
		switch {
		case bytes.Equal(at(before, number), at(after, number)):
		case number < 2: // bbolt has two pages that tell what is valid, and writes them by turns
			valid = append(valid, number)
		default:
			data = append(data, number)
		}
	}
	if len(data) < 5 || len(valid) != 1 {
		t.Fatalf("the commit has written pages %d and %d", data, valid)
	}
	generation := func(text []byte) uint64 {
		torn := filepath.Join(t.TempDir(), "graph.db")
		if err := os.WriteFile(torn, text, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := graph.OpenStore(t.Context(), bbolt.Open(torn, false), graph.StoreOptions{})
		if err != nil {
			t.Fatal(err)
		}
		// It can be loaded into, too.
		view := s.View()
		if next, err := s.Apply(t.Context(), graph.Changeset{Add: quads("d", 1)}); err != nil || next.Size() != view.Size()+1 {
			t.Fatal(err)
		}
		return view.Generation()
	}
	state := slices.Clone(before)
	for i, number := range append(data, valid...) {
		for _, bytes := range []int{1, 20, 60, 512, page / 2, page - 1} {
			torn := slices.Clone(state)
			copy(at(torn, number), at(after, number)[:bytes])
			wanted := uint64(2)
			if number == valid[0] && bytes >= 512 { // what it has to say stands in its first 80 bytes
				wanted = 3
			}
			if got := generation(torn); got != wanted {
				t.Errorf("when page %d of %d is torn at %d: generation %d, want %d", i+1, len(data)+1, bytes, got, wanted)
			}
		}
		copy(at(state, number), at(after, number))
	}
	if got := generation(state); got != 3 {
		t.Errorf("when all is written: generation %d", got)
	}
}
