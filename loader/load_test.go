package loader_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// Two documents that agree on steel; only the first one has a target and a mayor.
const (
	east = `
document: {id: document/east, sourceFile: east.txt, title: {en: On the east}, language: en, date: 2020-10}
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  stance: LEAD
  mentions: [steel]
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  by: 2025
  mentions: [output value]
- claim: official/zhi-song holds post/district-mayor
  line: 3
  of: place/gangcheng
  mentions: [Zhi Song]
`
	west = `
document: {id: document/west, sourceFile: west.txt, title: {en: On the west}, language: en, date: 2021}
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 1
  stance: UPGRADE
  mentions: [steel]
- claim: place/jinan prioritises industry/hydrogen
  line: 2
  mentions: [hydrogen]
`
)

func TestLoadReportsWhatItRead(t *testing.T) {
	store := openStore(t)
	report := load(t, store, worldSource, folder(map[string]string{"east.yaml": east, "west.yaml": west}))
	want := &loader.Report{
		Sources: []loader.Contribution{
			{Name: "world", Files: 1, Entities: 11},
			{Name: "", Files: 2, Documents: 2, Claims: 5},
		},
		Generation: 1,
		Claims:     loader.Change{Added: 5},
		Quads:      loader.Change{Added: store.View().Size()},
	}
	if !reflect.DeepEqual(report, want) {
		t.Errorf("got %+v, want %+v", report, want)
	}
	if counts := store.View().Counts(); counts.Claims != 5 || counts.Documents != 2 {
		t.Errorf("the graph holds %d claims of %d documents, want 5 of 2", counts.Claims, counts.Documents)
	}
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	store := openStore(t)
	sources := []loader.Source{worldSource, folder(map[string]string{"east.yaml": east, "west.yaml": west})}
	load(t, store, sources...)
	before := store.View()
	report := load(t, store, sources...)
	if store.View() != before {
		t.Errorf("the second load made generation %d", store.View().Generation())
	}
	if want := (loader.Change{Kept: 5}); report.Claims != want {
		t.Errorf("claims: got %+v, want %+v", report.Claims, want)
	}
	if want := (loader.Change{Kept: before.Size()}); report.Quads != want {
		t.Errorf("quads: got %+v, want %+v", report.Quads, want)
	}
	if report.Generation != 1 {
		t.Errorf("generation %d, want 1", report.Generation)
	}
}

func TestTheOrderOfFilesAndSourcesDoesNotMatter(t *testing.T) {
	one, other := openStore(t), openStore(t)
	load(t, one, worldSource, folder(map[string]string{"a.yaml": east, "b.yaml": west}))
	load(t, other, folder(map[string]string{"a.yaml": west, "b.yaml": east}), worldSource)
	sameQuads(t, one.View(), other.View())
}

func TestAnOverlayAddsToTheSourcesBeforeIt(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": east}))
	before := store.View()
	report := load(t, store, worldSource, folder(map[string]string{"east.yaml": east}),
		loader.Source{Name: "mine", Files: folder(map[string]string{"west.yaml": west}).Files})
	if want := (loader.Change{Added: 2, Kept: 3}); report.Claims != want {
		t.Errorf("claims: got %+v, want %+v", report.Claims, want)
	}
	if report.Quads.Removed != 0 || report.Quads.Kept != before.Size() {
		t.Errorf("quads: got %+v, want all %d kept", report.Quads, before.Size())
	}
	if report.Generation != 2 {
		t.Errorf("generation %d, want 2", report.Generation)
	}
}

func TestARemovedFileTakesItsClaimsAlongAndOnlyThem(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": east, "west.yaml": west}))
	if store.View().Thing("target/place.gangcheng.output-value.by-2025") == nil {
		t.Fatal("the target is not there to begin with")
	}
	rest := []loader.Source{worldSource, folder(map[string]string{"west.yaml": west})}
	report := load(t, store, rest...)
	if want := (loader.Change{Kept: 2, Removed: 3}); report.Claims != want {
		t.Errorf("claims: got %+v, want %+v", report.Claims, want)
	}
	// Both documents stated this edge: it stays, with the other's claim.
	edges := store.View().Out("place/gangcheng", "prioritises")
	if len(edges) != 1 || len(edges[0].Claims()) != 1 || edges[0].Claims()[0].Document != "document/west" {
		t.Errorf("place/gangcheng prioritises %+v", edges)
	}
	for _, gone := range []graph.ID{"document/east", "target/place.gangcheng.output-value.by-2025", "tenure/zhi-song.district-mayor.place.gangcheng"} {
		if store.View().Thing(gone) != nil {
			t.Errorf("%s is still there", gone)
		}
	}
	fresh := openStore(t)
	load(t, fresh, rest...)
	sameQuads(t, store.View(), fresh.View())
}

func TestWhichEditsOfAClaimKeepItsID(t *testing.T) {
	const claim = `
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: "> 2000亿元"
  by: 2025
  mentions: [output value]
`
	idOf := func(t *testing.T, claim string) graph.ID {
		store := openStore(t)
		load(t, store, worldSource, folder(map[string]string{"case.yaml": document("claims:" + claim)}))
		return store.View().Claims()[0].ID
	}
	original := idOf(t, claim)
	for _, c := range []struct {
		edit, from, to string
		keeps          bool
	}{
		{"another mention", "output value", "200 billion", true},
		{"a reading", "by: 2025", "by: 2025\n  reading: Gross.", true},
		{"a baseline", "by: 2025", "by: 2025\n  baseline: 2020", true},
		{"a recurrence", "by: 2025", "by: 2025\n  recurrence: P1Y", true},
		{"the amount in other words", "> 2000亿元", "> 200 billion yuan", true},
		{"another line", "line: 16", "line: 17", false},
		{"another comparator", "> 2000亿元", ">= 2000亿元", false},
		{"another value", "> 2000亿元", "> 2001亿元", false},
		{"another year", "by: 2025", "by: 2026", false},
		{"another scope", "by: 2025", "by: 2025\n  scope: industrial", false},
		{"another subject", "place/gangcheng", "place/jinan", false},
		{"a figure in place of a target", "hasTarget", "hasFigure", false},
	} {
		t.Run(c.edit, func(t *testing.T) {
			edited := strings.Replace(claim, c.from, c.to, 1)
			if edited == claim {
				t.Fatalf("%q does not stand in the claim", c.from)
			}
			if keeps := idOf(t, edited) == original; keeps != c.keeps {
				t.Errorf("the ID is kept: %v, want %v", keeps, c.keeps)
			}
		})
	}
}

func TestACorrectedStanceChangesOneQuadAndNoID(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"west.yaml": west}))
	before := store.View()
	corrected := strings.Replace(west, "stance: UPGRADE", "stance: LIMIT", 1)
	report := load(t, store, worldSource, folder(map[string]string{"west.yaml": corrected}))
	if want := (loader.Change{Changed: 1, Kept: 1}); report.Claims != want {
		t.Errorf("claims: got %+v, want %+v", report.Claims, want)
	}
	if want := (loader.Change{Added: 1, Removed: 1, Kept: before.Size() - 1}); report.Quads != want {
		t.Errorf("quads: got %+v, want %+v", report.Quads, want)
	}
	edited := before.Out("place/gangcheng", "prioritises")[0].Claims()[0]
	if now := store.View().Claim(edited.ID); now == nil || now.Stance != graph.Limit {
		t.Errorf("the claim is now %+v, want stance LIMIT", now)
	}
	if edited.Stance != graph.Upgrade {
		t.Errorf("the view of before shows stance %s: a view may not change", edited.Stance)
	}
}

func TestEveryKeyOfAClaimReachesTheGraph(t *testing.T) {
	upper := 5e10
	for _, c := range []struct {
		name    string
		text    string
		claim   graph.Claim // apart from ID, Document and Line
		measure *graph.Measure
		holding *graph.Holding
	}{
		{"a priority with stance, scale, period and reading", `
- claim: place/gangcheng prioritises industry/steel
  line: 6
  stance: LEAD
  scale: 千亿级
  from: 2025-06
  by: 2025
  reading: Fine steel.
  mentions: [steel, iron]
`, graph.Claim{
			Subject: "place/gangcheng", Predicate: "prioritises", Object: "industry/steel",
			Stance: graph.Lead, Period: graph.Period{From: "2025-06", By: "2025"}, Reading: "Fine steel.", Mentions: []string{"iron", "steel"},
			Quantity: &graph.Quantity{Comparator: graph.Approximately, Value: 1e11, Unit: graph.CNY, ScaleClass: "hundred-billion-yuan"},
		}, nil, nil},

		{"a mention alone, without a list", `
- claim: enterprise/laigang-group anchors cluster/fine-steel
  line: 6
  mentions: fine steel
`, graph.Claim{
			Subject: "enterprise/laigang-group", Predicate: "anchors", Object: "cluster/fine-steel", Mentions: []string{"fine steel"},
		}, nil, nil},

		{"a member of a formula", `
- claim: programme/two-plus-four covers industry/hydrogen
  line: 6
  part: 2
  mentions: [hydrogen]
`, graph.Claim{
			Subject: "programme/two-plus-four", Predicate: "covers", Object: "industry/hydrogen", Part: 2, Mentions: []string{"hydrogen"},
		}, nil, nil},

		{"a post over a time", `
- claim: official/zhi-song holds post/district-mayor
  line: 3
  of: place/gangcheng
  from: 2019-01
  until: 2021
  mentions: [Zhi Song]
`, graph.Claim{
			Subject: "official/zhi-song", Predicate: "holds", Object: "tenure/zhi-song.district-mayor.place.gangcheng.from-2019-01",
			Span: graph.Span{From: "2019-01", Until: "2021"}, Mentions: []string{"Zhi Song"},
		}, nil, &graph.Holding{
			Official: "official/zhi-song", Post: "post/district-mayor", At: "place/gangcheng", Span: graph.Span{From: "2019-01", Until: "2021"},
		}},

		{"a target by a year, the higher of two, of an industry", `
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: 20..50 billion CNY
  by: 2025
  stretch: true
  scope: industry/steel
  mentions: [output value]
`, graph.Claim{
			Subject: "place/gangcheng", Predicate: "hasTarget", Object: "target/place.gangcheng.output-value.industry-steel.by-2025.stretch",
			Quantity: &graph.Quantity{Comparator: graph.Equal, Value: 2e10, ValueMax: &upper, Unit: graph.CNY}, Mentions: []string{"output value"},
		}, &graph.Measure{
			Of: "place/gangcheng", Metric: "metric/output-value", Scope: "industry/steel", Period: graph.Period{By: "2025"}, Stretch: true,
		}, nil},

		{"a target within five years of an undated document", `
- claim: place/gangcheng hasTarget metric/output-value
  line: 16
  amount: ">= 1 CNY"
  within: P5Y
  mentions: [output value]
`, graph.Claim{
			Subject: "place/gangcheng", Predicate: "hasTarget", Object: "target/place.gangcheng.output-value.within-p5y",
			Quantity: &graph.Quantity{Comparator: graph.AtLeast, Value: 1, Unit: graph.CNY}, Mentions: []string{"output value"},
		}, &graph.Measure{Of: "place/gangcheng", Metric: "metric/output-value", Period: graph.Period{Within: "P5Y"}}, nil},

		{"a figure in a year", `
- claim: place/gangcheng hasFigure metric/output-value
  line: 16
  amount: 31.1 million CNY
  in: 2019
  scope: above designated size
  recurrence: P1Y
  baseline: 2018
  mentions: [output value]
`, graph.Claim{
			Subject: "place/gangcheng", Predicate: "hasFigure", Object: "figure/place.gangcheng.output-value.above-designated-size.in-2019",
			Quantity:   &graph.Quantity{Comparator: graph.Equal, Value: 31100000, Unit: graph.CNY},
			Recurrence: "P1Y", Baseline: "2018", Mentions: []string{"output value"},
		}, &graph.Measure{
			Of: "place/gangcheng", Metric: "metric/output-value", Scope: "above designated size", Period: graph.Period{From: "2019", By: "2019"},
		}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := openStore(t)
			load(t, store, worldSource, folder(map[string]string{"case.yaml": document("claims:" + c.text)}))
			claims := store.View().Claims()
			if len(claims) != 1 {
				t.Fatalf("%d claims, want 1", len(claims))
			}
			got := *claims[0]
			if got.Document != "document/east" || got.Line == 0 || got.ID != graph.ClaimID(&got) {
				t.Errorf("the claim is %s of %s:%d", got.ID, got.Document, got.Line)
			}
			got.ID, got.Document, got.Line = "", "", 0
			if !reflect.DeepEqual(got, c.claim) {
				t.Errorf("the claim is\n%+v, want\n%+v", got, c.claim)
			}
			if object := store.View().Thing(got.Object); object == nil {
				t.Errorf("there is no %s", got.Object)
			} else if !reflect.DeepEqual(object.Measure, c.measure) || !reflect.DeepEqual(object.Holding, c.holding) {
				t.Errorf("its object is %+v, %+v; want %+v, %+v", object.Measure, object.Holding, c.measure, c.holding)
			}
		})
	}
}

func TestEveryKeyOfAnEntityReachesTheGraph(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"case.yaml": `
entities:
- id: place/laiwu
  labels: {en: Laiwu, zh-Hans: 莱芜市, zh-Hant: 萊蕪市}
  aliases: {en: [Laiwu City, Laigang], zh-Hans: 莱芜}
  note: Merged into Jinan.
  level: city
  code: [{code: "371200", until: 2019-01}]
  partOf: [{id: place/shandong, until: 2019-01}, place/china]
  succeededBy: place/jinan
  inIndustry: [industry/steel, industry/hydrogen]
- id: place/shandong
  labels: {en: Shandong}
  level: province
  code: "370000"
- id: place/china
  labels: {en: China}
  level: country
- id: industry/fine-steel
  labels: {en: fine steel}
  code: C3110
  broader: industry/steel
document:
  id: document/east
  sourceFile: east.txt
  title: {en: On the east, zh-Hant: 論東}
  publisher: Qilu Evening News
  language: zh-Hant
  date: {earliest: 2020-09-01, latest: 2020-12, inferred: from the quarter that it names}
  note: Not translated.
`}))
	for _, want := range []*graph.Thing{
		{ID: "place/laiwu", Kind: graph.Place,
			Labels:  map[string]string{"en": "Laiwu", "zh-Hans": "莱芜市", "zh-Hant": "萊蕪市"},
			Aliases: map[string][]string{"en": {"Laigang", "Laiwu City"}, "zh-Hans": {"莱芜"}},
			Note:    "Merged into Jinan.", Level: "city",
			Codes:       []graph.DatedTag{{Value: "371200", Span: graph.Span{Until: "2019-01"}}},
			PartOf:      []graph.DatedID{{ID: "place/china"}, {ID: "place/shandong", Span: graph.Span{Until: "2019-01"}}},
			SucceededBy: []graph.DatedID{{ID: "place/jinan"}},
			InIndustry:  []graph.ID{"industry/hydrogen", "industry/steel"}},
		{ID: "industry/fine-steel", Kind: graph.Industry, Labels: map[string]string{"en": "fine steel"}, Aliases: map[string][]string{},
			Codes: []graph.DatedTag{{Value: "C3110"}}, Broader: []graph.ID{"industry/steel"}},
		{ID: "post/district-mayor", Kind: graph.Post, Labels: map[string]string{"en": "district mayor"}, Aliases: map[string][]string{}, Single: true},
		{ID: "programme/two-plus-four", Kind: graph.Programme, Labels: map[string]string{"en": "Two plus four"}, Aliases: map[string][]string{},
			Form: "STRATEGY", Formula: "2+4"},
		{ID: "metric/output-value", Kind: graph.Metric, Labels: map[string]string{"en": "output value"}, Aliases: map[string][]string{}, Unit: graph.CNY},
		{ID: "document/east", Kind: graph.Document, Labels: map[string]string{"en": "On the east", "zh-Hant": "論東"}, Aliases: map[string][]string{},
			Note: "Not translated.", Source: &graph.Source{File: "east.txt", Publisher: "Qilu Evening News", Language: "zh-Hant",
				Date: graph.DocumentDate{Earliest: "2020-09-01", Latest: "2020-12", Inferred: "from the quarter that it names"}}},
	} {
		if got := store.View().Thing(want.ID); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is\n%+v, want\n%+v", want.ID, got, want)
		}
	}
}

func TestFilesAreFoundInSubFoldersAndByTheirEndings(t *testing.T) {
	const place = "entities: [{id: place/%s, labels: {en: A place}, level: site}]"
	texts := map[string]string{
		"a.yaml": fmt.Sprintf(place, "one"), "sub/b.yml": fmt.Sprintf(place, "two"), "sub/deeper/C.YAML": fmt.Sprintf(place, "three"),
		"README.md": "entities: [", "a.yaml.bak": "entities: [", "a.json": "entities: [", "yaml": "entities: [", "folder.yaml/x.txt": "entities: [",
	}
	store := openStore(t)
	report := load(t, store, folder(texts))
	var ids []graph.ID
	for _, place := range store.View().Things(graph.Place) {
		ids = append(ids, place.ID)
	}
	if want := []graph.ID{"place/one", "place/three", "place/two"}; !slices.Equal(ids, want) || report.Sources[0].Files != len(want) {
		t.Errorf("%d files gave %v, want %v", report.Sources[0].Files, ids, want)
	}
}

// Files are read at the same time; what is said of them does not show it.
func TestFilesHaveAnOrder(t *testing.T) {
	texts := make(map[string]string)
	var want []string
	for i := range 30 {
		name := fmt.Sprintf("%02d.yaml", i)
		texts[name] = "entities: [{id: place/zibo, labels: {en: Zibo}, level: city}]"
		if i > 0 {
			want = append(want, name+`:1:17: "place/zibo" is defined already at 00.yaml:1:17; delete one, or give it another id`)
		}
	}
	if got := refused(t, folder(texts)); got != strings.Join(want, "\n") {
		t.Errorf("the loader says\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// Where thousands of IDs are missing, the nearest is looked for a few hundred of them.
func TestMissingIDs(t *testing.T) {
	var text strings.Builder
	text.WriteString("entities:\n")
	for i := range 600 {
		fmt.Fprintf(&text, "- {id: industry/i%d, labels: {en: i}, broader: industry/hydrogem-%d}\n", i, i)
	}
	text.WriteString("- {id: industry/hydrogen-0, labels: {en: hydrogen}}\n")
	lines := strings.Split(refused(t, folder(map[string]string{"case.yaml": text.String()})), "\n")
	if len(lines) != 600 {
		t.Fatalf("%d faults, want 600", len(lines))
	}
	for i, want := range map[int]string{
		0:   `is "industry/hydrogem-0", which is defined nowhere; did you mean "industry/hydrogen-0"? Otherwise add an entity with this id`,
		599: `is "industry/hydrogem-599", which is defined nowhere; add an entity with this id`,
	} {
		if !strings.HasSuffix(lines[i], want) {
			t.Errorf("got %q, want %q", lines[i], want)
		}
	}
}

func TestFaultsNameTheFolderAsItWasGiven(t *testing.T) {
	source := loader.Source{Name: "my/data", Files: folder(map[string]string{"sub/a.yaml": "entites: []"}).Files}
	want := `my/data/sub/a.yaml:1:1: the file has the unknown key "entites"; did you mean "entities"?`
	if got := refused(t, source); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFilesThatHoldNothing(t *testing.T) {
	for name, text := range map[string]string{
		"no byte": "", "blank lines": " \n\n", "comments": "# entities:\n# - id: place/zibo\n", "a byte order mark": "\ufeff",
		"a document's beginning": "---\n", "a document's beginning and comments": "---\n# nothing yet\n", "empty lists": "entities: []\nclaims: []\ndocument: {id: document/a, sourceFile: a.txt, title: {en: A}, language: en}\n",
	} {
		t.Run(name, func(t *testing.T) {
			store := openStore(t)
			if report := load(t, store, folder(map[string]string{"case.yaml": text})); report.Sources[0].Files != 1 || report.Sources[0].Entities != 0 || report.Claims.Added != 0 {
				t.Errorf("got %+v", report)
			}
		})
	}
}

func TestHowATextIsEncodedDoesNotMatter(t *testing.T) {
	want := openStore(t)
	load(t, want, worldSource, folder(map[string]string{"east.yaml": east}))
	crlf := strings.ReplaceAll(strings.TrimPrefix(east, "\n"), "\n", "\r\n")
	for name, text := range map[string]string{
		"Windows line ends":                    crlf,
		"a byte order mark":                    "\ufeff" + strings.TrimPrefix(east, "\n"),
		"a byte order mark, Windows line ends": "\ufeff" + crlf,
		"no line end at the end":               strings.TrimSpace(east),
		"a document's beginning and end":       "---" + east + "...\n",
		"trailing spaces and comments":         strings.ReplaceAll(strings.TrimPrefix(east, "\n"), "\n", "  # said\n"),
	} {
		t.Run(name, func(t *testing.T) {
			store := openStore(t)
			load(t, store, worldSource, folder(map[string]string{"east.yaml": text}))
			sameQuads(t, store.View(), want.View())
		})
	}
}

func TestFaultsHaveTheirPlaceWhateverTheLineEnds(t *testing.T) {
	const text = "entities:\r\n- id: place/zibo\r\n  labels: {en: Zibo}\r\n  level: town\r\n"
	want := `case.yaml:4:10: "town" is no level; use one of country, region, province, city, county, district, new-area, development-zone, park, township, site`
	for name, text := range map[string]string{"Windows": text, "Unix": strings.ReplaceAll(text, "\r", ""), "a byte order mark": "\ufeff" + text} {
		if got := refused(t, folder(map[string]string{"case.yaml": text})); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	want = `case.yaml:1:1: the file has the unknown key "entites"; did you mean "entities"?`
	if got := refused(t, folder(map[string]string{"case.yaml": "\ufeffentites: []"})); got != want {
		t.Errorf("after a byte order mark: got %q, want %q", got, want)
	}
}

func TestAnchorsAndAliasesReadAsWhatTheyStandFor(t *testing.T) {
	plain, aliased := openStore(t), openStore(t)
	load(t, plain, worldSource, folder(map[string]string{"case.yaml": document(`
claims:
- claim: place/gangcheng prioritises industry/steel
  line: 6
  mentions: [steel, iron]
- claim: place/jinan prioritises industry/steel
  line: 6
  mentions: [steel, iron]
`)}))
	load(t, aliased, worldSource, folder(map[string]string{"case.yaml": document(`
claims:
- &key claim: place/gangcheng prioritises industry/steel
  line: &six 6
  mentions: &words [&steel steel, iron]
- *key : place/jinan prioritises industry/steel
  line: *six
  mentions: *words
`)}))
	sameQuads(t, aliased.View(), plain.View())
}

func TestMergeKeysAreRefused(t *testing.T) {
	got := refused(t, folder(map[string]string{"case.yaml": `
entities:
- &zibo {id: place/zibo, labels: {en: Zibo}, level: city}
- {<<: *zibo, id: place/zichuan}
`}))
	if !strings.HasPrefix(got, `case.yaml:3:4: an entity has the unknown key "<<"; `) {
		t.Errorf("got %q", got)
	}
}

// Ten levels of ten aliases each stand for 10^10 texts. Nothing in the format is
// nested so deeply, so the loader never follows more than one level of them.
func TestAnAliasBombDoesNotGoOff(t *testing.T) {
	var text strings.Builder
	var want []string
	text.WriteString("claims:\n- &level0 [steel]\n")
	for level := 1; level <= 10; level++ {
		aliases := slices.Repeat([]string{fmt.Sprintf("*level%d", level-1)}, 10)
		fmt.Fprintf(&text, "- &level%d [%s]\n", level, strings.Join(aliases, ", "))
	}
	text.WriteString("- {claim: place/jinan prioritises industry/steel, line: 6, mentions: *level10}\n")
	for line := 2; line <= 12; line++ {
		want = append(want, fmt.Sprintf("case.yaml:%d:3: a claim is not a mapping; write keys and values, such as key: value", line))
	}
	want = slices.Insert(want, 10, slices.Repeat([]string{"case.yaml:11:3: mentions is not text; write one word or one line of text"}, 10)...)
	if got := refused(t, folder(map[string]string{"case.yaml": document(text.String())})); got != strings.Join(want, "\n") {
		t.Errorf("the loader says\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// A list that a thousand claims repeat is a small file and a large graph.
func TestWhatAliasesStandForIsBounded(t *testing.T) {
	var words []string
	for i := range 1000 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	var text strings.Builder
	for line := range 1000 {
		mentions := "*words"
		if line == 0 {
			mentions = "&words [" + strings.Join(words, ", ") + "]"
		}
		fmt.Fprintf(&text, "- {claim: place/jinan prioritises industry/steel, line: %d, mentions: %s}\n", line+1, mentions)
	}
	want := "case.yaml:178:72: the aliases up to here stand for more than 10 times the file; write out what they stand for"
	if got := refused(t, folder(map[string]string{"case.yaml": document("claims:\n" + text.String())})); got != want {
		t.Errorf("got %.500q, want %q", got, want)
	}
}

func TestAnAliasOfItselfIsAFault(t *testing.T) {
	checkFaults(t, []faulty{
		{"a list in itself", `
entities: &list [*list]
`, `case.yaml:1:11: an entity is not a mapping; write keys and values, such as key: value`},
		{"a mapping in itself", `
entities:
- {id: place/zibo, labels: &names {en: *names}, level: city}
`, `case.yaml:2:28: a label is not text; write one word or one line of text`},
	})
}

func TestFoldersThatCannotBeLoaded(t *testing.T) {
	denied := folder(map[string]string{"a.yaml": "entities: []", "sub/b.yaml": "entities: []"})
	for _, c := range []struct {
		name   string
		source loader.Source
		want   string
		code   graph.Code
		cause  error
	}{
		{"a folder that is not there", loader.Source{Name: "none", Files: os.DirFS(filepath.Join(t.TempDir(), "none"))},
			"the data folder none cannot be read: ", graph.CodeInvalid, fs.ErrNotExist},
		{"a folder that may not be listed", loader.Source{Name: "mine", Files: deniedFS{denied.Files, "sub"}},
			"the data folder mine cannot be read: ", graph.CodeInvalid, fs.ErrPermission},
		{"a file that may not be read", loader.Source{Name: "mine", Files: deniedFS{denied.Files, "sub/b.yaml"}},
			"read mine/sub/b.yaml: ", graph.CodeInternal, fs.ErrPermission},
		{"a folder without a data file", loader.Source{Name: "mine", Files: folder(map[string]string{"README.md": "nothing here"}).Files},
			"the data folder mine holds no data file (.csv, .jsonld, .nq, .nquads, .yaml, .yml)", graph.CodeInvalid, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			store := openStore(t)
			load(t, store, worldSource)
			before := store.View()
			_, err := loader.Load(t.Context(), store, []loader.Source{worldSource, c.source}, nil)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Fatalf("the error is %v, want %q", err, c.want)
			}
			if graph.CodeOf(err) != c.code || c.cause != nil && !errors.Is(err, c.cause) {
				t.Errorf("the code is %s and the error %v; want %s because of %v", graph.CodeOf(err), err, c.code, c.cause)
			}
			if store.View() != before {
				t.Error("the graph changed")
			}
		})
	}
}

// deniedFS lets nobody open one of its files.
type deniedFS struct {
	fs.FS
	denied string
}

func (f deniedFS) Open(name string) (fs.File, error) {
	if name == f.denied {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.FS.Open(name)
}

func TestACancelledLoadLoadsNothing(t *testing.T) {
	sources := []loader.Source{worldSource, folder(map[string]string{"east.yaml": east})}
	for _, c := range []struct {
		name  string
		at    string // the beginning of the step at which it is cancelled
		steps int    // that are told
	}{
		{"before it begins", "", 0},
		{"after the first file", "reading files 1/2", 1},
		{"after the last file", "reading files 2/2", 2}, // the store refuses to begin
		{"as the commit begins", "committing quads 0/", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.at == "" {
				cancel()
			}
			store, steps := openStore(t), 0
			report, err := loader.Load(ctx, store, sources, func(stage string, done, total int) {
				steps++
				if strings.HasPrefix(fmt.Sprintf("%s %d/%d", stage, done, total), c.at) {
					cancel()
				}
			})
			if !errors.Is(err, context.Canceled) || report != nil {
				t.Errorf("got %+v, %v; want no report and %v", report, err, context.Canceled)
			}
			if steps != c.steps {
				t.Errorf("it went on to step %d, want %d", steps, c.steps)
			}
			if view := store.View(); view.Generation() != 0 || view.Size() != 0 {
				t.Errorf("generation %d holds %d quads, want nothing", view.Generation(), view.Size())
			}
		})
	}
}

func TestProgressIsToldFileByFile(t *testing.T) {
	store := openStore(t)
	sources := []loader.Source{worldSource, folder(map[string]string{"east.yaml": east, "west.yaml": west})}
	told := func() []string {
		var steps []string
		if _, err := loader.Load(t.Context(), store, sources, func(stage string, done, total int) {
			steps = append(steps, fmt.Sprintf("%s %d/%d", stage, done, total))
		}); err != nil {
			t.Fatal(err)
		}
		return steps
	}
	first := told()
	size := store.View().Size()
	want := []string{"reading files 1/3", "reading files 2/3", "reading files 3/3",
		fmt.Sprintf("committing quads 0/%d", size), fmt.Sprintf("committing quads %d/%d", size, size)}
	if !slices.Equal(first, want) {
		t.Errorf("the first load told %q, want %q", first, want)
	}
	if second := told(); !slices.Equal(second, want[:3]) { // there is nothing to commit
		t.Errorf("the second load told %q, want %q", second, want[:3])
	}
}

// A store that refuses the commit, and one in which another load is committed while this one
// reads its files.
func TestALoadThatCannotBeCommitted(t *testing.T) {
	sources := []loader.Source{worldSource}
	full := &graph.Error{Code: graph.CodeUnavailable, Message: "the disk is full"}
	_, err := loader.Load(t.Context(), storeWith{openStore(t), func() error { return full }}, sources, nil)
	if !errors.Is(err, full) || graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("got %v, want %v", err, full)
	}
	store := openStore(t)
	report, err := loader.Load(t.Context(), storeWith{store, func() error {
		load(t, store, worldSource)
		return nil
	}}, sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	if generation := store.View().Generation(); generation != 1 || report.Generation != 1 || report.Quads.Added != 0 {
		t.Errorf("generation %d with %+v, want that of the other load", generation, report.Quads)
	}
}

// storeWith does something before it commits.
type storeWith struct {
	*graph.Store
	before func() error
}

func (s storeWith) Update(ctx context.Context, what string, changing func(*graph.View) (graph.Changeset, error)) (*graph.View, error) {
	if err := s.before(); err != nil {
		return nil, err
	}
	return s.Store.Update(ctx, what, changing)
}

// sameQuads compares whole graphs and shows the first quads that one lacks.
func sameQuads(t *testing.T, got, want *graph.View) {
	t.Helper()
	lacks := func(a, b *graph.View) []string {
		held := make(map[graph.Quad]bool)
		for q := range b.Quads() {
			held[q] = true
		}
		var list []string
		for q := range a.Quads() {
			if !held[q] && len(list) < 5 {
				list = append(list, q.String())
			}
		}
		return list
	}
	if extra, missing := lacks(got, want), lacks(want, got); len(extra) > 0 || len(missing) > 0 {
		t.Errorf("the graphs differ\n  too much: %s\n  missing: %s", strings.Join(extra, "\n            "), strings.Join(missing, "\n           "))
	}
}

// While a file is open, some editors keep a lock of its name beside it.
func TestHiddenFilesAreNoData(t *testing.T) {
	report := load(t, openStore(t), worldSource, folder(map[string]string{
		"mine.yaml":               "entities:\n- {id: industry/silk, labels: {en: silk}}\n",
		".#mine.yaml":             "li@desk.4711",
		"._mine.yaml":             "\x00\x05\x16\x07",
		".github/workflows/a.yml": "on: push\n",
		"more/.copy.csv":          "no table",
	}))
	if mine := report.Sources[1]; mine.Files != 1 || mine.Entities != 1 {
		t.Errorf("%d files with %d entities are read", mine.Files, mine.Entities)
	}
}

// A folder is one whatever it is called.
func TestAFolderMayBeNamedLikeAFile(t *testing.T) {
	files := fstest.MapFS{"mine.yaml/world.yaml": {Data: []byte(world)}, "empty.csv": {Mode: fs.ModeDir | 0o755}}
	report := load(t, openStore(t), loader.Source{Name: "mine", Files: files})
	if mine := report.Sources[0]; mine.Files != 1 || mine.Entities == 0 {
		t.Errorf("%d files with %d entities are read", mine.Files, mine.Entities)
	}
}

// A pipe would be waited for without end, and a link to a folder be passed over
// without a word.
func TestWhatIsNoFileIsToldOf(t *testing.T) {
	for name, c := range map[string]struct {
		file *fstest.MapFile
		want string
	}{
		"a pipe":             {&fstest.MapFile{Mode: fs.ModeNamedPipe}, "odd.yaml is no regular file"},
		"a link to a folder": {&fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("more")}, "odd.yaml is a link to a folder"},
		"a link to nothing":  {&fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("nowhere")}, "not exist"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"mine.yaml": {Data: []byte("entities: []\n")}, "more/a.yaml": {Data: []byte("entities: []\n")}, "odd.yaml": c.file}
			_, err := loader.Load(t.Context(), openStore(t), []loader.Source{{Name: "mine", Files: files}}, nil)
			if err == nil || !strings.Contains(fmt.Sprint(err, errors.Unwrap(err)), c.want) {
				t.Errorf("the error is %v, want %q", err, c.want)
			}
		})
	}
}
