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

func TestThePrintedSchemaIsWhole(t *testing.T) {
	seen, err := gqlparser.LoadSchema(&ast.Source{Input: ClientSDL()})
	if err != nil {
		t.Fatal(err)
	}
	for name, definition := range forClients.Types {
		got := seen.Types[name]
		if got == nil || got.Description != definition.Description {
			t.Errorf("%s is seen as %+v", name, got)
			continue
		}
		for _, field := range definition.Fields {
			if f := got.Fields.ForName(field.Name); f == nil || f.Description != field.Description {
				t.Errorf("%s.%s is seen as %+v", name, field.Name, f)
			}
		}
	}
	for _, router := range []string{"@key", "@shareable", "@link", "_entities"} {
		if strings.Contains(ClientSDL(), router) {
			t.Errorf("it tells of %s", router)
		}
	}
}

// federationDirectives are what a router knows by the link to its specification.
const federationDirectives = `
scalar FieldSet
directive @link(url: String!, import: [String!]) repeatable on SCHEMA
directive @key(fields: FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
directive @shareable repeatable on FIELD_DEFINITION | OBJECT
`

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
	if schema, err := gqlparser.LoadSchema(&ast.Source{Input: sdl + federationDirectives}); err != nil {
		t.Error(err)
	} else if schema.Query.Fields.ForName("node") != nil || schema.Query.Fields.ForName("nodes") != nil {
		t.Error("a router is told of node and nodes, which belong to the company")
	}
}
