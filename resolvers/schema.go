package resolvers

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/resolvers/internal/generated"
)

var (
	whole      = generated.NewExecutableSchema(generated.Config{}).Schema()
	forClients = withoutFederation(whole)
)

func withoutFederation(whole *ast.Schema) *ast.Schema {
	s := *whole
	s.SchemaDirectives = nil // tell which federation is meant
	s.Types = map[string]*ast.Definition{}
	for name, definition := range whole.Types {
		if !ofFederation(definition.Position) {
			d := *definition
			d.Directives = standard(d.Directives)
			d.Fields = nil
			for _, field := range definition.Fields {
				if !ofFederation(field.Position) {
					f := *field
					f.Directives = standard(f.Directives)
					d.Fields = append(d.Fields, &f)
				}
			}
			s.Types[name] = &d
		}
	}
	s.Query, s.Subscription = s.Types[whole.Query.Name], s.Types[whole.Subscription.Name]
	s.Directives = maps.Clone(whole.Directives)
	maps.DeleteFunc(s.Directives, func(_ string, d *ast.DirectiveDefinition) bool { return ofFederation(d.Position) })
	// The possible types of an interface are objects, says the specification; gqlparser
	// counts the interfaces that implement it too.
	s.PossibleTypes = map[string][]*ast.Definition{}
	for name, types := range whole.PossibleTypes {
		if s.Types[name] != nil {
			s.PossibleTypes[name] = slices.DeleteFunc(slices.Clone(types), func(d *ast.Definition) bool { return d.Kind != ast.Object })
		}
	}
	return &s
}

// ofFederation tells what gqlgen adds to our files for a federation.
func ofFederation(p *ast.Position) bool {
	return p != nil && strings.Contains(p.Src.Name, "/federation/")
}

// standard are those of the directives that every client understands.
func standard(all ast.DirectiveList) ast.DirectiveList {
	return slices.DeleteFunc(slices.Clone(all), func(d *ast.Directive) bool {
		return d.Name != "deprecated" && d.Name != "specifiedBy" && d.Name != "oneOf"
	})
}
