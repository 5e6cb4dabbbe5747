package loader

import (
	"strings"

	"gonum.org/v1/gonum/graph/formats/rdf"

	"github.com/polygraph-kg/polygraph/graph"
)

// plainLines reads lines of N-Quads that are written as exports write them: a space
// between terms, no escapes, and no IRI that the parser has not read before. In a
// large file nearly all are, and the parser takes many times as long for them. It
// holds the IRIs, relative to the base, by how they stand between brackets.
type plainLines map[string]string

// learn keeps the IRIs of a statement that the parser has read.
func (p plainLines) learn(r reader, s *rdf.Statement) {
	for _, term := range []rdf.Term{s.Subject, s.Predicate, s.Object, s.Label} {
		// The term itself, or its datatype. Within quotes a bracket says nothing.
		text, ends := strings.CutSuffix(term.Value, ">")
		if begin := strings.LastIndexByte(text, '<'); ends && begin >= 0 {
			iri := text[begin+1:]
			p[iri] = r.relative(iri)
		}
	}
}

// quad reads a line; false where it is not plain, which is no fault.
func (p plainLines) quad(line string) (graph.Quad, bool) {
	if strings.IndexByte(line, '\\') >= 0 || strings.IndexByte(line, '\r') >= 0 {
		return graph.Quad{}, false
	}
	subject, rest, knowsSubject := p.iri(line)
	predicate, rest, knowsPredicate := p.iri(rest)
	object, rest, knowsObject := p.object(rest)
	name, rest, knowsName := p.iri(rest)
	return graph.Quad{Subject: subject, Predicate: predicate, Object: object, Graph: name},
		knowsSubject && knowsPredicate && knowsObject && knowsName && rest == "."
}

// iri reads an IRI and the space behind it.
func (p plainLines) iri(text string) (term graph.Term, rest string, known bool) {
	written, rest, closed := strings.Cut(text, "> ")
	written, opened := strings.CutPrefix(written, "<")
	iri, known := p[written]
	return graph.IRI(iri), rest, opened && closed && known
}

// object reads an IRI or a literal, and the space behind it.
func (p plainLines) object(text string) (term graph.Term, rest string, known bool) {
	text, quoted := strings.CutPrefix(text, `"`)
	if !quoted {
		return p.iri(text)
	}
	value, rest, _ := strings.Cut(text, `"`)
	if typed, is := strings.CutPrefix(rest, "^^"); is {
		datatype, rest, known := p.iri(typed)
		return literal(value, "", datatype.Value), rest, known
	}
	qualifier, rest, closed := strings.Cut(rest, " ")
	if qualifier == "" {
		return graph.Text(value), rest, closed
	}
	language, known := languages[strings.TrimPrefix(qualifier, "@")]
	return graph.LanguageText(value, language), rest, closed && known && qualifier[0] == '@'
}
