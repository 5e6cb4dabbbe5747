package export

import (
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestTurtle(t *testing.T) {
	golden(t, "turtle.golden.ttl", written(t, "turtle", twoClaims(t).All(), Options{}))
	golden(t, "awkward.golden.ttl", written(t, "turtle", awkward(t).All(), Options{}))
}

func TestTermsOfTurtle(t *testing.T) {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	for _, c := range []struct {
		name string
		term graph.Term
		want string
	}{
		{"a place", graph.IRI("place/jinan"), "place:jinan"},
		{"a name with dots", graph.IRI("target/place.jinan.by-2025"), "target:place.jinan.by-2025"},
		{"a name that ends in a dot", graph.IRI("place/jinan."), "<https://polygraph.example/id/place/jinan.>"},
		{"a name that begins with a hyphen", graph.IRI("place/-a"), "<https://polygraph.example/id/place/-a>"},
		{"a name that begins with a digit", graph.IRI("place/2a"), "place:2a"},
		{"a name in two steps", graph.IRI("place/a/b"), "<https://polygraph.example/id/place/a/b>"},
		{"a name that needs an escape", graph.IRI("place/a%20b(c)"), "<https://polygraph.example/id/place/a%20b(c)>"},
		{"no name", graph.IRI("place/"), "<https://polygraph.example/id/place/>"},
		{"a kind that is none", graph.IRI("river/daqing"), "<https://polygraph.example/id/river/daqing>"},
		{"a word of ours", graph.IRI("vocabulary#prioritises"), "vocab:prioritises"},
		{"a word of others", graph.IRI("http://www.w3.org/2004/02/skos/core#prefLabel"), "skos:prefLabel"},
		{"another vocabulary", graph.IRI("http://example.org/a#b"), "<http://example.org/a#b>"},
		{"a text", graph.Text("a"), `"a"`},
		{"a text of two lines", graph.Text("a\n\"b\"\\\t"), `"a\n\"b\"\\\t"`},
		{"a text in a language", graph.LanguageText("济南", "zh-Hans"), `"济南"@zh-Hans`},
		{"an integer", graph.Typed("6", xsd+"integer"), "6"},
		{"an integer with zeros", graph.Typed("-06", xsd+"integer"), "-06"},
		{"an integer that is none", graph.Typed("six", xsd+"integer"), `"six"^^xsd:integer`},
		{"an integer with a space", graph.Typed("6 ", xsd+"integer"), `"6 "^^xsd:integer`},
		{"a double", graph.Double(2e11), "2.0E11"},
		{"a small double", graph.Double(-2.5e-7), "-2.5E-7"},
		{"an endless double", graph.Typed("INF", xsd+"double"), `"INF"^^xsd:double`},
		{"a double without exponent", graph.Typed("2.5", xsd+"double"), `"2.5"^^xsd:double`}, // as a bare number it would be a decimal
		{"a double that looks like an integer", graph.Typed("2", xsd+"double"), `"2"^^xsd:double`},
		{"a double that ends in a line break", graph.Typed("2.0E1\n", xsd+"double"), `"2.0E1\n"^^xsd:double`},
		{"a decimal", graph.Typed("2.5", xsd+"decimal"), `"2.5"^^xsd:decimal`},
		{"a boolean", graph.Typed("true", xsd+"boolean"), "true"},
		{"another form of a boolean", graph.Typed("1", xsd+"boolean"), `"1"^^xsd:boolean`},
		{"a datatype of ours", graph.Typed("a", "vocabulary#b"), `"a"^^vocab:b`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(newTurtle(graph.DefaultBase).appendTerm(nil, c.term)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// Where two documents state one relation, Turtle has it once.
func TestTurtleHasEachTripleOnce(t *testing.T) {
	text := written(t, "turtle", awkward(t).All(), Options{})
	if got := strings.Count(text, "vocab:prioritises industry:directions"); got != 1 {
		t.Errorf("the relation stands there %d times", got)
	}
}

func TestAnotherBase(t *testing.T) {
	for _, base := range []string{"http://localhost:8080/a/", "https://example.org/kg#"} {
		options := Options{Base: base}
		for format, want := range map[string]string{"turtle": "@prefix place: <" + base + "place/> .", "trig": "@prefix : <" + base + "> .", "jsonld": `"@base":"` + base + `"`, "jsonld-framed": `"vocab":"` + base + `vocabulary#"`} {
			text := written(t, format, twoClaims(t).All(), options)
			if !strings.Contains(text, want) || strings.Contains(text, graph.DefaultBase) {
				t.Errorf("%s behind %s has no %s", format, base, want)
			}
		}
	}
}
