package loader_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

const generatedClaims = 20_000

// generated is a folder of 20,000 claims in 20 files, each a document of 1,000
// claims on 500 lines, about 100 places and 100 industries. A fifth of them are
// targets, as in the dataset.
func generated() loader.Source {
	texts := make(map[string]string)
	var b strings.Builder
	b.WriteString("entities:\n- {id: metric/output-value, labels: {en: output value}, unit: CNY}\n")
	for i := range 100 {
		fmt.Fprintf(&b, "- {id: place/p%d, labels: {en: Place %d, zh-Hans: 地方%d}, level: city}\n", i, i, i)
		fmt.Fprintf(&b, "- {id: industry/i%d, labels: {en: industry %d, zh-Hans: 产业%d}}\n", i, i, i)
	}
	texts["entities.yaml"] = b.String()
	for file := range 20 {
		b.Reset()
		fmt.Fprintf(&b, "document: {id: document/d%d, sourceFile: d%d.txt, title: {en: Document %d}, language: en, date: 2020}\nclaims:\n", file, file, file)
		for i := range generatedClaims / 20 {
			place, industry, line := (file+i)%100, (i+i/100)%100, 1+i/2
			if i%5 == 0 {
				fmt.Fprintf(&b, "- claim: place/p%d hasTarget metric/output-value\n  line: %d\n  amount: \"> %d billion CNY\"\n  by: 2025\n  mentions: [output value, %d billion]\n", place, line, 1+i, 1+i)
			} else {
				fmt.Fprintf(&b, "- claim: place/p%d prioritises industry/i%d\n  line: %d\n  stance: GROW\n  mentions: [industry %d]\n", place, industry, line, industry)
			}
		}
		texts[fmt.Sprintf("claims/d%d.yaml", file)] = b.String()
	}
	return folder(texts)
}

func BenchmarkLoad(b *testing.B) {
	source := generated()
	benchmarkLoad(b, source, generatedClaims)
}

// BenchmarkLoadDataset is what every start of the program does.
func BenchmarkLoadDataset(b *testing.B) {
	benchmarkLoad(b, loader.Source{Name: "data", Files: data.Files}, len(dataset(b).Claims()))
}

func benchmarkLoad(b *testing.B, source loader.Source, claims int) {
	b.ReportAllocs()
	var quads int
	for b.Loop() {
		store := graph.NewStore(nil)
		report, err := loader.Load(b.Context(), store, []loader.Source{source}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if report.Claims.Added != claims {
			b.Fatalf("%d claims were loaded, want %d", report.Claims.Added, claims)
		}
		quads = report.Quads.Added
	}
	seconds := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(claims)/seconds, "claims/s")
	b.ReportMetric(float64(quads)/seconds, "quads/s")
}

// BenchmarkReload loads what is there already, as a start on a full store does.
func BenchmarkReload(b *testing.B) {
	source := generated()
	store := openStore(b)
	load(b, store, source)
	before := store.View()
	b.ReportAllocs()
	for b.Loop() {
		if load(b, store, source); store.View() != before {
			b.Fatal("loading the same again changed the graph")
		}
	}
	b.ReportMetric(generatedClaims/(b.Elapsed().Seconds()/float64(b.N)), "claims/s")
}
