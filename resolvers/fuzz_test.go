package resolvers

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever a client writes is answered, or refused with a code that it can act on.
// What takes long is found as a hang.
func FuzzDocument(f *testing.F) {
	examples, err := filepath.Glob("../examples/*.graphql")
	if err != nil || len(examples) == 0 {
		f.Fatal("no examples", err)
	}
	for _, file := range examples {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{
		doubling(4), "{ ...a } fragment a on Query { ...a }", "{ a: statistics { b: claims } " + introspections(1) + "}",
		`{ node(id: "place/jinan") { id } nodes(ids: ["", null]) { id } }`, `{ claims(filter: {and: [{not: {or: []}}]}, orderBy: {by: LATEST}, last: -1) { totalCount } }`,
		`query ($a: Int = 1, $b: [PlaceFilter!] = [{}]) { places(first: $a, filter: {or: $b}) { edges { cursor } } }`, "{ __type(name: 1) { name } ... @defer { __typename } }",
		`{ places(asOf: 99999999999999999999, first: 1e400) { totalCount @skip(if: 99999999999999999999) } }`, `query ($d: Date = -1e400, $n: [Int!] = [` + strings.Repeat("9", 400) + `]) { places(asOf: $d) { totalCount } }`,
		`{ _entities(representations: [{__typename: "Place", id: ` + strings.Repeat("9", 40) + `, of: [[{n: 1e999}]]}, 99999999999999999999]) { __typename } }`,
	} {
		f.Add(text)
	}
	store := steelTown(f, "industry/steel", "industry/fine-steel")
	exec := executor.New(Schema())
	Configure(exec, store, DefaultOptions(), slog.New(slog.DiscardHandler))
	f.Fuzz(func(t *testing.T, text string) {
		defer time.AfterFunc(30*time.Second, func() { panic("a document hangs") }).Stop()
		data, errors := answerOf(t, exec, "zh-Hant, en;q=0.5", text)
		if data == nil && errors == nil {
			t.Fatal("neither data nor errors")
		}
		for _, err := range errors {
			extensions, _ := err["extensions"].(map[string]any)
			if code, _ := extensions["code"].(string); code == "" || code == string(graph.CodeInternal) {
				t.Errorf("an error with the code %q: %v", code, err)
			}
		}
	})
}
