package graph

import (
	"slices"
)

// What claims say of time: when they were written, by when something is due, and
// what held at a date.

// Deadline is the time by which something is to be done. Where a document says
// it relative to its own date (Reckoned), it is as uncertain as that date.
type Deadline struct {
	Earliest Date
	Latest   Date
	Reckoned bool
}

// Due is the deadline that a claim gives, for its target or for the relation that
// it states; false when it gives none, or one relative to an unknown date.
func (v *View) Due(c *Claim) (Deadline, bool) {
	if c.Predicate == "hasFigure" {
		return Deadline{}, false // its time is when it was measured
	}
	period := v.periodOf(c)
	if period.By != "" {
		return Deadline{Earliest: period.By, Latest: period.By}, true
	}
	written := v.DateOf(c)
	if period.Within == "" || written.Earliest == "" || written.Latest == "" {
		return Deadline{}, false
	}
	from, to := written.Earliest, written.Latest
	if period.Within.finer(from) {
		from = Date(from.Start())
	}
	if period.Within.finer(to) {
		to = Date(to.End())
	}
	return Deadline{Earliest: from.plus(period.Within), Latest: to.plus(period.Within), Reckoned: true}, true
}

// periodOf is the time of a claim; that of a target or figure stands on its node.
func (v *View) periodOf(c *Claim) Period {
	if thing := v.Thing(c.Object); thing != nil && thing.Measure != nil {
		return thing.Measure.Period
	}
	return c.Period
}

func (v *View) earliestDue(claims []*Claim) string {
	earliest := ""
	for _, c := range claims {
		if due, ok := v.Due(c); ok && (earliest == "" || due.Earliest.End() < earliest) {
			earliest = due.Earliest.End()
		}
	}
	return earliest
}

// writtenFrom is the first day on which the earliest of the claims' documents may
// have been written; empty when none has a date.
func (v *View) writtenFrom(claims []*Claim) string {
	first := ""
	for _, c := range claims {
		if date := v.DateOf(c); date.Earliest != "" && (first == "" || date.Earliest.Start() < first) {
			first = date.Earliest.Start()
		}
	}
	return first
}

// writtenUntil is the last day on which the latest of them may have been written.
func (v *View) writtenUntil(claims []*Claim) string {
	last := ""
	for _, c := range claims {
		if date := v.DateOf(c); date.Latest != "" && date.Latest.End() > last {
			last = date.Latest.End()
		}
	}
	return last
}

// WrittenBy tells whether the claim's document may have been written by the date.
// One without a date is taken to be known at all times.
func (v *View) WrittenBy(c *Claim, at Date) bool {
	date := v.DateOf(c)
	return at == "" || date.Earliest == "" || date.Earliest.Start() <= at.End()
}

// HoldsAt tells whether a relation holds at the date, as far as curated times and
// documents of that time say: a tenure when it is proved for the date, what is
// claimed once a document has said it, unless the claim bounds it otherwise.
func (v *View) HoldsAt(e Edge, at Date) bool {
	if at == "" || e.Curated() && e.Holds(at) {
		return true
	}
	return slices.ContainsFunc(e.Claims(), func(c *Claim) bool { return v.statesAt(e, c, at) })
}

// statesAt tells whether a claim states of an edge that it holds at the date.
func (v *View) statesAt(e Edge, c *Claim, at Date) bool {
	tenure := v.Thing(e.Subject())
	if tenure == nil || tenure.Holding == nil {
		tenure = v.Thing(e.Object())
	}
	if tenure != nil && tenure.Holding != nil {
		return v.heldAt(c, at)
	}
	return v.WrittenBy(c, at) && c.Span.Holds(at)
}

// Exists tells whether a thing was there at the date, as far as is known: a place
// until another took its stead, a tenure while it is proved.
func (v *View) Exists(t *Thing, at Date) bool {
	if at == "" {
		return true
	}
	if t.Holding != nil {
		return slices.ContainsFunc(v.ClaimsOn(t.ID), func(c *Claim) bool { return v.heldAt(c, at) })
	}
	succeeded := slices.ContainsFunc(v.Out(t.ID, "succeededBy"), func(e Edge) bool { return e.Holds(at) })
	begun := true
	for _, e := range v.In(t.ID, "succeededBy") { // it began when it took another's stead
		begun = begun && e.Holds(at)
	}
	return begun && !succeeded
}
