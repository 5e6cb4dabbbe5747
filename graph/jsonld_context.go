package graph

import (
	"bytes"
	"encoding/json"
)

// DefaultBase stands before all IRIs of our own where an operator has chosen no
// other base: the name of a reserved domain, which nobody else can mean.
const DefaultBase = "https://polygraph.example/id/"

// ContextName is the name, behind the base, of the JSON-LD context.
const ContextName = "context.json"

// Context is a JSON-LD 1.1 context (W3C Recommendation of 16 July 2020). Its terms keep
// the order in which a person reads them, which is also a good order for the properties
// of a thing.
type Context struct {
	Base     string
	Prefixes []Namespace
	Terms    []ContextTerm
}

// ContextTerm is a plain word of the context.
type ContextTerm struct {
	Name      string
	IRI       string // as it stands in the graph, or a keyword of JSON-LD
	Type      string // of its values: a datatype, "@id" or "@vocab"; empty for plain texts
	Languages bool   // its value is a map of languages
	Many      bool   // its values are a list even when there is one
	Reverse   bool   // it is read from object to subject
}

// JSONLDContext is the context by which things and claims are written with plain words:
// the kinds and relations of the vocabulary, and the keys by which things and claims are
// described. Our own IRIs stand behind the base. It needs nothing from elsewhere.
func JSONLDContext(base string) Context {
	terms := []ContextTerm{
		{Name: "id", IRI: "@id"}, {Name: "type", IRI: "@type"}, {Name: "graph", IRI: "@graph"},
		{Name: "label", IRI: prefLabel, Languages: true}, {Name: "alias", IRI: altLabel, Languages: true}, {Name: "note", IRI: skosNote},
		{Name: "sameAs", IRI: owlSameAs, Type: "@id", Many: true},
	}
	own := func(changes ContextTerm, names ...string) {
		for _, name := range names {
			term := changes
			term.Name, term.IRI = name[len(ownVocabulary):], name
			terms = append(terms, term)
		}
	}
	for _, k := range kinds {
		own(ContextTerm{}, ownVocabulary+string(k.Kind))
	}
	own(ContextTerm{}, termSection, termReview, termStatement)

	// What things are.
	own(ContextTerm{}, termLevel)
	own(ContextTerm{Many: true}, termCode)
	own(ContextTerm{}, termForm, termFormula)
	own(ContextTerm{Type: xsdBoolean}, termSingle)

	// Documents, their sections and what was read in them without finding a fact.
	own(ContextTerm{}, termSourceFile)
	terms = append(terms, ContextTerm{Name: "publisher", IRI: publisher}, ContextTerm{Name: "language", IRI: dctLanguage})
	own(ContextTerm{}, termEarliest, termLatest, termInferred)
	own(ContextTerm{Type: xsdInteger}, termNumber)
	own(ContextTerm{}, termBegins, termReason)

	// Claims: what is said, and where.
	terms = append(terms,
		ContextTerm{Name: "subject", IRI: rdfSubject, Type: "@id"}, ContextTerm{Name: "predicate", IRI: rdfPredicate, Type: "@vocab"}, ContextTerm{Name: "object", IRI: rdfObject, Type: "@id"})
	own(ContextTerm{}, termStance, termComparator)
	own(ContextTerm{Type: xsdDouble}, termValue, termValueMax)
	own(ContextTerm{}, termUnit, termScaleClass)
	own(ContextTerm{Type: xsdInteger}, termPart)
	own(ContextTerm{}, termScope, termFrom, termUntil, termStart, termBy, termWithin, termRecurrence, termBaseline)
	own(ContextTerm{Type: xsdBoolean}, termStretch)
	terms = append(terms, ContextTerm{Name: "document", IRI: primarySource, Type: "@id"})
	own(ContextTerm{Type: xsdInteger}, termLine, termSpanStart, termSpanEnd)
	own(ContextTerm{}, termSpanHash)
	own(ContextTerm{Many: true}, termMention)
	own(ContextTerm{}, termReading)

	for _, p := range vocabulary {
		// A node that claims make has one post, place or metric; else there may be several.
		terms = append(terms, ContextTerm{Name: p.Name, IRI: p.IRI(), Type: "@id", Many: p.Name == "broader" || !p.Structural})
	}
	terms = append(terms, ContextTerm{Name: "claims", IRI: rdfSubject, Type: "@id", Many: true, Reverse: true})
	return Context{Base: base, Prefixes: Namespaces(), Terms: terms}
}

// Names are the words that the context explains, prefixes left out.
func (c Context) Names() []string {
	names := make([]string, len(c.Terms))
	for i, term := range c.Terms {
		names[i] = term.Name
	}
	return names
}

// MarshalJSON writes the value of "@context".
func (c Context) MarshalJSON() ([]byte, error) { return json.Marshal(orderedJSON(c.members())) }

// AppendLines appends the value of "@context", a term a line.
func (c Context) AppendLines(text []byte) ([]byte, error) {
	text = append(text, '{')
	for i, m := range c.members() {
		line, err := json.Marshal(orderedJSON{m})
		if err != nil {
			return nil, err
		}
		if i > 0 {
			text = append(text, ',')
		}
		text = append(append(text, "\n  "...), line[1:len(line)-1]...)
	}
	return append(text, "\n}"...), nil
}

func (c Context) members() orderedJSON {
	list := orderedJSON{{"@version", 1.1}, {"@base", c.Base}}
	for _, n := range c.Prefixes {
		list = append(list, jsonMember{n.Prefix, FullIRI(n.IRI, c.Base)})
	}
	for _, term := range c.Terms {
		list = append(list, jsonMember{term.Name, term.definition()})
	}
	return list
}

func (t ContextTerm) definition() any {
	iri := CompactIRI(t.IRI)
	if t.Type == "" && !t.Languages && !t.Many && !t.Reverse {
		return iri
	}
	list := orderedJSON{{"@id", iri}}
	if t.Reverse {
		list[0].key = "@reverse"
	}
	if t.Type != "" {
		list = append(list, jsonMember{"@type", CompactIRI(t.Type)})
	}
	switch {
	case t.Languages:
		list = append(list, jsonMember{"@container", "@language"})
	case t.Many:
		list = append(list, jsonMember{"@container", "@set"})
	}
	return list
}

// orderedJSON is a JSON object whose members keep their order.
type orderedJSON []jsonMember

type jsonMember struct {
	key   string
	value any
}

// MarshalJSON writes the members in their order.
func (o orderedJSON) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	separator := "{"
	for _, m := range o {
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		text.WriteString(separator)
		text.Write(key)
		text.WriteByte(':')
		text.Write(value)
		separator = ","
	}
	if len(o) == 0 {
		return []byte("{}"), nil
	}
	text.WriteByte('}')
	return text.Bytes(), nil
}
