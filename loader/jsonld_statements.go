package loader

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/piprate/json-gold/ld"

	"github.com/polygraph-kg/polygraph/graph"
)

// nodes are the named graphs of a document: in each the nodes, and of each the values
// by property.
type nodes map[string]any

// expand reads a document as the library does, into what it says in full, and into
// its nodes. Where the document is not as it expects, the library may panic.
func expand(document any, options *ld.JsonLdOptions) (expanded []any, all nodes, err error) {
	defer func() {
		if wrong := recover(); wrong != nil {
			err = fmt.Errorf("%v", wrong)
		}
	}()
	all = nodes{"@default": map[string]any{}}
	if expanded, err = ld.NewJsonLdProcessor().Expand(document, options); err == nil {
		_, err = ld.NewJsonLdApi().GenerateNodeMap(expanded, all, "@default", ld.NewIdentifierIssuer("_:b"), "", "", nil)
	}
	return expanded, all, err
}

// ldStatement is a statement of a document, with the words that it is written with.
type ldStatement struct {
	graph, subject, predicate string
	object                    any
}

// each goes through all statements. The library's own way to RDF looks at each IRI of
// each statement with a regular expression, which takes it most of its time.
func (n nodes) each(handle func(ldStatement)) {
	for _, name := range keys(n) {
		subjects := n[name].(map[string]any)
		for _, subject := range keys(subjects) {
			properties := subjects[subject].(map[string]any)
			for _, property := range keys(properties) {
				predicate := property
				if property == "@type" {
					predicate = ld.RDFType
				} else if ld.IsKeyword(property) {
					continue
				}
				for _, value := range properties[property].([]any) {
					handle(ldStatement{name, subject, predicate, value})
				}
			}
		}
	}
}

// words are all that must be an IRI or a language.
func (s ldStatement) words() []string {
	words := []string{s.graph, s.subject, s.predicate}
	switch object := s.object.(type) {
	case string: // a class
		words = append(words, object)
	case map[string]any:
		for _, key := range []string{"@id", "@type", "@language"} {
			if word, is := object[key].(string); is {
				words = append(words, word)
			}
		}
	}
	return words
}

// quad turns the statement into a quad of ours, or tells what is wrong with it.
func (r reader) ldQuad(s ldStatement) (graph.Quad, string) {
	object, named := r.ldObject(s.object)
	switch {
	case s.graph == "@default":
		return graph.Quad{}, fmt.Sprintf("a statement about <%s> lies in no named graph", r.relative(s.subject))
	case !named || isBlank(s.subject) || isBlank(s.predicate):
		return graph.Quad{}, fmt.Sprintf("a statement about <%s> has a blank node", r.relative(s.subject))
	}
	return graph.Quad{Subject: graph.IRI(r.relative(s.subject)), Predicate: graph.IRI(r.relative(s.predicate)), Object: object, Graph: graph.IRI(r.relative(s.graph))}, ""
}

func isBlank(iri string) bool { return strings.HasPrefix(iri, "_:") }

// ldObject is false for what has no name, as a list.
func (r reader) ldObject(object any) (graph.Term, bool) {
	iri, is := object.(string)
	value, _ := object.(map[string]any)
	if !is {
		iri, is = value["@id"].(string)
	}
	if is {
		return graph.IRI(r.relative(iri)), !isBlank(iri)
	}
	content, is := value["@value"]
	if !is {
		return graph.Term{}, false
	}
	language, _ := value["@language"].(string)
	datatype, _ := value["@type"].(string)
	switch content := content.(type) {
	case string:
		return literal(content, language, datatype), true
	case bool:
		return literal(strconv.FormatBool(content), "", cmp.Or(datatype, ld.XSDBoolean)), true
	case float64:
		whole := content == math.Trunc(content) && math.Abs(content) < 1<<63
		if datatype == "" && whole {
			datatype = ld.XSDInteger
		}
		return literal(strconv.FormatFloat(content, 'f', -1, 64), "", cmp.Or(datatype, ld.XSDDouble)), true
	}
	text, _ := json.Marshal(content) // @json may be anything; it came from JSON
	return literal(string(text), "", datatype), true
}
