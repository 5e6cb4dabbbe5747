package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

type object = map[string]any

// schema is the JSON Schema (draft 2020-12) of a data file in YAML. Editors complete
// and check by it; what it cannot say (that an ID is defined, that a mention stands
// on its line) polygraph load and verify check.
func schema() object {
	return object{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "polygraph data file",
		"description":          "Entities say who and what there is; document and claims say what one document states.",
		"type":                 "object",
		"additionalProperties": false,
		"properties": object{
			"entities": object{"type": "array", "description": "Who and what there is.", "items": entry(loader.EntityKeys(), kinds())},
			"document": entry(loader.DocumentKeys(), nil),
			"claims":   object{"type": "array", "description": "What the document states, one claim an item.", "items": entry(loader.ClaimKeys(), predicates())},
		},
		"dependentRequired": object{"claims": []string{"document"}},
	}
}

// entry is a mapping of keys. The conditions say which of them some entries have.
func entry(keys []loader.Key, conditions []any) object {
	properties, required := object{}, []string{}
	for _, key := range keys {
		value := shape(key)
		value["description"] = key.Description + " Such as " + key.Example
		properties[key.Name] = value
		if key.Required && len(key.Kinds) == 0 {
			required = append(required, key.Name)
		}
	}
	result := object{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
	if conditions != nil {
		result["allOf"] = conditions
	}
	return result
}

// kinds say which keys the entities of a kind have.
func kinds() []any {
	var all []any
	for _, info := range graph.Kinds() {
		if info.Minted || info.Kind == graph.Document {
			continue
		}
		all = append(all, condition("id", "^"+info.Prefix+"/", loader.KeysOf(info.Kind), func(k loader.Key) bool { return k.Required }))
	}
	return all
}

// predicates say which keys the claims of a predicate take.
func predicates() []any {
	var all []any
	for _, p := range loader.ClaimedPredicates() {
		of := condition("claim", `^\s*\S+\s+`+p.Name+`\s`, loader.KeysIn(p), func(k loader.Key) bool { return k.RequiredIn(p) })
		of["then"].(object)["properties"] = object{"claim": object{"pattern": edge(p), "description": p.Description}}
		all = append(all, of)
	}
	return all
}

func condition(key, pattern string, allowed []loader.Key, required func(loader.Key) bool) object {
	names, must := []string{}, []string{}
	for _, k := range allowed {
		names = append(names, k.Name)
		if required(k) {
			must = append(must, k.Name)
		}
	}
	return object{
		"if":   object{"properties": object{key: object{"pattern": pattern}}, "required": []string{key}},
		"then": object{"propertyNames": object{"enum": names}, "required": must},
	}
}

const (
	idName       = `[a-z0-9]+(-[a-z0-9]+)*`
	datePattern  = `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`
	durationText = `^P([0-9]+Y)?([0-9]+M)?([0-9]+D)?$`
)

func shape(key loader.Key) object {
	switch key.Shape {
	case loader.ShapeID:
		return id(key.Objects)
	case loader.ShapeIDs:
		return oneOrMore(id(key.Objects))
	case loader.ShapeIRIs:
		return oneOrMore(object{"type": "string", "format": "iri", "pattern": "^[a-z][a-z0-9+.-]*://[^ <>\"{}|\\\\^`]+$"})
	case loader.ShapeDatedIDs:
		return oneOrMore(id(key.Objects), dated("id", id(key.Objects)))
	case loader.ShapeCodes:
		code := object{"type": []string{"string", "integer"}, "pattern": "^([0-9]{6}|[A-T][0-9]{0,4})$"}
		return oneOrMore(code, dated("code", code))
	case loader.ShapeNames:
		return byLanguage(text())
	case loader.ShapeNameLists:
		return byLanguage(oneOrMore(text()))
	case loader.ShapeMentions:
		return oneOrMore(object{"type": []string{"string", "number"}, "pattern": fmt.Sprintf(`^\s*\S+(\s+\S+){0,%d}\s*$`, loader.MaxMentionWords-1)})
	case loader.ShapeChoice:
		choices := key.Choices()
		if key.Name == "unit" {
			choices = spellings()
		}
		return object{"type": "string", "enum": choices}
	case loader.ShapeFlag:
		return object{"type": "boolean"}
	case loader.ShapeNumber:
		return object{"type": "integer", "minimum": 1}
	case loader.ShapeDate:
		return date()
	case loader.ShapeDuration:
		return object{"type": "string", "pattern": durationText}
	case loader.ShapeBaseline:
		return object{"anyOf": []any{date(), object{"type": "string", "pattern": durationText}}}
	case loader.ShapeWritten:
		return object{"anyOf": []any{date(), object{
			"type": "object", "additionalProperties": false, "required": []string{"earliest", "latest"},
			"properties": object{"earliest": date(), "latest": date(), "inferred": text()},
		}}}
	case loader.ShapeAmount:
		return object{"type": []string{"string", "number"}}
	case loader.ShapeSpan:
		return object{"type": "string", "pattern": "^[0-9]{1,9}-[0-9]{1,9}( [0-9a-f]{16})?$"}
	case loader.ShapeEdge:
		return object{"type": "string", "pattern": anyEdge()}
	case loader.ShapeScope:
		return object{"type": []string{"string", "number"}, "pattern": "^([a-z]+/" + idName + "|[a-z0-9]+([ -][a-z0-9]+)*)$"}
	case loader.ShapeSections:
		return object{"type": "array", "items": entry(loader.SectionKeys(), nil)}
	case loader.ShapeReviews:
		return object{"type": "array", "items": entry(loader.ReviewKeys(), nil)}
	}
	return text()
}

// text may look like a number to YAML.
func text() object { return object{"type": []string{"string", "number", "boolean"}} }

// date may be a year, which YAML takes for a number.
func date() object {
	return object{"type": []string{"string", "integer"}, "pattern": datePattern, "minimum": 1900, "maximum": 2200}
}

func byLanguage(value object) object {
	properties := object{}
	for _, language := range graph.Languages() {
		properties[language] = value
	}
	return object{"type": "object", "additionalProperties": false, "minProperties": 1, "properties": properties}
}

// oneOrMore is a value or a list of values, which may also have the other shapes.
func oneOrMore(value object, inList ...object) object {
	items := any(value)
	if len(inList) > 0 {
		any := []any{value}
		for _, other := range inList {
			any = append(any, other)
		}
		items = object{"anyOf": any}
	}
	return object{"anyOf": []any{value, object{"type": "array", "minItems": 1, "items": items}}}
}

func dated(key string, value object) object {
	return object{"type": "object", "additionalProperties": false, "required": []string{key}, "properties": object{key: value, "from": date(), "until": date()}}
}

func id(of []graph.Kind) object {
	return object{"type": "string", "pattern": "^" + prefixes(of) + "/" + idName + "$"}
}

func prefixes(of []graph.Kind) string {
	var list []string
	for _, info := range graph.Kinds() {
		if !info.Minted && (len(of) == 0 || slices.Contains(of, info.Kind)) {
			list = append(list, info.Prefix)
		}
	}
	return "(" + strings.Join(list, "|") + ")"
}

// edge is the form of a claim of the predicate.
func edge(p graph.Predicate) string {
	return "^" + prefixes(p.Subjects) + "/" + idName + " +" + regexp.QuoteMeta(p.Name) + " +" + prefixes(loader.Written(p)) + "/" + idName + "$"
}

// anyEdge is the form of all of them; an editor shows a short pattern better than a
// choice of many.
func anyEdge() string {
	var names []string
	for _, p := range loader.ClaimedPredicates() {
		names = append(names, p.Name)
	}
	return `^\S+ +(` + strings.Join(names, "|") + `) +\S+$`
}

func spellings() []string {
	var all []string
	for _, unit := range graph.Units() {
		all = append(all, unit.Spellings...)
	}
	return all
}
