package graph

import "slices"

// present is a date after every change that the data knows: the map of today,
// without reading the clock.
const present Date = "2200"

// current follows a place to the one that stands in its stead at the date: Laiwu
// City became a district of Jinan in 2019. When the date is unknown it stays: an
// undated statement about a place is of the place's own time.
func (v *View) current(place ID, at Date) ID {
	seen := map[ID]bool{}
	for !seen[place] {
		seen[place] = true
		for _, edge := range v.Out(place, "succeededBy") {
			if at != "" && edge.Holds(at) {
				place = edge.Object()
				break
			}
		}
	}
	return place
}

// City is the city to which a place belongs at the date, or the place itself
// where it belongs to none. When the date is unknown it takes the relations that
// still hold.
func (v *View) City(place ID, at Date) ID {
	start := v.current(place, at)
	found := start
	v.ascend(start, at, func(id ID) bool {
		if thing := v.Thing(id); thing != nil && thing.Level == "city" {
			found = id
			return false
		}
		return true
	})
	return found
}

// WithinPlace tells whether the place is the region or lies in it at the date.
func (v *View) WithinPlace(place, region ID, at Date) bool {
	within := false
	v.ascend(v.current(place, at), at, func(id ID) bool {
		within = within || id == region
		return !within
	})
	return within
}

// ascend visits the place and then the larger ones around it, nearest first.
func (v *View) ascend(place ID, at Date, visit func(ID) bool) {
	seen := map[ID]bool{}
	for next := []ID{place}; len(next) > 0; next = next[1:] {
		if seen[next[0]] {
			continue
		}
		seen[next[0]] = true
		if !visit(next[0]) {
			return
		}
		for _, edge := range v.Out(next[0], "partOf") {
			if edge.standing(at) {
				next = append(next, v.current(edge.Object(), at))
			}
		}
	}
}

// standing tells whether a curated edge holds at the date, or still holds when
// the date is unknown.
func (e Edge) standing(at Date) bool {
	if at != "" || len(e.Spans()) == 0 {
		return e.Holds(at)
	}
	return slices.ContainsFunc(e.Spans(), func(s Span) bool { return s.Until == "" })
}

// territory is everything that lies in one of the regions at the date; when that
// is unknown, everything that ever did.
func (v *View) territory(regions []ID, at Date) map[ID]bool {
	inside := make(map[ID]bool)
	if at == "" {
		for next := slices.Clone(regions); len(next) > 0; next = next[1:] {
			if inside[next[0]] {
				continue
			}
			inside[next[0]] = true
			for _, edge := range v.In(next[0], "partOf") {
				next = append(next, edge.Subject())
			}
		}
		return inside
	}
	for _, kind := range located {
		for _, thing := range v.Things(kind) {
			inside[thing.ID] = slices.ContainsFunc(regions, func(region ID) bool { return v.WithinPlace(thing.ID, region, at) })
		}
	}
	return inside
}

// placesUnder are the other places that were ever part of a place, at any distance, or have
// become a part of it, by ID: those of any date are among them.
func (v *View) placesUnder(place ID) []ID {
	start := v.numberOf(place)
	seen, list := map[number]bool{start: true}, []number{start}
	partOf, _ := relationOf("partOf")
	succeededBy, _ := relationOf("succeededBy")
	for i := 0; i < len(list); i++ {
		for _, p := range []relation{partOf, succeededBy} {
			for _, edge := range v.edges.in(list[i], p) {
				if n := v.edges.subjects[edge]; !seen[n] {
					seen[n] = true
					list = append(list, n)
				}
			}
		}
	}
	var places []ID
	slices.Sort(list)
	for _, n := range list {
		if n != start && v.isThing(n) && kinds[v.kinds[n]].Kind == Place {
			places = append(places, v.idOf(n))
		}
	}
	return places
}
