package graph

import (
	"context"
	"slices"
	"sync/atomic"
)

// present is a date after every change that the data knows: the map of today,
// without reading the clock.
const present Date = "2200"

// currentOf follows a place to the one that stands in its stead at the date: Laiwu
// City became a district of Jinan in 2019. When the date is unknown it stays: an
// undated statement about a place is of the place's own time.
func (v *View) currentOf(place number, at Date) number {
	var seen []number
	for at != "" && !slices.Contains(seen, place) {
		first, end := v.edges.out(place, succeededBy)
		for edge := first; edge < end; edge++ {
			if (Edge{v, edge}).Holds(at) {
				seen = append(seen, place)
				place = v.edges.objects[edge]
				break
			}
			if edge == end-1 {
				return place
			}
		}
		if first == end {
			return place
		}
	}
	return place
}

// City is the city to which a place belongs at the date, or the place itself
// where it belongs to none. When the date is unknown it takes the relations that
// still hold.
func (v *View) City(place ID, at Date) ID {
	n := v.numberOf(place)
	if n == noNumber {
		return place
	}
	start := v.currentOf(n, at)
	found := start
	v.ascend(start, at, func(n number) bool {
		if v.isThing(n) && v.thing(n).Level == "city" {
			found = n
			return false
		}
		return true
	})
	return v.idOf(found)
}

// WithinPlace tells whether the place is the region or lies in it at the date.
func (v *View) WithinPlace(place, region ID, at Date) bool {
	n, wanted := v.numberOf(place), v.numberOf(region)
	if n == noNumber || wanted == noNumber {
		return place == region
	}
	within := false
	v.ascend(v.currentOf(n, at), at, func(n number) bool {
		within = within || n == wanted
		return !within
	})
	return within
}

// ascend visits the place and then the larger ones around it, nearest first. There are few.
func (v *View) ascend(place number, at Date, visit func(number) bool) {
	var room [16]number
	line := append(room[:0], place)
	for i := 0; i < len(line); i++ {
		if !visit(line[i]) {
			return
		}
		first, end := v.edges.out(line[i], partOfRelation)
		for edge := first; edge < end; edge++ {
			if !(Edge{v, edge}).standing(at) {
				continue
			}
			if larger := v.currentOf(v.edges.objects[edge], at); !slices.Contains(line, larger) {
				line = append(line, larger)
			}
		}
	}
}

// The relations that the map is made of.
var (
	partOfRelation, _ = relationOf("partOf")
	succeededBy, _    = relationOf("succeededBy")
)

// standing tells whether a curated edge holds at the date, or still holds when
// the date is unknown.
func (e Edge) standing(at Date) bool {
	if at != "" || len(e.Spans()) == 0 {
		return e.Holds(at)
	}
	return slices.ContainsFunc(e.Spans(), func(s Span) bool { return s.Until == "" })
}

// territory is everything that lies in one of the regions at the date; when that
// is unknown, everything that ever did. It is not all where nobody waits any more.
func (v *View) territory(ctx context.Context, regions []ID, at Date) map[ID]bool {
	inside := make(map[ID]bool)
	wanted := make(map[number]bool) // each once, however often it is named
	for _, region := range regions {
		wanted[v.numberOf(region)] = true
	}
	if at == "" {
		for region := range wanted {
			for _, n := range v.region(region) {
				inside[v.idOf(n)] = true
			}
		}
		return inside
	}
	for _, kind := range located {
		for i, n := range v.numbersOf(kind.Info()) {
			if given(ctx, i) != nil {
				return inside
			}
			v.ascend(v.currentOf(n, at), at, func(around number) bool {
				if wanted[around] {
					inside[v.idOf(n)] = true
				}
				return !wanted[around]
			})
		}
	}
	return inside
}

// placesIn are the other places that lie in a place at a date, by ID.
type placesIn struct {
	all      []Node
	standing []Node // those that have not been abolished by then
}

// placesWithin looks for the places that lie in one. Those of the present map are looked for
// once for a View.
func (v *View) placesWithin(place number, at Date) *placesIn {
	var kept *atomic.Pointer[placesIn]
	if at == present && v.kinds[place] == placeKindNumber && v.isThing(place) {
		first, _ := v.rangeOf(Place)
		kept = &v.within()[v.thingPlaces[place]-1-first]
		if found := kept.Load(); found != nil {
			return found
		}
	}
	found := new(placesIn)
	for _, n := range v.placesUnder(place) {
		now, lies := v.currentOf(n, at), false
		v.ascend(now, at, func(around number) bool {
			lies = around == place
			return !lies
		})
		if lies {
			found.all = append(found.all, Node{v, n})
			if now == n {
				found.standing = append(found.standing, Node{v, n})
			}
		}
	}
	if kept != nil {
		kept.Store(found)
	}
	return found
}

// placesUnder are the other places that were ever part of a place, at any distance, or have
// become a part of it, by ID: those of any date are among them.
func (v *View) placesUnder(start number) []number {
	seen, list := map[number]bool{start: true}, []number{start}
	for i := 0; i < len(list); i++ {
		for _, p := range [2]relation{partOfRelation, succeededBy} {
			for _, edge := range v.edges.in(list[i], p) {
				if n := v.edges.subjects[edge]; !seen[n] {
					seen[n] = true
					list = append(list, n)
				}
			}
		}
	}
	slices.Sort(list)
	return keep(list, func(n number) bool { return n != start && v.kinds[n] == placeKindNumber && v.isThing(n) })
}

// region is a place and all that was ever a part of it, by ID. It is reckoned once for a
// View.
func (v *View) region(place number) []number {
	var kept *atomic.Pointer[[]number]
	if v.kinds[place] == placeKindNumber && v.isThing(place) {
		first, _ := v.rangeOf(Place)
		kept = &v.regions()[v.thingPlaces[place]-1-first]
		if list := kept.Load(); list != nil {
			return *list
		}
	}
	seen, list := map[number]bool{place: true}, []number{place}
	for i := 0; i < len(list); i++ {
		for _, edge := range v.edges.in(list[i], partOfRelation) {
			if n := v.edges.subjects[edge]; !seen[n] {
				seen[n] = true
				list = append(list, n)
			}
		}
	}
	slices.Sort(list)
	if kept != nil {
		kept.Store(&list)
	}
	return list
}
