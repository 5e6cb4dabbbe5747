package graph

import "reflect"

// Change is how one state of the graph differs from an earlier one.
type Change struct {
	ClaimsAdded   []*Claim // by document and line
	ClaimsChanged []*Claim // as they are now, by document and line
	ClaimsRemoved int
	ThingsAdded   int
	ThingsChanged int
	ThingsRemoved int
}

// Since tells how the View differs from an earlier one. A claim is the same while it
// states the same of the same line: another stance, deadline or span changes it.
func (v *View) Since(earlier *View) Change {
	var change Change
	for _, claim := range v.sorted {
		switch before := earlier.claims[claim.ID]; {
		case before == nil:
			change.ClaimsAdded = append(change.ClaimsAdded, claim)
		case !reflect.DeepEqual(before, claim):
			change.ClaimsChanged = append(change.ClaimsChanged, claim)
		}
	}
	change.ClaimsRemoved = len(earlier.claims) + len(change.ClaimsAdded) - len(v.claims)
	for id, thing := range v.things {
		switch before := earlier.things[id]; {
		case before == nil:
			change.ThingsAdded++
		case !reflect.DeepEqual(before, thing):
			change.ThingsChanged++
		}
	}
	change.ThingsRemoved = len(earlier.things) + change.ThingsAdded - len(v.things)
	return change
}
