package graph_test

import (
	"os/exec"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"

	"github.com/polygraph-kg/polygraph/graph"
)

// Cayley's own tests of a quad store. All pass but one, which wants an open iterator to lose
// what is deleted: here it keeps its generation, so that readers never see half of a change.
func TestCayleysConformanceSuite(t *testing.T) {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(strings.TrimSpace(string(folder)) + "/graph/sql/postgres") // where its data are looked for from
	graphtest.TestAll(t, open, &graphtest.Config{SkipDeletedFromIterator: true, AlwaysRunIntegration: !testing.Short()})
}

func open(t testing.TB) (cayley.QuadStore, cayley.Options, func()) {
	qs, err := cayley.NewQuadStore(graph.QuadStoreName, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return qs, nil, func() { _ = qs.Close() }
}
