package graph

import "cmp"

// priorityFilter says which statements of priorities count, and for whom.
type priorityFilter struct {
	rollUp bool // for the city in place of its district
	asOf   Date // on the map and by the documents of this date; each claim's own when empty
	test   func(*Claim) bool
}

// statedPriority is one claim with the place for which it counts.
type statedPriority struct {
	answer ID // the place, or its city
	place  ID
	claim  *Claim
}

// statedPriorities are the claims of an edge that count.
func (v *View) statedPriorities(edge Edge, f priorityFilter) []statedPriority {
	var list []statedPriority
	for _, claim := range edge.Claims() {
		if f.test != nil && !f.test(claim) || !v.WrittenBy(claim, f.asOf) {
			continue
		}
		s := statedPriority{answer: edge.Subject(), place: edge.Subject(), claim: claim}
		if f.rollUp {
			s.answer = v.City(edge.Subject(), cmp.Or(f.asOf, v.DateOf(claim).Earliest))
		}
		list = append(list, s)
	}
	return list
}

// profiles are the industries that each place prioritises, with the claims. Those
// that are only capped are none: a cap is no priority that two places could share.
func (v *View) profiles(f priorityFilter) map[ID]map[ID][]*Claim {
	profiles := make(map[ID]map[ID][]*Claim)
	for _, edge := range v.Edges("prioritises") {
		for _, s := range v.statedPriorities(edge, f) {
			if profiles[s.answer] == nil {
				profiles[s.answer] = make(map[ID][]*Claim)
			}
			profiles[s.answer][edge.Object()] = append(profiles[s.answer][edge.Object()], s.claim)
		}
	}
	for place, industries := range profiles {
		for industry, claims := range industries {
			if capped(claims) {
				delete(industries, industry)
			}
		}
		if len(industries) == 0 {
			delete(profiles, place)
		}
	}
	return profiles
}

// rolledAway tells where the priorities of a place went that were counted for other places
// alone; nobody who asks for it by name should take that for having none.
func (v *View) rolledAway(place ID, f priorityFilter, profiles map[ID]map[ID][]*Claim) error {
	if !f.rollUp || profiles[place] != nil {
		return nil
	}
	for _, edge := range v.Out(place, "prioritises") {
		for _, s := range v.statedPriorities(edge, f) {
			if s.answer != place {
				return invalid("rolled up, what %q prioritises counts for %q; ask about that, or without rolling up", place, s.answer)
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
