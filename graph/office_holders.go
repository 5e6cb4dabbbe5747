package graph

import (
	"cmp"
	"context"
	"slices"
)

// OfficeQuestion asks who held which post where. Empty fields do not restrict.
type OfficeQuestion struct {
	Official ID
	Post     ID
	At       ID // a place, organisation or enterprise
	Within   ID // in this place, or at a body in it
	AsOf     Date
	Filter   *ClaimFilter
}

// OfficeHolder is a tenure with the evidence for it.
type OfficeHolder struct {
	Tenure *Thing
	Claims []*Claim
	view   *View
}

func (v *View) officeHolder(tenure *Thing) OfficeHolder {
	return OfficeHolder{Tenure: tenure, Claims: v.ClaimsOn(tenure.ID), view: v}
}

// Attested are the dates for which documents prove it.
func (h OfficeHolder) Attested() []DocumentDate { return h.view.Attested(h.Tenure.ID) }

// heldAt tells whether a claim says that the tenure lasted at the date.
func (h OfficeHolder) heldAt(at Date) bool {
	return slices.ContainsFunc(h.Claims, func(c *Claim) bool { return h.view.heldAt(c, at) })
}

// Key orders answers by tenure.
func (h OfficeHolder) Key() string { return string(h.Tenure.ID) }

// Evidence is what the answer is about and rests on.
func (h OfficeHolder) Evidence() Evidence {
	held := h.Tenure.Holding
	return Evidence{Of: h.Tenure.ID, Things: []ID{h.Tenure.ID, held.Official, held.At}, Predicate: "holds", Claims: h.Claims}
}

// OfficeHolders answers who held which post, ordered by tenure. As of a date it
// returns those whose stated time includes the date, or that a document of that
// time attests: a document proves its own day and no other.
func (v *View) OfficeHolders(ctx context.Context, q OfficeQuestion) ([]OfficeHolder, error) {
	if err := cmp.Or(v.requireIf(q.Official, Official), v.requireIf(q.Post, Post), v.requireIf(q.At, agents...), v.requireIf(q.Within, Place)); err != nil {
		return nil, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	maps := make(map[Date]map[ID]bool) // what lies within, by date
	lay := func(at ID, c *Claim) bool {
		date := cmp.Or(q.AsOf, v.DateOf(c).Earliest)
		if maps[date] == nil {
			maps[date] = v.territory(ctx, []ID{q.Within}, date)
		}
		return maps[date][at] || slices.ContainsFunc(v.placesAbout(at, allRelations), func(id ID) bool { return maps[date][id] })
	}
	var answers []OfficeHolder
	for i, thing := range v.tenures(q) {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		h := thing.Holding
		if q.Official != "" && h.Official != q.Official || q.Post != "" && h.Post != q.Post || q.At != "" && h.At != q.At {
			continue
		}
		if q.Within != "" && !slices.ContainsFunc(v.ClaimsOn(thing.ID), func(c *Claim) bool { return lay(h.At, c) }) {
			continue
		}
		answer := v.officeHolder(thing)
		if test != nil {
			if answer.Claims = keep(answer.Claims, test); len(answer.Claims) == 0 {
				continue
			}
		}
		if q.AsOf == "" || answer.heldAt(q.AsOf) {
			answers = append(answers, answer)
		}
	}
	return answers, given(ctx, 0)
}

// tenures are those that the question may mean, by ID.
func (v *View) tenures(q OfficeQuestion) []*Thing {
	var edges []Edge
	switch {
	case q.Official != "":
		edges = v.Out(q.Official, "holds")
	case q.At != "":
		edges = v.In(q.At, "at")
	case q.Post != "":
		edges = v.In(q.Post, "post")
	default:
		return v.Things(Tenure)
	}
	var list []*Thing
	for _, edge := range edges {
		id := edge.Subject()
		if q.Official != "" {
			id = edge.Object()
		}
		if thing := v.Thing(id); thing != nil && thing.Holding != nil {
			list = append(list, thing)
		}
	}
	return list
}

// Attested are the dates of the documents that prove a tenure, each once.
func (v *View) Attested(tenure ID) []DocumentDate {
	dates := []DocumentDate{}
	for _, claim := range v.ClaimsOn(tenure) {
		if date := v.DateOf(claim); date.Known() && !slices.Contains(dates, date) {
			dates = append(dates, date)
		}
	}
	return dates
}

// heldAt tells whether a claim says that the tenure lasted at the date: by the
// time that it states, or by the day of its document, unless the stated time
// leaves that day out (as of a former mayor).
func (v *View) heldAt(c *Claim, at Date) bool {
	if c.Span != (Span{}) && c.Span.Holds(at) {
		return true
	}
	d := v.DateOf(c)
	return d.Known() && d.Earliest.Start() <= at.End() && at.Start() <= d.Latest.End() && c.Span.Holds(d.Earliest)
}

// ClaimsOn are the claims that have the thing as their object.
func (v *View) ClaimsOn(id ID) []*Claim {
	var list []*Claim
	for _, claim := range v.ClaimsAbout(id) {
		if claim.Object == id {
			list = append(list, claim)
		}
	}
	return list
}
