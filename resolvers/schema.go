package resolvers

import (
	"maps"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/resolvers/internal/generated"
)

// Schema is the executable schema. Requests must carry a View: see Configure.
func Schema() graphql.ExecutableSchema {
	return generated.NewExecutableSchema(generated.Config{Schema: schema, Resolvers: &Resolver{}})
}

// schema is what introspection shows.
var schema = introspected(generated.NewExecutableSchema(generated.Config{}).Schema())

// forRouters says what the types and fields that gqlgen adds for a federation are.
var forRouters = map[string]string{
	"_Any":                            "For the router of a federation: a kind and an ID, such as {__typename: \"Place\", id: \"place/jinan\"}.",
	"_Entity":                         "For the router of a federation: a thing or a claim.",
	"_Service":                        "For the router of a federation: what it must know of this server.",
	"_Service.sdl":                    "The schema, with the keys of things.",
	"Query._entities":                 "For the router of a federation: things and claims by kind and ID, in the order asked. Clients use nodes.",
	"Query._service":                  "For the router of a federation: this server's schema.",
	"Query._entities.representations": "Kinds and IDs.",
}

// introspected is the schema without what gqlgen needs for itself: definitions of
// directives that only the SDL of a subgraph uses, their types, and the type Entity,
// which stands for its resolvers. What routers use is described; and possible types
// are objects, as the specification wants, where gqlparser counts interfaces too.
func introspected(whole *ast.Schema) *ast.Schema {
	s := *whole
	s.Types = map[string]*ast.Definition{}
	for name, definition := range whole.Types {
		if name != "Entity" && name != "FieldSet" && !strings.HasPrefix(name, "federation__") && !strings.HasPrefix(name, "link__") {
			s.Types[name] = described(definition)
		}
	}
	s.Query, s.Subscription = s.Types[whole.Query.Name], s.Types[whole.Subscription.Name]
	s.Directives = maps.Clone(whole.Directives)
	maps.DeleteFunc(s.Directives, func(_ string, d *ast.DirectiveDefinition) bool {
		return strings.HasSuffix(d.Position.Src.Name, "/federation/directives.graphql")
	})
	s.PossibleTypes = map[string][]*ast.Definition{}
	for name, types := range whole.PossibleTypes {
		for _, t := range types {
			if t.Kind == ast.Object && s.Types[t.Name] != nil {
				s.PossibleTypes[name] = append(s.PossibleTypes[name], s.Types[t.Name])
			}
		}
	}
	return &s
}

func described(whole *ast.Definition) *ast.Definition {
	d := *whole
	if text, ok := forRouters[d.Name]; ok {
		d.Description = text
	}
	d.Fields = slices.Clone(whole.Fields)
	for i, field := range d.Fields {
		if text, ok := forRouters[d.Name+"."+field.Name]; ok {
			f := *field
			f.Description = text
			f.Arguments = slices.Clone(field.Arguments)
			for j, argument := range f.Arguments {
				a := *argument
				a.Description = forRouters[d.Name+"."+f.Name+"."+a.Name]
				f.Arguments[j] = &a
			}
			d.Fields[i] = &f
		}
	}
	return &d
}
