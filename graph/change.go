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
	for _, claim := range v.claims {
		switch before := earlier.Claim(claim.ID); {
		case before == nil:
			change.ClaimsAdded = append(change.ClaimsAdded, claim)
		case !reflect.DeepEqual(before, claim):
			change.ClaimsChanged = append(change.ClaimsChanged, claim)
		}
	}
	change.ClaimsRemoved = len(earlier.claims) + len(change.ClaimsAdded) - len(v.claims)
	for thing := range v.eachThing() {
		switch n := earlier.numberOf(thing.ID); {
		case !earlier.isThing(n):
			change.ThingsAdded++
		case !reflect.DeepEqual(earlier.readThing(n), thing):
			change.ThingsChanged++
		}
	}
	change.ThingsRemoved = len(earlier.thingNumbers) + change.ThingsAdded - len(v.thingNumbers)
	return change
}

// ClaimsThatDiffer are the claims of one View that another has not, or not as they are, both
// ways, by document and line.
func ClaimsThatDiffer(from, to *View) (removed, added []*Claim) {
	return from.claimsBeside(to), to.claimsBeside(from)
}

func (v *View) claimsBeside(other *View) []*Claim {
	var list []*Claim
	for _, claim := range v.claims {
		if same := other.Claim(claim.ID); same == nil || !reflect.DeepEqual(same, claim) {
			list = append(list, claim)
		}
	}
	return list
}
