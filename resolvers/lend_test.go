package resolvers

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

// An answer that is lent is whole up to the end of its data; the next one of the same context
// is a copy, which stays as it is when buffers are written again.
func TestTheFirstAnswerIsLentAndOthersAreCopies(t *testing.T) {
	store := graph.NewStore(graph.NewView(graph.Encode([]*graph.Thing{
		{ID: "place/jinan", Kind: graph.Place, Labels: map[string]string{"en": "Jinan"}, Level: "city"},
		{ID: "place/zibo", Kind: graph.Place, Labels: map[string]string{"en": "Zibo"}, Level: "city"},
	}, nil)))
	exec := executor.New(Schema())
	Configure(exec, store, DefaultOptions(), slog.New(slog.DiscardHandler))
	ctx, loan := Lend(graphql.StartOperationTrace(t.Context()))
	ask := func(id string) []byte {
		t.Helper()
		operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: `{ place(id: "` + id + `") { label } }`})
		if errs != nil {
			t.Fatal(errs)
		}
		respond, ctx := exec.DispatchOperation(ctx, operation)
		return respond(ctx).Data
	}
	if _, lent := loan.Opened(nil); lent {
		t.Error("what was not made yet is lent")
	}
	first, second := ask("place/jinan"), ask("place/zibo")
	opened, lent := loan.Opened(first)
	if want := `{"data":{"place":{"label":"Jinan"}}`; !lent || string(opened) != want {
		t.Errorf("lent %t: %s, want %s", lent, opened, want)
	}
	if _, lent := loan.Opened(second); lent {
		t.Error("the second answer is lent, too")
	}
	loan.Return()
	loan.Return() // nothing is left to give back
	for range 100 {
		ctx, loan = Lend(t.Context())
		ctx = graphql.StartOperationTrace(ctx)
		ask("place/jinan")
		loan.Return()
	}
	if !strings.Contains(string(second), "Zibo") {
		t.Errorf("the copy became %s", second)
	}
}
