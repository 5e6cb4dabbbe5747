package graph

import (
	"cmp"
	"context"
	"slices"
)

// Profile is what the graph holds about one place.
type Profile struct {
	Place        *Thing
	Parts        []ID // districts and the like, on the map of the date
	Leaders      []OfficeHolder
	Priorities   []Edge
	Clusters     []Edge
	Programmes   []Edge
	Undertakings []Edge // what else it builds, plans or hosts
	Targets      []Edge
	Figures      []Edge

	view      *View
	likeness  List[Likeness]
	concerned map[ID]bool
	claims    []*Claim
}

// Alike are the places most like it.
func (p *Profile) Alike() []Likeness {
	return keep(p.likeness.First(profileAlike), func(l Likeness) bool { return l.Score > 0 })
}

// Conflicts are about the place or anything else of its profile.
func (p *Profile) Conflicts() []Conflict {
	var list []Conflict
	for id := range p.concerned {
		list = append(list, keep(p.view.ConflictsOf(id), func(c Conflict) bool { return c.About == id })...)
	}
	slices.SortFunc(list, compareConflicts)
	return list
}

// Documents say anything of the place.
func (p *Profile) Documents() []ID {
	documents := documentsOf(p.claims)
	slices.Sort(documents)
	return documents
}

// profileAlike is how many of the most alike places a profile names.
const profileAlike = 5

// Profile answers what a place is about. With parts, it includes what is said of
// the places within it, and of those that they succeeded, on the map of the date
// asOf (the present map when empty). Leaders are those of asOf, or of any date.
func (v *View) Profile(ctx context.Context, place ID, parts bool, asOf Date) (*Profile, error) {
	thing, err := v.Require(place, Place)
	if err != nil {
		return nil, err
	}
	at := cmp.Or(asOf, present)
	p := &Profile{Place: thing, view: v}
	places := []ID{place}
	for _, other := range v.placesWithin(place, at) {
		if v.current(other, at) == other { // it has not been abolished
			p.Parts = append(p.Parts, other)
		}
		if parts {
			places = append(places, other)
		}
	}
	if p.likeness, err = v.LikenessList(ctx, LikenessQuestion{Place: place}); err != nil {
		return nil, err
	}
	concerned := make(map[ID]bool)
	var claims []*Claim
	for _, id := range places {
		if v.current(id, at) == id || id == place {
			for _, body := range append(v.bodiesOf(id), id) {
				held, err := v.OfficeHolders(ctx, OfficeQuestion{At: body, AsOf: asOf})
				if err != nil {
					return nil, err
				}
				p.Leaders = append(p.Leaders, held...)
			}
		}
		p.Priorities = append(p.Priorities, v.Out(id, "prioritises")...)
		p.Programmes = append(p.Programmes, v.Out(id, "runs")...)
		for _, predicate := range []string{"builds", "plans", "hosts"} {
			for _, edge := range v.Out(id, predicate) {
				if edge.Object().Kind() == Cluster {
					p.Clusters = append(p.Clusters, edge)
				} else {
					p.Undertakings = append(p.Undertakings, edge)
				}
			}
		}
		concerned[id] = true
		claims = append(claims, v.ClaimsAbout(id)...)
	}
	for _, edges := range [][]Edge{p.Clusters, p.Programmes, p.Undertakings} {
		for _, edge := range edges {
			concerned[edge.Object()] = true
		}
	}
	for _, id := range sortedKeys(concerned) {
		for _, edge := range v.Out(id, "hasTarget") {
			p.Targets = append(p.Targets, edge)
			concerned[edge.Object()] = true
		}
		for _, edge := range v.Out(id, "hasFigure") {
			p.Figures = append(p.Figures, edge)
			concerned[edge.Object()] = true
		}
	}
	p.concerned, p.claims = concerned, claims
	return p, nil
}

// bodiesOf are the organisations of a place: its committee, its bureaus.
func (v *View) bodiesOf(place ID) []ID {
	var list []ID
	add := func(id ID) {
		if id.Kind() == Organisation && !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	for _, edge := range v.In(place, "partOf") {
		add(edge.Subject())
	}
	for _, edge := range v.Out(place, "hosts") {
		add(edge.Object())
	}
	return list
}
