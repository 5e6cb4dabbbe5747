package graph

import (
	"cmp"
	"context"
	"slices"
)

// FilterClaims are those of the claims that the filter chooses, of documents that
// may have been written by the date, in their order.
func (v *View) FilterClaims(ctx context.Context, claims []*Claim, filter *ClaimFilter, asOf Date) ([]*Claim, error) {
	test, err := v.ClaimTest(ctx, filter)
	if err != nil || test == nil && asOf == "" {
		return claims, err
	}
	return keepGiven(ctx, claims, func(c *Claim) bool { return v.WrittenBy(c, asOf) && (test == nil || test(c)) })
}

// ClaimTest tells which claims a filter chooses; nil when it chooses all.
func (v *View) ClaimTest(ctx context.Context, filter *ClaimFilter) (func(*Claim) bool, error) {
	if filter == nil {
		return nil, nil
	}
	return v.compiler(ctx).claims(*filter)
}

func (c *compiler) claims(f ClaimFilter) (func(*Claim) bool, error) {
	if err := cmp.Or(c.count(), f.Date.check(), f.Due.check(), f.Value.check(), f.Lines.check()); err != nil {
		return nil, err
	}
	v := c.view
	var list tests[*Claim]
	if err := combine(&list, f.And, f.Or, f.Not, c.claims); err != nil {
		return nil, err
	}
	if f.IDs != nil {
		wanted := oneOf(f.IDs)
		list = append(list, func(c *Claim) bool { return wanted(c.ID) })
	}
	if f.About != nil {
		if err := c.require(f.About); err != nil {
			return nil, err
		}
		about := oneOf(f.About)
		list = append(list, func(c *Claim) bool { return about(c.Subject) || about(c.Object) })
	}
	for _, end := range []struct {
		filter *ThingFilter
		of     func(*Claim) ID
	}{{f.Subject, func(c *Claim) ID { return c.Subject }}, {f.Object, func(c *Claim) ID { return c.Object }}} {
		if end.filter == nil {
			continue
		}
		test, err := c.things(*end.filter)
		if err != nil {
			return nil, err
		}
		list = append(list, func(c *Claim) bool { t := v.Thing(end.of(c)); return t != nil && test(t) })
	}
	if f.Predicates != nil {
		wanted := oneOf(f.Predicates)
		list = append(list, func(c *Claim) bool { return wanted(c.Predicate) })
	}
	if f.Stances != nil {
		wanted := oneOf(f.Stances)
		list = append(list, func(c *Claim) bool { return wanted(c.Stance) })
	}
	if f.Read != nil {
		list = append(list, func(c *Claim) bool { return *f.Read == (c.Reading != "") })
	}
	if f.Disputed != nil {
		list = append(list, func(c *Claim) bool { return *f.Disputed == (len(v.ConflictsOf(c.ID)) > 0) })
	}
	if err := c.sources(&list, f); err != nil {
		return nil, err
	}
	if err := c.quantities(&list, f); err != nil {
		return nil, err
	}
	if err := c.regions(&list, f); err != nil {
		return nil, err
	}
	return list.while(&c.watch), nil
}

// sources adds conditions on where a claim stands.
func (c *compiler) sources(list *tests[*Claim], f ClaimFilter) error {
	v := c.view
	if f.Documents != nil {
		if err := c.require(f.Documents, Document); err != nil {
			return err
		}
		wanted := oneOf(f.Documents)
		*list = append(*list, func(c *Claim) bool { return wanted(c.Document) })
	}
	if f.Languages != nil {
		wanted := oneOf(f.Languages)
		*list = append(*list, func(c *Claim) bool {
			t := v.Thing(c.Document)
			return t != nil && t.Source != nil && wanted(t.Source.Language)
		})
	}
	if f.Date != nil {
		*list = append(*list, func(c *Claim) bool { d := v.DateOf(c); return f.Date.meets(d.Earliest, d.Latest) })
	}
	if f.Lines != nil {
		*list = append(*list, func(c *Claim) bool { return f.Lines.holds(c.Line) })
	}
	if f.Mention != nil {
		test, err := c.text(*f.Mention)
		if err != nil {
			return err
		}
		anywhere := func(int) bool { return true }
		*list = append(*list, func(claim *Claim) bool { return test.any(c.mentions.of(claim, v.packedMentions), anywhere) })
	}
	return nil
}

// quantities adds conditions on amounts and deadlines.
func (c *compiler) quantities(list *tests[*Claim], f ClaimFilter) error {
	v := c.view
	if f.Metric != nil {
		if err := c.require(f.Metric, Metric); err != nil {
			return err
		}
		wanted := oneOf(f.Metric)
		*list = append(*list, func(c *Claim) bool {
			t := v.Thing(c.Object)
			return t != nil && t.Measure != nil && wanted(t.Measure.Metric)
		})
	}
	if f.Unit != nil {
		wanted := oneOf(f.Unit)
		*list = append(*list, func(c *Claim) bool { return c.Quantity != nil && wanted(c.Quantity.Unit) })
	}
	if f.Comparator != nil {
		wanted := oneOf(f.Comparator)
		*list = append(*list, func(c *Claim) bool { return c.Quantity != nil && wanted(c.Quantity.Comparator) })
	}
	if f.ScaleClass != nil {
		wanted := oneOf(f.ScaleClass)
		*list = append(*list, func(c *Claim) bool {
			return c.Quantity != nil && c.Quantity.ScaleClass != "" && wanted(c.Quantity.ScaleClass)
		})
	}
	if f.Value != nil {
		*list = append(*list, func(c *Claim) bool { return f.Value.meets(c.Quantity) })
	}
	if f.Due != nil {
		*list = append(*list, func(c *Claim) bool { return v.dueIn(c, *f.Due) })
	}
	if f.Relative != nil {
		*list = append(*list, func(c *Claim) bool { return *f.Relative == (v.periodOf(c).Within != "") })
	}
	if f.Recurring != nil {
		*list = append(*list, func(c *Claim) bool { return *f.Recurring == (c.Recurrence != "") })
	}
	return nil
}

// regions adds conditions on places and industries.
func (c *compiler) regions(list *tests[*Claim], f ClaimFilter) error {
	v := c.view
	if f.Within != nil {
		if err := c.require(f.Within, Place); err != nil {
			return err
		}
		maps := make(map[Date]map[ID]bool) // what lies within, by date
		*list = append(*list, func(claim *Claim) bool {
			at := v.DateOf(claim).Earliest
			inside, known := maps[at]
			if !known {
				inside = v.territory(c.ctx, f.Within, at)
				maps[at] = inside
			}
			return slices.ContainsFunc(c.places.of(claim, v.placesOfClaim), func(id ID) bool { return inside[id] })
		})
	}
	if f.Industry != nil {
		inside, err := c.branches(f.Industry)
		if err != nil {
			return err
		}
		*list = append(*list, func(claim *Claim) bool {
			return slices.ContainsFunc(c.industries.of(claim, v.industriesOfClaim), func(id ID) bool { return inside[id] })
		})
	}
	return nil
}
