package graph

import (
	"context"
	"maps"
	"slices"
)

// Answers gathers what answers to questions are about, so that it can be drawn or
// exported as a piece of the graph. It is for one goroutine.
type Answers struct {
	view   *View
	things map[ID]bool
	among  map[ID]bool // the relations between these belong to the answers
	placed map[ID]bool // and between these, those that say where and in what things are
	edges  map[Edge]bool
	claims map[*Claim]bool
	stated map[Edge]bool // edges of which only chosen claims are wanted
}

// Gather begins to gather answers from a state of the graph.
func (v *View) Gather() *Answers {
	return &Answers{view: v, things: map[ID]bool{}, among: map[ID]bool{}, placed: map[ID]bool{}, edges: map[Edge]bool{}, claims: map[*Claim]bool{},
		stated: map[Edge]bool{}}
}

// Things adds things, with the relations between them.
func (a *Answers) Things(ids ...ID) {
	for _, id := range ids {
		a.Thing(id)
		a.among[id] = true
	}
}

// Edges adds relations, with all claims that state them.
func (a *Answers) Edges(edges ...Edge) {
	for _, e := range edges {
		a.edges[e] = true
		a.Thing(e.Subject())
		a.Thing(e.Object())
	}
}

// Claims adds claims, with the relations that they state but no other claims of those.
func (a *Answers) Claims(claims ...*Claim) {
	for _, c := range claims {
		a.claims[c] = true
		a.Thing(c.Subject)
		a.Thing(c.Object)
		if e, found := a.view.Edge(c.Subject, c.Predicate, c.Object); found {
			a.stated[e] = true
		}
	}
}

// Evidence adds what an answer is about and rests on: what its claims state, and where
// and in which industries its things are. An answer that rests on no claims of its own,
// as that two places are alike, comes with all relations between its things.
func (a *Answers) Evidence(e Evidence) {
	if len(e.Claims) == 0 {
		a.Things(e.Things...)
		return
	}
	for _, id := range e.Things {
		a.Thing(id)
		a.placed[id] = true
	}
	a.Claims(e.Claims...)
}

// placing are the relations that say where and in what a thing is.
var placing = []string{"partOf", "inIndustry", "broader", "builds", "plans", "hosts", "runs"}

// Thing adds one thing without its relations. One that claims made comes with what it
// is made of: a tenure with its official, post and place, a target with its metric and
// with whose it is.
func (a *Answers) Thing(id ID) {
	if a.things[id] {
		return
	}
	a.things[id] = true
	if !a.made(id) {
		return
	}
	for _, e := range a.view.Around(id) {
		a.Thing(e.Other(id))
	}
	if m := a.view.Thing(id).Measure; m != nil {
		if scope, err := ParseID(m.Scope); err == nil {
			a.Thing(scope)
		}
	}
}

func (a *Answers) made(id ID) bool {
	t := a.view.Thing(id)
	return t != nil && (t.Measure != nil || t.Holding != nil)
}

// Selection is the piece of the graph that was gathered: besides the answers
// themselves, what the map and the taxonomy say of their things.
func (a *Answers) Selection(ctx context.Context) (*Selection, error) {
	between := func(e Edge) bool {
		return e.Curated() || a.among[e.Subject()] && a.among[e.Object()] || a.made(e.Subject()) || a.made(e.Object()) ||
			(a.among[e.Subject()] || a.placed[e.Subject()]) && (a.among[e.Object()] || a.placed[e.Object()]) && slices.Contains(placing, e.Predicate())
	}
	edges := make(map[Edge][]*Claim)
	looked := 0
	for id := range a.things {
		for _, p := range vocabulary {
			for _, e := range a.view.Out(id, p.Name) {
				if looked++; given(ctx, looked) != nil {
					return nil, given(ctx, 0)
				}
				switch {
				case !a.things[e.Object()] || a.view.Thing(id) == nil || a.view.Thing(e.Object()) == nil:
				case a.edges[e]:
					edges[e] = e.Claims()
				case a.stated[e]:
					edges[e] = keep(e.Claims(), func(c *Claim) bool { return a.claims[c] })
				case between(e):
					edges[e] = e.Claims()
				}
			}
		}
	}
	return a.view.piece(ctx, maps.Clone(a.things), edges, "")
}
