package graph

import (
	"cmp"
	"context"
	"reflect"
	"slices"
)

// sighted is an edge as a list shows it: from one of its ends, or from neither.
type sighted struct {
	edge Edge
	from ID
}

// FilterRelations are those of the edges that hold at the date and that the filter
// chooses, seen from a thing, or from none where that is empty.
func (v *View) FilterRelations(ctx context.Context, edges []Edge, from ID, filter *RelationFilter, asOf Date) ([]Edge, error) {
	if filter == nil && asOf == "" {
		return edges, nil
	}
	test, err := v.edgeTest(ctx, filter, asOf)
	if err != nil {
		return nil, err
	}
	return keepGiven(ctx, edges, func(e Edge) bool { return test(e, from) })
}

// RelationsWhere are those of all edges that hold at the date and that the filter chooses, by
// subject, predicate and object.
func (v *View) RelationsWhere(ctx context.Context, filter *RelationFilter, asOf Date) ([]Edge, error) {
	if filter == nil {
		return v.FilterRelations(ctx, v.AllEdges(), "", nil, asOf)
	}
	if _, err := v.edgeTest(ctx, filter, asOf); err != nil {
		return nil, err
	}
	edges, rest := v.candidates(*filter)
	if reflect.ValueOf(rest).IsZero() && asOf == "" {
		return v.handles(edges), given(ctx, 0)
	}
	return v.FilterRelations(ctx, v.handles(edges), "", filter, asOf)
}

// candidates are the edges among which are all that the filter chooses, and what of it is
// left to test on them.
func (v *View) candidates(filter RelationFilter) (edges []uint32, rest RelationFilter) {
	rest = filter
	if filter.Predicates == nil {
		edges = make([]uint32, v.edges.count())
		for i := range edges {
			edges[i] = uint32(i)
		}
		return edges, rest
	}
	rest.Predicates = nil
	var region []number
	if s := filter.Subject; s != nil {
		others := *s
		if len(s.Within) == 1 && s.AsOf == "" && v.onlyPlaces(filter.Predicates) {
			region = v.region(v.numberOf(s.Within[0]))
			others.Within = nil
		}
		if reflect.ValueOf(others).IsZero() { // then it need only be a thing
			rest.Subject = nil
			defer func() {
				edges = slices.DeleteFunc(edges, func(edge uint32) bool { return !v.isThing(v.edges.subjects[edge]) })
			}()
		}
	}
	for i, name := range filter.Predicates {
		p, known := relationOf(name)
		if !known || slices.Contains(filter.Predicates[:i], name) {
			continue
		}
		if region == nil {
			edges = append(edges, v.edges.along(p)...)
			continue
		}
		for _, place := range region {
			for first, end := v.edges.out(place, p); first < end; first++ {
				edges = append(edges, first)
			}
		}
	}
	if len(filter.Predicates) > 1 {
		slices.Sort(edges)
	}
	return edges, rest
}

// onlyPlaces tells whether only places are subjects of the predicates' edges. These come by
// subject, and places by neighbouring numbers, so the first and the last tell.
func (v *View) onlyPlaces(predicates []string) bool {
	return !slices.ContainsFunc(predicates, func(name string) bool {
		p, known := relationOf(name)
		if !known {
			return false
		}
		edges := v.edges.along(p)
		return len(edges) > 0 && (v.kinds[v.edges.subjects[edges[0]]] != placeKindNumber || v.kinds[v.edges.subjects[edges[len(edges)-1]]] != placeKindNumber)
	})
}

// edgeTest tells which edges hold at a date and are chosen, seen from a thing.
func (v *View) edgeTest(ctx context.Context, filter *RelationFilter, asOf Date) (func(e Edge, from ID) bool, error) {
	test := func(sighted) bool { return true }
	if filter != nil {
		var err error
		if test, err = (&compiler{ctx: ctx, view: v}).relations(*filter); err != nil {
			return nil, err
		}
	}
	return func(e Edge, from ID) bool { return v.HoldsAt(e, asOf) && test(sighted{e, from}) }, nil
}

func (c *compiler) relations(f RelationFilter) (func(sighted) bool, error) {
	if err := cmp.Or(c.count(), f.Documents.check()); err != nil {
		return nil, err
	}
	v := c.view
	var list tests[sighted]
	if err := combine(&list, f.And, f.Or, f.Not, c.relations); err != nil {
		return nil, err
	}
	if f.Predicates != nil {
		list = append(list, func(s sighted) bool { return slices.Contains(f.Predicates, s.edge.Predicate()) })
	}
	for _, end := range []struct {
		filter *ThingFilter
		of     func(sighted) ID
	}{
		{f.Node, func(s sighted) ID {
			if s.from == "" {
				return s.edge.Object()
			}
			return s.edge.Other(s.from)
		}},
		{f.Subject, func(s sighted) ID { return s.edge.Subject() }},
		{f.Object, func(s sighted) ID { return s.edge.Object() }},
	} {
		if end.filter == nil {
			continue
		}
		test, err := c.things(*end.filter)
		if err != nil {
			return nil, err
		}
		list = append(list, func(s sighted) bool { t := v.Thing(end.of(s)); return t != nil && test(t) })
	}
	if f.Curated != nil {
		list = append(list, func(s sighted) bool { return s.edge.Curated() == *f.Curated })
	}
	if f.Documents != nil {
		list = append(list, func(s sighted) bool { return f.Documents.holds(len(documentsOf(s.edge.Claims()))) })
	}
	if f.Claim != nil {
		test, err := c.claims(*f.Claim)
		if err != nil {
			return nil, err
		}
		list = append(list, func(s sighted) bool { return slices.ContainsFunc(s.edge.Claims(), test) })
	}
	return list.all, nil
}

// AllRelations are the edges of a thing along any of the predicates (all when
// none is named), by predicate and far end.
func (v *View) AllRelations(id ID, predicates []string, direction Direction) []Edge {
	var list []Edge
	for _, p := range vocabulary {
		if len(predicates) > 0 && !slices.Contains(predicates, p.Name) {
			continue
		}
		switch {
		case direction == AnyWay || direction == "" || p.Symmetric():
			list = append(list, v.Out(id, p.Name)...)
			list = append(list, v.In(id, p.Name)...)
		case direction == Outgoing:
			list = append(list, v.Out(id, p.Name)...)
		default:
			list = append(list, v.In(id, p.Name)...)
		}
	}
	slices.SortStableFunc(list, func(a, b Edge) int { return compareAround(id, a, b) })
	return slices.Compact(list) // what is related to itself stands on both sides
}
