package export

import (
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// jgfSchema says in JSON Schema what version 2 of the format allows for one graph.
const jgfSchema = `{
	"type": "object", "additionalProperties": false, "required": ["graph"],
	"properties": {"graph": {
		"type": "object", "additionalProperties": false,
		"properties": {
			"id": {"type": "string"}, "label": {"type": "string"}, "directed": {"type": "boolean"}, "type": {"type": "string"}, "metadata": {"type": "object"},
			"nodes": {"type": "object", "additionalProperties": {
				"type": "object", "additionalProperties": false,
				"properties": {"label": {"type": "string"}, "metadata": {"type": "object"}}}},
			"edges": {"type": "array", "items": {
				"type": "object", "additionalProperties": false, "required": ["source", "target"],
				"properties": {
					"id": {"type": "string"}, "source": {"type": "string"}, "target": {"type": "string"}, "relation": {"type": "string"},
					"directed": {"type": "boolean"}, "label": {"type": "string"}, "metadata": {"type": "object"}}}}
		}}}
}`

func TestJGF(t *testing.T) {
	text := written(t, "jgf", awkward(t).All().WithClaims(false), Options{})
	golden(t, "jgf.golden.jgf.json", text)
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(jgfSchema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("jgf.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("jgf.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(value); err != nil {
		t.Error(err)
	}
}
