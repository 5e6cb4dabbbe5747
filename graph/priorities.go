package graph

import (
	"cmp"
	"slices"
)

// priorityFilter says which statements of priorities count, and for whom.
type priorityFilter struct {
	rollUp bool // for the city in place of its district
	asOf   Date // on the map and by the documents of this date; each claim's own when empty
	test   func(*Claim) bool
}

// plain tells whether every statement counts, for the place that it names.
func (f priorityFilter) plain() bool { return f.test == nil && f.asOf == "" && !f.rollUp }

// counted are the claims of a priority that count.
func (v *View) counted(claims []*Claim, f priorityFilter) []*Claim {
	if f.test == nil && f.asOf == "" {
		return claims
	}
	return keep(claims, func(c *Claim) bool { return (f.test == nil || f.test(c)) && v.WrittenBy(c, f.asOf) })
}

// statedPriority is what a place is said to prioritise, and the place for which it counts.
type statedPriority struct {
	answer   number // the place, or its city
	industry number
	edge     uint32
	claims   []*Claim
}

func compareStated(a, b statedPriority) int {
	if a.answer != b.answer {
		return cmp.Compare(a.answer, b.answer)
	}
	return cmp.Compare(a.edge, b.edge) // by place and industry
}

// stated appends what an edge says, where anything of it counts. Rolled up, claims of
// different dates may count for different cities.
func (v *View) stated(list []statedPriority, edge uint32, f priorityFilter) []statedPriority {
	claims := v.counted(v.edges.claims.of(edge), f)
	if len(claims) == 0 {
		return list
	}
	s := statedPriority{answer: v.edges.subjects[edge], industry: v.edges.objects[edge], edge: edge, claims: claims}
	if !f.rollUp {
		return append(list, s)
	}
	place, first := v.idOf(s.answer), len(list)
	for _, claim := range claims {
		city := v.numberOf(v.City(place, cmp.Or(f.asOf, v.DateOf(claim).Earliest)))
		if i := slices.IndexFunc(list[first:], func(s statedPriority) bool { return s.answer == city }); i >= 0 {
			list[first+i].claims = append(list[first+i].claims, claim)
		} else {
			list = append(list, statedPriority{city, s.industry, edge, []*Claim{claim}})
		}
	}
	return list
}

// rolledAway tells where the priorities of a place went that were counted for other places
// alone; nobody who asks for it by name should take that for having none.
func (v *View) rolledAway(place ID, f priorityFilter, m *likenessMeasure) error {
	n := v.numberOf(place)
	if _, has := m.find(n); !f.rollUp || has {
		return nil
	}
	prioritises, _ := relationOf("prioritises")
	first, end := v.edges.out(n, prioritises)
	for edge := first; edge < end; edge++ {
		for _, s := range v.stated(nil, edge, f) {
			if s.answer != n {
				return invalid("rolled up, what %q prioritises counts for %q; ask about that, or without rolling up", place, v.idOf(s.answer))
			}
		}
	}
	return nil
}

// capped tells whether every claim of a priority is that the industry is limited.
func capped(claims []*Claim) bool {
	for _, claim := range claims {
		if claim.Stance != Limit {
			return false
		}
	}
	return len(claims) > 0
}
