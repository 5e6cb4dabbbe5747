package graph

import (
	"cmp"
	"math"
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
	return Evidence{Of: t.ID, Things: []ID{t.ID}, Claims: v.ClaimsAbout(t.ID)}
}

// EvidenceOfClaim rests on the claim alone.
func EvidenceOfClaim(c *Claim) Evidence {
	return Evidence{Of: c.ID, Things: []ID{c.Subject, c.Object}, Stated: true, Predicate: c.Predicate, Claims: []*Claim{c}}
}

// EvidenceOfEdge rests on the edge's claims; it is named by one of its ends.
func EvidenceOfEdge(e Edge, of ID) Evidence {
	return Evidence{Of: of, Things: []ID{e.Subject(), e.Object()}, Stated: true, Predicate: e.Predicate(), Claims: e.Claims()}
}

// places are those that the evidence is about. Of a statement they are those that it
// names, and where at its date what it names lies; that Shandong runs a programme does
// not concern the other places that do. Where it names none, they are those of which
// its own document says nearest to it that they build, plan, host or run its ends.
func (v *View) places(e Evidence) []ID {
	if !e.Stated {
		return union(e.Things, func(id ID) []ID { return v.placesAbout(id, allRelations) })
	}
	named := false
	ends := make([]ID, 0, len(e.Things))
	for _, id := range e.Things {
		if id.Kind() != Industry {
			ends, named = append(ends, id), named || id.Kind() == Place
		}
	}
	about := func(counts func(Edge) bool) []ID {
		return union(ends, func(id ID) []ID { return v.placesAbout(id, counts) })
	}
	lies := v.liesThen(e.Claims)
	if named {
		return about(lies)
	}
	nearest := math.MaxInt
	about(func(relation Edge) bool {
		nearest = min(nearest, distance(relation.Claims(), e.Claims))
		return true
	})
	if list := about(func(relation Edge) bool {
		return lies(relation) || nearest < math.MaxInt && distance(relation.Claims(), e.Claims) == nearest
	}); len(list) > 0 {
		return list
	}
	return about(allRelations)
}

// liesThen tells relations that say where something lay when the claims were written.
func (v *View) liesThen(claims []*Claim) func(Edge) bool {
	return func(e Edge) bool {
		if e.Predicate() != "partOf" {
			return false
		}
		return len(claims) == 0 || slices.ContainsFunc(claims, func(c *Claim) bool { return e.standing(v.DateOf(c).Earliest) })
	}
}

// distance is how many lines lie between the nearest of two groups of claims, in one
// document; the largest number there is where they stand in different ones.
func distance(a, b []*Claim) int {
	least := math.MaxInt
	for _, one := range a {
		for _, other := range b {
			if one.Document == other.Document {
				least = min(least, max(one.Line-other.Line, other.Line-one.Line))
			}
		}
	}
	return least
}

// industries are those that the evidence is about. Of a statement they are those that
// it names; where it names none, those in which its ends work; only where there are none
// of these either, what its own document says that its ends cover, prioritise or anchor.
// What else a place prioritises is not what is said of it.
func (v *View) industries(e Evidence) []ID {
	if !e.Stated {
		return union(e.Things, func(id ID) []ID { return v.industriesAbout(id, allRelations) })
	}
	if slices.ContainsFunc(e.Things, func(id ID) bool { return id.Kind() == Industry }) {
		return union(e.Things, func(id ID) []ID {
			if id.Kind() != Industry {
				return nil
			}
			return []ID{id}
		})
	}
	about := func(counts func(Edge) bool) []ID {
		return union(e.Things, func(id ID) []ID {
			if id.Kind() == Place {
				return nil
			}
			return v.industriesAbout(id, counts)
		})
	}
	if list := about(func(relation Edge) bool { return relation.Predicate() == "inIndustry" }); len(list) > 0 {
		return list
	}
	return about(func(relation Edge) bool { return distance(relation.Claims(), e.Claims) < math.MaxInt })
}

func (v *View) placesOfClaim(c *Claim) []ID { return v.places(EvidenceOfClaim(c)) }

func (v *View) industriesOfClaim(c *Claim) []ID { return v.industries(EvidenceOfClaim(c)) }

// union is what a question answers of several things, each once, by ID.
func union(things []ID, ask func(ID) []ID) []ID {
	var list []ID
	for _, id := range things {
		list = append(list, ask(id)...)
	}
	slices.SortFunc(list, cmp.Compare[ID])
	return slices.Compact(list)
}

// documentsOf are the documents of claims, each once, in the order in which they are met.
func documentsOf(claims []*Claim) []ID {
	const few = 16
	var list []ID
	var seen map[ID]bool
	for i, c := range claims {
		if i > 0 && c.Document == claims[i-1].Document { // as in a reader's order
			continue
		}
		if len(list) < few {
			if !slices.Contains(list, c.Document) {
				list = append(list, c.Document)
			}
			continue
		}
		if seen == nil {
			seen = make(map[ID]bool)
			for _, id := range list {
				seen[id] = true
			}
		}
		if !seen[c.Document] {
			seen[c.Document] = true
			list = append(list, c.Document)
		}
	}
	return list
}
