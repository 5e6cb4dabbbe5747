package loader_test

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// FuzzLoad reads arbitrary bytes as a file beside the world. Either they are
// refused with faults that lie within the file, and the graph stays as it was; or
// they are loaded whole: loading them again changes nothing, and loading the
// world without them leaves the world.
func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		"", "---\n", "entities: []", world, east, west,
		"\ufeff" + west, "entities:\r\n- id: place/zibo\r\n  labels: {en: Zibo}\r\n  level: city\r\n",
		"entities: &a [*a]", "a: 1\n---\nb: 2\n", "entities:\n# \xff\n", "claims: [{claim: &c a b c}, {claim: *c}]",
		document(`
claims:
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  amount: 20..50 billion CNY
  in: 2019
  scope: industry/steel
  recurrence: P1Y
  baseline: 2018
  mentions: &m [output value, 產值]
- {claim: place/jinan supports target/a.b, line: 1, mentions: *m}
- {claim: programme/two-plus-four covers industry/steel, line: 2, part: 1, scale: 千亿级, stance: GROW, mentions: *m}
- {claim: official/zhi-song holds post/district-mayor, line: 3, of: place/jinan, from: 2019, until: 2020-02, mentions: *m}
`), `
entities:
- id: place/laiwu
  labels: {en: Laiwu, zh-Hans: 莱芜市, zh-Hant: 萊蕪市}
  aliases: {en: [Laiwu City, "\"<>{}|^` + "`" + `\\"], zh-Hans: 莱芜}
  level: city
  code: [{code: "371200", until: 2019-01}]
  partOf: [{id: place/jinan, until: 2019-01}, {id: place/jinan, from: 2020}, place/jinan]
  succeededBy: place/gangcheng
- {id: industry/glass, labels: {en: glass}, broader: [industry/steel, industry/steel], code: C305}
`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		store := openStore(t)
		load(t, store, worldSource)
		before := store.View()
		sources := []loader.Source{worldSource, {Files: fstest.MapFS{"case.yaml": {Data: text}}}}
		report, err := loader.Load(t.Context(), store, sources, nil)
		after := store.View()
		if err != nil {
			if after != before {
				t.Fatal("the refused file changed the graph")
			}
			checkPlaces(t, err, text)
			return
		}
		if report.Claims.Added != len(after.Claims()) || report.Generation != after.Generation() {
			t.Fatalf("the report is %+v, the graph holds %d claims in generation %d", report, len(after.Claims()), after.Generation())
		}
		for _, claim := range after.Claims() {
			if claim.ID != graph.ClaimID(claim) || claim.Line < 1 || len(claim.Mentions) == 0 ||
				after.Thing(claim.Document) == nil || after.Thing(claim.Subject) == nil || after.Thing(claim.Object) == nil {
				t.Fatalf("half a claim was loaded: %+v", claim)
			}
		}
		if load(t, store, sources...); store.View() != after {
			t.Fatal("loading the same again changed the graph")
		}
		load(t, store, worldSource)
		if !slices.Equal(quadsOf(store.View()), quadsOf(before)) {
			t.Fatal("something of the file is left without it")
		}
	})
}

// FuzzLocate locates the claims of arbitrary YAML. What it writes says the same
// as before but for the spans, and locating it again changes nothing.
func FuzzLocate(f *testing.F) {
	const steel = "place/gangcheng prioritises industry/steel"
	for _, claims := range []string{
		"- claim: " + steel + "\n  line: 1\n  mentions: [Steel]\n",
		"-  # first\n  line: \"2\" # two\n  claim: " + steel + "\n  span: '0-5'\n  mentions: steel\n\n",
		"- {claim: " + steel + ", line: 3, span: 5-10 # one\n  , mentions: [steel]}\r\n",
		"- &a\n  line: &l 1\n  ? claim\n  : " + steel + "\n  mentions: &m [Steel]\n- {line: *l , mentions: *m , claim: place/jinan prioritises industry/steel}\n",
		"- !!map\n  \"line\": 2\u2028  mentions: [氢能, 钢铁]\n  claim: >-\n    " + steel + "\n",
	} {
		f.Add([]byte(claims))
	}
	f.Fuzz(func(t *testing.T, claims []byte) {
		locate := func(text []byte) (*loader.Location, []*graph.Claim) {
			source := loader.Source{Files: fstest.MapFS{"case.yaml": {Data: text}}}
			result, err := loader.Locate(t.Context(), []loader.Source{worldSource, source}, sources(locateSource), nil)
			if err != nil {
				return nil, nil
			}
			store := openStore(t)
			load(t, store, worldSource, source)
			var said []*graph.Claim
			for _, claim := range store.View().Claims() {
				plain := *claim
				plain.TextSpan = graph.TextSpan{}
				said = append(said, &plain)
			}
			slices.SortFunc(said, func(a, b *graph.Claim) int { return strings.Compare(string(a.ID), string(b.ID)) })
			return result, said
		}
		first, before := locate(slices.Concat([]byte(eastDocument+"claims:\n"), claims))
		if first == nil || len(first.Edits) == 0 {
			return
		}
		edited := first.Edits[0].Text
		again, after := locate(edited)
		if again == nil {
			t.Fatalf("it was written so that it cannot be read:\n%s", edited)
		}
		if len(again.Edits) > 0 || len(again.Problems) != len(first.Problems) || again.Kept != first.Kept+first.New+first.Moved {
			t.Fatalf("located again: %+v\nbefore: %+v\n%s", again, first, edited)
		}
		if !reflect.DeepEqual(after, before) {
			t.Fatalf("it says something else:\n%s", edited)
		}
	})
}

// FuzzCSV reads arbitrary bytes as the table of each kind.
func FuzzCSV(f *testing.F) {
	for kind, text := range map[graph.Kind]string{
		graph.Place:     "\ufeffid;labels.en;level;partOf;code\r\nplace/laiwu;\"Laiwu; city\";city;place/gangcheng until 2019-01|place/jinan from 2019-01;371200\r\n;;;;\r\n",
		graph.Post:      "id\tlabels.en\tsingle\npost/mayor\tmayor\tTRUE\n",
		graph.Industry:  "id,labels.en,aliases.en,broader\nindustry/glass,glass,panes|\"window\nglass\",industry/steel|industry/hydrogen\n",
		graph.Document:  "id,sourceFile,title.en,language,date,date.earliest\ndocument/a,a.txt,A,en,2020,\n",
		graph.ClaimKind: "document,line,subject,predicate,object,amount,mentions,stretch\ndocument/east,2,place/jinan,hasTarget,metric/output-value,> 5亿元,a|b,False\n",
		graph.Metric:    "id,labels.en,unit\nmetric/a,\"a,CNY\n",
	} {
		f.Add(slices.Index(loader.TableKinds(), kind), []byte(text))
	}
	f.Fuzz(func(t *testing.T, number int, text []byte) {
		kinds := loader.TableKinds()
		if number < 0 || number >= len(kinds) {
			t.Skip("no such table")
		}
		checkFile(t, kinds[number].Info().Plural+".csv", text)
	})
}

// FuzzNQuads reads arbitrary bytes as N-Quads.
func FuzzNQuads(f *testing.F) {
	f.Add([]byte(nquads(quadsOf(loadOne(f, worldSource)))))
	f.Add([]byte(nquads(quadsOf(loadOne(f, folder(map[string]string{"world.yaml": world, "east.yaml": east}))))))
	for _, seed := range []string{
		"# nothing\n\n", behind(graph.DefaultBase, ziboQuads+targetQuads),
		`<a:b> <c:d> "\UFFFFFFFF" <e:f> .`, `_:a <b:c> "\u0041\U00000041\n"@en <d:e> . # said` + "\n", `<a:b> <c:d> "1"^^<e:f> .`, "<a:b>", "\xff",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) { checkFile(t, "case.nq", text) })
}

// FuzzJSONLD reads arbitrary bytes as JSON-LD.
func FuzzJSONLD(f *testing.F) {
	f.Add([]byte(expandedJSONLD(f, quadsOf(loadOne(f, folder(map[string]string{"world.yaml": world, "east.yaml": east}))))))
	for _, seed := range []string{
		"", "[]", "3", `"context.json"`, `{"@context": "context.json"}`, `{"@context": "https://127.0.0.1:1/"}`,
		`{"@context": ["context.json", {"@base": null}], "id": "curated", "graph": {"id": "place/zibo", "type": "Place", "label": {"en": "Zibo"}, "level": "city"}}`,
		`{"@context": "context.json", "id": "curated", "graph": [{"id": "place/zibo", "type": "Place", "label": {"en": "Zibo", "zh-hans": ["淄博市"]}, "alias": {"en": ["a", "b"]}, "level": "city", "partOf": {"id": "place/jinan"}}]}`,
		`{"@id": "claims", "@graph": {"@id": "claim/a", "vocabulary#line": {"@value": 3}, "@type": ["vocabulary#Claim"]}} {}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) { checkFile(t, "case.jsonld", text) })
}

// checkFile loads a file beside the world and a document. Either it is refused
// with faults, each with its place, and the graph stays as it was; or it is
// loaded whole: loading it again changes nothing, and the graph, written as
// N-Quads, comes back to the last quad.
func checkFile(t *testing.T, name string, text []byte) {
	t.Helper()
	store := openStore(t)
	base := folder(map[string]string{"world.yaml": world, "east.yaml": east})
	base.Name = "world"
	load(t, store, base)
	before := store.View()
	sources := []loader.Source{base, {Files: fstest.MapFS{name: {Data: text}}}}
	if _, err := loader.Load(t.Context(), store, sources, nil); err != nil {
		if store.View() != before {
			t.Fatal("the refused file changed the graph")
		}
		faults, ok := errors.AsType[loader.Faults](err)
		if !ok || len(faults) == 0 {
			t.Fatalf("the file was refused without faults: %v", err)
		}
		lines := 1 + bytes.Count(text, []byte("\n"))
		for _, fault := range faults {
			at := fault.Position
			if strings.HasPrefix(at.File, "world/") { // it is defined twice, say
				continue
			}
			// Of what the JSON-LD library refuses it tells no place.
			whole := strings.HasSuffix(name, ".jsonld") && at.Line == 0 && at.Column == 0
			if at.File != name || !whole && (at.Line < 1 || at.Line > lines || at.Column < 1) || fault.Wrong == "" || fault.Remedy == "" {
				t.Fatalf("of a file of %d lines it says %q", lines, fault)
			}
			checkLine(t, fault)
		}
		return
	}
	after := store.View()
	if load(t, store, sources...); store.View() != after {
		t.Fatal("loading the same again changed the graph")
	}
	back := openStore(t)
	load(t, back, folder(map[string]string{"all.nq": nquads(quadsOf(after))}))
	if !slices.Equal(quadsOf(back.View()), quadsOf(after)) {
		sameQuads(t, back.View(), after)
	}
}

// checkLine tests that a fault is a line of text, of a length that a screen can show.
func checkLine(t *testing.T, fault loader.Fault) {
	t.Helper()
	if line := fault.String(); len(line) > 2200 || strings.ContainsFunc(line, unicode.IsControl) {
		t.Fatalf("the fault has %d bytes, or is no line of text: %.300q", len(line), line)
	}
}

// checkPlaces tests that a refusal is a list of faults, each with a place that
// the file has and with a remedy, in order.
func checkPlaces(t *testing.T, err error, text []byte) {
	t.Helper()
	faults, ok := errors.AsType[loader.Faults](err)
	if !ok || len(faults) == 0 {
		t.Fatalf("the file was refused without faults: %v", err)
	}
	// YAML ends a line at LF, CR or both together, and at three rarer characters.
	lines := 1 + bytes.Count(text, []byte("\n")) + bytes.Count(text, []byte("\r"))
	for _, rare := range []string{"\u0085", "\u2028", "\u2029"} {
		lines += bytes.Count(text, []byte(rare))
	}
	last := loader.Position{}
	for _, fault := range faults {
		at := fault.Position
		if at.File == "world/world.yaml" { // it is defined twice, say
			continue
		}
		if at.File != "case.yaml" || at.Line < 1 || at.Line > lines+1 || at.Column < 1 || fault.Wrong == "" || fault.Remedy == "" {
			t.Fatalf("of a file of %d lines it says %q", lines, fault)
		}
		checkLine(t, fault)
		if at.Line < last.Line || at.Line == last.Line && at.Column < last.Column {
			t.Fatalf("%s is reported after %s", at, last)
		}
		last = at
	}
}
