package bbolt_test

import (
	"path/filepath"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		file := filepath.Join(t.TempDir(), "graph.db")
		return func() (graph.Journal, error) { return bbolt.Open(file, true), nil }
	})
}
