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

// places are those that the evidence is about. Of a statement they are those that it
// names, and where what it names lies; that Shandong runs a programme does not concern
// the other places that do. Where it names none, they are those of which its own
// document says that they build, plan, host or run the end that fewest do: what the
// mayor of Jinan presents concerns Jinan, whoever runs it.
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
	if named {
		return union(ends, func(id ID) []ID { return v.placesAbout(id, locates) })
	}
	for _, counts := range []func(*Edge) bool{saidIn(documentsOf(e.Claims)), allRelations} {
		fewest := 0
		for _, id := range ends {
			if n := len(v.placesAbout(id, counts)); n > 0 && (fewest == 0 || n < fewest) {
				fewest = n
			}
		}
		if fewest > 0 {
			return union(ends, func(id ID) []ID {
				list := v.placesAbout(id, counts)
				if len(list) > fewest {
					return nil
				}
				return list
			})
		}
	}
	return nil
}

// locates tells relations that say where something lies.
func locates(e *Edge) bool { return e.Predicate == "partOf" }

// industries are those that the evidence is about: of a statement on a place, not
// all that the place prioritises, nor what other documents say of its ends.
func (v *View) industries(e Evidence) []ID {
	if !e.Stated {
		return union(e.Things, func(id ID) []ID { return v.industriesAbout(id, allRelations) })
	}
	said := saidIn(documentsOf(e.Claims))
	return union(e.Things, func(id ID) []ID {
		if id.Kind() == Place {
			return nil
		}
		return v.industriesAbout(id, said)
	})
}

// union is what a question answers of several things, each once, by ID.
func union(things []ID, ask func(ID) []ID) []ID {
	var list []ID
	for _, id := range things {
		list = append(list, ask(id)...)
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
