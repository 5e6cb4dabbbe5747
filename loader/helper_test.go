package loader_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// world is what the cases below may name. It is loaded beside each of them, from
// a source of its own.
const world = `
entities:
- id: place/jinan
  labels: {en: Jinan, zh-Hans: 济南市}
  level: city
- id: place/gangcheng
  labels: {en: Gangcheng District}
  level: district
  partOf: [{id: place/jinan, from: 2019-01}]
- id: industry/steel
  labels: {en: steel, zh-Hans: 钢铁}
- id: industry/hydrogen
  labels: {en: hydrogen}
- id: programme/two-plus-four
  labels: {en: Two plus four}
  form: STRATEGY
  formula: 2+4
- id: programme/strong-east
  labels: {en: Strong east}
  form: STRATEGY
- id: official/zhi-song
  labels: {en: Zhi Song}
- id: post/district-mayor
  labels: {en: district mayor}
  single: true
- id: metric/output-value
  labels: {en: output value}
  unit: CNY
- id: enterprise/laigang-group
  labels: {en: Laigang Group}
  inIndustry: industry/steel
- id: cluster/fine-steel
  labels: {en: fine steel cluster}
  inIndustry: industry/steel
`

// folder is a source without a name, so that faults name its files alone. A text
// may begin on the line after its quote: line 1 is then the first that one sees.
func folder(texts map[string]string) loader.Source {
	files := make(fstest.MapFS)
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: []byte(strings.TrimPrefix(text, "\n"))}
	}
	return loader.Source{Files: files}
}

var worldSource = loader.Source{Name: "world", Files: folder(map[string]string{"world.yaml": world}).Files}

// document makes the claims of a text those of a document, whose description
// stands at the text's end so that the lines before it keep their numbers.
func document(claims string) string {
	return strings.TrimSuffix(claims, "\n") + "\n" +
		"document: {id: document/east, sourceFile: east.txt, title: {en: On the east}, language: en, date: 2020-10}\n"
}

func openStore(t testing.TB) *graph.Store {
	t.Helper()
	store := graph.NewStore(nil)
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

// load loads sources that are expected to be good.
func load(t testing.TB, store *graph.Store, sources ...loader.Source) *loader.Report {
	t.Helper()
	report, err := loader.Load(t.Context(), store, sources, nil)
	if err != nil {
		t.Fatalf("the load was refused:\n%v", err)
	}
	return report
}

// refused loads sources that are expected to be faulty into a store that holds
// the world, and returns all faults, a line each. It fails the test when anything
// of them was loaded all the same.
func refused(t testing.TB, sources ...loader.Source) string {
	t.Helper()
	store := openStore(t)
	load(t, store, worldSource)
	before := store.View()
	report, err := loader.Load(t.Context(), store, append([]loader.Source{worldSource}, sources...), nil)
	if store.View() != before {
		t.Error("the faulty load changed the graph")
	}
	if report != nil {
		t.Errorf("the faulty load has the report %+v", report)
	}
	if err == nil {
		return ""
	}
	faults, ok := errors.AsType[loader.Faults](err)
	if !ok {
		t.Fatalf("the error is no list of faults: %v", err)
	}
	return faults.Error()
}

// faulty is a text, which is loaded as case.yaml beside the world, with all that
// the loader says about it: a line each.
type faulty struct {
	name string
	text string
	want string
}

func checkFaults(t *testing.T, cases []faulty) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			want := strings.TrimSpace(c.want)
			if got := refused(t, folder(map[string]string{"case.yaml": c.text})); got != want {
				t.Errorf("the loader says\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// checkClaimFaults is checkFaults over claims of one document.
func checkClaimFaults(t *testing.T, cases []faulty) {
	t.Helper()
	withDocument := make([]faulty, len(cases))
	for i, c := range cases {
		withDocument[i] = faulty{c.name, document(c.text), c.want}
	}
	checkFaults(t, withDocument)
}

// quadsOf are the quads of a View.
func quadsOf(v *graph.View) []graph.Quad { return slices.Collect(v.Quads()) }
