package export

import (
	"io"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// DatasetOptions are what the graph does not say of itself.
type DatasetOptions struct {
	Base    string // as in Options
	Site    string // stands before the addresses of the server, such as https://example.org; without it there are none
	Licence string // IRI of the licence of the data; empty when nobody has said
}

// Dataset describes the graph as a dataset, by VoID (W3C Interest Group Note of 3 March
// 2011) and DCAT 3 (W3C Recommendation of 22 August 2024), in Turtle: what it holds, from
// which documents, under which licence, and where its files are.
func Dataset(w io.Writer, v *graph.View, o DatasetOptions) error {
	t := newTurtleText(o.Base, "dcat", "http://www.w3.org/ns/dcat#", "void", "http://rdfs.org/ns/void#")
	counts := v.Counts()
	uses, classes := usesOf(v)
	t.line("")
	t.line("<%sdataset> a void:Dataset, dcat:Dataset, prov:Entity ;", t.base)
	t.line("  dcterms:title %s, %s ;", quoted("A policy graph whose every edge can be checked", graph.English), quoted("每条边都可核查的政策图谱", graph.Simplified))
	t.line("  dcterms:description %s ;", quoted("Places, officials, enterprises, industries, clusters, programmes and targets of China's regional industrial policy, with the document and line behind each relation. Named graphs are documents; <claims> holds what each document states where, <curated> what no document says.", graph.English))
	t.line("  dcterms:subject %s ;", quoted("regional industrial policy", graph.English))
	if o.Licence != "" {
		t.line("  dcterms:license <%s> ;", o.Licence)
	}
	t.line("  dcterms:rights %s ;", quoted("The documents belong to their publishers and are no part of the dataset; it holds facts, names, figures and where they stand.", graph.English))
	t.line("  dcat:version %s ;", quoted(v.Fingerprint()[:16]))
	t.line("  owl:versionInfo %s ;", quoted("N-Quads behind "+graph.DefaultBase+" have the SHA-256 "+v.Fingerprint()))
	t.line("  dcterms:language %s ;", quotedList(graph.Languages()[:1])+", "+strings.ReplaceAll(quotedList(graph.Languages()[1:]), " ", ", "))
	t.line("  void:uriSpace %s ;", quoted(t.base))
	t.line("  void:vocabulary %s ;", strings.Join(vocabulariesOf(t.base), ", "))
	t.line("  void:triples %d ; void:entities %d ; void:classes %d ; void:properties %d ;", v.Size(), len(v.AllThings())+len(v.Claims()), classes, len(uses))
	for _, info := range usedKinds(v) {
		t.line("  void:classPartition [ void:class %s ; void:entities %d ] ;", t.term(info.Kind.Class()), counts.Kinds[info.Kind])
	}
	for _, p := range graph.Vocabulary() {
		if n := uses[p.IRI()]; n > 0 {
			t.line("  void:propertyPartition [ void:property %s ; void:triples %d ] ;", t.term(p.IRI()), n)
		}
	}
	if examples := v.Things(graph.Place); len(examples) > 0 {
		t.line("  void:exampleResource <%s%s> ;", t.base, examples[0].ID)
	}
	t.line("  dcterms:conformsTo <%sshapes> ;", t.base)
	for _, document := range v.Things(graph.Document) {
		t.line("  prov:wasDerivedFrom <%s%s> ; dcterms:source <%s%s> ;", t.base, document.ID, t.base, document.ID)
	}
	if o.Site != "" {
		t.addresses(o.Site)
	}
	t.line("  rdfs:isDefinedBy <%sdataset> .", t.base)
	for _, document := range v.Things(graph.Document) {
		t.document(document)
	}
	_, err := io.WriteString(w, t.String())
	return err
}

// addresses tell where the files of the dataset are.
func (t *turtleText) addresses(site string) {
	t.line("  dcat:landingPage <%s/graphiql/> ;", site)
	for _, f := range formats {
		if f.Claims && f.Streams() {
			t.line("  void:dataDump <%s/export/%s> ;", site, f.Name)
		}
	}
	for _, f := range formats {
		packed := ""
		if len(f.Files) > 0 {
			packed = " ; dcat:packageFormat <https://www.iana.org/assignments/media-types/application/zip>"
		}
		t.line("  dcat:distribution [ a dcat:Distribution ; dcterms:title %s ; dcat:downloadURL <%s/export/%s> ; dcat:mediaType <https://www.iana.org/assignments/media-types/%s>%s ] ;",
			quoted(f.Title, graph.English), site, f.Name, f.MediaType, packed)
	}
	t.line("  dcat:distribution [ a dcat:Distribution ; dcterms:title \"GraphQL\"@en ; dcat:accessURL <%s/graphql> ; dcat:accessService [ a dcat:DataService ; dcterms:title \"GraphQL\"@en ; dcat:endpointURL <%s/graphql> ] ] ;", site, site)
}

// document cites a source.
func (t *turtleText) document(document *graph.Thing) {
	t.line("")
	t.line("<%s%s> a foaf:Document, prov:Entity ;", t.base, document.ID)
	for _, name := range document.Names() {
		if name.Preferred {
			t.line("  dcterms:title %s ;", quoted(name.Text, name.Language))
		}
	}
	if s := document.Source; s != nil {
		for _, row := range []struct{ term, value string }{{"dcterms:publisher", s.Publisher}, {"dcterms:language", s.Language}} {
			if row.value != "" {
				t.line("  %s %s ;", row.term, quoted(row.value))
			}
		}
		if d := s.Date; d.Known() {
			t.line("  dcterms:created %s ;", quoted(intervalOf(d)))
		}
		t.line("  dcterms:identifier %s .", quoted(s.File))
		return
	}
	t.line("  dcterms:identifier %s .", quoted(string(document.ID)))
}

// intervalOf writes a date as EDTF and ISO 8601-2 do: one date, or an interval.
func intervalOf(d graph.DocumentDate) string {
	if d.Earliest == d.Latest {
		return string(d.Earliest)
	}
	return string(d.Earliest) + "/" + string(d.Latest)
}

// usesOf counts the quads of each property, and the classes that have nodes.
func usesOf(v *graph.View) (properties map[string]int, classes int) {
	properties, typed := make(map[string]int), make(map[string]bool)
	for q := range v.Quads() {
		properties[q.Predicate.Value]++
		if q.Predicate.Value == graph.TypeIRI {
			typed[q.Object.Value] = true
		}
	}
	return properties, len(typed)
}

func usedKinds(v *graph.View) []graph.KindInfo {
	counts := v.Counts()
	return slices.DeleteFunc(slices.Clone(graph.Kinds()), func(info graph.KindInfo) bool { return counts.Kinds[info.Kind] == 0 })
}

func vocabulariesOf(base string) []string {
	var list []string
	for _, n := range graph.Namespaces() {
		list = append(list, "<"+graph.FullIRI(n.IRI, base)+">")
	}
	return list
}
