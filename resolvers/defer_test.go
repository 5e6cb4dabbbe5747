package resolvers

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
)

// Whoever takes no parts gets all at once, however often and wherever it is deferred.
func TestWhatIsDeferredComesAtOnceToThoseWhoTakeNoParts(t *testing.T) {
	store := steelTown(t, "industry/steel")
	const query = `{ place(id: "place/gangcheng") { id ... @defer { prioritises { totalCount } } ...more @defer(label: "more") } }
		fragment more on Place { claims { totalCount nodes { id: predicate ... @defer { subject { relations(first: 0) { totalCount } } } } } }`
	const want = `{"place":{"claims":{"nodes":[{"id":"PRIORITISES","subject":{"relations":{"totalCount":2}}}],"totalCount":1},"id":"place/gangcheng","prioritises":{"totalCount":1}}}`
	for range 2 { // the second time from what was kept of the first
		data, errors := ask(t, store, query)
		if got := pretty(data); errors != nil || got != want {
			t.Errorf("got  %s\nwant %s\n%v", got, want, errors)
		}
	}
}

// Parts end soon after nobody waits for them, and with them all that makes them.
func TestPartsEndWithTheirRequest(t *testing.T) {
	store := dataset(t)
	exec := bounded(store, 1<<30)
	for try := range 100 {
		base, cancel := context.WithCancel(t.Context())
		ctx := graphql.StartOperationTrace(InParts(base))
		text := `{ place(id: "place/jinan") { label `
		for i := range 20 {
			text += fmt.Sprintf(`... @defer { c%d: claims(first: 100) { nodes { id label } } } `, i)
		}
		operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: text + `} }`})
		if errs != nil {
			t.Fatal(errs)
		}
		responses, ctx := exec.DispatchOperation(ctx, operation)
		if first := responses(ctx); first == nil || first.HasNext == nil || !*first.HasNext {
			t.Fatalf("the first answer is %+v", first)
		}
		ended := make(chan int)
		go func() {
			parts := 0
			for responses(ctx) != nil {
				parts++
			}
			ended <- parts
		}()
		time.AfterFunc(time.Duration(try)*100*time.Microsecond, cancel)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			t.Fatal("it waits for parts that never come")
		}
		cancel()
	}
}
