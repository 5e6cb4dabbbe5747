package graph

import (
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"
)

func TestValuesOfCayley(t *testing.T) {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	noon := time.Date(2018, 3, 1, 12, 0, 0, 5, time.UTC)
	for _, c := range []struct {
		term  Term
		value quad.Value   // that stands for the term
		forms []quad.Value // in which it is found as well
	}{
		{IRI("place/jinan"), quad.IRI("place/jinan"), nil},
		{IRI("_:b0"), quad.BNode("b0"), nil},
		{Text("place/jinan"), quad.String("place/jinan"), []quad.Value{quad.TypedString{Value: "place/jinan", Type: "xsd:string"}}},
		{LanguageText("济南市", "zh-Hans"), quad.LangString{Value: "济南市", Lang: "zh-Hans"}, nil},
		{Typed("5", xsd+"integer"), quad.Int(5), []quad.Value{
			quad.TypedString{Value: "5", Type: "xsd:integer"}, quad.TypedString{Value: "5", Type: xsd + "integer"}, quad.TypedString{Value: "+05", Type: xsd + "integer"}}},
		{Double(2e11), quad.Float(2e11), []quad.Value{
			quad.TypedString{Value: "2E+11", Type: "xsd:double"}, quad.TypedString{Value: "2.0E11", Type: "xsd:double"}, quad.TypedString{Value: "200000000000", Type: xsd + "double"}}},
		{Typed("true", xsd+"boolean"), quad.Bool(true), []quad.Value{quad.TypedString{Value: "True", Type: "xsd:boolean"}, quad.TypedString{Value: "1", Type: xsd + "boolean"}}},
		{Typed("2018-03-01T12:00:00.000000005Z", xsd+"dateTime"), quad.Time(noon), []quad.Value{quad.Time(noon.In(time.FixedZone("", 8*3600)))}},
		// What Cayley would write otherwise keeps its text.
		{Typed("005", xsd+"integer"), quad.TypedString{Value: "005", Type: xsd + "integer"}, nil},
		{Typed("2E11", xsd+"double"), quad.TypedString{Value: "2E11", Type: xsd + "double"}, nil},
		{Typed("True", xsd+"boolean"), quad.TypedString{Value: "True", Type: xsd + "boolean"}, nil},
		{Typed("2018-03-01T12:00:00+08:00", xsd+"dateTime"), quad.TypedString{Value: "2018-03-01T12:00:00+08:00", Type: xsd + "dateTime"}, nil},
		{Typed("5", xsd+"int"), quad.TypedString{Value: "5", Type: xsd + "int"}, []quad.Value{quad.TypedString{Value: "5", Type: "xsd:int"}}},
		{Typed("2018-03", xsd+"gYearMonth"), quad.TypedString{Value: "2018-03", Type: xsd + "gYearMonth"}, nil},
	} {
		t.Run(c.term.String(), func(t *testing.T) {
			if got := toValue(c.term); got != c.value {
				t.Errorf("its value is %#v, want %#v", got, c.value)
			}
			if got := fromValue(c.value); got != c.term {
				t.Errorf("%s is the term %s", c.value, got)
			}
			v := NewView([]Quad{literal(c.term)})
			for _, form := range append(c.forms, c.value) {
				if n, found := v.findValue(form); !found || v.term(n) != c.term {
					t.Errorf("%s is not found", form)
				}
			}
		})
	}
}

// Whatever the graph holds has a value by which it is found again.
func TestEveryTermIsFoundByItsValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "1", "01", "1E5", "1.0E5", "true", "True", "2018-03-01T12:00:00Z", "NaN", "_:a", "INF"})).Draw(t, "text")
		datatype := rapid.SampledFrom([]string{"", xsdInteger, xsdDouble, xsdBoolean, xsdDateTime, "http://www.w3.org/2001/XMLSchema#string", "http://schema.org/Integer"}).Draw(t, "datatype")
		term := rapid.SampledFrom([]Term{Typed(text, datatype), LanguageText(text, "en"), IRI(text)}).Draw(t, "term")
		if got := fromValue(toValue(term)); got != term {
			t.Fatalf("%#v came back as %#v", term, got)
		}
	})
}
