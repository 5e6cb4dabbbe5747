package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The core does not know who calls it, and loader and resolvers do not know each
// other. The design's table says who may import whom; this holds it.
func TestDependenciesPointOneWay(t *testing.T) {
	const module = "github.com/polygraph-kg/polygraph/"
	allowed := map[string][]string{
		"data":                        {},
		"graph":                       {"graph/internal/traditional"},
		"graph/export":                {"graph", "graph/internal/traditional"},
		"graph/bbolt":                 {"graph", "graph/internal/traditional", "graph/internal/pages"},
		"graph/postgres":              {"graph", "graph/internal/traditional"},
		"graph/postgres/postgrestest": {},
		"graph/storetest":             {"graph", "graph/internal/traditional"},
		"loader":                      {"graph", "graph/internal/traditional"},
		"resolvers":                   {"graph", "graph/export", "graph/internal/traditional", "resolvers/internal/execute", "resolvers/internal/generated", "resolvers/internal/model"},
		"web":                         {},
	}
	for folder, may := range allowed {
		out, err := exec.Command("go", "list", "-deps", module+folder).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for line := range strings.Lines(string(out)) {
			used, ours := strings.CutPrefix(strings.TrimSpace(line), module)
			if ours && used != folder && !slices.Contains(may, used) {
				t.Errorf("%s imports %s", folder, used)
			}
			if folder == "graph" && strings.Contains(line, "99designs/gqlgen") {
				t.Errorf("graph imports gqlgen")
			}
		}
	}
}
