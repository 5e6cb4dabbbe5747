package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// AppendNQuad appends the quad as a line of canonical N-Quads, as RDF Dataset
// Canonicalization writes it; the base stands before IRIs of our own. The sorted lines are
// the canonical form of a graph that has no blank nodes, as ours has none.
func AppendNQuad(line []byte, q Quad, base string) []byte {
	for _, term := range [...]Term{q.Subject, q.Predicate, q.Object} {
		line = append(AppendTerm(line, term, base), ' ')
	}
	if q.Graph != (Term{}) { // a triple has none
		line = append(AppendTerm(line, q.Graph, base), ' ')
	}
	return append(line, '.', '\n')
}

// AppendTerm appends the term as N-Quads and Turtle write it.
func AppendTerm(text []byte, t Term, base string) []byte {
	if t.IRI {
		if IsBlank(t.Value) {
			return append(text, t.Value...)
		}
		return appendIRI(text, t.Value, base)
	}
	text = append(appendEscaped(append(text, '"'), t.Value), '"')
	switch {
	case t.Language != "":
		text = append(append(text, '@'), t.Language...)
	case t.Datatype != "":
		text = appendIRI(append(text, '^', '^'), t.Datatype, base)
	}
	return text
}

func appendIRI(text []byte, iri, base string) []byte {
	text = append(text, '<')
	if IsOwn(iri) {
		text = append(text, base...)
	}
	return append(append(text, iri...), '>')
}

// FullIRI is an IRI as the outside knows it: the base before one of our own.
func FullIRI(iri, base string) string {
	if IsOwn(iri) {
		return base + iri
	}
	return iri
}

// IsOwn tells IRIs that are relative to the base: those without a scheme.
func IsOwn(iri string) bool { return !strings.Contains(iri, ":") }

// appendEscaped escapes as the canonical form does, and no more. Bytes that are no
// UTF-8 become the sign for that, since no RDF can hold them.
func appendEscaped(text []byte, value string) []byte {
	clean := 0 // what needs no escape is copied in one piece
	for i := 0; i < len(value); {
		c := value[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(value[i:])
			if r == utf8.RuneError && size == 1 {
				text = append(append(text, value[clean:i]...), "\ufffd"...)
				clean = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
			i++
			continue
		}
		text = append(text, value[clean:i]...)
		if short := strings.IndexByte("\b\t\n\f\r\"\\", c); short >= 0 {
			text = append(text, '\\', `btnfr"\`[short])
		} else {
			const digits = "0123456789ABCDEF"
			text = append(text, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
		i++
		clean = i
	}
	return append(text, value[clean:]...)
}

// Fingerprint tells one state of the graph from every other by what it holds,
// whatever its generation and wherever it is kept: the SHA-256, in hexadecimal digits,
// of its N-Quads behind DefaultBase, in the order of Quads.
func (v *View) Fingerprint() string { return v.fingerprint() }

func (v *View) hashQuads() string {
	hash := sha256.New()
	var buffer []byte
	for q := range v.Quads() {
		if buffer = AppendNQuad(buffer, q, DefaultBase); len(buffer) > 1<<15 {
			hash.Write(buffer)
			buffer = buffer[:0]
		}
	}
	hash.Write(buffer)
	return hex.EncodeToString(hash.Sum(nil))
}
