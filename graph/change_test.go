package graph

import "testing"

func TestHowOneStateDiffersFromAnother(t *testing.T) {
	store := open(t, `
		place/a prioritises industry/steel @document/d:1
		place/a prioritises industry/chips @document/d:2`)
	before := store.View()
	after := become(t, store, `
		place/a prioritises industry/chips @document/d:2 stance=GROW
		place/b prioritises industry/roses @document/d:3
		document/d date=2025`)
	change := after.Since(before)
	same(t, "claims added", sources(change.ClaimsAdded), "d:3")
	same(t, "claims changed", sources(change.ClaimsChanged), "d:2")
	same(t, "the rest", change, Change{
		ClaimsAdded: change.ClaimsAdded, ClaimsChanged: change.ClaimsChanged, ClaimsRemoved: 1, ThingsAdded: 2, ThingsChanged: 1, ThingsRemoved: 1,
	})
	same(t, "nothing", after.Since(after), Change{})
}
