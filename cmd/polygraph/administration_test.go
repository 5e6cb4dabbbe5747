package main

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
	"github.com/polygraph-kg/polygraph/loader"
)

// A backup tells of the commit that made what it holds, also when the store has moved on.
func TestABackupTellsWhatItHolds(t *testing.T) {
	for _, test := range []struct {
		name string
		keep int
		by   string
	}{
		{"a commit that is remembered", 2, "ann"},
		{"one that is forgotten", 1, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "graph.db")
			load := func(by, label string) *graph.Store {
				store, err := graph.OpenStore(t.Context(), bbolt.Open(file, true), graph.StoreOptions{By: by, Keep: test.keep})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = store.Close() })
				place := &graph.Thing{ID: graph.ID("place/" + label), Kind: graph.Place, Labels: map[string]string{"en": label}, Level: "city"}
				if _, err := store.Apply(t.Context(), graph.Changeset{Add: graph.Encode([]*graph.Thing{place}, nil)}); err != nil {
					t.Fatal(err)
				}
				return store
			}
			served := load("ann", "jinan")
			load("ben", "jining")
			var backup bytes.Buffer
			if err := (&administration{store: served}).Backup(t.Context(), &backup); err != nil {
				t.Fatal(err)
			}
			view, commit, err := loader.ReadBackup(t.Context(), "backup", &backup)
			if err != nil || commit.Generation != 1 || commit.By != test.by || commit.At.IsZero() || view.Size() != served.View().Size() {
				t.Errorf("%+v of %d quads: %v", commit, view.Size(), err)
			}
		})
	}
}
