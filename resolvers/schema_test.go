package resolvers

import (
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestEverythingInTheSchemaIsDescribed(t *testing.T) {
	schema := forClients
	builtin := []string{"Boolean", "Float", "ID", "Int", "String"}
	for name, definition := range schema.Types {
		if strings.HasPrefix(name, "__") || slices.Contains(builtin, name) {
			continue
		}
		if definition.Description == "" {
			t.Errorf("type %s is not described", name)
		}
		for _, field := range definition.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			if field.Description == "" {
				t.Errorf("field %s.%s is not described", name, field.Name)
			}
			for _, argument := range field.Arguments {
				if argument.Description == "" {
					t.Errorf("argument %s.%s(%s:) is not described", name, field.Name, argument.Name)
				}
			}
		}
		for _, value := range definition.EnumValues {
			if value.Description == "" {
				t.Errorf("value %s.%s is not described", name, value.Name)
			}
		}
	}
}

func TestIntrospectionShowsWhatIsForClients(t *testing.T) {
	for name := range forClients.Types {
		if strings.HasPrefix(name, "_") && !strings.HasPrefix(name, "__") || name == "Entity" || name == "FieldSet" || strings.Contains(name, "federation") || strings.Contains(name, "link") {
			t.Errorf("there is a type %s", name)
		}
	}
	for name := range forClients.Directives {
		if !slices.Contains([]string{"include", "skip", "defer", "deprecated", "specifiedBy", "oneOf"}, name) {
			t.Errorf("there is a directive @%s", name)
		}
	}
	for _, of := range []string{"Node", "Thing"} {
		if n := len(forClients.PossibleTypes[of]); n != len(graph.Kinds()) {
			t.Errorf("%s can be %d types", of, n)
		}
	}
}

// A client such as Relay keeps all objects by their field id, whatever their type.
func TestOnlyWhatCanBeFetchedAgainHasAnID(t *testing.T) {
	for name, definition := range Schema().Schema().Types {
		node := name == "Node" || slices.Contains(definition.Interfaces, "Node")
		if definition.Fields.ForName("id") != nil && !node && definition.Kind != ast.InputObject {
			t.Errorf("%s has a field id, but is no Node", name)
		}
	}
}

func TestEveryRelationIsAFieldInBothDirections(t *testing.T) {
	schema := Schema().Schema()
	for _, p := range graph.Vocabulary() {
		for _, kind := range p.Subjects {
			if schema.Types[string(kind)].Fields.ForName(p.Name) == nil {
				t.Errorf("%s has no field %s", kind, p.Name)
			}
		}
		for _, kind := range p.Objects {
			if schema.Types[string(kind)].Fields.ForName(p.Inverse) == nil {
				t.Errorf("%s has no field %s", kind, p.Inverse)
			}
		}
	}
	for _, info := range graph.Kinds() {
		definition := schema.Types[string(info.Kind)]
		if definition == nil || !slices.Contains(definition.Interfaces, "Thing") || !slices.Contains(definition.Interfaces, "Node") {
			t.Errorf("%s is no type that implements Thing and Node", info.Kind)
		}
		if schema.Query.Fields.ForName(info.Prefix) == nil || schema.Query.Fields.ForName(info.Plural) == nil {
			t.Errorf("%s cannot be asked for by ID and as a list", info.Kind)
		}
	}
}
