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
		"graph":                       {},
		"graph/export":                {"graph"},
		"graph/bbolt":                 {"graph", "graph/internal/pages"},
		"graph/postgres":              {"graph"},
		"graph/postgres/postgrestest": {},
		"graph/storetest":             {"graph"},
		"loader":                      {"graph"},
		"resolvers":                   {"graph", "graph/export", "resolvers/internal/execute", "resolvers/internal/generated", "resolvers/internal/model"},
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
