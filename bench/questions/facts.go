package questions

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/plain"
)

// factSet are facts, each written as its parts with bars between.
type factSet map[string]bool

func (f factSet) add(parts ...string) { f[strings.Join(parts, "|")] = true }

func (f factSet) sorted() []string {
	list := make([]string, 0, len(f))
	for fact := range f {
		list = append(list, fact)
	}
	slices.Sort(list)
	return list
}

// Facts are those of an answer of polygraph or of the handler that was written by hand.
func (q Question) Facts(x *plain.Index, v Variables, answer []byte) ([]string, error) {
	return read(x, v, answer, q.facts)
}

// PostGraphileFacts are those of an answer of PostGraphile.
func (q Question) PostGraphileFacts(x *plain.Index, v Variables, answer []byte) ([]string, error) {
	return read(x, v, answer, q.postGraphileFacts)
}

// SPARQLFacts are those of the rows that SPARQL found, as a list of objects.
func (q Question) SPARQLFacts(x *plain.Index, v Variables, rows []byte) ([]string, error) {
	return read(x, v, rows, q.sparqlFacts)
}

func read(x *plain.Index, v Variables, answer []byte, facts func(*plain.Index, Variables, node) factSet) ([]string, error) {
	var value any
	if err := json.Unmarshal(answer, &value); err != nil {
		return nil, fmt.Errorf("the answer is no JSON: %w: %.200s", err, answer)
	}
	if object, ok := value.(map[string]any); ok {
		if object["errors"] != nil {
			return nil, fmt.Errorf("the answer has errors: %.500s", answer)
		}
		value = object["data"]
	}
	found := facts(x, v, node{value}).sorted()
	if len(found) == 0 {
		return nil, fmt.Errorf("the answer holds no fact: %.200s", answer)
	}
	return found, nil
}

// Differ says in what two lists of facts differ; empty when they are the same.
func Differ(want, got []string) string {
	var differences []string
	for _, fact := range want {
		if _, found := slices.BinarySearch(got, fact); !found {
			differences = append(differences, "missing "+fact)
		}
	}
	for _, fact := range got {
		if _, found := slices.BinarySearch(want, fact); !found {
			differences = append(differences, "wrong "+fact)
		}
	}
	if len(differences) > 4 {
		differences = append(differences[:4], fmt.Sprintf("and %d more", len(differences)-4))
	}
	return strings.Join(differences, "; ")
}

// node is a piece of an answer.
type node struct{ value any }

func (n node) get(keys ...string) node {
	for _, key := range keys {
		object, _ := n.value.(map[string]any)
		n = node{object[key]}
	}
	return n
}

func (n node) list() []node {
	items, _ := n.value.([]any)
	list := make([]node, len(items))
	for i, item := range items {
		list[i] = node{item}
	}
	return list
}

// base is what our IRIs begin with in RDF.
const base = "https://polygraph.example/id/"

// text is a text, an ID without its base, or a number to nine digits: systems add weights
// in different orders, and so come to other last digits.
func (n node) text(keys ...string) string {
	switch value := n.get(keys...).value.(type) {
	case string:
		return strings.TrimPrefix(value, base)
	case float64:
		return strconv.FormatFloat(value, 'g', 9, 64)
	}
	return ""
}

// number is a number that JSON or SPARQL writes.
func (n node) number(keys ...string) string {
	text := n.text(keys...)
	if value, err := strconv.ParseFloat(text, 64); err == nil {
		return strconv.FormatFloat(value, 'g', 9, 64)
	}
	return text
}
