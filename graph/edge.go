package graph

import (
	"cmp"
	"slices"
)

// Edge is one relation between two things with everything that supports it: claims of
// documents, curated knowledge, or both. It is a handle on what its View holds: small, to be
// passed by value, and the same relation of one View is equal to itself.
type Edge struct {
	view   *View
	number uint32
}

// Subject is where the edge begins.
func (e Edge) Subject() ID { return ID(e.view.value(e.view.edges.subjects[e.number])) }

// Predicate names the relation.
func (e Edge) Predicate() string { return predicatesByName[e.view.edges.predicates[e.number]].Name }

// Object is where the edge ends.
func (e Edge) Object() ID { return ID(e.view.value(e.view.edges.objects[e.number])) }

func (e Edge) ends() (subject, object number) {
	return e.view.edges.subjects[e.number], e.view.edges.objects[e.number]
}

// Claims state the edge, in the order in which a reader meets them. Those of a node that
// claims made are the ones that made it.
func (e Edge) Claims() []*Claim { return e.view.edges.claims.of(e.number) }

// Curated tells whether curated knowledge states the edge.
func (e Edge) Curated() bool { return e.view.edges.isCurated(e.number) }

// Spans tell when a curated relation holds; none means always.
func (e Edge) Spans() []Span { return e.view.edges.spans[e.number] }

// Key orders edges by subject, predicate and object, and tells each from all others.
func (e Edge) Key() string {
	return string(e.Subject()) + " " + e.Predicate() + " " + string(e.Object())
}

// Holds tells whether the edge holds at the date, as far as curated spans say.
func (e Edge) Holds(at Date) bool {
	spans := e.Spans()
	return len(spans) == 0 || slices.ContainsFunc(spans, func(s Span) bool { return s.Holds(at) })
}

// Other is the far end, seen from one end.
func (e Edge) Other(from ID) ID {
	if subject := e.Subject(); subject != from {
		return subject
	}
	return e.Object()
}

// Stances are the stances of the edge's claims, each once, in the table's order.
func (e Edge) Stances() []Stance { return stanceSets[e.view.columns().stances[e.number]] }

// StancesOf are the stances of claims, each once, in the order of the table. The list is
// shared.
func StancesOf(claims []*Claim) []Stance {
	set := stanceSet(0)
	for _, c := range claims {
		set |= stanceSetOf(c.Stance)
	}
	return stanceSets[set]
}

// stanceSet has a bit for each stance of the table.
type stanceSet uint8

func stanceSetOf(stance Stance) stanceSet {
	for i := range stances {
		if stances[i].Stance == stance {
			return 1 << i
		}
	}
	return 0
}

// stanceSets are all lists of stances, by the bits of those that are in them.
var stanceSets = func() [][]Stance {
	sets := make([][]Stance, 1<<len(stances))
	for set := range sets {
		for i, info := range stances {
			if set>>i&1 == 1 {
				sets[set] = append(sets[set], info.Stance)
			}
		}
		sets[set] = slices.Clip(sets[set])
	}
	return sets
}()

// compareEdges orders edges of one View by subject, predicate and object, which is how they
// are numbered.
func compareEdges(a, b Edge) int { return cmp.Compare(a.number, b.number) }
