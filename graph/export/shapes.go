package export

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Shapes writes what a valid graph looks like as SHACL (W3C Recommendation of 20 July
// 2017), in Turtle: a closed shape for each class, made from the tables of kinds, of
// relations and of properties. They are of the graph without its named graphs, as the
// format turtle has it; that a claim's edge is there too, SHACL's core cannot say, and the
// loader checks it.
func Shapes(w io.Writer, base string) error {
	t := newTurtleText(base, "sh", "http://www.w3.org/ns/shacl#")
	for _, class := range classes() {
		t.shape(class)
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// class is one class of nodes with its shape.
type class struct {
	iri         string
	ids         string // what its IDs begin with
	description string
	relations   []graph.Predicate
	claims      bool // it is that of claims
}

func classes() []class {
	var list []class
	for _, info := range graph.Kinds() {
		c := class{iri: info.Kind.Class(), ids: info.Prefix + "/", description: info.Description, claims: info.Kind == graph.ClaimKind}
		for _, p := range graph.Vocabulary() {
			if slices.Contains(p.Subjects, info.Kind) {
				c.relations = append(c.relations, p)
			}
		}
		list = append(list, c)
	}
	for _, part := range graph.PartClasses() {
		list = append(list, class{iri: part.IRI, ids: part.Prefix, description: part.Description})
	}
	return list
}

func (t *turtleText) shape(c class) {
	_, name, _ := strings.Cut(c.iri, "#")
	t.line("")
	t.line("<%sshapes#%s> a sh:NodeShape ;", t.base, name)
	t.line("  sh:targetClass %s ;", t.term(c.iri))
	t.line("  rdfs:comment %s ;", quoted(c.description, "en"))
	t.line("  sh:nodeKind sh:IRI ; sh:pattern %s ;", quoted("^"+regexp.QuoteMeta(t.base+c.ids)))
	t.line("  sh:closed true ; sh:ignoredProperties ( rdf:type ) ;")
	for _, p := range graph.Properties() {
		if slices.Contains(p.Classes, c.iri) {
			t.line("  sh:property [ %s ] ;", strings.Join(t.constraints(p), " ; "))
		}
	}
	for _, p := range c.relations {
		bounds := ""
		if p.Structural && p.Name != "broader" {
			bounds = " ; sh:minCount 1 ; sh:maxCount 1"
		}
		t.line("  sh:property [ sh:path %s ; sh:nodeKind sh:IRI ; %s%s ] ;", t.term(p.IRI()), t.ofKinds(p.Objects), bounds)
	}
	if c.claims {
		t.line("  sh:or (")
		for _, p := range graph.Vocabulary() {
			if !p.Structural {
				t.line("    [ %s ]", strings.Join(t.claimOf(p), " ; "))
			}
		}
		t.line("  ) ;")
	}
	t.line("  rdfs:isDefinedBy <%sshapes> .", t.base)
}

// constraints say what a property may be.
func (t *turtleText) constraints(p graph.Property) []string {
	list := []string{"sh:path " + t.term(p.IRI)}
	switch {
	case p.Any:
	case p.IDs:
		list = append(list, "sh:nodeKind sh:IRI")
	case p.Languages != nil:
		list = append(list, "sh:languageIn ( "+quotedList(eitherCase(p.Languages))+" )")
	case p.Datatype != "":
		list = append(list, "sh:datatype "+t.term(p.Datatype))
	default:
		list = append(list, "sh:datatype xsd:string")
	}
	if p.Objects != nil {
		list = append(list, t.ofKinds(p.Objects))
	}
	if p.UniqueIn {
		list = append(list, "sh:uniqueLang true")
	}
	if p.Required {
		list = append(list, "sh:minCount 1")
	}
	if !p.Many {
		list = append(list, "sh:maxCount 1")
	}
	if p.Choices != nil {
		list = append(list, "sh:in ( "+quotedList(p.Choices)+" )")
	}
	if p.Pattern != "" {
		list = append(list, "sh:pattern "+quoted(p.Pattern))
	}
	if p.Least != "" {
		list = append(list, "sh:minInclusive "+p.Least)
	}
	return append(list, "sh:description "+quoted(p.Description, "en"))
}

// eitherCase are language tags as we write them and in lower case: tags know no case, but
// some readers of RDF lower it, and some validators then compare letter by letter.
func eitherCase(tags []string) []string {
	list := slices.Clone(tags)
	for _, tag := range tags {
		if lower := strings.ToLower(tag); !slices.Contains(list, lower) {
			list = append(list, lower)
		}
	}
	return list
}

// ofKinds says that a node is of one of the kinds.
func (t *turtleText) ofKinds(kinds []graph.Kind) string {
	if len(kinds) == 1 {
		return "sh:class " + t.term(kinds[0].Class())
	}
	list := make([]string, len(kinds))
	for i, kind := range kinds {
		list[i] = fmt.Sprintf("[ sh:class %s ]", t.term(kind.Class()))
	}
	return "sh:or ( " + strings.Join(list, " ") + " )"
}

// claimOf says what a claim of a relation is: between which kinds, and what else it may
// not say.
func (t *turtleText) claimOf(p graph.Predicate) []string {
	list := []string{
		"sh:property [ sh:path rdf:predicate ; sh:hasValue " + t.term(p.IRI()) + " ]",
		"sh:property [ sh:path rdf:subject ; " + t.ofKinds(p.Subjects) + " ]",
		"sh:property [ sh:path rdf:object ; " + t.ofKinds(p.Objects) + " ]",
	}
	for _, q := range graph.ClaimQualifiers() {
		if !slices.ContainsFunc(q.Qualifiers, p.Allows) {
			list = append(list, "sh:property [ sh:path "+t.term(q.IRI)+" ; sh:maxCount 0 ]")
		}
	}
	return list
}
