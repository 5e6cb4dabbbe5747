package graph

import (
	"cmp"
	"slices"
)

// What a thing is about: the places and industries by which filters find it and
// facets count it. Which of its relations count for that is the caller's choice: all of
// them for the thing itself, those of its own document for a claim on it.

func allRelations(Edge) bool { return true }

// placesAbout are the places that a thing is, lies in or belongs to: the place
// itself; those that build, plan, host or run it, or that it is part of; the place
// where a post is held; the places that prioritise an industry; those of what a
// target or figure is of.
func (v *View) placesAbout(id ID, counts func(Edge) bool) []ID {
	var list []ID
	add := func(ids ...ID) {
		for _, other := range ids {
			if other.Kind() == Place && !slices.Contains(list, other) {
				list = append(list, other)
			}
		}
	}
	thing := v.Thing(id)
	if thing == nil {
		return nil
	}
	switch thing.Kind {
	case Place:
		add(id)
	case Official:
		for _, e := range v.Out(id, "holds") {
			if e.Object().Kind() == Tenure && counts(e) {
				add(v.placesAbout(e.Object(), counts)...)
			}
		}
	case Tenure:
		if isBeing(thing.Holding.At) {
			add(v.placesAbout(thing.Holding.At, counts)...)
		}
	case Target, Figure:
		if isBeing(thing.Measure.Of) {
			add(v.placesAbout(thing.Measure.Of, counts)...)
		}
	case Industry:
		for _, e := range v.In(id, "prioritises") {
			if counts(e) {
				add(e.Subject())
			}
		}
	case Programme, Organisation, Enterprise, Cluster, Project, Platform:
		// The nearest that has places: where a part of a programme is run says nothing
		// of all places that run the whole.
		for _, whole := range v.wholes(id) {
			if add(v.placesOf(whole, counts)...); len(list) > 0 {
				break
			}
		}
	}
	slices.SortFunc(list, cmp.Compare[ID])
	return list
}

// isBeing tells what a tenure can be at, and a target or figure of. A graph that is taken as
// it is may have others there, even the thing itself, and lead in circles.
func isBeing(id ID) bool { return slices.Contains(beings, id.Kind()) }

// wholes are the thing and whatever it is a part of that is no place: a branch's
// group, a programme's programme.
func (v *View) wholes(id ID) []ID {
	list := []ID{id}
	for i := 0; i < len(list); i++ {
		for _, e := range v.Out(list[i], "partOf") {
			if e.Object().Kind() != Place && !slices.Contains(list, e.Object()) {
				list = append(list, e.Object())
			}
		}
		for _, e := range v.In(list[i], "contains") {
			if !slices.Contains(list, e.Subject()) {
				list = append(list, e.Subject())
			}
		}
	}
	return list
}

// industriesAbout are the industries that a thing is, works in, prioritises or
// covers; those of the clusters that it anchors; those of what a target or figure
// is of or restricted to.
func (v *View) industriesAbout(id ID, counts func(Edge) bool) []ID {
	var list []ID
	add := func(ids ...ID) {
		for _, other := range ids {
			if other.Kind() == Industry && !slices.Contains(list, other) {
				list = append(list, other)
			}
		}
	}
	thing := v.Thing(id)
	if thing == nil {
		return nil
	}
	add(id)
	for _, predicate := range []string{"inIndustry", "prioritises", "covers"} {
		for _, e := range v.Out(id, predicate) {
			if counts(e) {
				add(e.Object())
			}
		}
	}
	for _, e := range v.Out(id, "anchors") {
		if counts(e) {
			add(v.IndustriesOf(e.Object())...)
		}
	}
	if m := thing.Measure; m != nil {
		add(ID(m.Scope))
		if isBeing(m.Of) && m.Of.Kind() != Place {
			add(v.industriesAbout(m.Of, counts)...)
		}
	}
	slices.SortFunc(list, cmp.Compare[ID])
	return list
}

// IndustriesOf are the industries that a thing works in.
func (v *View) IndustriesOf(id ID) []ID {
	var list []ID
	for _, edge := range v.Out(id, "inIndustry") {
		list = append(list, edge.Object())
	}
	return list
}

// PlacesOf are the places that build, plan, host or run a thing, or that it is, or
// was, part of.
func (v *View) PlacesOf(id ID) []ID {
	node, _ := v.Node(id)
	var list []ID
	for _, place := range node.Places(nil) {
		list = append(list, place.ID())
	}
	return list
}

// Places are the same of a node, by ID. They are appended to a list.
func (n Node) Places(list []Node) []Node {
	if n.number == noNumber {
		return list
	}
	v, first := n.view, len(list)
	add := func(other number) {
		if place := (Node{v, other}); v.kinds[other] == placeKindNumber && !slices.Contains(list[first:], place) {
			list = append(list, place)
		}
	}
	if edges := v.edges.incoming[v.edges.inStarts[n.number]:v.edges.inStarts[n.number+1]]; len(edges) <= len(havingRelations)*few {
		for _, edge := range edges {
			if slices.Contains(havingRelations, v.edges.predicates[edge]) {
				add(v.edges.subjects[edge])
			}
		}
	} else {
		for _, p := range havingRelations {
			for _, edge := range v.edges.in(n.number, p) {
				add(v.edges.subjects[edge])
			}
		}
	}
	for edge, end := v.edges.out(n.number, partOfRelation); edge < end; edge++ {
		add(v.edges.objects[edge])
	}
	slices.SortFunc(list[first:], func(a, b Node) int { return cmp.Compare(a.number, b.number) })
	return list
}

// having are the relations by which a place has a thing.
var having = []string{"builds", "plans", "hosts", "runs"}

var havingRelations = func() []relation {
	var list []relation
	for _, name := range having {
		p, _ := relationOf(name)
		list = append(list, p)
	}
	return list
}()

func (v *View) placesOf(id ID, counts func(Edge) bool) []ID {
	list := v.placesAt(id, counts)
	for _, edge := range v.Out(id, "partOf") {
		if edge.Object().Kind() == Place && counts(edge) && !slices.Contains(list, edge.Object()) {
			list = append(list, edge.Object())
		}
	}
	return list
}

// placesAt are the places that build, plan, host or run a thing.
func (v *View) placesAt(id ID, counts func(Edge) bool) []ID {
	var list []ID
	for _, predicate := range having {
		for _, edge := range v.In(id, predicate) {
			if edge.Subject().Kind() == Place && counts(edge) && !slices.Contains(list, edge.Subject()) {
				list = append(list, edge.Subject())
			}
		}
	}
	return list
}

// degree is how many relations a thing has, in both directions.
func (v *View) degree(id ID) int {
	if n := v.numberOf(id); n != noNumber {
		return v.degreeOf(n)
	}
	return 0
}

// placesBeside is to how many places the relations of a thing lead that claims state;
// for an industry, how many prioritise it. It is counted once for a View.
func (v *View) placesBeside(id ID) int {
	n := v.numberOf(id)
	if !v.isThing(n) {
		return v.countPlacesBeside(n)
	}
	kept := &v.beside()[v.thingPlaces[n]-1]
	if count := kept.Load(); count != 0 {
		return int(count - 1)
	}
	count := v.countPlacesBeside(n)
	kept.Store(uint32(count) + 1)
	return count
}

func (v *View) countPlacesBeside(n number) int {
	if n == noNumber {
		return 0
	}
	prioritises, _ := relationOf("prioritises")
	industry := v.kinds[n] == industryKindNumber
	places := make(map[number]bool)
	v.eachEdgeOf(n, func(edge uint32, other number) {
		if industry && v.edges.predicates[edge] != prioritises {
			return // a place that is of an industry need not prioritise it
		}
		if v.kinds[other] == placeKindNumber && len(v.edges.claims.of(edge)) > 0 {
			places[other] = true
		}
	})
	return len(places)
}
