package graph

import (
	"cmp"
	"slices"
)

// Evidence is what an item of a list is about and rests on: orders and facets read
// it, whatever the list holds.
type Evidence struct {
	Of        ID   // names the item, where it is ordered by label
	Things    []ID // what it is about
	Stated    bool // Things are the subject and the object of a statement
	Predicate string
	Claims    []*Claim
}

// EvidenceOfThing rests on all claims about the thing.
func (v *View) EvidenceOfThing(t *Thing) Evidence {
	return Evidence{Of: t.ID, Things: []ID{t.ID}, Claims: v.about[t.ID]}
}

// EvidenceOfClaim rests on the claim alone.
func EvidenceOfClaim(c *Claim) Evidence {
	return Evidence{Of: c.ID, Things: []ID{c.Subject, c.Object}, Stated: true, Predicate: c.Predicate, Claims: []*Claim{c}}
}

// EvidenceOfEdge rests on the edge's claims; it is named by one of its ends.
func EvidenceOfEdge(e *Edge, of ID) Evidence {
	return Evidence{Of: of, Things: []ID{e.Subject, e.Object}, Stated: true, Predicate: e.Predicate, Claims: e.Claims}
}

// places are those that the evidence is about. What else may be said of the ends
// of a statement is not what it states: that a place prioritises steel does not
// concern the other places that do.
func (v *View) places(e Evidence) []ID {
	var list []ID
	for _, id := range e.Things {
		if !e.Stated || id.Kind() != Industry {
			list = append(list, v.placesAbout(id)...)
		}
	}
	slices.SortFunc(list, cmp.Compare[ID])
	return slices.Compact(list)
}

// industries are those that the evidence is about: of a statement on a place, not
// all that the place prioritises.
func (v *View) industries(e Evidence) []ID {
	var list []ID
	for _, id := range e.Things {
		if !e.Stated || id.Kind() != Place {
			list = append(list, v.industriesAbout(id)...)
		}
	}
	slices.SortFunc(list, cmp.Compare[ID])
	return slices.Compact(list)
}

func documentsOf(claims []*Claim) []ID {
	var list []ID
	for _, c := range claims {
		if !slices.Contains(list, c.Document) {
			list = append(list, c.Document)
		}
	}
	return list
}
