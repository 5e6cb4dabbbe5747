package bbolt_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
)

// A store's file into which anything is written at any place, and that is cut off anywhere,
// is refused with its name, or read as one of the states that it was in. It ends neither the
// process nor its patience.
func FuzzFile(f *testing.F) {
	file := filepath.Join(f.TempDir(), "whole.db")
	j := bbolt.Open(file, true)
	states := []string{graph.NewView(nil).Fingerprint()}
	var all []graph.Quad
	for i, name := range []string{"a", "b"} {
		added := quads(name, 200)
		if _, err := j.Commit(f.Context(), uint64(i), graph.Changeset{Add: added}, graph.Commit{}); err != nil {
			f.Fatal(err)
		}
		all = slices.Concat(all, added)
		states = append(states, graph.NewView(all).Fingerprint())
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte{}, uint32(0))
	f.Add(uint32(16), []byte("\x00\x00\x00\x00"), uint32(0))  // what the first page is
	f.Add(uint32(80), []byte("\xff"), uint32(0))              // the first of the two heads
	f.Add(uint32(4096), make([]byte, 64), uint32(0))          // the second
	f.Add(uint32(3*4096), []byte("\xff\xff\xff"), uint32(0))  // a page
	f.Add(uint32(0), []byte{}, uint32(4096))                  // the last page is gone
	f.Add(uint32(4*4096+8), []byte("\x02\x00"), uint32(4096)) // both
	f.Fuzz(func(t *testing.T, at uint32, over []byte, cut uint32) {
		defer time.AfterFunc(30*time.Second, func() { panic("a file hangs") }).Stop()
		damaged := slices.Clone(whole)
		copy(damaged[int(at)%len(damaged):], over)
		damaged = damaged[:len(damaged)-int(cut)%len(damaged)]
		file := filepath.Join(t.TempDir(), "graph.db")
		if err := os.WriteFile(file, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		store, err := graph.OpenStore(t.Context(), bbolt.Open(file, false), graph.StoreOptions{})
		if err != nil {
			if !strings.Contains(err.Error(), file) || len(err.Error()) > 2000 {
				t.Fatalf("%.500v", err)
			}
			return
		}
		defer func() { _ = store.Close() }()
		if v := store.View(); int(v.Generation()) >= len(states) || v.Fingerprint() != states[v.Generation()] {
			t.Fatalf("generation %d has %d quads that nobody put there", v.Generation(), v.Size())
		}
	})
}
