package mcp

import (
	"fmt"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/graph"
)

// The arguments that every tool has beside its variables, and those by which pages are cut.
const (
	argumentLanguage = "language"
	argumentLimit    = "limit"
	argumentCursor   = "cursor"
)

// Bounds of arguments, where the schema tells them in words alone.
const (
	mostAnswers  = 50
	mostValues   = 20  // of a list
	longestValue = 200 // characters of a name, as of a search
	longestToken = 2000
)

// numbers are the bounds of whole numbers.
var numbers = map[string][2]int{argumentLimit: {1, mostAnswers}, "maxLength": {1, graph.MaxPathLength}}

// ownWords describe what a tool has in words of its own.
var ownWords = map[string]string{
	argumentLimit:  "How many answers at most.",
	argumentCursor: "Continue behind the last answer of another call: its endCursor, with the other arguments as they were.",
}

// inputSchema is the JSON Schema of a tool's arguments: its variables, as the schema
// describes what they are used for.
func inputSchema(schema *ast.Schema, t *tool) map[string]any {
	properties := map[string]any{
		argumentLanguage: map[string]any{
			"type": "string", "maxLength": 35, "pattern": "^[A-Za-z0-9-]+$",
			"description": "Language of names, as a BCP 47 tag: en, zh-Hans, zh-Hant or zh-Latn-pinyin; en when absent.",
		},
	}
	required := []any{}
	for _, variable := range t.operation.VariableDefinitions {
		property := typeSchema(schema, variable.Type, variable.Variable)
		words := ownWords[variable.Variable]
		if words == "" {
			words = unfolded(variable.Description)
		}
		if words == "" {
			words = unfolded(describedAt(schema, t.operation.SelectionSet, variable.Variable))
		}
		if wanted, is := t.things[variable.Variable]; is {
			words += " " + wanted.hint()
		}
		property["description"] = words
		if variable.DefaultValue != nil {
			property["default"] = literal(variable.DefaultValue)
		} else if variable.Type.NonNull {
			required = append(required, variable.Variable)
		}
		properties[variable.Variable] = property
	}
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// typeSchema is the JSON Schema of values of a type of input.
func typeSchema(schema *ast.Schema, of *ast.Type, name string) map[string]any {
	if of.Elem != nil {
		return map[string]any{"type": "array", "items": typeSchema(schema, of.Elem, name), "minItems": 1, "maxItems": mostValues}
	}
	definition := schema.Types[of.NamedType]
	switch definition.Kind {
	case ast.Enum:
		return map[string]any{"type": "string", "enum": enumValues(definition)}
	case ast.InputObject:
		properties := map[string]any{}
		for _, field := range definition.Fields {
			property := typeSchema(schema, field.Type, field.Name)
			property["description"] = unfolded(field.Description)
			properties[field.Name] = property
		}
		return map[string]any{"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1}
	}
	switch of.NamedType {
	case "Int":
		bounds := map[string]any{"type": "integer", "minimum": 0, "maximum": 1 << 30}
		if known, is := numbers[name]; is {
			bounds["minimum"], bounds["maximum"] = known[0], known[1]
		}
		return bounds
	case "Boolean":
		return map[string]any{"type": "boolean"}
	case "Date":
		return map[string]any{"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
	}
	longest := longestValue
	if name == argumentCursor {
		longest = longestToken
	}
	return map[string]any{"type": "string", "minLength": 1, "maxLength": longest}
}

func enumValues(definition *ast.Definition) []any {
	values := make([]any, len(definition.EnumValues))
	for i, value := range definition.EnumValues {
		values[i] = value.Name
	}
	return values
}

// describedAt is how the schema describes the argument, or the field of an input, that is
// given a variable.
func describedAt(schema *ast.Schema, selected ast.SelectionSet, variable string) string {
	for _, selection := range selected {
		field, is := selection.(*ast.Field)
		if !is {
			continue
		}
		for _, argument := range field.Arguments {
			definition := field.Definition.Arguments.ForName(argument.Name)
			if words := describedIn(schema, argument.Value, definition.Description, definition.Type.Name(), variable); words != "" {
				return words
			}
		}
	}
	return ""
}

func describedIn(schema *ast.Schema, value *ast.Value, words, of, variable string) string {
	if value.Kind == ast.Variable && value.Raw == variable {
		return words
	}
	for _, child := range value.Children {
		if field := schema.Types[of].Fields.ForName(child.Name); field != nil {
			if found := describedIn(schema, child.Value, field.Description, field.Type.Name(), variable); found != "" {
				return found
			}
		}
	}
	return ""
}

// literal is a default value as JSON has it.
func literal(value *ast.Value) any {
	switch value.Kind {
	case ast.IntValue:
		number, err := strconv.Atoi(value.Raw)
		if err != nil {
			panic(fmt.Errorf("%s is a number: %w", value.Raw, err))
		}
		return number
	case ast.BooleanValue:
		return value.Raw == "true"
	}
	return value.Raw
}

// wanted are the kinds of which an argument names a thing; none for any kind.
type wanted []graph.Kind

// hint says how a thing is given.
func (w wanted) hint() string {
	switch {
	case len(w) == 0:
		return "IDs, such as place/jinan, or names in any language."
	case w[0] == graph.ClaimKind:
		return "Their IDs, as answers give them: claim/ and 16 hexadecimal digits."
	}
	return fmt.Sprintf("An ID, such as %s, or a name of the %s in any language.", examples[w[0]], w[0].Info().Label)
}

// examples are IDs that models have seen.
var examples = map[graph.Kind]graph.ID{
	graph.Place: "place/jinan", graph.Industry: "industry/steel", graph.Official: "official/wang-zhonglin", graph.Post: "post/mayor",
	graph.Metric: "metric/output-value", graph.Document: "document/shandong-17-mayors",
}

// thingsOf are the arguments that name things. One that is named as a kind wants a thing of
// that kind, and within is in a place.
func thingsOf(operation *ast.OperationDefinition) map[string]wanted {
	things := map[string]wanted{}
	for _, variable := range operation.VariableDefinitions {
		if variable.Type.Name() != "ID" {
			continue
		}
		kinds := wanted{}
		for _, info := range graph.Kinds() {
			if name := variable.Variable; name == info.Prefix || name == info.Plural || name == "within" && info.Kind == graph.Place {
				kinds = wanted{info.Kind}
			}
		}
		things[variable.Variable] = kinds
	}
	return things
}
