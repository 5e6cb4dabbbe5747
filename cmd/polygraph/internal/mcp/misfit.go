package mcp

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/polygraph-kg/polygraph/graph"
)

// misfit says in what arguments differ from their schema, and how they would be right. Of
// what was sent it repeats the names of arguments alone, shortened.
func (t *tool) misfit(err *jsonschema.ValidationError) error {
	for len(err.Causes) > 0 {
		// An argument that is unknown may be the misspelt one that is missing.
		err = err.Causes[max(0, slices.IndexFunc(err.Causes, isUnknown))]
	}
	at := brief(strings.Join(err.InstanceLocation, "."))
	switch why := err.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		name := why.Properties[0]
		known := slices.Sorted(maps.Keys(t.input["properties"].(map[string]any)))
		if near := graph.Nearest(name, slices.Values(known)); near != "" && at == "" {
			return wrong("%s has no argument %q; did you mean %s?", t.name, brief(name), near)
		}
		if at != "" {
			return wrong("%s has no %q", at, brief(name))
		}
		return wrong("%s has no argument %q; it has %s", t.name, brief(name), strings.Join(known, ", "))
	case *kind.Required:
		return wrong("%s needs %s", t.name, strings.Join(why.Missing, " and "))
	case *kind.Type:
		return wrong("%s must be of type %s, not %s", at, strings.Join(why.Want, " or "), why.Got)
	case *kind.Enum:
		if asked, is := why.Got.(string); is {
			values := func(yield func(string) bool) {
				for _, value := range why.Want {
					if !yield(value.(string)) {
						return
					}
				}
			}
			if near := graph.Nearest(strings.ToUpper(asked), values); near != "" {
				return wrong("%s may not be %q; did you mean %s?", at, brief(asked), near)
			}
		}
		return wrong("%s must be one of %s", at, strings.Trim(fmt.Sprint(why.Want), "[]"))
	case *kind.Minimum, *kind.Maximum:
		return wrong("%s is out of bounds: give a number %s", at, t.boundsOf(err.InstanceLocation))
	case *kind.MaxLength:
		return wrong("%s has %d characters; %d are allowed", at, why.Got, why.Want)
	case *kind.MaxItems:
		return wrong("%s has %d values; %d are allowed", at, why.Got, why.Want)
	case *kind.MinItems, *kind.MinLength, *kind.MinProperties:
		return wrong("%s is empty; give a value, or leave it out", at)
	case *kind.Pattern:
		return wrong("%s is not written as it must be: %s", at, expected[why.Want])
	}
	return wrong("%s does not fit the tool's schema", at)
}

func isUnknown(err *jsonschema.ValidationError) bool {
	_, is := err.ErrorKind.(*kind.AdditionalProperties)
	return is
}

// expected are patterns in words.
var expected = map[string]string{
	"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "give a date as 2025, 2025-06 or 2025-06-30",
	"^[A-Za-z0-9-]+$":                    "give a BCP 47 tag, such as zh-Hans",
}

// boundsOf are those of a number, in words.
func (t *tool) boundsOf(location []string) string {
	schema := t.input
	for _, name := range location {
		properties, is := schema["properties"].(map[string]any)
		if !is {
			break
		}
		schema = properties[name].(map[string]any)
	}
	return fmt.Sprintf("from %v to %v", schema["minimum"], schema["maximum"])
}
