package export

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// awkward is a small graph of everything that careless writers of files get wrong:
// names that stand in some format for more than themselves, an edge that two documents
// state, a place that another succeeded, a tenure, amounts, a scale class.
func awkward(t testing.TB) *graph.View {
	t.Helper()
	target := &graph.Measure{Of: "place/quotes", Metric: "metric/output", Scope: "core & \"shell\"", Period: graph.Period{By: "2025"}, Stretch: true}
	held := &graph.Holding{Official: "official/li", Post: "post/mayor", At: "place/quotes"}
	things := []*graph.Thing{
		{ID: "place/quotes", Kind: graph.Place, Level: "city", Codes: []graph.DatedTag{{Value: "0371\"", Span: graph.Span{From: "2019-01"}}},
			Labels:  map[string]string{"en": `He said "no" & 'yes' <b>bold</b>`, "zh-Hans": "引号「」“”市", "zh-Latn-pinyin": "Yǐnhào Shì"},
			Aliases: map[string][]string{"en": {"a;b, c|d", "=1+1", "]]>", "--> }", `100 % \n {x} #y $z`, "line one\nline two\r\nthree\ttab"}}},
		{ID: "place/lines", Kind: graph.Place, Level: "district", PartOf: []graph.DatedID{{ID: "place/quotes"}},
			Labels:      map[string]string{"en": "first line\nsecond line", "zh-Hans": "第一行\n第二行"},
			SucceededBy: []graph.DatedID{{ID: "place/heir", Span: graph.Span{From: "2019-01"}}}},
		{ID: "place/heir", Kind: graph.Place, Level: "district", Labels: map[string]string{"en": "@heir"}, PartOf: []graph.DatedID{{ID: "place/quotes", Span: graph.Span{From: "2019-01"}}}},
		{ID: "industry/directions", Kind: graph.Industry, Broader: []graph.ID{"industry/all"},
			Labels:  map[string]string{"en": "\u202eright-to-left\u202c \u200f عربي עברית", "zh-Hans": "产业𠮷😀"},
			Aliases: map[string][]string{"en": {"'; DROP TABLE nodes; --", `\u0041 \" \`, "e\u0301 ﬁ"}}},
		{ID: "industry/all", Kind: graph.Industry, Labels: map[string]string{"en": "+all%s ${x} `code`"}},
		{ID: "official/li", Kind: graph.Official, Labels: map[string]string{"en": "Li <li>", "zh-Hans": "李丽"}},
		{ID: "post/mayor", Kind: graph.Post, Labels: map[string]string{"en": "mayor", "zh-Hans": "市长"}, Single: true},
		{ID: graph.TenureID(held), Kind: graph.Tenure, Holding: held},
		{ID: "metric/output", Kind: graph.Metric, Labels: map[string]string{"en": "output value", "zh-Hans": "产值"}, Unit: graph.CNY, Note: "as a note\nof two lines"},
		{ID: graph.MeasureID(graph.Target, target), Kind: graph.Target, Measure: target},
		{ID: "document/a", Kind: graph.Document, Labels: map[string]string{"en": "Document \"A\""},
			Source: &graph.Source{File: `a "&<>.txt`, Publisher: "A & B <Press>", Language: "en", Date: graph.DocumentDate{Earliest: "2018-03-05", Latest: "2018-03-07", Inferred: "the page"}}},
		{ID: "document/b", Kind: graph.Document, Source: &graph.Source{File: "b.txt", Language: "zh-Hans", Date: graph.DocumentDate{Earliest: "2022", Latest: "2022"}}},
	}
	most := 2.5e11
	claims := []*graph.Claim{
		{Document: "document/a", Line: 1, Subject: "place/quotes", Predicate: "prioritises", Object: "industry/directions", Stance: graph.Grow,
			Mentions: []string{`"quoted"`, "a <b> & c"}, TextSpan: graph.TextSpan{Start: 3, End: 9, Hash: "00"}, Reading: "read\nin two lines",
			Quantity: &graph.Quantity{Comparator: graph.Approximately, Value: 1e11, Unit: graph.CNY, ScaleClass: "hundred-billion-yuan"}},
		{Document: "document/b", Line: 12, Subject: "place/quotes", Predicate: "prioritises", Object: "industry/directions", Stance: graph.Lead, Mentions: []string{"汉字"}},
		{Document: "document/a", Line: 2, Subject: "place/lines", Predicate: "cooperatesWith", Object: "place/quotes", Mentions: []string{"; | , ="}},
		{Document: "document/a", Line: 3, Subject: "place/quotes", Predicate: "hasTarget", Object: graph.MeasureID(graph.Target, target),
			Mentions: []string{"> 200"}, Quantity: &graph.Quantity{Comparator: graph.Equal, Value: 2e11, ValueMax: &most, Unit: graph.CNY}, Recurrence: "P1Y", Baseline: "2020"},
		{Document: "document/a", Line: 4, Subject: "official/li", Predicate: "holds", Object: graph.TenureID(held), Mentions: []string{"mayor Li"}},
	}
	return view(t, things, claims)
}

// written is what a format makes of a piece of the graph.
func written(t testing.TB, name string, s *graph.Selection, o Options) string {
	t.Helper()
	format, err := LookupFormat(name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := format.Write(context.Background(), &out, s, o); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.String()
}

// The same graph gives the same bytes, however often and from whichever View.
func TestExportsAreDeterministic(t *testing.T) {
	one, other := awkward(t), awkward(t)
	for _, format := range Formats() {
		for _, claims := range []bool{false, true} {
			t.Run(format.Name, func(t *testing.T) {
				if format.Needs != "" && !format.Available() {
					t.Skipf("%s is not installed", format.Needs)
				}
				if written(t, format.Name, one.All().WithClaims(claims), Options{}) != written(t, format.Name, other.All().WithClaims(claims), Options{}) {
					t.Error("two exports of one graph differ")
				}
			})
		}
	}
}

// With POLYGRAPH_TEST_EXPORTS, the awkward graph is written there in every format, for the
// programs that web/export-checks runs; expected.json tells them what they should find.
func TestFilesForOtherPrograms(t *testing.T) {
	folder := os.Getenv("POLYGRAPH_TEST_EXPORTS")
	if folder == "" {
		t.Skip("POLYGRAPH_TEST_EXPORTS names no folder")
	}
	v := awkward(t)
	for _, claims := range []bool{false, true} {
		below := filepath.Join(folder, map[bool]string{false: "without-claims", true: "with-claims"}[claims])
		if err := os.MkdirAll(below, 0o755); err != nil {
			t.Fatal(err)
		}
		piece := v.All().WithClaims(claims)
		for _, format := range Formats() {
			if format.Needs != "" && !format.Available() {
				continue
			}
			extension := format.Extension
			if len(format.Files) > 0 {
				extension = ".zip"
			}
			if err := os.WriteFile(filepath.Join(below, format.Name+extension), []byte(written(t, format.Name, piece, Options{})), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		text, err := json.MarshalIndent(expectation(piece), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(below, "expected.json"), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// expected is what every program should find in an export.
type expected struct {
	Nodes map[string]map[string]any `json:"nodes"` // attributes by ID, "label" among them
	Edges []map[string]any          `json:"edges"` // attributes, "source" and "target" among them
	Quads int                       `json:"quads"`
}

func expectation(piece *graph.Selection) expected {
	g := (&job{ctx: context.Background(), piece: piece, Options: Options{Languages: graph.Fallback()}}).properties()
	want := expected{Nodes: map[string]map[string]any{}}
	for n := range g.nodes() {
		attributes := map[string]any{"label": n.label}
		for i, value := range g.valuesOfNode(n) {
			if value != nil {
				attributes[nodeColumns[i].Name] = value
			}
		}
		want.Nodes[string(n.id)] = attributes
	}
	for e := range g.edges() {
		attributes := map[string]any{"source": e.source, "target": e.target, "label": e.label}
		for i, value := range g.valuesOfEdge(e) {
			if value != nil {
				attributes[edgeColumns[i].Name] = value
			}
		}
		want.Edges = append(want.Edges, attributes)
	}
	for range piece.Quads() {
		want.Quads++
	}
	return want
}
