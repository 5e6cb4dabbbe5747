package graph

import (
	"cmp"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Term is a node of the RDF graph: an IRI, or a literal with a language tag, a
// datatype or neither. In data of our own everything has a name; a blank node of anybody
// else's is an IRI that begins with "_:".
//
// IRIs of our own are kept relative ("place/jinan", "vocabulary#prioritises");
// the base IRI that an operator chooses is put before them on export.
type Term struct {
	Value    string
	IRI      bool
	Language string
	Datatype string
}

// Quad is one triple in a named graph. The graph of an edge is its document;
// claim nodes lie in GraphClaims, all else in GraphCurated.
type Quad struct {
	Subject   Term
	Predicate Term
	Object    Term
	Graph     Term
}

// The named graphs that are no documents.
const (
	GraphClaims  = "claims"
	GraphCurated = "curated"
)

// IRI makes an IRI term.
func IRI(value string) Term { return Term{Value: value, IRI: true} }

// Text makes a plain literal.
func Text(value string) Term { return Term{Value: value} }

// LanguageText makes a literal in a language.
func LanguageText(value, language string) Term { return Term{Value: value, Language: language} }

// Typed makes a literal of a datatype.
func Typed(value, datatype string) Term { return Term{Value: value, Datatype: datatype} }

// Double makes a literal of a number, in the canonical form of xsd:double: 2e11 is
// "2.0E11". It is mostly the literal that JSON-LD makes of a number in JSON; that rounds
// to 16 digits.
func Double(value float64) Term {
	if math.IsInf(value, 0) || math.IsNaN(value) {
		return Typed(strings.TrimPrefix(strings.ToUpper(strconv.FormatFloat(value, 'f', -1, 64)), "+"), xsdDouble)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(value, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	sign, digits := "", strings.TrimLeft(exponent[min(1, len(exponent)):], "0")
	if strings.HasPrefix(exponent, "-") && digits != "" {
		sign = "-"
	}
	return Typed(mantissa+"E"+sign+cmp.Or(digits, "0"), xsdDouble)
}

// String writes the quad as a line of N-Quads with relative IRIs: for messages
// and tests, not for interchange.
func (q Quad) String() string {
	return strings.Join([]string{q.Subject.String(), q.Predicate.String(), q.Object.String(), q.Graph.String()}, " ")
}

func (t Term) String() string {
	if t.IRI {
		return "<" + t.Value + ">"
	}
	if t.Language != "" {
		return `"` + t.Value + `"@` + t.Language
	}
	if t.Datatype != "" {
		return `"` + t.Value + `"^^<` + t.Datatype + ">"
	}
	return `"` + t.Value + `"`
}

func compareTerms(a, b Term) int {
	if a == b { // mostly: neighbours share graph, subject and predicate
		return 0
	}
	if c := strings.Compare(a.Value, b.Value); c != 0 {
		return c
	}
	if c := cmp.Or(strings.Compare(a.Language, b.Language), strings.Compare(a.Datatype, b.Datatype)); c != 0 || a.IRI == b.IRI {
		return c
	}
	if a.IRI { // the IRI place/a stands before the text "place/a"
		return -1
	}
	return 1
}

func compareQuads(a, b Quad) int {
	if c := compareTerms(a.Graph, b.Graph); c != 0 {
		return c
	}
	if c := compareTerms(a.Subject, b.Subject); c != 0 {
		return c
	}
	if c := compareTerms(a.Predicate, b.Predicate); c != 0 {
		return c
	}
	return compareTerms(a.Object, b.Object)
}

// check refuses what our own data cannot have. The store itself can hold any quad.
func (q Quad) check() error {
	if !q.Subject.IRI || !q.Predicate.IRI || !q.Graph.IRI {
		return invalid("quad %s: subject, predicate and graph must be IRIs", q)
	}
	for _, t := range []Term{q.Subject, q.Predicate, q.Object, q.Graph} {
		if err := CheckTerm(t); err != nil {
			return invalid("quad %s: %s", q, err)
		}
	}
	return nil
}

// As N-Quads allows.
var languagePattern = regexp.MustCompile(`^[a-zA-Z]+(-[a-zA-Z0-9]+)*$`)

func validIRI(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || strings.ContainsRune("<>\"{}|\\^`", r) })
}

// CheckTerm refuses a term that no graph can have.
func CheckTerm(t Term) error {
	switch {
	case t.IRI && !validIRI(t.Value):
		return invalid("%.100q is not an IRI", t.Value)
	case t.IRI && (t.Language != "" || t.Datatype != ""):
		return invalid("the IRI %q can have neither language nor datatype", t.Value)
	case t.Language != "" && t.Datatype != "":
		return invalid("a literal has a language or a datatype, not both")
	case t.Language != "" && !languagePattern.MatchString(t.Language):
		return invalid("%.100q is not a language tag", t.Language)
	case t.Datatype != "" && !validIRI(t.Datatype):
		return invalid("%.100q is not an IRI", t.Datatype)
	}
	return nil
}
