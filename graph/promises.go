package graph

import (
	"cmp"
	"context"
	"slices"
)

// PromiseQuestion asks what was promised. Empty fields do not restrict.
type PromiseQuestion struct {
	Place  ID // whose target it is, or of a part of it, or of a thing in it
	Metric ID
	Due    *DateRange
	// Followed asks only for those with figures of later documents, or only for
	// those without; for both when nil.
	Followed *bool
	Filter   *ClaimFilter
}

// Promise is a target with what was said of it and what came of it.
type Promise struct {
	Target *Thing
	Claims []*Claim
	Later  []ReportedFigure // of the same thing and metric, of later documents
}

// ReportedFigure is a figure with its claims.
type ReportedFigure struct {
	Figure *Thing
	Claims []*Claim
}

// Key orders answers by target.
func (p Promise) Key() string { return string(p.Target.ID) }

// Evidence is what the answer is about and rests on.
func (p Promise) Evidence() Evidence {
	return Evidence{Of: p.Target.ID, Things: []ID{p.Target.ID}, Predicate: "hasTarget", Claims: p.Claims}
}

// Promises answers what was promised, how much and by when, ordered by target.
func (v *View) Promises(ctx context.Context, q PromiseQuestion) ([]Promise, error) {
	if err := cmp.Or(v.requireIf(q.Place, Place), v.requireIf(q.Metric, Metric), q.Due.check()); err != nil {
		return nil, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	var answers []Promise
	for i, thing := range v.Things(Target) {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		m, claims := thing.Measure, v.ClaimsOn(thing.ID)
		if test != nil {
			claims = keep(claims, test)
		}
		if len(claims) == 0 || q.Metric != "" && m.Metric != q.Metric || q.Place != "" && !v.concerns(m.Of, q.Place, claims) {
			continue
		}
		if q.Due != nil && !slices.ContainsFunc(claims, func(c *Claim) bool { return v.dueIn(c, *q.Due) }) {
			continue
		}
		later := v.laterFigures(m, claims)
		if q.Followed != nil && *q.Followed != (len(later) > 0) {
			continue
		}
		answers = append(answers, Promise{Target: thing, Claims: claims, Later: later})
	}
	return answers, given(ctx, 0)
}

// concerns tells whether a thing is the place, lies in it, or belongs to one of
// its parts, on the map of the claims' dates.
func (v *View) concerns(thing, place ID, claims []*Claim) bool {
	for _, id := range append(v.placesAt(thing, allRelations), thing) {
		if id == place {
			return true
		}
		for _, claim := range claims {
			if v.WithinPlace(id, place, v.DateOf(claim).Earliest) {
				return true
			}
		}
	}
	return false
}

// LaterFigures are figures of what a target is of, by the same metric and in the
// same scope, that stand in a document written after one that states the target.
func (v *View) LaterFigures(target *Thing) []ReportedFigure {
	return v.laterFigures(target.Measure, v.ClaimsOn(target.ID))
}

// laterFigures are figures of the same thing, metric and scope that stand in a
// document written after one that states the target.
func (v *View) laterFigures(m *Measure, promised []*Claim) []ReportedFigure {
	var list []ReportedFigure
	for _, edge := range v.Out(m.Of, "hasFigure") {
		figure := v.Thing(edge.Object())
		if figure == nil || figure.Measure == nil || figure.Measure.Metric != m.Metric || figure.Measure.Scope != m.Scope {
			continue
		}
		later := slices.ContainsFunc(edge.Claims(), func(reported *Claim) bool {
			return slices.ContainsFunc(promised, func(p *Claim) bool {
				from, to := v.DateOf(p), v.DateOf(reported)
				return from.Known() && to.Known() && from.Latest.End() < to.Earliest.Start()
			})
		})
		if later {
			list = append(list, ReportedFigure{Figure: figure, Claims: edge.Claims()})
		}
	}
	return list
}
