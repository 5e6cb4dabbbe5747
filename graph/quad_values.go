package graph

import (
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// blankPrefix begins the value of a blank node, which is an IRI term otherwise. No IRI
// begins so: a scheme begins with a letter.
const blankPrefix = "_:"

// IsBlank tells blank nodes from IRIs.
func IsBlank(iri string) bool { return strings.HasPrefix(iri, blankPrefix) }

// toValue is a term as Cayley has it. Numbers, truths and times that Cayley writes back as
// the very same term are its own types, so that it can compare them; any other literal of a
// datatype keeps its text.
func toValue(t Term) quad.Value {
	switch {
	case t.IRI && IsBlank(t.Value):
		return quad.BNode(t.Value[len(blankPrefix):])
	case t.IRI:
		return quad.IRI(t.Value)
	case t.Language != "":
		return quad.LangString{Value: quad.String(t.Value), Lang: t.Language}
	case t.Datatype != "":
		if native := nativeValue(t); native != nil && fromValue(native) == t {
			return native
		}
		return quad.TypedString{Value: quad.String(t.Value), Type: quad.IRI(t.Datatype)}
	}
	return quad.String(t.Value)
}

// nativeValue reads a literal; nil where Cayley has no type of its own for it, or it is none
// of its datatype.
func nativeValue(t Term) quad.Value {
	switch t.Datatype {
	case xsdInteger:
		if n, err := strconv.ParseInt(t.Value, 10, 64); err == nil {
			return quad.Int(n)
		}
	case xsdDouble:
		if x, err := strconv.ParseFloat(t.Value, 64); err == nil {
			return quad.Float(x)
		}
	case xsdBoolean:
		if is, err := strconv.ParseBool(t.Value); err == nil {
			return quad.Bool(is)
		}
	case xsdDateTime:
		if at, err := time.Parse(time.RFC3339Nano, t.Value); err == nil {
			return quad.Time(at)
		}
	}
	return nil
}

// fromValue is the term of one of Cayley's values, whichever of its forms it comes in: the
// Float 2e11 and the text that Cayley makes of it, "2E+11"^^<xsd:double>, are one term, in the
// canonical form that our data have. Datatypes that Cayley shortens are written in full. No
// value is the zero Term.
func fromValue(v quad.Value) Term {
	switch v := v.(type) {
	case nil:
		return Term{}
	case quad.IRI:
		return IRI(string(v))
	case quad.BNode:
		return IRI(blankPrefix + string(v))
	case quad.String:
		return Text(string(v))
	case quad.LangString:
		return LanguageText(string(v.Value), v.Lang)
	case quad.Int:
		return Typed(strconv.FormatInt(int64(v), 10), xsdInteger)
	case quad.Float:
		return Double(float64(v))
	case quad.Bool:
		return Typed(strconv.FormatBool(bool(v)), xsdBoolean)
	case quad.Time:
		return Typed(time.Time(v).UTC().Format(time.RFC3339Nano), xsdDateTime)
	case quad.TypedString:
		return fromTypedString(v)
	case quad.TypedStringer:
		return fromTypedString(v.TypedString())
	}
	return Text(v.String())
}

func fromTypedString(v quad.TypedString) Term {
	full := v.Type.Full()
	if full != v.Type { // as Cayley itself writes its types
		switch native, _ := v.ParseValue(); n := native.(type) {
		case quad.String:
			return Text(string(n))
		case quad.TypedStringer:
			if n.TypedString() == v {
				return fromValue(native)
			}
		}
	}
	return Typed(string(v.Value), string(full))
}

// findValue is the number of a value of Cayley's. A number that is written otherwise than the
// graph has it, such as "2e11"^^<http://www.w3.org/2001/XMLSchema#double>, is found too.
func (t *table) findValue(v quad.Value) (number, bool) {
	term := fromValue(v)
	n, found := t.glossary.find(term)
	if native := nativeValue(term); !found && native != nil {
		n, found = t.glossary.find(fromValue(native))
	}
	return n, found && t.isNode(n)
}

func toCayley(q Quad) quad.Quad {
	cayley := quad.Quad{Subject: toValue(q.Subject), Predicate: toValue(q.Predicate), Object: toValue(q.Object)}
	if q.Graph != (Term{}) {
		cayley.Label = toValue(q.Graph)
	}
	return cayley
}

func fromCayley(q quad.Quad) Quad {
	return Quad{Subject: fromValue(q.Subject), Predicate: fromValue(q.Predicate), Object: fromValue(q.Object), Graph: fromValue(q.Label)}
}
