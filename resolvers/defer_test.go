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

// Who defers much gets it at once: each part would have goroutines of its own.
func TestPartsAreFew(t *testing.T) {
	exec := bounded(steelTown(t, "industry/steel"), 1<<30)
	many := func(n int, part string) (text string) {
		for i := range n {
			text += fmt.Sprintf(part, i)
		}
		return text
	}
	for _, c := range []struct {
		name, query string
		inParts     bool
	}{
		{"one", `{ place(id: "place/gangcheng") { id ... @defer { claims { totalCount } } } }`, true},
		{"as many as may be", `{ place(id: "place/gangcheng") { id ` + many(mostParts, `... @defer { a%d: claims { totalCount } } `) + `} }`, true},
		{"one more", `{ place(id: "place/gangcheng") { id ` + many(mostParts+1, `... @defer { a%d: claims { totalCount } } `) + `} }`, false},
		{"one spread as often", `{ place(id: "place/gangcheng") { id ` + many(mostParts+1, `a%d: claims { ...f } `) + `} } fragment f on ClaimConnection { ... @defer { totalCount } }`, false},
		{"one for each of a list", `{ place(id: "place/gangcheng") { claims { nodes { ... @defer { id } } } } }`, false},
	} {
		ctx := graphql.StartOperationTrace(InParts(t.Context()))
		operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: c.query})
		if errs != nil {
			t.Fatal(c.name, errs)
		}
		responses, ctx := exec.DispatchOperation(ctx, operation)
		first := responses(ctx)
		if inParts := first.HasNext != nil && *first.HasNext; inParts != c.inParts || len(first.Errors) > 0 {
			t.Errorf("%s: in parts %t: %.200s %v", c.name, inParts, first.Data, first.Errors)
		}
		for responses(ctx) != nil {
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
		for i := range mostParts {
			text += fmt.Sprintf(`... @defer { c%d: claims(first: 100) { nodes { id label } } } `, i)
		}
		operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: text + `} }`})
		if errs != nil {
			t.Fatal(errs)
		}
		responses, ctx := exec.DispatchOperation(ctx, operation)
		if first := responses(ctx); first == nil || first.HasNext == nil || !*first.HasNext {
			t.Fatalf("the first answer is %.200s", first.Data)
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
