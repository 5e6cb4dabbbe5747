package mcp

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"text/template"
	"unicode"

	"github.com/polygraph-kg/polygraph/graph"
)

// inMarkdown are the functions of templates. They take pieces of an answer as GraphQL has it.
var inMarkdown = template.FuncMap{
	"name": name, "names": names, "words": words, "when": when, "cite": cite, "cite1": citation, "sources": sources, "amounts": amounts,
	"relation": relation, "round": round, "plural": plural, "lower": strings.ToLower, "count": func(list []any) int { return len(list) },
}

// plain is a text on one line without what a terminal or a reader of Markdown would obey.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }), " ")
}

// onLines is an answer each of whose texts is on one line, so that no name can look like
// the lines around it.
func onLines(value any) any {
	switch value := value.(type) {
	case map[string]any:
		copied := make(map[string]any, len(value))
		for name, child := range value {
			copied[name] = onLines(child)
		}
		return copied
	case []any:
		copied := make([]any, len(value))
		for i, child := range value {
			copied[i] = onLines(child)
		}
		return copied
	case string:
		return plain(value)
	}
	return value
}

// name is what a thing is called, and its ID.
func name(thing map[string]any) string { return fmt.Sprintf("%s (%s)", thing["label"], thing["id"]) }

func names(things []any) string {
	return joined(things, func(t any) string { return name(t.(map[string]any)) })
}

func words(values []any) string { return joined(values, func(v any) string { return v.(string) }) }

func joined(list []any, text func(any) string) string {
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = text(item)
	}
	return strings.Join(texts, ", ")
}

// when is a time between two days, as short as it can be said: 2018-03 for a month.
func when(value any) string {
	date, is := value.(map[string]any)
	if !is {
		return "at an unknown date"
	}
	return between(graph.Date(date["earliest"].(string)), graph.Date(date["latest"].(string)))
}

func between(first, last graph.Date) string {
	for _, length := range []int{len("2018"), len("2018-03")} {
		if short := first[:min(length, len(first))]; short.Start() == first.Start() && short.End() == last.End() {
			return string(short)
		}
	}
	if first == last {
		return string(first)
	}
	return string(first + " to " + last)
}

// cite is where claims stand, each with the words there: [document/…, line 98: "…"; GROW].
func cite(claims []any) string {
	texts := make([]string, len(claims))
	for i, claim := range claims {
		texts[i] = citation(claim.(map[string]any))
	}
	if len(texts) == 0 {
		return "[curated]"
	}
	return strings.Join(texts, " ")
}

func citation(claim map[string]any) string {
	document := claim["document"].(map[string]any)
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "[%s, line %v: ", document["id"], claim["line"])
	for i, mention := range claim["mentions"].([]any) {
		if i > 0 {
			b.WriteString(" … ")
		}
		_, _ = fmt.Fprintf(&b, "%q", mention)
	}
	if stance, has := claim["stance"].(string); has {
		b.WriteString("; " + stance)
	}
	if reading, has := claim["reading"].(string); has {
		b.WriteString("; read as: " + reading)
	}
	b.WriteString("]")
	return b.String()
}

// sources are the claims behind a relation, or that it is curated.
func sources(relation map[string]any) string {
	claims := relation["claims"].([]any)
	if len(claims) > 0 && relation["curated"] == true {
		return cite(claims) + " [curated]"
	}
	return cite(claims)
}

// amounts are what claims say of a quantity, each with its source.
func amounts(claims []any) string {
	return joined(claims, func(claim any) string {
		c := claim.(map[string]any)
		if quantity, has := c["quantity"].(map[string]any); has {
			return fmt.Sprintf("%s %s", quantity["text"], citation(c))
		}
		return citation(c)
	})
}

// relation is how a relation reads, by its name in the schema.
func relation(predicate string) string {
	for _, p := range graph.Vocabulary() {
		if strings.EqualFold(strings.ReplaceAll(predicate, "_", ""), p.Name) {
			return p.Label
		}
	}
	return predicate
}

// round is a number with two digits behind the point.
func round(number json.Number) string {
	value, err := number.Float64()
	if err != nil {
		return number.String()
	}
	return strconv.FormatFloat(value, 'f', 2, 64)
}

func plural(number any, one, many string) string {
	if fmt.Sprint(number) == "1" {
		return one
	}
	return many
}
