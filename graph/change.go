package graph

// Change is how one state of the graph differs from an earlier one.
type Change struct {
	ClaimsAdded   []*Claim // by document and line
	ClaimsRemoved int
	ThingsAdded   int
	ThingsRemoved int
}

// Since tells how the View differs from an earlier one. A thing or claim that is
// in both counts as neither added nor removed, even where what is known of it
// differs.
func (v *View) Since(earlier *View) Change {
	var change Change
	for _, claim := range v.sorted {
		if earlier.claims[claim.ID] == nil {
			change.ClaimsAdded = append(change.ClaimsAdded, claim)
		}
	}
	change.ClaimsRemoved = len(earlier.claims) + len(change.ClaimsAdded) - len(v.claims)
	for id := range v.things {
		if earlier.things[id] == nil {
			change.ThingsAdded++
		}
	}
	change.ThingsRemoved = len(earlier.things) + change.ThingsAdded - len(v.things)
	return change
}
