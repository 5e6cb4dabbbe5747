package export

import (
	"io"

	"github.com/polygraph-kg/polygraph/graph"
)

// Vocabulary writes our own terms as RDF Schema 1.1, in Turtle: the kinds as classes, the
// relations and what else describes things and claims as properties. Terms of public
// vocabularies are explained there.
func Vocabulary(w io.Writer, base string) error {
	t := newTurtleText(base)
	t.line("")
	t.line("<%svocabulary> a owl:Ontology ; dcterms:title %s .", t.base, quoted("Vocabulary of a policy graph", graph.English))
	for _, info := range graph.Kinds() {
		t.line("")
		t.line("%s a rdfs:Class ;", t.term(info.Kind.Class()))
		t.line("  rdfs:subClassOf %s ;", info.Standard)
		t.line("  rdfs:label %s, %s ;", quoted(info.Label, graph.English), quoted(info.LabelZH, graph.Simplified))
		t.line("  rdfs:comment %s .", quoted(info.Description, graph.English))
	}
	for _, p := range graph.Vocabulary() {
		if p.Standard != "" {
			continue
		}
		t.line("")
		t.line("%s a rdf:Property ;", t.term(p.IRI()))
		t.line("  rdfs:label %s, %s ;", quoted(p.Label, graph.English), quoted(p.LabelZH, graph.Simplified))
		t.line("  rdfs:comment %s ;", quoted(p.Description, graph.English))
		for _, kind := range p.Subjects {
			t.line("  schema:domainIncludes %s ;", t.term(kind.Class()))
		}
		for _, kind := range p.Objects {
			t.line("  schema:rangeIncludes %s ;", t.term(kind.Class()))
		}
		if p.Symmetric() {
			t.line("  a owl:SymmetricProperty ;")
		}
		t.line("  rdfs:isDefinedBy <%svocabulary> .", t.base)
	}
	described := make(map[string]bool)
	for _, p := range graph.Properties() {
		if described[p.IRI] || !graph.IsOwn(p.IRI) {
			continue
		}
		described[p.IRI] = true
		t.line("")
		t.line("%s a rdf:Property ;", t.term(p.IRI))
		t.line("  rdfs:label %s ;", quoted(p.Name, graph.English))
		t.line("  rdfs:comment %s ;", quoted(p.Description, graph.English))
		for _, class := range p.Classes {
			t.line("  schema:domainIncludes %s ;", t.term(class))
		}
		t.line("  rdfs:isDefinedBy <%svocabulary> .", t.base)
	}
	_, err := io.WriteString(w, t.String())
	return err
}
