package export

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// Whatever is asked to be exported is a piece of the graph, the same each time and none of it
// made up, or is refused in a short line with a code that its asker can act on.
func FuzzRequest(f *testing.F) {
	f.Add("", 0, "Place,industry", "", "2020", "zh", true)
	f.Add("place/quotes,document/a", 3, "", "prioritises,HOLDS", "", "", false)
	f.Add("place/quotes", -1, "", "", "", "", false)
	f.Add(" industry/all ,", 1000000, "claim", "nonsense", "2020-13", "xx", false)
	view := awkward(f)
	known := map[graph.Quad]bool{}
	for q := range view.Quads() {
		known[q] = true
	}
	format, err := LookupFormat("nquads")
	if err != nil {
		f.Fatal(err)
	}
	list := func(text string) []string {
		if text == "" {
			return nil
		}
		return strings.Split(text, ",")
	}
	ask := func(context.Context, *graph.View, string) (*graph.Answers, error) {
		return nil, errors.New("nothing is asked here")
	}
	f.Fuzz(func(t *testing.T, around string, depth int, kinds, predicates, asOf, language string, claims bool) {
		request := Request{Around: list(around), Depth: depth, Kinds: list(kinds), Predicates: list(predicates), AsOf: asOf, Language: language, Claims: &claims}
		piece, err := request.Select(t.Context(), view, format, ask)
		if err != nil {
			if code := graph.CodeOf(err); code == graph.CodeInternal || len(err.Error()) > 4000 {
				t.Fatalf("%s, %d bytes: %.300v", code, len(err.Error()), err)
			}
			return
		}
		for q := range piece.Quads() {
			if !known[q] {
				t.Fatalf("%s is made up", q)
			}
		}
		again, err := request.Select(t.Context(), view, format, ask)
		if err != nil || written(t, "nquads", piece, Options{}) != written(t, "nquads", again, Options{}) {
			t.Fatalf("the second time it is another: %v", err)
		}
	})
}
