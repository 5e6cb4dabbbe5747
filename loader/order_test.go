package loader_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// Entities and claims that stand in other orders, in other files and in other folders make
// the same graph, to the byte.
func TestTheOrderOfFilesAndEntriesDoesNotShow(t *testing.T) {
	entities := strings.SplitAfter(strings.TrimPrefix(world, "\nentities:\n"), "\n- ")
	for i, entity := range entities {
		entities[i] = "- " + strings.TrimSuffix(strings.TrimPrefix(entity, "- "), "- ")
	}
	claims := []string{
		"- {claim: place/gangcheng prioritises industry/steel, line: 1, stance: GROW, mentions: [steel, 钢铁]}\n",
		"- {claim: place/gangcheng prioritises industry/hydrogen, line: 2, mentions: [hydrogen]}\n",
		"- {claim: place/jinan prioritises industry/steel, line: 2, mentions: [Ｓteel]}\n",
		"- {claim: programme/two-plus-four covers industry/steel, line: 3, part: 1, mentions: [e\u0301]}\n",
		"- {claim: place/gangcheng hasTarget metric/output-value, line: 4, amount: \"> 2000亿元\", by: 2025, mentions: [\"\u00e9\"]}\n",
	}
	const documentOf = "document: {id: document/east, sourceFile: east.txt, title: {en: On the east}, language: en, date: 2020-10}\n"
	want := nquads(quadsOf(loadOne(t, folder(map[string]string{"a.yaml": world, "b.yaml": documentOf + "claims:\n" + strings.Join(claims, "")}))))
	rapid.Check(t, func(rt *rapid.T) {
		texts := map[string]string{}
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`([A-Za-z钢]{1,3}/){0,2}[a-z0-9]{1,4}`), 3, 6, rapid.ID).Draw(rt, "names")
		for _, entity := range rapid.Permutation(entities).Draw(rt, "entities") {
			name := rapid.SampledFrom(names).Draw(rt, "file") + ".yaml"
			if texts[name] == "" {
				texts[name] = "entities:\n"
			}
			texts[name] += entity
		}
		name := rapid.SampledFrom(names).Draw(rt, "file of claims") + ".yaml"
		texts[name] += documentOf + "claims:\n" + strings.Join(rapid.Permutation(claims).Draw(rt, "claims"), "")
		if got := nquads(quadsOf(loadOne(t, folder(texts)))); got != want {
			rt.Fatalf("the files %q make another graph", texts)
		}
	})
}

// A backup gives back any graph, and a backup of that is the same.
func TestAnyGraphComesBackFromABackup(t *testing.T) {
	subject := rapid.SampledFrom([]string{"place/a", "place/A", "place/\u00e9", "place/e\u0301", "place/\uff41"})
	quad := rapid.Custom(func(t *rapid.T) graph.Quad {
		return graph.Quad{Subject: graph.IRI(subject.Draw(t, "subject")), Predicate: graph.IRI("x:p"), Object: drawTerm(false).Draw(t, "object"), Graph: drawTerm(true).Draw(t, "graph")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		view := graph.NewView(rapid.SliceOfN(quad, 0, 20).Draw(rt, "quads"))
		commit := graph.Commit{Generation: 1, By: rapid.String().Draw(rt, "by"), What: rapid.String().Draw(rt, "what")}
		file := backup(t, view, commit)
		back, of, err := loader.ReadBackup(t.Context(), "b", bytes.NewReader(file))
		if err != nil {
			rt.Fatal(err)
		}
		if back.Fingerprint() != view.Fingerprint() || back.Size() != view.Size() {
			rt.Fatalf("%v came back as %v", quadsOf(view), quadsOf(back))
		}
		if !bytes.Equal(backup(t, back, of), file) {
			rt.Fatal("the backup of what came back is another")
		}
	})
}
