package resolvers

import "testing"

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
