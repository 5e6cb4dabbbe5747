package graph

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/gonum/graph/formats/rdf"
	"pgregory.net/rapid"
)

func TestAppendNQuad(t *testing.T) {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	for _, c := range []struct {
		name string
		quad Quad
		want string
	}{
		{"IRIs of our own and of others", Quad{IRI("place/a"), IRI("http://example.org/p"), IRI("place/b"), IRI("curated")}, `<https://x/place/a> <http://example.org/p> <https://x/place/b> <https://x/curated> .`},
		{"a triple", Quad{Subject: IRI("place/a"), Predicate: IRI("vocabulary#p"), Object: Text("b")}, `<https://x/place/a> <https://x/vocabulary#p> "b" .`},
		{"blank nodes", Quad{IRI("_:b0"), IRI("p"), IRI("_:b1"), IRI("_:g")}, `_:b0 <https://x/p> _:b1 _:g .`},
		{"an empty text", Quad{IRI("a"), IRI("p"), Typed("", xsd+"string"), IRI("g")}, `<https://x/a> <https://x/p> ""^^<` + xsd + `string> <https://x/g> .`},
		{"a language", Quad{IRI("a"), IRI("p"), LanguageText("济南市", "zh-Hans"), IRI("g")}, `<https://x/a> <https://x/p> "济南市"@zh-Hans <https://x/g> .`},
		{"a number", Quad{IRI("a"), IRI("p"), Double(2e11), IRI("g")}, `<https://x/a> <https://x/p> "2.0E11"^^<` + xsd + `double> <https://x/g> .`},
		{"a datatype of ours", Quad{IRI("a"), IRI("p"), Typed("1", "vocabulary#d"), IRI("g")}, `<https://x/a> <https://x/p> "1"^^<https://x/vocabulary#d> <https://x/g> .`},
		// The canonical form: these escapes, and no others.
		{"escapes", Quad{IRI("a"), IRI("p"), Text("\b\t\n\f\r\"\\"), IRI("g")}, `<https://x/a> <https://x/p> "\b\t\n\f\r\"\\" <https://x/g> .`},
		{"controls", Quad{IRI("a"), IRI("p"), Text("\x00\x1b\x7f\u0080\u2028"), IRI("g")}, `<https://x/a> <https://x/p> "\u0000\u001B\u007F` + "\u0080\u2028" + `" <https://x/g> .`},
		{"what looks like a quad", Quad{IRI("a"), IRI("p"), Text("<a> . # 'b' \u200f𠮷"), IRI("g")}, `<https://x/a> <https://x/p> "<a> . # 'b' ` + "\u200f𠮷" + `" <https://x/g> .`},
		{"no UTF-8", Quad{IRI("a"), IRI("p"), Text("a\xffb\xe6\xb5"), IRI("g")}, `<https://x/a> <https://x/p> "a` + "\ufffdb\ufffd\ufffd" + `" <https://x/g> .`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(AppendNQuad([]byte("before"), c.quad, "https://x/")); got != "before"+c.want+"\n" {
				t.Errorf("the line is %s, want %s", got, c.want)
			}
		})
	}
}

// Any text comes back from a line of N-Quads, through the parser that the loader uses.
func TestAnyTextComesBackFromNQuads(t *testing.T) {
	text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\"\\<>^@_:.#\n\r\t\b\f\x00\x7f\u0085\u2028\ufeff济"))))
	rapid.Check(t, func(t *rapid.T) {
		value := text.Draw(t, "text")
		if !utf8.ValidString(value) {
			t.Skip("half a character")
		}
		object := rapid.SampledFrom([]Term{Text(value), LanguageText(value, "zh-Hans"), Typed(value, "http://example.org/d")}).Draw(t, "object")
		line := string(AppendNQuad(nil, Quad{IRI("place/a"), IRI("vocabulary#p"), object, IRI("curated")}, DefaultBase))
		if strings.Count(line, "\n") != 1 {
			t.Fatalf("%q is more than a line", line)
		}
		statement, err := rdf.ParseNQuad(strings.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		got, qualifier, kind, err := statement.Object.Parts()
		if want := strings.TrimPrefix("@"+object.Language, "@"); err != nil || kind != rdf.Literal || got != value || object.Language != "" && qualifier != "@"+want || object.Datatype != "" && qualifier != object.Datatype {
			t.Fatalf("%q came back as %q, %q, %v, %v", value, got, qualifier, kind, err)
		}
	})
}

// The lines of the graph, sorted as bytes, are its canonical form: no quad has two lines,
// and none is the begin of another.
func TestLinesOfTheGraphAreEachOne(t *testing.T) {
	quads := Encode([]*Thing{
		{ID: "place/a", Kind: Place, Labels: map[string]string{"en": "A", "zh-Hans": "A"}, Aliases: map[string][]string{"en": {"A", "B"}}, Note: "A"},
		{ID: "place/ab", Kind: Place, Labels: map[string]string{"en": "A"}, PartOf: []DatedID{{ID: "place/a", Span: Span{From: "2019"}}}},
	}, nil)
	var lines []string
	for _, q := range quads {
		lines = append(lines, string(AppendNQuad(nil, q, DefaultBase)))
	}
	slices.Sort(lines)
	if len(slices.Compact(slices.Clone(lines))) != len(quads) {
		t.Errorf("%d quads are the lines %q", len(quads), lines)
	}
}
