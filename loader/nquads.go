package loader

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"gonum.org/v1/gonum/graph/formats/rdf"

	"github.com/polygraph-kg/polygraph/graph"
)

// nquads reads a file of N-Quads 1.1 whose own IRIs begin with the base.
func (c *contents) nquads(r reader, text []byte) {
	if !utf8.Valid(text) {
		c.unread = true
		r.faultAt(r.broken(text), "save the file as UTF-8", "the file is not UTF-8")
		return
	}
	// No quad is shorter than four terms of a letter each, which bounds what lines that hold none can cost.
	statements := make([]placed, 0, min(1+bytes.Count(text, []byte("\n")), 1+len(text)/len(`<a:><a:><a:><a:>.`)))
	plain := make(plainLines)
	number := 0
	for line := range strings.Lines(string(text)) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at := Position{File: r.file, Line: number, Column: 1}
		q, known := plain.quad(line)
		if !known {
			statement, err := rdf.ParseNQuad(line)
			if err != nil {
				r.faultAt(at, "write <subject> <predicate> object <graph> .", "the line is no N-Quad: %v", err)
				continue
			}
			var wrong string
			if q, wrong = r.quad(statement); wrong != "" {
				r.faultAt(at, "give it an IRI", "%s", wrong)
				continue
			}
			plain.learn(r, statement)
		}
		statements = append(statements, placed{q, at})
	}
	c.quads(r, statements)
}

// parts reads a term. At an escape beyond Unicode the library panics.
func parts(term rdf.Term) (text, qualifier string, kind rdf.Kind, err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("an escape in it names no character")
		}
	}()
	return term.Parts()
}

// quad turns a statement into a quad of ours, or tells what is wrong with it.
func (r reader) quad(s *rdf.Statement) (graph.Quad, string) {
	var terms [4]graph.Term
	for i, part := range []struct {
		role string
		term rdf.Term
	}{{"subject", s.Subject}, {"predicate", s.Predicate}, {"object", s.Object}, {"graph", s.Label}} {
		if part.term.Value == "" {
			return graph.Quad{}, "the quad has no " + part.role + ": the document that says so, or <" + r.base + graph.GraphCurated + "> or <" + r.base + graph.GraphClaims + ">"
		}
		text, qualifier, kind, err := parts(part.term)
		switch {
		case err != nil:
			return graph.Quad{}, "the " + part.role + " cannot be read: " + err.Error()
		case kind == rdf.Blank:
			return graph.Quad{}, "the " + part.role + " is the blank node _:" + text
		case kind == rdf.IRI:
			terms[i] = graph.IRI(r.relative(text))
		case strings.HasPrefix(qualifier, "@"):
			terms[i] = literal(text, qualifier[1:], "")
		default:
			terms[i] = literal(text, "", r.relative(qualifier))
		}
	}
	return graph.Quad{Subject: terms[0], Predicate: terms[1], Object: terms[2], Graph: terms[3]}, ""
}
