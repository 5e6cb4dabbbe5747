package export

import (
	"bytes"
	"encoding/json"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph"
)

// writeJSONLD writes JSON-LD 1.1 that needs no context from elsewhere: a list of named
// graphs, each with its things, one object a line. Context, IDs and types stand before
// what they are about, so that it can be read as a stream too ("Streaming JSON-LD").
func writeJSONLD(j *job) error {
	w, err := j.create("")
	if err != nil {
		return err
	}
	words := newPlainWords(j.Base)
	text, err := words.begin()
	if err != nil {
		return err
	}
	var open graph.Term // none at first, as of quads in no named graph
	separator := "\n"
	for group := range bySubject(j.quads()) {
		if name := group[0].Graph; name != open {
			if open != (graph.Term{}) {
				text = append(text, "\n]}"...)
			}
			text = append(text, strings.TrimSuffix(separator, "\n")...)
			open, separator = name, "\n"
			text = append(appendJSON(append(text, "\n{\"id\": "...), words.reference(name.Value)), ", \"graph\": ["...)
		}
		text = append(words.appendThing(append(text, separator...), group), '}')
		if _, err := w.Write(text); err != nil {
			return err
		}
		text, separator = text[:0], ",\n"
	}
	if open != (graph.Term{}) {
		text = append(text, "\n]}"...)
	}
	_, err = w.Write(append(text, "\n]}\n"...))
	return err
}

// plainWords writes quads by the terms of the JSON-LD context.
type plainWords struct {
	context  graph.Context
	terms    map[string]graph.ContextTerm // by IRI
	iris     map[string]string            // by the name of the term
	order    readingOrder
	relative bool // whether IDs resolve against the base to what they stand for
}

func newPlainWords(base string) *plainWords {
	context := graph.JSONLDContext(base)
	words := &plainWords{context: context, terms: make(map[string]graph.ContextTerm), iris: make(map[string]string), order: newReadingOrder(context)}
	for _, term := range context.Terms {
		if !term.Reverse {
			words.terms[term.IRI], words.iris[term.Name] = term, term.IRI
		}
	}
	address, err := url.Parse(base)
	words.relative = err == nil && address.Host != "" && strings.HasSuffix(base, "/") && address.RawQuery == "" && address.Fragment == ""
	return words
}

// begin is the document as far as its list of graphs or things.
func (p *plainWords) begin() ([]byte, error) {
	text, err := p.context.AppendLines([]byte("{\"@context\": "))
	return append(text, ",\n\"graph\": ["...), err
}

// plainPath are IRIs of our own that can follow a base as they are.
var plainPath = regexp.MustCompile(`^[a-z0-9]+([/#.-][A-Za-z0-9]+)*$`)

// reference is an IRI of the graph as the value of "id".
func (p *plainWords) reference(iri string) string {
	if p.relative && plainPath.MatchString(iri) {
		return iri
	}
	return graph.FullIRI(iri, p.context.Base)
}

// word is an IRI of the graph where a term may stand: as a key, a type or a predicate.
func (p *plainWords) word(iri string) string {
	if term, known := p.terms[iri]; known {
		return term.Name
	}
	return p.compact(iri)
}

// compact is an IRI in the place of a term that does not suit.
func (p *plainWords) compact(iri string) string {
	if short := graph.CompactIRI(iri); short != iri && localName.MatchString(short[strings.IndexByte(short, ':')+1:]) {
		return short
	}
	return graph.FullIRI(iri, p.context.Base)
}

// appendThing appends an object with what the quads of one subject say. Its last brace
// is left to the caller, who may know more. Quads must be each once in one graph.
func (p *plainWords) appendThing(text []byte, quads []graph.Quad) []byte {
	p.order.sort(quads)
	text = appendJSON(append(text, `{"id": `...), p.reference(quads[0].Subject.Value))
	for run := range byPredicate(quads) {
		text = p.appendProperty(text, run)
	}
	return text
}

// appendProperty appends what one predicate says: under the plain word where the values
// are as the context expects, the others under the compact IRI, which expects nothing.
func (p *plainWords) appendProperty(text []byte, quads []graph.Quad) []byte {
	predicate := quads[0].Predicate.Value
	term, known := p.term(predicate)
	fitting, other := make([]graph.Term, 0, len(quads)), []graph.Term(nil)
	for _, q := range quads {
		if known && fits(term, q.Object) {
			fitting = append(fitting, q.Object)
		} else {
			other = append(other, q.Object)
		}
	}
	if len(fitting) > 0 {
		text = append(appendJSON(append(text, ", "...), term.Name), ": "...)
		if term.Languages {
			text = appendByLanguage(text, fitting)
		} else {
			text = appendValues(text, fitting, term.Many, func(text []byte, value graph.Term) []byte { return p.appendFitting(text, term, value) })
		}
	}
	if len(other) > 0 {
		text = append(appendJSON(append(text, ", "...), p.compact(predicate)), ": "...)
		text = appendValues(text, other, false, p.appendAny)
	}
	return text
}

func (p *plainWords) term(predicate string) (graph.ContextTerm, bool) {
	if predicate == graph.TypeIRI {
		return graph.ContextTerm{Name: "type", Type: "@vocab"}, true
	}
	term, known := p.terms[predicate]
	return term, known
}

// fits tells whether the context makes of the plain value the term of the graph.
func fits(term graph.ContextTerm, value graph.Term) bool {
	switch {
	case term.Languages:
		return value.Language != ""
	case term.Type == "@id" || term.Type == "@vocab":
		return value.IRI
	}
	return !value.IRI && value.Language == "" && value.Datatype == term.Type
}

func (p *plainWords) appendFitting(text []byte, term graph.ContextTerm, value graph.Term) []byte {
	switch term.Type {
	case "@id":
		return appendJSON(text, p.reference(value.Value))
	case "@vocab":
		return appendJSON(text, p.word(value.Value))
	}
	return appendLiteral(text, value)
}

// appendAny appends a value where no context says what it is.
func (p *plainWords) appendAny(text []byte, value graph.Term) []byte {
	switch {
	case value.IRI:
		return append(appendJSON(append(text, `{"id": `...), p.reference(value.Value)), '}')
	case value.Language != "":
		return append(appendJSON(append(appendJSON(append(text, `{"@value": `...), value.Value), `, "@language": `...), value.Language), '}')
	case value.Datatype != "":
		return append(appendJSON(append(appendJSON(append(text, `{"@value": `...), value.Value), `, "@type": `...), p.compact(value.Datatype)), '}')
	}
	return appendJSON(text, value.Value)
}

// appendValues appends a value, or a list of several.
func appendValues(text []byte, values []graph.Term, list bool, one func([]byte, graph.Term) []byte) []byte {
	if len(values) == 1 && !list {
		return one(text, values[0])
	}
	separator := "["
	for _, value := range values {
		text = one(append(text, separator...), value)
		separator = ", "
	}
	return append(text, ']')
}

// appendByLanguage appends texts as a map of languages.
func appendByLanguage(text []byte, values []graph.Term) []byte {
	slices.SortStableFunc(values, func(a, b graph.Term) int { return strings.Compare(a.Language, b.Language) })
	separator := "{"
	for len(values) > 0 {
		end := 1
		for end < len(values) && values[end].Language == values[0].Language {
			end++
		}
		text = append(appendJSON(append(text, separator...), values[0].Language), ": "...)
		text = appendValues(text, values[:end], false, func(text []byte, value graph.Term) []byte { return appendJSON(text, value.Value) })
		values, separator = values[end:], ", "
	}
	return append(text, '}')
}

// appendLiteral appends the text of a literal whose datatype the context knows: as a
// number or a boolean of JSON where JSON-LD makes the same literal of that.
func appendLiteral(text []byte, value graph.Term) []byte {
	switch value.Datatype {
	case graph.IntegerIRI:
		if n, err := strconv.ParseInt(value.Value, 10, 64); err == nil && n <= maxExact && n >= -maxExact && strconv.FormatInt(n, 10) == value.Value {
			return append(text, value.Value...)
		}
	case graph.DoubleIRI:
		if n, err := strconv.ParseFloat(value.Value, 64); err == nil && canonicalDouble(n) == value.Value {
			return appendJSON(text, n)
		}
	case graph.BooleanIRI:
		if value.Value == "true" || value.Value == "false" {
			return append(text, value.Value...)
		}
	}
	return appendJSON(text, value.Value)
}

// maxExact is the largest integer up to which numbers of JavaScript are exact: 2^53 - 1.
const maxExact = 1<<53 - 1

// canonicalDouble is the literal that JSON-LD makes of a number in JSON (JSON-LD 1.1
// Processing Algorithms and API, "Data Round Tripping"): 16 significant digits at most.
// It is empty for numbers that JSON has not, and for -0, whose sign some programs lose.
func canonicalDouble(n float64) string {
	if math.IsInf(n, 0) || math.IsNaN(n) || n == 0 && math.Signbit(n) {
		return ""
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'E', 15, 64), "E")
	if mantissa = strings.TrimRight(mantissa, "0"); strings.HasSuffix(mantissa, ".") {
		mantissa += "0"
	}
	power, err := strconv.Atoi(exponent)
	if err != nil {
		return ""
	}
	return mantissa + "E" + strconv.Itoa(power)
}

// appendJSON appends a text or a number of JSON. Signs that HTML needs stay as they are:
// ">" is a comparator that people look for.
func appendJSON(text []byte, value any) []byte {
	if plain, is := value.(string); is && !strings.ContainsFunc(plain, needsCare) {
		return append(append(append(text, '"'), plain...), '"') // most texts, and three times as fast
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil { // neither a text nor a finite number fails
		return append(text, "null"...)
	}
	return append(text, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// needsCare tells characters that JSON escapes, or that only its library should judge.
func needsCare(r rune) bool {
	return r < ' ' || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029' || r == utf8.RuneError
}
