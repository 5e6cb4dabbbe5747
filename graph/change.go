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
	claims := DifferenceOf(earlier, v)
	change := Change{ClaimsAdded: claims.Added, ClaimsChanged: claims.Changed, ClaimsRemoved: len(claims.Removed)}
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

// Difference is how the claims of two Views differ: by document and line each. Before are those
// that changed as the one has them, Changed as the other does, in the same order.
type Difference struct{ Added, Changed, Before, Removed []*Claim }

// DifferenceOf compares the claims of two Views.
func DifferenceOf(from, to *View) Difference {
	var d Difference
	for _, claim := range to.claims {
		switch before := from.Claim(claim.ID); {
		case before == nil:
			d.Added = append(d.Added, claim)
		case !reflect.DeepEqual(before, claim):
			d.Changed, d.Before = append(d.Changed, claim), append(d.Before, before)
		}
	}
	for _, claim := range from.claims {
		if to.Claim(claim.ID) == nil {
			d.Removed = append(d.Removed, claim)
		}
	}
	return d
}
