package graph

import (
	"cmp"
	"context"
	"slices"
)

// Profile is what the graph holds about one place.
type Profile struct {
	Place        Node
	Parts        []Node // districts and the like, on the map of the date
	Leaders      []OfficeHolder
	Priorities   []Edge
	Clusters     []Edge
	Programmes   []Edge
	Undertakings []Edge // what else it builds, plans or hosts
	Targets      []Edge
	Figures      []Edge

	concerned []number // the place and what else is in the profile
	claims    []*Claim
}

// Alike are the places most like it.
func (p *Profile) Alike(ctx context.Context) ([]Likeness, error) {
	list, err := p.Place.view.LikenessList(ctx, LikenessQuestion{Place: p.Place.ID()})
	return keep(list.First(profileAlike), func(l Likeness) bool { return l.Score > 0 }), err
}

// Conflicts are about the place or anything else of its profile.
func (p *Profile) Conflicts() []Conflict {
	var list []Conflict
	v := p.Place.view
	for _, n := range p.concerned {
		id := v.idOf(n)
		list = append(list, keep(v.ConflictsOf(id), func(c Conflict) bool { return c.About == id })...)
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
	if _, err := v.Require(place, Place); err != nil {
		return nil, err
	}
	node, _ := v.Node(place)
	at := cmp.Or(asOf, present)
	within := v.placesWithin(node.number, at)
	p := &Profile{Place: node, Parts: within.standing}
	p.add(node, asOf, true)
	if parts {
		for i, other := range within.all {
			if err := given(ctx, i); err != nil {
				return nil, err
			}
			p.add(other, asOf, slices.Contains(within.standing, other))
		}
	}
	for _, edges := range [...][]Edge{p.Clusters, p.Programmes, p.Undertakings} {
		for _, edge := range edges {
			p.concerned = append(p.concerned, v.edges.objects[edge.number])
		}
	}
	slices.Sort(p.concerned)
	p.concerned = slices.Compact(p.concerned)
	for _, n := range p.concerned {
		p.Targets = join(p.Targets, v.outOf(n, hasTargetRelation))
		p.Figures = join(p.Figures, v.outOf(n, hasFigureRelation))
	}
	for _, edges := range [...][]Edge{p.Targets, p.Figures} {
		for _, edge := range edges {
			p.concerned = append(p.concerned, v.edges.objects[edge.number])
		}
	}
	slices.Sort(p.concerned)
	p.concerned = slices.Compact(p.concerned)
	return p, given(ctx, 0)
}

// add adds what is said of a place; who leads it only where it has not been abolished.
func (p *Profile) add(place Node, asOf Date, standing bool) {
	v, n := place.view, place.number
	if standing {
		for _, body := range v.bodiesOf(n) {
			p.Leaders = v.appendLeaders(p.Leaders, body, asOf)
		}
		p.Leaders = v.appendLeaders(p.Leaders, n, asOf)
	}
	p.Priorities = join(p.Priorities, v.outOf(n, prioritisesRelation))
	p.Programmes = join(p.Programmes, v.outOf(n, runsRelation))
	for _, relation := range undertakingRelations {
		for _, edge := range v.outOf(n, relation) {
			if v.kinds[v.edges.objects[edge.number]] == clusterKindNumber {
				p.Clusters = append(p.Clusters, edge)
			} else {
				p.Undertakings = append(p.Undertakings, edge)
			}
		}
	}
	p.concerned = append(p.concerned, n)
	p.claims = join(p.claims, v.about.of(n))
}

// join appends a list that is shared. Where nothing stands before it, it stays what it is.
func join[T any](list, shared []T) []T {
	if len(list) == 0 {
		return slices.Clip(shared)
	}
	return append(list, shared...)
}

// appendLeaders appends those who held posts at a place or an organisation, by tenure.
func (v *View) appendLeaders(list []OfficeHolder, body number, asOf Date) []OfficeHolder {
	for _, edge := range v.edges.in(body, atRelation) {
		tenure := Node{v, v.edges.subjects[edge]}.Thing()
		if tenure == nil || tenure.Holding == nil || tenure.Holding.At != v.idOf(body) {
			continue
		}
		if held := v.officeHolder(tenure); asOf == "" || held.heldAt(asOf) {
			list = append(list, held)
		}
	}
	return list
}

// bodiesOf are the organisations of a place: its committee, its bureaus.
func (v *View) bodiesOf(place number) []number {
	var list []number
	add := func(n number) {
		if v.kinds[n] == organisationKindNumber && !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	for _, edge := range v.edges.in(place, partOfRelation) {
		add(v.edges.subjects[edge])
	}
	for edge, end := v.edges.out(place, hostsRelation); edge < end; edge++ {
		add(v.edges.objects[edge])
	}
	return list
}

var (
	prioritisesRelation, _ = relationOf("prioritises")
	runsRelation, _        = relationOf("runs")
	hostsRelation, _       = relationOf("hosts")
	atRelation, _          = relationOf("at")
	hasTargetRelation, _   = relationOf("hasTarget")
	hasFigureRelation, _   = relationOf("hasFigure")
)

// undertakingRelations are the relations to what a place undertakes.
var undertakingRelations = func() []relation {
	var list []relation
	for _, name := range []string{"builds", "plans", "hosts"} {
		r, _ := relationOf(name)
		list = append(list, r)
	}
	return list
}()
