package resolvers

import (
	"os"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

func TestTheSnapshotIsWhatClientsSee(t *testing.T) {
	snapshot, err := os.ReadFile("../schema/snapshot.graphql")
	if err != nil {
		t.Fatal(err)
	}
	if string(snapshot) != ClientSDL() {
		t.Error("the schema is another than schema/snapshot.graphql says; if that is meant, run go generate ./resolvers, and see docs/schema-changes.md")
	}
}

func TestClientsSeeAllOfOursAndNoneOfTheFederations(t *testing.T) {
	seen, err := gqlparser.LoadSchema(&ast.Source{Input: ClientSDL()})
	if err != nil {
		t.Fatal(err)
	}
	for name, definition := range Schema().Schema().Types {
		got := seen.Types[name]
		if ours := !strings.HasPrefix(name, "_") || strings.HasPrefix(name, "__"); (got != nil) != ours {
			t.Errorf("type %s is seen: %t", name, got != nil)
		} else if got == nil {
			continue
		}
		for _, field := range definition.Fields {
			if ours := !strings.HasPrefix(field.Name, "_") || strings.HasPrefix(field.Name, "__"); (got.Fields.ForName(field.Name) != nil) != ours {
				t.Errorf("%s.%s is seen: %t", name, field.Name, !ours)
			}
		}
		if got.Description != definition.Description {
			t.Errorf("%s is described otherwise: %q", name, got.Description)
		}
	}
	for _, router := range []string{"@key", "@shareable", "@link", "_entities"} {
		if strings.Contains(ClientSDL(), router) {
			t.Errorf("clients see %s", router)
		}
	}
}

func TestARouterReadsKeysAndTheFederationsVersion(t *testing.T) {
	sdl, err := SubgraphSDL(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, needed := range []string{`@link(url: "https://specs.apollo.dev/federation/v2`, `type Place implements Thing & Node @key(fields: "id") {`} {
		if !strings.Contains(sdl, needed) {
			t.Errorf("the subgraph's schema lacks %s", needed)
		}
	}
}
