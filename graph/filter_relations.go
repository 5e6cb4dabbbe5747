package graph

import (
	"cmp"
	"context"
	"iter"
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
func (v *View) RelationsWhere(ctx context.Context, filter *RelationFilter, asOf Date) (List[Edge], error) {
	list := v.EdgeList(nil)
	if filter == nil && asOf == "" {
		list.Items = v.AllEdges()
		return list, nil
	}
	test, err := v.edgeTest(ctx, filter, asOf)
	if err != nil {
		return list, err
	}
	candidates := v.AllEdges()
	if filter != nil {
		edges, rest := v.candidates(*filter)
		if reflect.ValueOf(rest).IsZero() && asOf == "" {
			list.later = laterEdges(edges)
			return list, given(ctx, 0)
		}
		candidates = slices.Collect(edges)
	}
	list.Items, err = keepGiven(ctx, candidates, func(e Edge) bool { return test(e, "") })
	return list, err
}

// laterEdges are edges that are looked for as they are wanted.
func laterEdges(edges iter.Seq[Edge]) *later[Edge] {
	return &later[Edge]{
		each: edges,
		count: func() int {
			n := 0
			for range edges {
				n++
			}
			return n
		},
		first: func(n int) []Edge {
			var list []Edge
			for edge := range edges {
				if len(list) >= n {
					break
				}
				list = append(list, edge)
			}
			return list
		},
	}
}

// candidates are the edges among which are all that the filter chooses, in their order, and
// what of it is left to test on them.
func (v *View) candidates(filter RelationFilter) (edges iter.Seq[Edge], rest RelationFilter) {
	rest = filter
	if filter.Predicates == nil {
		return slices.Values(v.AllEdges()), rest
	}
	rest.Predicates = nil
	var region []number
	things := false // whether the subject must be a thing, and no more of it is left to test
	if s := filter.Subject; s != nil {
		others := *s
		if len(s.Within) == 1 && s.AsOf == "" && v.onlyPlaces(filter.Predicates) {
			region = v.region(v.numberOf(s.Within[0]))
			others.Within = nil
		}
		if reflect.ValueOf(others).IsZero() {
			rest.Subject, things = nil, true
		}
	}
	predicates := relationsNamed(filter.Predicates)
	return func(yield func(Edge) bool) {
		visit := func(edge uint32) bool {
			return things && !v.isThing(v.edges.subjects[edge]) || yield(Edge{v, edge})
		}
		switch {
		case region != nil:
			for _, place := range region {
				for _, p := range predicates {
					for edge, end := v.edges.out(place, p); edge < end; edge++ {
						if !visit(edge) {
							return
						}
					}
				}
			}
		case len(predicates) == 1:
			for _, edge := range v.edges.along(predicates[0]) {
				if !visit(edge) {
					return
				}
			}
		default:
			var edges []uint32
			for _, p := range predicates {
				edges = append(edges, v.edges.along(p)...)
			}
			slices.Sort(edges)
			for _, edge := range edges {
				if !visit(edge) {
					return
				}
			}
		}
	}, rest
}

// relationsNamed are those that there are, each once, in their order.
func relationsNamed(names []string) []relation {
	var list []relation
	for _, name := range names {
		if p, known := relationOf(name); known {
			list = append(list, p)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
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
		if test, err = v.compiler(ctx).relations(*filter); err != nil {
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
		wanted := oneOf(f.Predicates)
		list = append(list, func(s sighted) bool { return wanted(s.edge.Predicate()) })
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
	return list.while(&c.watch), nil
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

// edgesAround visits the edges of things along any of the predicates (all where there is no
// list of them), each once, with their other ends: AllRelations without its order.
func (v *View) edgesAround(predicates []string, direction Direction) func(number) iter.Seq2[uint32, number] {
	var along [256]bool
	for p := range predicatesByName {
		along[p] = predicates == nil
	}
	for _, p := range relationsNamed(predicates) {
		along[p] = true
	}
	a := &v.edges
	follows := func(p relation, against Direction) bool { return along[p] && (direction != against || symmetric[p]) }
	return func(n number) iter.Seq2[uint32, number] {
		return func(yield func(uint32, number) bool) {
			if n == noNumber {
				return
			}
			for edge := a.outStarts[n]; edge < a.outStarts[n+1]; edge++ {
				if follows(a.predicates[edge], Incoming) && !yield(edge, a.objects[edge]) {
					return
				}
			}
			for _, edge := range a.incoming[a.inStarts[n]:a.inStarts[n+1]] {
				p, other := a.predicates[edge], a.subjects[edge]
				if seen := other == n && follows(p, Incoming); !seen && follows(p, Outgoing) && !yield(edge, other) {
					return
				}
			}
		}
	}
}
