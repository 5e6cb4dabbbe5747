package export

import (
	"io"
	"regexp"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// writeTurtle writes RDF 1.1 Turtle. It has no named graphs, so a triple that several
// documents state stands there once.
func writeTurtle(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	t := newTurtle(j.Base)
	if _, err := w.Write(t.directives()); err != nil {
		return err
	}
	for group := range bySubject(j.triples()) {
		if err := t.writeSubject(w, "\n", group); err != nil {
			return err
		}
	}
	return nil
}

// turtle writes what Turtle and TriG have in common: the descriptions of subjects, with
// IRIs shortened by prefixes.
type turtle struct {
	base     string
	prefixes []graph.Namespace
	order    readingOrder
	text     []byte // of one subject, used again for the next
}

func newTurtle(base string) *turtle {
	return &turtle{base: base, prefixes: append(append([]graph.Namespace{}, graph.Namespaces()...), graph.NodeNamespaces()...), order: newReadingOrder(graph.JSONLDContext(base))}
}

// directives declare the prefixes.
func (t *turtle) directives() []byte {
	var text []byte
	for _, n := range t.prefixes {
		text = append(text, "@prefix "+n.Prefix+": "...)
		text = append(graph.AppendTerm(text, graph.IRI(n.IRI), t.base), " .\n"...)
	}
	return text
}

// writeSubject writes the quads of one subject; the lead stands before each line, a line
// break before the first.
func (t *turtle) writeSubject(w io.Writer, lead string, quads []graph.Quad) error {
	t.order.sort(quads)
	t.text = t.appendIRI(append(t.text[:0], lead...), quads[0].Subject.Value)
	indent := lead[strings.LastIndexByte(lead, '\n')+1:] + "    "
	separator := " "
	for run := range byPredicate(quads) {
		t.text = append(t.text, separator...)
		if run[0].Predicate.Value == graph.TypeIRI {
			t.text = append(t.text, 'a')
		} else {
			t.text = t.appendIRI(t.text, run[0].Predicate.Value)
		}
		for i, q := range run {
			if i > 0 {
				t.text = append(t.text, ',')
			}
			t.text = t.appendTerm(append(t.text, ' '), q.Object)
		}
		separator = " ;\n" + indent
	}
	t.text = append(t.text, " .\n"...)
	_, err := w.Write(t.text)
	return err
}

// localName are the names that may follow a prefix without an escape: less than the
// grammar allows (PN_LOCAL), but all that a person would want to read.
var localName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?$`)

// appendIRI appends an IRI of the graph, shortened where a prefix fits.
func (t *turtle) appendIRI(text []byte, iri string) []byte {
	for _, n := range t.prefixes {
		if local, within := strings.CutPrefix(iri, n.IRI); within && localName.MatchString(local) {
			return append(append(append(text, n.Prefix...), ':'), local...)
		}
	}
	return graph.AppendTerm(text, graph.IRI(iri), t.base)
}

// shortLiterals are the texts of literals that stand for themselves in Turtle 1.1 and
// keep their exact form: the productions INTEGER, DOUBLE and BooleanLiteral.
var shortLiterals = map[string]*regexp.Regexp{
	graph.IntegerIRI: regexp.MustCompile(`^[+-]?[0-9]+$`),
	graph.DoubleIRI:  regexp.MustCompile(`^[+-]?([0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+$`),
	graph.BooleanIRI: regexp.MustCompile(`^(true|false)$`),
}

func (t *turtle) appendTerm(text []byte, term graph.Term) []byte {
	if term.IRI {
		return t.appendIRI(text, term.Value)
	}
	if term.Datatype == "" {
		return graph.AppendTerm(text, term, t.base)
	}
	if short := shortLiterals[term.Datatype]; short != nil && short.MatchString(term.Value) {
		return append(text, term.Value...)
	}
	return t.appendIRI(append(graph.AppendTerm(text, graph.Text(term.Value), t.base), "^^"...), term.Datatype)
}
