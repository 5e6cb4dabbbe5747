package graph

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// FilterThings are those of the things that the filter chooses, in their order.
func (v *View) FilterThings(ctx context.Context, things []*Thing, filter *ThingFilter) ([]*Thing, error) {
	if filter == nil {
		return things, nil
	}
	test, err := v.compiler(ctx).things(*filter)
	if err != nil {
		return nil, err
	}
	return keepGiven(ctx, things, test)
}

// about are the places, or the industries, that a thing is about by all of its relations.
func about(find func(ID, func(Edge) bool) []ID) func(*Thing) []ID {
	return func(t *Thing) []ID { return find(t.ID, allRelations) }
}

func (c *compiler) things(f ThingFilter) (func(*Thing) bool, error) {
	if err := cmp.Or(c.count(), f.Value.check(), f.Due.check(), f.Documents.check()); err != nil {
		return nil, err
	}
	v := c.view
	var list tests[*Thing]
	if err := combine(&list, f.And, f.Or, f.Not, c.things); err != nil {
		return nil, err
	}
	if f.IDs != nil {
		if err := c.require(f.IDs); err != nil {
			return nil, err
		}
		wanted := oneOf(f.IDs)
		list = append(list, func(t *Thing) bool { return wanted(t.ID) })
	}
	if f.Kinds != nil {
		wanted := oneOf(f.Kinds)
		list = append(list, func(t *Thing) bool { return wanted(t.Kind) })
	}
	if f.AsOf != "" {
		list = append(list, func(t *Thing) bool { return v.Exists(t, f.AsOf) })
	}
	if f.Name != nil {
		test, err := c.text(*f.Name)
		if err != nil {
			return nil, err
		}
		list = append(list, func(t *Thing) bool {
			return test.any(c.names.of(t, v.packedNames), func(place int) bool {
				return f.Name.Language == "" || t.Names()[place].Language == f.Name.Language
			})
		})
	}
	if f.Levels != nil {
		wanted := oneOf(f.Levels)
		list = append(list, func(t *Thing) bool { return wanted(t.Level) })
	}
	if f.Forms != nil {
		wanted := oneOf(f.Forms)
		list = append(list, func(t *Thing) bool { return wanted(t.Form) })
	}
	if f.Formula != "" {
		wanted := plainFormula(f.Formula)
		list = append(list, func(t *Thing) bool { return t.Formula != "" && plainFormula(t.Formula) == wanted })
	}
	if f.Within != nil {
		if err := c.require(f.Within, Place); err != nil {
			return nil, err
		}
		territory := sync.OnceValue(func() map[ID]bool { return v.territory(c.ctx, f.Within, f.AsOf) })
		places := about(v.placesAbout)
		list = append(list, func(t *Thing) bool {
			inside := territory()
			return inside[t.ID] || slices.ContainsFunc(c.placesAbout.of(t, places), func(id ID) bool { return inside[id] })
		})
	}
	if f.Industry != nil {
		inside, err := c.branches(f.Industry)
		if err != nil {
			return nil, err
		}
		industries := about(v.industriesAbout)
		list = append(list, func(t *Thing) bool {
			return slices.ContainsFunc(c.industriesAbout.of(t, industries), func(id ID) bool { return inside[id] })
		})
	}
	if err := c.amounts(&list, f); err != nil {
		return nil, err
	}
	if f.Documents != nil {
		list = append(list, func(t *Thing) bool { return f.Documents.holds(len(documentsOf(v.ClaimsAbout(t.ID)))) })
	}
	if f.Claim != nil {
		test, err := c.claims(*f.Claim)
		if err != nil {
			return nil, err
		}
		list = append(list, func(t *Thing) bool { return slices.ContainsFunc(v.ClaimsAbout(t.ID), test) })
	}
	for _, related := range f.Related {
		test, err := c.related(related)
		if err != nil {
			return nil, err
		}
		list = append(list, test)
	}
	if f.isQuick() {
		return list.while(&c.watch), nil
	}
	return c.once(list.all), nil
}

// isQuick tells whether to judge a thing anew takes no longer than to remember what was found.
func (f *ThingFilter) isQuick() bool {
	return f.And == nil && f.Or == nil && f.Not == nil && f.Within == nil && f.Industry == nil && f.Documents == nil && f.Claim == nil && f.Related == nil
}

// amounts adds what a target or a figure, or a metric, is chosen by.
func (c *compiler) amounts(list *tests[*Thing], f ThingFilter) error {
	v := c.view
	metric := func(t *Thing) *Thing {
		if t.Measure != nil {
			return v.Thing(t.Measure.Metric)
		}
		if t.Kind == Metric {
			return t
		}
		return nil
	}
	if f.Metric != nil {
		if err := c.require(f.Metric, Metric); err != nil {
			return err
		}
		wanted := oneOf(f.Metric)
		*list = append(*list, func(t *Thing) bool { m := metric(t); return m != nil && wanted(m.ID) })
	}
	if f.Unit != nil {
		wanted := oneOf(f.Unit)
		*list = append(*list, func(t *Thing) bool { m := metric(t); return m != nil && wanted(m.Unit) })
	}
	stated := func(test func(*Claim) bool) func(*Thing) bool {
		return func(t *Thing) bool { return t.Measure != nil && slices.ContainsFunc(v.ClaimsOn(t.ID), test) }
	}
	if f.Value != nil {
		*list = append(*list, stated(func(c *Claim) bool { return f.Value.meets(c.Quantity) }))
	}
	if f.Due != nil {
		*list = append(*list, stated(func(c *Claim) bool { return v.dueIn(c, *f.Due) }))
	}
	return nil
}

func (v *View) dueIn(c *Claim, r DateRange) bool {
	due, ok := v.Due(c)
	return ok && r.meets(due.Earliest, due.Latest)
}

// branches are the industries with all narrower ones.
func (c *compiler) branches(industries []ID) (map[ID]bool, error) {
	if err := c.require(industries, Industry); err != nil {
		return nil, err
	}
	inside := make(map[ID]bool)
	for _, industry := range industries {
		if inside[industry] { // with all that are narrower
			continue
		}
		for _, id := range c.view.Branch(industry, true) {
			inside[id] = true
		}
	}
	return inside, nil
}

func (c *compiler) related(f RelatedFilter) (func(*Thing) bool, error) {
	v := c.view
	edges, err := c.relations(RelationFilter{Claim: f.Claim})
	if err != nil {
		return nil, err
	}
	far := func(*Thing) bool { return true }
	if f.To != nil {
		if far, err = c.things(*f.To); err != nil {
			return nil, err
		}
	}
	around := v.edgesAround(f.Predicates, f.Direction)
	return func(t *Thing) bool {
		count := 0
		for edge, other := range around(v.numberOf(t.ID)) {
			if e := (Edge{v, edge}); v.isThing(other) && v.HoldsAt(e, f.AsOf) && edges(sighted{edge: e}) && far(v.thing(other)) {
				if count++; f.Count == nil {
					return true
				}
			}
		}
		return f.Count != nil && f.Count.holds(count)
	}, nil
}
