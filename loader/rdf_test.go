package loader_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// nquads writes quads as a file of N-Quads would have them.
func nquads(quads []graph.Quad) string {
	iri := func(value string) string {
		if !strings.Contains(value, "://") {
			value = graph.DefaultBase + value
		}
		return "<" + value + ">"
	}
	var b strings.Builder
	for _, q := range quads {
		object := iri(q.Object.Value)
		if !q.Object.IRI {
			object = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(q.Object.Value) + `"`
			if q.Object.Language != "" {
				object += "@" + q.Object.Language
			} else if q.Object.Datatype != "" {
				object += "^^" + iri(q.Object.Datatype)
			}
		}
		fmt.Fprintf(&b, "%s %s %s %s .\n", iri(q.Subject.Value), iri(q.Predicate.Value), object, iri(q.Graph.Value))
	}
	return b.String()
}

var (
	relativeIRI = regexp.MustCompile(`<([^>:]*)>`)
	shortIRI    = regexp.MustCompile(`\b(rdf|skos|xsd|schema|prov|dcterms):(\w+)`)
)

// behind puts the base before the IRIs that have none, and writes short ones out.
func behind(base, text string) string {
	text = relativeIRI.ReplaceAllString(strings.TrimPrefix(text, "\n"), "<"+base+"$1>")
	return shortIRI.ReplaceAllStringFunc(text, func(short string) string {
		prefix, name, _ := strings.Cut(short, ":")
		return "<" + map[string]string{
			"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "skos": "http://www.w3.org/2004/02/skos/core#", "xsd": "http://www.w3.org/2001/XMLSchema#",
			"schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "dcterms": "http://purl.org/dc/terms/",
		}[prefix] + name + ">"
	})
}

// expandedJSONLD writes quads as JSON-LD without a context.
func expandedJSONLD(t testing.TB, quads []graph.Quad) string {
	t.Helper()
	graphs := map[string]map[string]map[string]any{}
	for _, q := range quads {
		if graphs[q.Graph.Value] == nil {
			graphs[q.Graph.Value] = map[string]map[string]any{}
		}
		node := graphs[q.Graph.Value][q.Subject.Value]
		if node == nil {
			node = map[string]any{"@id": graph.DefaultBase + q.Subject.Value}
			graphs[q.Graph.Value][q.Subject.Value] = node
		}
		predicate := q.Predicate.Value
		if !strings.Contains(predicate, "://") {
			predicate = graph.DefaultBase + predicate
		}
		value := map[string]any{"@value": q.Object.Value}
		switch {
		case q.Object.IRI && strings.Contains(q.Object.Value, "://"):
			value = map[string]any{"@id": q.Object.Value}
		case q.Object.IRI:
			value = map[string]any{"@id": graph.DefaultBase + q.Object.Value}
		case q.Object.Language != "":
			value["@language"] = q.Object.Language
		case q.Object.Datatype != "":
			value["@type"] = q.Object.Datatype
		}
		if strings.HasSuffix(predicate, "#type") {
			types, _ := node["@type"].([]any)
			node["@type"] = append(types, value["@id"])
			continue
		}
		values, _ := node[predicate].([]any)
		node[predicate] = append(values, value)
	}
	var document []any
	for name, nodes := range graphs {
		var list []any
		for _, node := range nodes {
			list = append(list, node)
		}
		document = append(document, map[string]any{"@id": graph.DefaultBase + name, "@graph": list})
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What comes in as RDF is the same graph to the last quad: of the whole dataset as
// N-Quads, and of one document with all that it names as JSON-LD, whose library is
// slow. What JSON-LD has of its own shows in TestEveryKeyComesBackFromRDF.
func TestTheDatasetComesBackFromRDF(t *testing.T) {
	all := dataset(t)
	part := withAllItNames(quadsOf(all), "document/gangcheng-three-towns")
	if len(part) < 1000 || len(part) > 10_000 {
		t.Fatalf("the document and what it names are %d quads", len(part))
	}
	for _, c := range []struct {
		name, text string
		want       []graph.Quad
	}{
		{"all.nq", nquads(quadsOf(all)), quadsOf(all)},
		{"part.jsonld", expandedJSONLD(t, part), part},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := quadsOf(loadOne(t, folder(map[string]string{c.name: c.text})))
			if slices.Equal(got, c.want) {
				return
			}
			for i := range c.want {
				if i >= len(got) || got[i] != c.want[i] {
					t.Fatalf("quad %d of %d is %v, want %v (%d in all)", i, len(c.want), got[min(i, len(got)-1)], c.want[i], len(got))
				}
			}
		})
	}
}

// withAllItNames are the quads of a document and its claims, and of what they name,
// step by step.
func withAllItNames(quads []graph.Quad, document string) []graph.Quad {
	const prov, rdf, dcterms = "http://www.w3.org/ns/prov#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/terms/"
	wanted := map[string]bool{document: true}
	for before := 0; before < len(wanted); {
		before = len(wanted)
		for _, q := range quads {
			subject, object := q.Subject.Value, q.Object.Value
			isPart := strings.HasPrefix(subject, "part/") || strings.HasPrefix(subject, "statement/")
			switch {
			case q.Predicate.Value == prov+"hadPrimarySource" && object == document,
				isPart && (q.Predicate.Value == rdf+"subject" || q.Predicate.Value == dcterms+"isPartOf") && wanted[object]:
				wanted[subject] = true
			case q.Graph.Value == document:
				wanted[subject], wanted[object] = true, true
			case q.Graph.Value == graph.GraphCurated && wanted[subject] && q.Object.IRI,
				q.Predicate.Value == "vocabulary#scope" && wanted[subject] && strings.Contains(object, "/"):
				wanted[object] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(quads), func(q graph.Quad) bool {
		ofOther := q.Graph.Value != graph.GraphCurated && q.Graph.Value != graph.GraphClaims && q.Graph.Value != document
		return ofOther || !wanted[q.Subject.Value]
	})
}

// everyKey shows every key of the data files, with what the tables of csv_test.go
// have no column for.
func everyKey() loader.Source {
	files := map[string]string{"world.yaml": world, "whole.yaml": `
document:
  id: document/whole
  sourceFile: whole.txt
  title: {en: Whole, zh-Hans: 全}
  language: zh-Hant
  sections:
  - {line: 1, title: {en: Headline}}
  - {line: 2, title: {en: Begin, zh-Hant: 始}}
  - {line: 2, begins: in spring, title: {en: Rest}}
  reviewed:
  - {line: 1, reason: a headline}
  - {line: 9, mentions: [thanks, all], reason: "thanks, and \"more\""}
`}
	for name, table := range tables {
		for i, text := range strings.Split(table.yaml, "---\n") {
			files[fmt.Sprintf("%s-%d.yaml", name, i)] = text
		}
	}
	return folder(files)
}

func TestEveryKeyComesBackFromRDF(t *testing.T) {
	want := loadOne(t, everyKey())
	expanded := expandedJSONLD(t, quadsOf(want))
	var document, context any
	if err := json.Unmarshal([]byte(expanded), &document); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(graph.JSONLDContext(graph.DefaultBase))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &context); err != nil {
		t.Fatal(err)
	}
	compact, err := ld.NewJsonLdProcessor().Compact(document, map[string]any{"@context": context}, ld.NewJsonLdOptions(graph.DefaultBase))
	if err != nil {
		t.Fatal(err)
	}
	compact["@context"] = "context.json"
	plain, err := json.Marshal(compact)
	if err != nil {
		t.Fatal(err)
	}
	// The context has a plain word for each key: none is left as an IRI, but for the
	// object of a dated code, which is a text where that of other statements is an ID.
	for _, left := range regexp.MustCompile(`"(http[^"]*|vocabulary#[^"]*|@id|@type|@graph)":`).FindAllString(string(plain), -1) {
		if left != `"http://www.w3.org/1999/02/22-rdf-syntax-ns#object":` {
			t.Errorf("the context has no word for %s", left)
		}
	}
	for name, text := range map[string]string{"all.nq": nquads(quadsOf(want)), "expanded.jsonld": expanded, "compact.jsonld": string(plain)} {
		t.Run(name, func(t *testing.T) {
			sameQuads(t, loadOne(t, folder(map[string]string{name: text})), want)
		})
	}
}

func loadOne(t testing.TB, source loader.Source) *graph.View {
	t.Helper()
	store := openStore(t)
	if _, err := loader.Load(t.Context(), store, []loader.Source{source}, nil); err != nil {
		message := err.Error()
		t.Fatalf("%.2000s", message)
	}
	return store.View()
}

// A place, and a document that claims a target of Jinan, as another program might
// write them.
const (
	ziboQuads = `
<place/zibo> rdf:type <vocabulary#Place> <curated> .
<place/zibo> skos:prefLabel "Zibo"@en <curated> .
<place/zibo> <vocabulary#level> "city" <curated> .
`
	ziboYAML = "entities: [{id: place/zibo, labels: {en: Zibo}, level: city}]\n"

	targetQuads = `
<document/d> rdf:type <vocabulary#Document> <curated> .
<document/d> skos:prefLabel "D"@en <curated> .
<document/d> <vocabulary#sourceFile> "d.txt" <curated> .
<document/d> dcterms:language "en" <curated> .
<place/jinan> <vocabulary#hasTarget> <target/first> <document/d> .
<target/first> rdf:type <vocabulary#Target> <document/d> .
<target/first> schema:measuredProperty <metric/output-value> <document/d> .
<target/first> <vocabulary#by> "2030" <document/d> .
<target/first> <vocabulary#stretch> "true"^^xsd:boolean <document/d> .
<claim/one> rdf:type <vocabulary#Claim> <claims> .
<claim/one> rdf:subject <place/jinan> <claims> .
<claim/one> rdf:predicate <vocabulary#hasTarget> <claims> .
<claim/one> rdf:object <target/first> <claims> .
<claim/one> prov:hadPrimarySource <document/d> <claims> .
<claim/one> <vocabulary#line> "4"^^xsd:integer <claims> .
<claim/one> <vocabulary#mention> "200 billion" <claims> .
<claim/one> <vocabulary#comparator> ">" <claims> .
<claim/one> <vocabulary#value> "200000000000"^^xsd:double <claims> .
<claim/one> <vocabulary#unit> "CNY" <claims> .
`
	targetYAML = `
document: {id: document/d, sourceFile: d.txt, title: {en: D}, language: en}
claims:
- {claim: place/jinan hasTarget metric/output-value, line: 4, amount: "> 200 billion CNY", by: 2030, stretch: true, mentions: 200 billion}
`
)

// Each text says what its YAML says.
func TestQuadsOfOtherPrograms(t *testing.T) {
	replaced := func(pairs ...string) string {
		text := targetQuads
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(text, pairs[i]) {
				t.Fatalf("the quads hold no %s", pairs[i])
			}
			text = strings.ReplaceAll(text, pairs[i], pairs[i+1])
		}
		return text
	}
	for name, c := range map[string]struct{ text, yaml string }{
		"a place":                            {ziboQuads, ziboYAML},
		"a target":                           {targetQuads, targetYAML},
		"comments and blank lines":           {"# Zibo\n\n \t \n" + strings.ReplaceAll(ziboQuads, " .\n", " . # said\n"), ziboYAML},
		"Windows line ends":                  {strings.ReplaceAll(ziboQuads, "\n", "\r\n"), ziboYAML},
		"indented lines":                     {strings.ReplaceAll(ziboQuads, "\n", "\n\t "), ziboYAML},
		"a byte order mark":                  {"\ufeff" + strings.TrimPrefix(ziboQuads, "\n"), ziboYAML},
		"no line end at the end":             {strings.TrimSpace(ziboQuads), ziboYAML},
		"the same quads twice":               {ziboQuads + ziboQuads, ziboYAML},
		"escapes":                            {strings.ReplaceAll(ziboQuads, `"Zibo"`, `"\u005A\U00000069bo"`), ziboYAML},
		"typed texts":                        {strings.ReplaceAll(ziboQuads, `"city"`, `"city"^^xsd:string`), ziboYAML},
		"languages in capitals":              {strings.ReplaceAll(ziboQuads, "@en", "@EN"), ziboYAML},
		"languages in lower case":            {ziboQuads + "<place/zibo> skos:prefLabel \"淄博市\"@zh-hans <curated> .\n<place/zibo> skos:altLabel \"Zībó\"@zh-latn-pinyin <curated> .\n", "entities: [{id: place/zibo, labels: {en: Zibo, zh-Hans: 淄博市}, aliases: {zh-Latn-pinyin: Zībó}, level: city}]"},
		"quotes and backslashes in a text":   {ziboQuads + `<place/zibo> skos:note "a \"b\" \\c" <curated> .`, `entities: [{id: place/zibo, labels: {en: Zibo}, level: city, note: 'a "b" \c'}]`},
		"an exponent":                        {replaced(`"200000000000"`, `"2.0E11"`), targetYAML},
		"a decimal":                          {replaced(`"200000000000"^^xsd:double`, `"200000000000.00"^^xsd:decimal`), targetYAML},
		"a short integer":                    {replaced("xsd:integer", "xsd:int"), targetYAML},
		"a long integer with a sign":         {replaced(`"4"^^xsd:integer`, `"+04"^^xsd:long`), targetYAML},
		"the boolean 1":                      {replaced(`"true"`, `"1"`), targetYAML},
		"other names of claims and targets":  {replaced("claim/one", "claim/other", "target/first", "target/place.jinan"), targetYAML},
		"a claim without its edge":           {replaced("<place/jinan> <vocabulary#hasTarget> <target/first> <document/d> .\n", ""), targetYAML},
		"a claim without its type":           {replaced("<claim/one> rdf:type <vocabulary#Claim> <claims> .\n", ""), targetYAML},
		"the time of a target at the claim":  {replaced("<target/first> <vocabulary#by> \"2030\" <document/d> .", "<claim/one> <vocabulary#by> \"2030\" <claims> ."), targetYAML},
		"a thing and its target, one by one": {ziboQuads + replaced("place/jinan", "place/zibo"), ziboYAML + strings.ReplaceAll(targetYAML, "place/jinan", "place/zibo")},
	} {
		t.Run(name, func(t *testing.T) {
			got, want := openStore(t), openStore(t)
			load(t, got, worldSource, folder(map[string]string{"case.nq": behind(graph.DefaultBase, c.text)}))
			load(t, want, worldSource, folder(map[string]string{"case.yaml": c.yaml}))
			sameQuads(t, got.View(), want.View())
		})
	}
}

// The base belongs to a source: behind another one, our IRIs are foreign.
func TestTheBaseOfASource(t *testing.T) {
	const base = "http://localhost:8080/policy/"
	want := openStore(t)
	load(t, want, worldSource, folder(map[string]string{"case.yaml": ziboYAML}))
	const jsonld = `{"@context": "context.json", "id": "curated", "graph": {"id": "place/zibo", "type": "Place", "label": {"en": "Zibo"}, "level": "city"}}`
	for name, text := range map[string]string{
		"case.nq":     behind(base, ziboQuads),
		"case.NQuads": behind(base, ziboQuads),
		"case.jsonld": jsonld,
		"full.jsonld": strings.NewReplacer("context.json", base+"context.json", `"curated"`, `"`+base+`curated"`, "place/zibo", base+"place/zibo").Replace(jsonld),
	} {
		source := folder(map[string]string{name: text})
		source.Base = base
		got := openStore(t)
		load(t, got, worldSource, source)
		sameQuads(t, got.View(), want.View())
	}
	for name, text := range map[string]string{"case.nq": behind(base, ziboQuads), "full.jsonld": strings.NewReplacer(`"curated"`, `"`+base+`curated"`, "place/zibo", base+"place/zibo").Replace(jsonld)} {
		if got := refused(t, folder(map[string]string{name: text})); strings.Count(got, "says nothing that polygraph keeps") != 3 {
			t.Errorf("%s without its base: %q", name, got)
		}
	}
}

func TestFaultsOfNQuads(t *testing.T) {
	const nothing = "says nothing that polygraph keeps; delete it, or write it as docs/vocabulary.md shows"
	const level = `case.nq:1:1: "place/zibo" has no level; add level: one of country, region, province, city, county, district, new-area, development-zone, park, township, site`
	for _, c := range []struct{ name, text, want string }{
		{"another encoding", "# Zibo\n<place/zibo> skos:note \"\xd7\xcd\" <curated> .\n", `case.nq:2:87: the file is not UTF-8; save the file as UTF-8`},
		{"no quad", ziboQuads + "place/zibo is a city\n", `case.nq:4:1: the line is no N-Quad: invalid N-Quad: unexpected rune 'p' at 0; write <subject> <predicate> object <graph> .`},
		{"no full stop", "\n" + ziboQuads + "<place/zibo> skos:note \"a\" <curated>\n", `case.nq:5:1: the line is no N-Quad: incomplete N-Quad; write <subject> <predicate> object <graph> .`},
		{"two quads on a line", ziboQuads + strings.ReplaceAll(strings.TrimSpace(ziboQuads), "\n", " "), `case.nq:4:1: the line is no N-Quad: invalid N-Quad; write <subject> <predicate> object <graph> .`},
		{"a blank node as subject", ziboQuads + "_:b rdf:type <vocabulary#Place> <curated> .\n", `case.nq:4:1: the subject is the blank node _:b; give it an IRI`},
		{"a blank node as object", ziboQuads + "<place/zibo> dcterms:isPartOf _:b <curated> .\n", `case.nq:4:1: the object is the blank node _:b; give it an IRI`},
		{"a blank node as graph", ziboQuads + "<place/zibo> dcterms:isPartOf <place/jinan> _:b .\n", `case.nq:4:1: the graph is the blank node _:b; give it an IRI`},
		{"no graph", ziboQuads + "<place/zibo> dcterms:isPartOf <place/jinan> .\n", `case.nq:4:1: the quad has no graph: the document that says so, or <https://polygraph.example/id/curated> or <https://polygraph.example/id/claims>; give it an IRI`},
		{"a graph that is no document", ziboQuads + "<place/zibo> dcterms:isPartOf <place/jinan> <place/jinan> .\n", `case.nq:4:1: the quad <place/zibo> <http://purl.org/dc/terms/isPartOf> <place/jinan> <place/jinan> ` + nothing},
		{"an edge without a claim", ziboQuads + "\n<place/zibo> <vocabulary#prioritises> <industry/steel> <document/d> .\n", `case.nq:5:1: no claim supports <place/zibo> <vocabulary#prioritises> <industry/steel>; describe a claim of it in the graph <claims>`},
		{"a claim of a predicate that is none", strings.ReplaceAll(targetQuads, "rdf:predicate <vocabulary#hasTarget>", "rdf:predicate <hasTarget>"), `case.nq:10:1: the predicate of the claim <claim/one> is <hasTarget>, which is none; did you mean <vocabulary#hasTarget>?`},
		{"a claim of no predicate", strings.ReplaceAll(targetQuads, "<claim/one> rdf:predicate <vocabulary#hasTarget> <claims> .\n", ""), `case.nq:10:1: the claim <claim/one> names no predicate; add its rdf:predicate`},
		{"a claim that is named otherwise", strings.ReplaceAll(targetQuads, "<claim/one>", "<statement/one>"), `case.nq:10:1: <statement/one> is no ID of a claim, and the graph of claims holds nothing else; name it claim/ and any name`},
		{"a thing of which nothing says what it is", strings.Replace(ziboQuads, "<place/zibo> rdf:type <vocabulary#Place> <curated> .\n", "", 1), `case.nq:1:1: nothing says what <place/zibo> is; add its rdf:type, <vocabulary#Place>`},
		{"an edge that nobody curates", ziboQuads + "<place/zibo> <vocabulary#prioritises> <industry/steel> <curated> .\n", `case.nq:4:1: the quad <place/zibo> <vocabulary#prioritises> <industry/steel> <curated> ` + nothing},
		{"a thing in the graph of a document", strings.ReplaceAll(ziboQuads, "<curated>", "<document/d>"), `
case.nq:1:1: the quad <place/zibo> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#Place> <document/d> ` + nothing + `
case.nq:2:1: the quad <place/zibo> <http://www.w3.org/2004/02/skos/core#prefLabel> "Zibo"@en <document/d> ` + nothing + `
case.nq:3:1: the quad <place/zibo> <vocabulary#level> "city" <document/d> ` + nothing},
		{"the type of another kind", strings.ReplaceAll(ziboQuads, "#Place", "#Industry"), `
case.nq:1:1: the quad <place/zibo> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#Industry> <curated> ` + nothing + `
case.nq:2:1: the quad <place/zibo> <http://www.w3.org/2004/02/skos/core#prefLabel> "Zibo"@en <curated> ` + nothing + `
case.nq:3:1: the quad <place/zibo> <vocabulary#level> "city" <curated> ` + nothing},
		{"a misspelt property", strings.ReplaceAll(ziboQuads, "#level", "#levle"), `
` + level + `
case.nq:3:1: the quad <place/zibo> <vocabulary#levle> "city" <curated> ` + nothing},
		{"a language that a word has not", strings.ReplaceAll(ziboQuads, `"city"`, `"city"@en`), `case.nq:3:1: the quad <place/zibo> <vocabulary#level> "city"@en <curated> ` + nothing},
		{"a second label of a language", ziboQuads + "<place/zibo> skos:prefLabel \"Tzepo\"@en <curated> .\n", `case.nq:4:1: the quad <place/zibo> <http://www.w3.org/2004/02/skos/core#prefLabel> "Tzepo"@en <curated> ` + nothing},
		{"a label in no language", ziboQuads + "<place/zibo> skos:prefLabel \"Tzepo\" <curated> .\n", `case.nq:1:1: labels has the unknown key ""; use one of en, zh-Hans, zh-Hant, zh-Latn-pinyin`},
		{"an empty label", ziboQuads + "<place/zibo> skos:prefLabel \"\"@zh-Hans <curated> .\n", `case.nq:1:1: a label is empty; give a value or delete the key`},
		{"a line break in a text", ziboQuads + `<place/zibo> skos:note "a\nb" <curated> .`, `case.nq:1:1: note holds a control or broken character; write it on one line, in UTF-8`},
		{"a line break and a command to the terminal in what nobody knows", ziboQuads + `<place/zibo> <vocabulary#nota> "a\nb\u001B[2J" <curated> .`, `case.nq:4:1: the quad <place/zibo> <vocabulary#nota> "a\nb\x1b[2J" <curated> ` + nothing},
		{"half a character", ziboQuads + `<place/zibo> skos:note "\uD800" <curated> .`, `case.nq:1:1: note holds a control or broken character; write it on one line, in UTF-8`},
		{"an escape beyond Unicode", ziboQuads + `<place/zibo> skos:note "\UFFFFFFFF" <curated> .`, `case.nq:4:1: the object cannot be read: an escape in it names no character; give it an IRI`},
		{"a boolean that says nothing", ziboQuads + `<post/a> <vocabulary#single> "false"^^xsd:boolean <curated> .`, `case.nq:4:1: nothing says what <post/a> is; add its rdf:type, <vocabulary#Post>`},
		{"what is defined in another format", strings.ReplaceAll(ziboQuads, "place/zibo", "place/jinan"), `case.nq:1:1: "place/jinan" is defined already at world/world.yaml:2:7; delete one, or give it another id`},
		{"what only other things have, of a document", targetQuads + "<document/d> <vocabulary#level> \"city\" <curated> .\n<document/d> skos:altLabel \"E\"@en <curated> .\n<document/d> dcterms:isPartOf <place/jinan> <curated> .\n", `
case.nq:1:1: the document has the unknown key "aliases"; use one of date, id, language, note, publisher, reviewed, sections, sourceFile, title
case.nq:1:1: the document has the unknown key "level"; use one of date, id, language, note, publisher, reviewed, sections, sourceFile, title
case.nq:1:1: the document has the unknown key "partOf"; use one of date, id, language, note, publisher, reviewed, sections, sourceFile, title`},
		{"a date that is inferred and not given", targetQuads + "<document/d> <vocabulary#inferredFrom> \"what it names\" <curated> .\n", `case.nq:1:1: the date has one end only; give both earliest and latest, or one date`},
		{"a target that nothing describes", strings.ReplaceAll(targetQuads, "<target/first> rdf:type", "<target/second> rdf:type"), `
case.nq:6:1: the quad <target/second> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#Target> <document/d> ` + nothing + `
case.nq:7:1: the quad <target/first> <https://schema.org/measuredProperty> <metric/output-value> <document/d> ` + nothing + `
case.nq:8:1: the quad <target/first> <vocabulary#by> "2030" <document/d> ` + nothing + `
case.nq:9:1: the quad <target/first> <vocabulary#stretch> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <document/d> ` + nothing + `
case.nq:10:1: the object of hasTarget is "target/first", which no document describes as a Target; describe a node of kind Target in the graph of the document, and name that`},
		{"a target that is reported as reached", strings.ReplaceAll(targetQuads, "#hasTarget", "#hasFigure"), `case.nq:10:1: the object of hasFigure is "target/first", which no document describes as a Figure; describe a node of kind Figure in the graph of the document, and name that`},
		{"two times of one target", targetQuads + "<claim/one> <vocabulary#by> \"2035\" <claims> .\n", `case.nq:10:1: a claim has the key "by" twice; keep one of them`},
		{"a malformed object, whose place is that of the claim", `
<document/d> rdf:type <vocabulary#Document> <curated> .
<document/d> skos:prefLabel "D"@en <curated> .
<document/d> <vocabulary#sourceFile> "d.txt" <curated> .
<document/d> dcterms:language "en" <curated> .
<place/jinan> <vocabulary#prioritises> <industry/steeL> <document/d> .
<claim/one> rdf:type <vocabulary#Claim> <claims> .
<claim/one> rdf:subject <place/jinan> <claims> .
<claim/one> rdf:predicate <vocabulary#prioritises> <claims> .
<claim/one> rdf:object <industry/steeL> <claims> .
<claim/one> prov:hadPrimarySource <document/d> <claims> .
<claim/one> <vocabulary#line> "4"^^xsd:integer <claims> .
<claim/one> <vocabulary#mention> "steel" <claims> .
`, `case.nq:6:1: the object of prioritises: "industry/steeL" has a malformed name; use lower-case letters a-z, digits and single hyphens (dots in generated names)`},
		{"a class that the amount is not", targetQuads + "<claim/one> <vocabulary#scaleClass> \"hundred-billion-yuan\" <claims> .\n", `case.nq:10:1: the amount is > 2e+11, and reads as hundred-billion-level 1e+11; write = with a range, and ~ with the lower bound of a scale class`},
		{"an amount beside its class", strings.NewReplacer(`">"`, `"~"`, `"200000000000"`, `"200000000001"`).Replace(targetQuads) + "<claim/one> <vocabulary#scaleClass> \"hundred-billion-yuan\" <claims> .\n", `case.nq:10:1: the amount is ~ 2.00000000001e+11, and reads as hundred-billion-level 1e+11; write = with a range, and ~ with the lower bound of a scale class`},
		{"a bound and a range", targetQuads + "<claim/one> <vocabulary#valueMax> \"300000000000\"^^xsd:double <claims> .\n", `case.nq:10:1: the amount is > 2e+11, and reads as 200..300 billion CNY 2e+11; write = with a range, and ~ with the lower bound of a scale class`},
		{"an endless amount", strings.ReplaceAll(targetQuads, `"200000000000"`, `"INF"`), `case.nq:18:1: the quad <claim/one> <vocabulary#value> "INF"^^<http://www.w3.org/2001/XMLSchema#double> <claims> ` + nothing},
		{"a line that is no number", strings.ReplaceAll(targetQuads, `"4"^^xsd:integer`, `"four"`), `
case.nq:10:1: "0" is no line; write the line of the source file, counted from 1
case.nq:15:1: the quad <claim/one> <vocabulary#line> "four" <claims> ` + nothing},
		{"a claim without a document", strings.ReplaceAll(targetQuads, "<claim/one> prov:hadPrimarySource <document/d> <claims> .\n", ""), `
case.nq:5:1: no claim supports <place/jinan> <vocabulary#hasTarget> <target/first>; describe a claim of it in the graph <claims>
case.nq:6:1: the quad <target/first> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <vocabulary#Target> <document/d> ` + nothing + `
case.nq:7:1: the quad <target/first> <https://schema.org/measuredProperty> <metric/output-value> <document/d> ` + nothing + `
case.nq:8:1: the quad <target/first> <vocabulary#by> "2030" <document/d> ` + nothing + `
case.nq:9:1: the quad <target/first> <vocabulary#stretch> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <document/d> ` + nothing + `
case.nq:10:1: document is empty; give a value or delete the key`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimSpace(c.want)
			if got := refused(t, folder(map[string]string{"case.nq": "\n" + behind(graph.DefaultBase, c.text)})); got != want {
				t.Errorf("the loader says\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestJSONLDIsReadAsItsContextSays(t *testing.T) {
	want := openStore(t)
	load(t, want, worldSource, folder(map[string]string{"case.yaml": ziboYAML + targetYAML}))
	const things = `
{"id": "curated", "graph": [
  {"id": "place/zibo", "type": "Place", "label": {"en": "Zibo"}, "level": "city"},
  {"id": "document/d", "type": "Document", "label": {"en": "D"}, "sourceFile": "d.txt", "language": "en"}
]},
{"id": "claims", "graph": {
  "id": "claim/one", "type": "Claim", "subject": "place/jinan", "predicate": "vocabulary#hasTarget", "object": "target/t", "document": "document/d",
  "line": 4, "mention": "200 billion", "comparator": ">", "value": 2e11, "unit": "CNY"}},
{"id": "document/d", "graph": [
  {"id": "target/t", "type": "Target", "metric": "metric/output-value", "by": "2030", "stretch": true}
]}`
	for name, text := range map[string]string{
		"our context":                   `{"@context": "context.json", "graph": [` + things + `]}`,
		"our context by a longer way":   `{"@context": "../id/./context.json", "graph": [` + things + `]}`,
		"our context behind the base":   `{"@context": "https://polygraph.example/id/context.json", "graph": [` + things + `]}`,
		"our context among others":      `{"@context": ["context.json", {"lot": "graph"}], "graph": [` + things + `]}`,
		"words of its own":              `{"@context": ["context.json", {"menge": {"@id": "https://polygraph.example/id/vocabulary#value", "@type": "http://www.w3.org/2001/XMLSchema#double"}}], "graph": [` + strings.ReplaceAll(things, `"value"`, `"menge"`) + `]}`,
		"numbers and booleans as texts": `{"@context": "context.json", "graph": [` + strings.NewReplacer("2e11", `"2.0E11"`, "4,", `"4",`, "true", `"true"`).Replace(things) + `]}`,
		"languages in lower case":       `{"@context": "context.json", "graph": [` + strings.ReplaceAll(things, `{"en"`, `{"EN"`) + `]}`,
		"null, which says nothing":      `{"@context": "context.json", "graph": [` + strings.ReplaceAll(things, `"level"`, `"note": null, "partOf": [], "level"`) + `]}`,
		"a byte order mark":             "\ufeff" + `{"@context": "context.json", "graph": [` + things + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			got := openStore(t)
			load(t, got, worldSource, folder(map[string]string{"case.jsonld": text}))
			sameQuads(t, got.View(), want.View())
		})
	}
}

func TestFaultsOfJSONLD(t *testing.T) {
	// Nobody answers at this address of RFC 5737; a fetch would take its time and end
	// in another error.
	const elsewhere = "https://192.0.2.1/context.json"
	refusal := func(address string) string {
		return "loading remote context failed: dereferencing a URL did not result in a valid JSON-LD context (" + address + "): loading remote context failed: contexts from elsewhere are not fetched; write it into the file, or use context.json"
	}
	const unread = "case.jsonld: the file is no JSON-LD that can be read: "
	const remedy = "; use the terms of context.json, or explain others in the context of the file"
	const mend = "; mend the JSON; often a comma, a quote or a bracket is amiss"
	const write = "; write IRIs in full or behind the base, and languages as in zh-Hans"
	const nameless = "; name it, and put it into the graph of a document, or of curated or claims"
	zibo := func(context, more string) string {
		return `{"@context": ` + context + `, "id": "https://polygraph.example/id/curated", "graph": [
{"id": "place/zibo",
"type": "Place", "label": {"en": "Zibo"}, "level": "city"` + more + `}]}`
	}
	const ours = `"context.json"`
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", `case.jsonld:1:1: the file is not JSON: EOF` + mend},
		{"half of it", "{\n\"id\": [", `case.jsonld:2:1: the file is not JSON: unexpected EOF` + mend},
		{"a comma too much", "{\n\"id\": \"a\",\n}", `case.jsonld:3:1: the file is not JSON: invalid character '}' looking for beginning of object key string` + mend},
		{"a text that runs on", "{\n\"id\": \"a\n\"}", `case.jsonld:2:1: the file is not JSON: invalid character '\n' in string literal` + mend},
		{"a number beyond all", "{\"a\":\n1e400,\n\"b\": 1}", `case.jsonld:2:1: the file is not JSON: json: cannot unmarshal number 1e400 into Go value of type float64` + mend},
		{"two values", "{}\n{}", `case.jsonld:2:1: the file holds more than one JSON value; delete what follows the first value`},
		{"a context from elsewhere", zibo(`"`+elsewhere+`"`, ""), unread + refusal(elsewhere) + remedy},
		{"a context from elsewhere behind ours", zibo(`["context.json", "`+elsewhere+`"]`, ""), unread + refusal(elsewhere) + remedy},
		{"a context from elsewhere within a thing", zibo(ours, `, "@context": "`+elsewhere+`"`), unread + refusal(elsewhere) + remedy},
		{"a context that imports", zibo(`{"@version": 1.1, "@import": "`+elsewhere+`"}`, ""), unread + refusal(elsewhere) + remedy},
		{"a file that the loader could open", zibo(`"file:///etc/hostname"`, ""), unread + refusal("file:///etc/hostname") + remedy},
		{"a context beside the file", zibo(`"mine.json"`, ""), unread + refusal("https://polygraph.example/id/mine.json") + remedy},
		{"an address in place of a document", `"` + elsewhere + `"`, unread + "loading remote context failed: contexts from elsewhere are not fetched; write it into the file, or use context.json" + remedy},
		{"misspelt keys, each on its line", zibo(ours, ",\n\"nota\": 1,\n\"in_industry\": 2"), `
case.jsonld:4:1: no context explains the key "nota"; did you mean "note"?
case.jsonld:5:1: no context explains the key "in_industry"; did you mean "inIndustry"?`},
		{"a key twice", strings.ReplaceAll(zibo(ours, ""), `"level": "city"`, "\"level\": \"city\",\n\"level\": \"city\""), `case.jsonld:4:1: an object has the key "level" twice; keep one of them, or write a list`},
		{"no base", zibo(`["context.json", {"@base": null}]`, ""), `case.jsonld:2:1: "place/zibo" is neither an IRI nor a language` + write},
		{"a language that is none", strings.ReplaceAll(zibo(ours, ""), `"en"`, `"in English"`), `
case.jsonld: "in english" is neither an IRI nor a language` + write + `
case.jsonld:2:1: "place/zibo" has no label; add labels: {en: …, zh-Hans: …}`},
		{"an address that is none", zibo(ours, ",\n\"partOf\": \"http://:/\""), `case.jsonld:4:1: "http://:/" is neither an IRI nor a language` + write},
		{"no graph", `{"@context": "context.json", "id": "place/zibo", "level": "city"}`, `case.jsonld:1:1: a statement about <place/zibo> lies in no named graph` + nameless},
		{"a thing without a name", zibo(ours, ", \"partOf\": {\"level\": \"city\"}"), `
case.jsonld: a statement about <_:b0> has a blank node` + nameless + `
case.jsonld:2:1: a statement about <place/zibo> has a blank node` + nameless},
		{"a list in an order", zibo(ours, ", \"partOf\": {\"@list\": [\"place/jinan\", \"place/gangcheng\"]}"), `case.jsonld:2:1: a statement about <place/zibo> has a blank node` + nameless},
		{"a property without a name", zibo(ours, ", \"_:p\": \"a\""), `case.jsonld:2:1: a statement about <place/zibo> has a blank node` + nameless},
		{"a misspelt kind", strings.ReplaceAll(zibo(ours, ""), `"Place"`, `"Plce"`), `
case.jsonld:2:1: the quad <place/zibo> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <Plce> <curated> says nothing that polygraph keeps; delete it, or write it as docs/vocabulary.md shows
case.jsonld:2:1: the quad <place/zibo> <http://www.w3.org/2004/02/skos/core#prefLabel> "Zibo"@en <curated> says nothing that polygraph keeps; delete it, or write it as docs/vocabulary.md shows
case.jsonld:2:1: the quad <place/zibo> <vocabulary#level> "city" <curated> says nothing that polygraph keeps; delete it, or write it as docs/vocabulary.md shows`},
		{"a rule that YAML has too", strings.ReplaceAll(zibo(ours, ""), `"city"`, `"town"`), `case.jsonld:2:1: "town" is no level; use one of country, region, province, city, county, district, new-area, development-zone, park, township, site`},
		{"half a character", strings.ReplaceAll(zibo(ours, ""), `"Zibo"`, `"Zi\ud800bo"`), `case.jsonld:2:1: a label holds a control or broken character; write it on one line, in UTF-8`},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimSpace(c.want)
			if got := refused(t, folder(map[string]string{"case.jsonld": c.text})); got != want {
				t.Errorf("the loader says\n%s\nwant\n%s", got, want)
			}
		})
	}
}
