package export

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestFramed(t *testing.T) {
	golden(t, "framed.golden.jsonld", written(t, "jsonld-framed", twoClaims(t).All(), Options{}))
}

// The frame is published, so that people can frame the graph by themselves.
func TestFrame(t *testing.T) {
	text, err := json.MarshalIndent(JSONLDFrame(graph.DefaultBase), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "frame.golden.jsonld", string(text)+"\n")
}

// What a tree says is said in the graph; nothing is made up.
func TestTreesSayWhatTheGraphSays(t *testing.T) {
	for name, v := range map[string]*graph.View{"awkward": awkward(t), "two claims": twoClaims(t)} {
		for _, claims := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, claims %v", name, claims), func(t *testing.T) {
				piece := v.All().WithClaims(claims)
				known := map[string]bool{}
				for q := range piece.Quads() {
					q.Graph = graph.Term{}
					known[lowerTag(q)] = true
				}
				said := quadsOf(t, written(t, "jsonld-framed", piece, Options{}))
				for _, line := range said {
					if !known[line] {
						t.Errorf("the graph does not say %s", line)
					}
				}
				if labels := slices.DeleteFunc(said, func(line string) bool { return !strings.Contains(line, "prefLabel") }); len(labels) < 4 {
					t.Errorf("%d labels only", len(labels))
				}
			})
		}
	}
}

// Whatever a claim may say, its tree says too.
func TestTreesSayAllOfAClaim(t *testing.T) {
	upper := 3e11
	claim := &graph.Claim{Document: "document/d", Line: 1, TextSpan: graph.TextSpan{Start: 1, End: 2, Hash: "00"}, Mentions: []string{"a"}, Subject: "place/a", Predicate: "prioritises", Object: "industry/b",
		Stance: graph.Grow, Quantity: &graph.Quantity{Comparator: graph.Equal, Value: 2e11, ValueMax: &upper, Unit: graph.CNY, ScaleClass: "hundred-billion-yuan"}, Part: 2,
		Span: graph.Span{From: "2019", Until: "2020"}, Period: graph.Period{From: "2021", By: "2025", Within: "P5Y"}, Recurrence: "P1Y", Baseline: "2020", Reading: "b"}
	v := view(t, []*graph.Thing{{ID: "place/a", Kind: graph.Place}}, []*graph.Claim{claim})
	said := quadsOf(t, written(t, "jsonld-framed", v.All(), Options{}))
	for q := range v.Quads() {
		if q.Graph = (graph.Term{}); !slices.Contains(said, lowerTag(q)) {
			t.Errorf("the tree does not say %v", q)
		}
	}
}

// A place that cooperates with itself stands in its own tree by its ID alone.
func TestATreeDoesNotHoldItself(t *testing.T) {
	v := view(t, []*graph.Thing{{ID: "place/a", Kind: graph.Place, Labels: map[string]string{"en": "A"}}, {ID: "document/d", Kind: graph.Document, Source: &graph.Source{File: "d.txt"}}},
		[]*graph.Claim{{Document: "document/d", Line: 1, Subject: "place/a", Predicate: "cooperatesWith", Object: "place/a"}, {Document: "document/d", Line: 2, Subject: "place/a", Predicate: "builds", Object: "cluster/nowhere"}})
	text := written(t, "jsonld-framed", v.All(), Options{})
	for _, want := range []string{`"cooperatesWith": ["place/a"]`, `"object": "place/a"`, `"builds": ["cluster/nowhere"]`} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
}

// quadsOf are the triples of JSON-LD, by a library, with language tags in lower case.
func quadsOf(t *testing.T, text string) []string {
	t.Helper()
	var document any
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.SafeMode = true
	found, err := ld.NewJsonLdProcessor().ToRDF(document, options)
	if err != nil {
		t.Fatal(err)
	}
	term := func(n ld.Node) graph.Term {
		if l, is := n.(ld.Literal); is {
			switch {
			case l.Language != "":
				return graph.LanguageText(l.Value, l.Language)
			case l.Datatype == ld.XSDString:
				return graph.Text(l.Value)
			}
			return graph.Typed(l.Value, l.Datatype)
		}
		return graph.IRI(n.GetValue())
	}
	var lines []string
	for name, quads := range found.(*ld.RDFDataset).Graphs {
		for _, q := range quads {
			mine := graph.Quad{Subject: term(q.Subject), Predicate: term(q.Predicate), Object: term(q.Object)}
			if name != "@default" {
				mine.Graph = graph.IRI(name)
			}
			lines = append(lines, lowerTag(mine))
		}
	}
	slices.Sort(lines)
	return lines
}

func lowerTag(q graph.Quad) string {
	q.Object.Language = strings.ToLower(q.Object.Language)
	return string(graph.AppendNQuad(nil, q, graph.DefaultBase))
}
