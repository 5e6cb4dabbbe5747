package loader_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/loader"
)

// exported is a piece of the graph as a source of one file.
func exported(t testing.TB, format, base string, piece *graph.Selection) loader.Source {
	t.Helper()
	f, err := export.LookupFormat(format)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(context.Background(), &out, piece, export.Options{Base: base}); err != nil {
		t.Fatal(err)
	}
	return loader.Source{Files: fstest.MapFS{"export" + f.Extension: {Data: out.Bytes()}}, Base: base}
}

// What is exported loads back alone, as the same graph to the last quad, behind any base.
func TestAnExportLoadsBackAlone(t *testing.T) {
	awkward := loadOne(t, awkwardNames)
	for _, c := range []struct {
		name, format, base string
		view               *graph.View
	}{
		{"the dataset as N-Quads", "nquads", "", dataset(t)},
		{"the dataset as N-Quads behind another base", "nquads", "http://localhost:8080/a/", dataset(t)},
		{"the dataset as JSON-LD", "jsonld", "http://localhost:8080/a/", dataset(t)},
		{"awkward names as N-Quads", "nquads", "", awkward},
		{"awkward names as JSON-LD", "jsonld", "", awkward},
		{"awkward names as JSON-LD behind another base", "jsonld", "http://localhost:8080/a/", awkward},
		{"awkward names as JSON-LD behind a base to which nothing is relative", "jsonld", "https://example.org/kg#", awkward},
		{"awkward names as N-Quads behind such a base", "nquads", "https://example.org/kg#", awkward},
		{"every key as N-Quads", "nquads", "", loadOne(t, everyKey())},
		{"every key as JSON-LD", "jsonld", "", loadOne(t, everyKey())},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := loadOne(t, exported(t, c.format, c.base, c.view.All()))
			if got.Fingerprint() != c.view.Fingerprint() {
				sameQuads(t, got, c.view)
			}
		})
	}
}

// awkwardNames hold what stands in some format for more than itself.
var awkwardNames = folder(map[string]string{"awkward.yaml": `
entities:
- id: place/quotes
  labels: {en: "He said \"no\" & 'yes' <b>bold</b>", zh-Hans: 引号「」“”市, zh-Latn-pinyin: Yǐnhào Shì}
  aliases: {en: ["a;b, c|d", "=1+1", "]]>", "--> }", "100 % \\n {x} #y $z", "\\u0041 \\\" \\"], zh-Hans: ["@en", "^^<a>"]}
  level: city
  note: "a\\b .  <c> \"d\"@en"
- id: industry/directions
  labels: {en: "\u202eright-to-left\u202c \u200f عربي עברית", zh-Hans: 产业𠮷😀}
  aliases: {en: ["'; DROP TABLE nodes; --", "é ﬁ", "@id", "@none", "schema:a", "place/quotes"]}
- id: metric/share
  labels: {en: "% of <all>"}
  unit: percent
document: {id: document/a, sourceFile: 'a "&<>.txt', title: {en: 'Document "A"'}, publisher: "A & B <Press>", language: en, date: {earliest: 2018-03-05, latest: 2018-03-07, inferred: "the \"page\""}}
claims:
- {claim: place/quotes prioritises industry/directions, line: 1, stance: GROW, scale: 千亿级, mentions: ['"quoted"', 'a <b> & c'], reading: 'read "so" \n'}
- {claim: place/quotes hasFigure metric/share, line: 2, amount: 96.4 %, in: 2021, mentions: 96.4%}
- {claim: place/quotes hasFigure metric/share, line: 3, amount: 0.1..0.30000000000000004 %, in: 2022, mentions: up to 0.3}
`})

// Whatever a name is, as long as a data file may hold it, it comes back from an export;
// what none may hold is a fault.
func TestAnyNameComesBack(t *testing.T) {
	name := rapid.Custom(func(t *rapid.T) string {
		return strings.TrimSpace(rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\"\\<>&{}[]@^#:.'|\n\t\u007f\u0085\u2028\ufeff\ufffd 济a")))).Draw(t, "name"))
	})
	rapid.Check(t, func(t *rapid.T) {
		thing := &graph.Thing{ID: "place/a", Kind: graph.Place, Level: "city", Labels: map[string]string{}, Aliases: map[string][]string{}}
		good := true
		for _, language := range graph.Languages() {
			text := name.Draw(t, language)
			if text == "" {
				continue
			}
			thing.Labels[language] = text
			thing.Aliases[language] = []string{text}
			good = good && !strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) || c == utf8.RuneError })
		}
		if len(thing.Labels) == 0 {
			t.Skip("no label")
		}
		want := graph.Encode([]*graph.Thing{thing}, nil)
		store := storeOf(t, want)
		for _, format := range []string{"nquads", "jsonld"} {
			f, err := export.LookupFormat(format)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := f.Write(context.Background(), &out, store.View().All(), export.Options{}); err != nil {
				t.Fatal(err)
			}
			back := storeOf(t, nil)
			_, err = loader.Load(context.Background(), back, []loader.Source{{Files: fstest.MapFS{"export" + f.Extension: {Data: out.Bytes()}}}}, nil)
			switch {
			case good && err != nil:
				t.Fatalf("%s: %v", format, err)
			case good && back.View().Fingerprint() != store.View().Fingerprint():
				t.Fatalf("%s: %v came back as %v", format, want, quadsOf(back.View()))
			case !good && err == nil:
				t.Fatalf("%s: a name with a control character was loaded: %v", format, want)
			}
		}
	})
}

// storeOf is a store of the quads.
func storeOf(t *rapid.T, quads []graph.Quad) *graph.Store {
	store := graph.NewStore(nil)
	t.Cleanup(func() { _ = store.Close() })
	if len(quads) > 0 {
		if _, err := store.Apply(context.Background(), graph.Changeset{Add: quads}); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

// Answers to questions, and what lies around things, load alone, without sections and
// reviews of documents. Kinds alone may name more than they hold, which is refused: a
// target needs what it is restricted to.
func TestPiecesLoadAlone(t *testing.T) {
	v := dataset(t)
	kinds := func(kinds ...graph.Kind) *graph.Selection {
		piece, err := v.Select(t.Context(), graph.SelectionQuestion{Kinds: kinds})
		if err != nil {
			t.Fatal(err)
		}
		return piece
	}
	gather := func(add func(*graph.Answers)) *graph.Selection {
		answers := v.Gather()
		add(answers)
		piece, err := answers.Selection(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return piece
	}
	around := func(id graph.ID) *graph.Selection {
		return gather(func(a *graph.Answers) { a.Edges(v.Around(id)...) })
	}
	for name, piece := range map[string]*graph.Selection{
		"places and industries":       kinds(graph.Place, graph.Industry),
		"places alone":                kinds(graph.Place),
		"officials and their tenures": kinds(graph.Place, graph.Organisation, graph.Enterprise, graph.Official, graph.Post, graph.Tenure),
		"what lies around Jinan":      around("place/jinan"),
		"what lies around Gangcheng":  around("place/gangcheng"),
		"the claims about Binzhou":    gather(func(a *graph.Answers) { a.Claims(v.EvidenceOfThing(v.Thing("place/binzhou")).Claims...) }),
		"the evidence of a place":     gather(func(a *graph.Answers) { a.Evidence(v.EvidenceOfThing(v.Thing("place/gangcheng"))) }),
	} {
		t.Run(name, func(t *testing.T) {
			want := 0
			for range piece.Quads() {
				want++
			}
			if want < 20 {
				t.Fatalf("the piece has %d quads", want)
			}
			if got := quadsOf(loadOne(t, exported(t, "nquads", "", piece))); len(got) != want {
				t.Errorf("%d quads, want %d", len(got), want)
			}
		})
	}
	metrics := kinds(graph.Place, graph.Target, graph.Metric) // not what some targets are restricted to
	if got := refused(t, exported(t, "nquads", "", metrics)); !strings.Contains(got, "is defined nowhere") {
		t.Errorf("a piece that names what it does not hold is loaded: %.500s", got)
	}
}
