package export

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestJSONLD(t *testing.T) {
	golden(t, "jsonld.golden.jsonld", written(t, "jsonld", twoClaims(t).All(), Options{}))
}

// A library that knows only the file finds the quads of the graph, behind any base.
func TestJSONLDIsTheGraph(t *testing.T) {
	for _, base := range []string{graph.DefaultBase, "http://localhost:8080/a/", "https://example.org/kg#", "https://example.org/kg?name=", "urn:kg:"} {
		t.Run(base, func(t *testing.T) {
			piece := awkward(t).All()
			var want []string
			for q := range piece.Quads() {
				q.Object.Language = strings.ToLower(q.Object.Language)
				want = append(want, string(graph.AppendNQuad(nil, q, base)))
			}
			slices.Sort(want)
			got := quadsOf(t, written(t, "jsonld", piece, Options{Base: base}))
			if !slices.Equal(got, want) {
				for _, line := range want {
					if !slices.Contains(got, line) {
						t.Errorf("it lacks %s", line)
					}
				}
				t.Errorf("%d quads, want %d", len(got), len(want))
			}
		})
	}
}

// Values of every sort come back, expected by the context or not.
func TestValuesOfJSONLD(t *testing.T) {
	const xsd, skos = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/2004/02/skos/core#"
	values := []graph.Term{graph.Text("a\n\"b\" <c> & \u2028"), graph.Text(""), graph.LanguageText("济南", "zh-Hans"), graph.LanguageText("a", "de"), graph.IRI("place/b"), graph.IRI("http://example.org/a"), graph.IRI("place/../b"),
		graph.Typed("6", xsd+"integer"), graph.Typed("06", xsd+"integer"), graph.Typed("9007199254740993", xsd+"integer"), graph.Typed("six", xsd+"integer"),
		graph.Double(2e11), graph.Double(0.1), graph.Double(1e300), graph.Double(5e-324), graph.Double(0), graph.Double(math.Copysign(0, -1)), graph.Double(math.Inf(-1)), graph.Double(math.NaN()),
		graph.Double(0.30000000000000004), graph.Double(1e21), graph.Double(123456789012345680), graph.Typed("2", xsd+"double"), graph.Typed("1e3", xsd+"double"),
		graph.Typed("true", xsd+"boolean"), graph.Typed("1", xsd+"boolean"), graph.Typed("2020", xsd+"gYear"), graph.Typed("a", "vocabulary#b")}
	for _, predicate := range []string{"vocabulary#line", "vocabulary#value", "vocabulary#single", "vocabulary#level", "vocabulary#mention", "vocabulary#unknown", "unknown", "http://example.org/p", "vocabulary#builds",
		skos + "prefLabel", skos + "altLabel", skos + "hiddenLabel", "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate", "http://www.w3.org/1999/02/22-rdf-syntax-ns#object", "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"} {
		for _, count := range []int{1, len(values)} {
			for i := 0; i < len(values); i += count {
				var quads []graph.Quad
				var want []string
				for _, value := range values[i : i+count] {
					q := graph.Quad{Subject: graph.IRI("place/a"), Predicate: graph.IRI(predicate), Object: value, Graph: graph.IRI("curated")}
					quads, want = append(quads, q), append(want, lowerTag(q))
				}
				slices.Sort(want)
				words := newPlainWords(graph.DefaultBase)
				text, err := words.begin()
				if err != nil {
					t.Fatal(err)
				}
				text = append(words.appendThing(append(text, `{"id": "curated", "graph": [`...), quads), "}]}]}"...)
				if got := quadsOf(t, string(text)); !slices.Equal(got, want) {
					t.Errorf("%s: %s\nsays %q, want %q", predicate, text[strings.LastIndex(string(text), `{"id": "place/a"`):], got, want)
				}
			}
		}
	}
}

func TestNumbersOfJSONLD(t *testing.T) {
	const xsd = "http://www.w3.org/2001/XMLSchema#"
	for _, c := range []struct {
		term graph.Term
		want string
	}{
		{graph.Double(2e11), "200000000000"},
		{graph.Double(6.5), "6.5"},
		{graph.Double(1e21), "1e+21"},
		{graph.Double(0.30000000000000004), `"3.0000000000000004E-1"`}, // 17 digits, where JSON-LD keeps 16
		{graph.Double(0), "0"},
		{graph.Double(math.Inf(1)), `"INF"`},
		{graph.Typed("2", xsd+"double"), `"2"`}, // the number 2 would become 2.0E0
		{graph.Typed("4", xsd+"integer"), "4"},
		{graph.Typed("+4", xsd+"integer"), `"+4"`},
		{graph.Typed("9007199254740993", xsd+"integer"), `"9007199254740993"`}, // JavaScript would make it even
		{graph.Typed("true", xsd+"boolean"), "true"},
		{graph.Typed("1", xsd+"boolean"), `"1"`},
		{graph.Text("> 5 & <b>"), `"> 5 & <b>"`},
	} {
		if got := string(appendLiteral(nil, c.term)); got != c.want {
			t.Errorf("%v is %s, want %s", c.term, got, c.want)
		}
	}
}

// Each thing stands on a line of its own, and one that is named on many lines is short.
func TestJSONLDIsReadLineByLine(t *testing.T) {
	text := written(t, "jsonld", awkward(t).All(), Options{})
	for _, want := range []string{"\n{\"id\": \"curated\", \"graph\": [\n", "\n{\"id\": \"post/mayor\", \"type\": \"Post\", \"label\": {\"en\": \"mayor\", \"zh-Hans\": \"市长\"}, \"single\": true}"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}
