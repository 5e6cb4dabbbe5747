package plain

import (
	"bufio"
	"fmt"
	"io"

	"github.com/polygraph-kg/polygraph/graph"
)

// WriteDerived writes as N-Triples what PostgreSQL has as tables that are reckoned once,
// for stores of RDF: priorities that count in a likeness with their weights, what lies
// within a place, what is next to what, and the names of officials as they are typed.
func (x *Index) WriteDerived(to io.Writer) error {
	w := bufio.NewWriterSize(to, 1<<16)
	iri := func(id string) string { return "<" + graph.DefaultBase + id + ">" }
	const derived, xsd = "https://polygraph.example/derived#", "http://www.w3.org/2001/XMLSchema#"
	for i := range x.things {
		t := &x.things[i]
		for _, other := range t.neighbours {
			if t.kind != graph.Post && t.kind != graph.Metric {
				fmt.Fprintf(w, "%s <%snext> %s .\n", iri(t.id), derived, iri(x.things[other].id))
			}
		}
		if t.kind == graph.Place {
			for _, part := range append(x.within(int32(i), nil), int32(i)) {
				fmt.Fprintf(w, "%s <%swithin> %s .\n", iri(x.things[part].id), derived, iri(t.id))
			}
		}
		for _, industry := range t.priorities {
			fmt.Fprintf(w, "%s <%sprioritises> %s .\n", iri(t.id), derived, iri(x.things[industry].id))
		}
		if len(t.priorities) > 0 {
			fmt.Fprintf(w, "%s <%stotal> \"%v\"^^<%sdouble> .\n", iri(t.id), derived, t.total, xsd)
		}
		if len(x.holders[i]) > 0 {
			fmt.Fprintf(w, "%s <%sweight> \"%v\"^^<%sdouble> .\n", iri(t.id), derived, x.weights[i], xsd)
		}
		if t.kind == graph.Official {
			fmt.Fprintf(w, "%s <%sfolded> \"%s\" .\n%s <%sclaims> \"%d\"^^<%sinteger> .\n", iri(t.id), derived, folded(t.label), iri(t.id), derived, len(t.claims), xsd)
		}
	}
	return w.Flush()
}
