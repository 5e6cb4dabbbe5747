package mcp

import (
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// outputSchema is the JSON Schema of what a tool answers: what its document selects, as the
// schema types it, in the frame that all answers have.
func outputSchema(schema *ast.Schema, document *ast.QueryDocument) map[string]any {
	definitions := map[string]any{}
	for _, fragment := range document.Fragments {
		definitions[fragment.Name] = objectSchema(schema, fragment.SelectionSet)
	}
	candidate := object(map[string]any{"id": text, "label": text, "kind": text}, "id", "label", "kind")
	candidates := map[string]any{"type": "array", "items": candidate}
	return map[string]any{
		"type":  "object",
		"$defs": definitions,
		"properties": map[string]any{
			"answer": objectSchema(schema, document.Operations[0].SelectionSet),
			"documents": map[string]any{"type": "array", "items": object(
				map[string]any{"id": text, "title": text, "sourceFile": text, "language": text, "earliest": text, "latest": text, "url": text}, "id", "title", "sourceFile", "language")},
			"understood": map[string]any{"type": "array", "items": object(
				map[string]any{"argument": text, "given": text, "id": text, "label": text, "others": candidates}, "argument", "given", "id", "label")},
			"omitted": map[string]any{"type": "array", "items": object(map[string]any{"list": text, "count": map[string]any{"type": "integer"}}, "list", "count")},
			"error":   object(map[string]any{"code": text, "message": text, "candidates": candidates}, "code", "message"),
		},
	}
}

var text = map[string]any{"type": "string"}

func object(properties map[string]any, required ...string) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "required": required}
}

// objectSchema is that of an object of which some fields are selected. Those of fragments
// on other types than its own may be absent.
func objectSchema(schema *ast.Schema, selected ast.SelectionSet) map[string]any {
	if len(selected) == 1 {
		if spread, is := selected[0].(*ast.FragmentSpread); is {
			return map[string]any{"$ref": "#/$defs/" + spread.Name}
		}
	}
	properties := map[string]any{}
	for _, selection := range selected {
		switch selection := selection.(type) {
		case *ast.Field:
			properties[selection.Alias] = valueSchema(schema, selection.Definition.Type, selection.SelectionSet)
			if selection.Alias == "id" {
				properties["url"] = text // where a site is known
			}
		case *ast.FragmentSpread:
			maps.Copy(properties, objectSchema(schema, selection.Definition.SelectionSet)["properties"].(map[string]any))
		}
	}
	required := slices.DeleteFunc(slices.Sorted(maps.Keys(properties)), func(name string) bool { return name == "url" })
	return object(properties, required...)
}

func valueSchema(schema *ast.Schema, of *ast.Type, selected ast.SelectionSet) map[string]any {
	var value map[string]any
	switch definition := schema.Types[of.Name()]; {
	case of.Elem != nil:
		value = map[string]any{"type": "array", "items": valueSchema(schema, of.Elem, selected)}
	case definition.IsCompositeType():
		value = objectSchema(schema, selected)
	case definition.Kind == ast.Enum:
		value = map[string]any{"type": "string", "enum": enumValues(definition)}
	case of.NamedType == "Int":
		value = map[string]any{"type": "integer"}
	case of.NamedType == "Float":
		value = map[string]any{"type": "number"}
	case of.NamedType == "Boolean":
		value = map[string]any{"type": "boolean"}
	default:
		value = text
	}
	if !of.NonNull {
		return map[string]any{"anyOf": []any{value, map[string]any{"type": "null"}}}
	}
	return value
}
