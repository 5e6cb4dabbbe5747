package export

import (
	"fmt"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// turtleText is Turtle that is written by hand, clause by clause: descriptions of the
// dataset and of its vocabulary, which are small and read by people.
type turtleText struct {
	strings.Builder
	base string
}

// newTurtleText begins with the prefixes of the graph and those given, as pairs of
// prefix and IRI.
func newTurtleText(base string, more ...string) *turtleText {
	if base == "" {
		base = graph.DefaultBase
	}
	t := &turtleText{base: base}
	for i := 0; i < len(more); i += 2 {
		t.line("@prefix %s: <%s> .", more[i], more[i+1])
	}
	for _, n := range graph.Namespaces() {
		t.line("@prefix %s: <%s> .", n.Prefix, graph.FullIRI(n.IRI, base))
	}
	return t
}

func (t *turtleText) line(format string, args ...any) {
	_, _ = fmt.Fprintf(t, format+"\n", args...)
}

// term is an IRI of the graph, short where it has a prefix.
func (t *turtleText) term(iri string) string {
	if compact := graph.CompactIRI(iri); compact != iri {
		return compact
	}
	return "<" + graph.FullIRI(iri, t.base) + ">"
}

// quoted is a plain text, in a language where one is given.
func quoted(text string, language ...string) string {
	term := graph.Text(text)
	if len(language) > 0 {
		term = graph.LanguageText(text, language[0])
	}
	return string(graph.AppendTerm(nil, term, ""))
}

func quotedList(texts []string) string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = quoted(text)
	}
	return strings.Join(list, " ")
}
