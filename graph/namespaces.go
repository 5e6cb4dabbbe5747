package graph

import "strings"

// ownVocabulary stands before our own terms; like all our IRIs it is relative to
// the base that an operator chooses.
const ownVocabulary = "vocabulary#"

// Namespace is what a prefix of compact IRIs stands for.
type Namespace struct {
	Prefix string
	IRI    string // relative to the base when it is our own
}

// Namespaces are the public vocabularies that the graph uses, and our own.
func Namespaces() []Namespace { return namespaceTable }

var namespaceTable = []Namespace{
	{"dcterms", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"org", "http://www.w3.org/ns/org#"},
	{"owl", "http://www.w3.org/2002/07/owl#"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	{"schema", "https://schema.org/"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
	{"vocab", ownVocabulary},
}

// NodeNamespaces are those of the nodes of the graph: one for each kind, by the prefix
// of its IDs, then of statements of a time and of the parts of documents.
func NodeNamespaces() []Namespace {
	var list []Namespace
	for _, prefix := range append(prefixes(), "statement", "part") {
		list = append(list, Namespace{prefix, prefix + "/"})
	}
	return list
}

// namespaces is the same table by prefix.
var namespaces = func() map[string]string {
	byPrefix := make(map[string]string, len(namespaceTable))
	for _, n := range namespaceTable {
		byPrefix[n.Prefix] = n.IRI
	}
	return byPrefix
}()

// expand writes a compact IRI in full.
func expand(compact string) string {
	prefix, local, _ := strings.Cut(compact, ":")
	return namespaces[prefix] + local
}

// CompactIRI shortens an IRI of the graph by the prefix of its vocabulary; others stay
// as they are.
func CompactIRI(iri string) string {
	for _, n := range namespaceTable {
		if local, within := strings.CutPrefix(iri, n.IRI); within && local != "" {
			return n.Prefix + ":" + local
		}
	}
	return iri
}

// The IRIs that writers of RDF have short forms for.
const (
	TypeIRI    = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	IntegerIRI = "http://www.w3.org/2001/XMLSchema#integer"
	DoubleIRI  = "http://www.w3.org/2001/XMLSchema#double"
	BooleanIRI = "http://www.w3.org/2001/XMLSchema#boolean"
)

// The terms by which things and claims are described; relations between things
// are in the vocabulary table.
var (
	rdfType       = expand("rdf:type")
	rdfSubject    = expand("rdf:subject")
	rdfPredicate  = expand("rdf:predicate")
	rdfObject     = expand("rdf:object")
	prefLabel     = expand("skos:prefLabel")
	altLabel      = expand("skos:altLabel")
	skosNote      = expand("skos:note")
	primarySource = expand("prov:hadPrimarySource")
	publisher     = expand("dcterms:publisher")
	partOf        = expand("dcterms:isPartOf")
	owlSameAs     = expand("owl:sameAs")
	dctLanguage   = expand("dcterms:language")
	xsdInteger    = expand("xsd:integer")
	xsdDouble     = expand("xsd:double")
	xsdBoolean    = expand("xsd:boolean")
	xsdDateTime   = expand("xsd:dateTime")
)

const (
	termStatement  = ownVocabulary + "CuratedStatement" // a curated relation with a time
	termCode       = ownVocabulary + "code"
	termLevel      = ownVocabulary + "level"
	termForm       = ownVocabulary + "form"
	termFormula    = ownVocabulary + "formula"
	termUnit       = ownVocabulary + "unit"
	termSingle     = ownVocabulary + "single"
	termSourceFile = ownVocabulary + "sourceFile"
	termEarliest   = ownVocabulary + "earliest"
	termLatest     = ownVocabulary + "latest"
	termInferred   = ownVocabulary + "inferredFrom"
	termSection    = ownVocabulary + "Section" // of a document
	termReview     = ownVocabulary + "Review"  // of words that state no fact
	termNumber     = ownVocabulary + "number"
	termBegins     = ownVocabulary + "begins"
	termReason     = ownVocabulary + "reason"
	termLine       = ownVocabulary + "line"
	termSpanStart  = ownVocabulary + "spanStart"
	termSpanEnd    = ownVocabulary + "spanEnd"
	termSpanHash   = ownVocabulary + "spanHash"
	termMention    = ownVocabulary + "mention"
	termStance     = ownVocabulary + "stance"
	termComparator = ownVocabulary + "comparator"
	termValue      = ownVocabulary + "value"
	termValueMax   = ownVocabulary + "valueMax"
	termScaleClass = ownVocabulary + "scaleClass"
	termPart       = ownVocabulary + "part"
	termReading    = ownVocabulary + "reading"
	termScope      = ownVocabulary + "scope"
	termFrom       = ownVocabulary + "from"
	termUntil      = ownVocabulary + "until"
	termStart      = ownVocabulary + "periodFrom"
	termBy         = ownVocabulary + "by"
	termWithin     = ownVocabulary + "within"
	termRecurrence = ownVocabulary + "recurrence"
	termBaseline   = ownVocabulary + "baseline"
	termStretch    = ownVocabulary + "stretch"
)
