package graph

// Answers gathers what answers to questions are about, so that it can be drawn or
// exported as a piece of the graph. It is for one goroutine.
type Answers struct {
	view   *View
	things map[ID]bool
	among  map[ID]bool // the relations between these belong to the answers
	edges  map[*Edge]bool
	claims map[*Claim]bool
	stated map[*Edge]bool  // edges of which only chosen claims are wanted
	chosen map[string]bool // predicates of those
}

// Gather begins to gather answers from a state of the graph.
func (v *View) Gather() *Answers {
	return &Answers{view: v, things: map[ID]bool{}, among: map[ID]bool{}, edges: map[*Edge]bool{}, claims: map[*Claim]bool{},
		stated: map[*Edge]bool{}, chosen: map[string]bool{}}
}

// Things adds things, with the relations between them.
func (a *Answers) Things(ids ...ID) {
	for _, id := range ids {
		a.Thing(id)
		a.among[id] = true
	}
}

// Edges adds relations, with all claims that state them.
func (a *Answers) Edges(edges ...*Edge) {
	for _, e := range edges {
		a.edges[e] = true
		a.Thing(e.Subject)
		a.Thing(e.Object)
	}
}

// Claims adds claims, with the relations that they state but no other claims of those.
func (a *Answers) Claims(claims ...*Claim) {
	for _, c := range claims {
		a.claims[c] = true
		a.Thing(c.Subject)
		a.Thing(c.Object)
		if e := a.view.Edge(c.Subject, c.Predicate, c.Object); e != nil {
			a.stated[e] = true
		}
	}
}

// Evidence adds what an answer is about and rests on, with the relations between the
// things; of a relation that the answer chose by its claims, only what those state.
func (a *Answers) Evidence(e Evidence) {
	a.Things(e.Things...)
	a.Claims(e.Claims...)
	for _, c := range e.Claims {
		a.chosen[c.Predicate] = true
	}
}

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
	if m := a.view.things[id].Measure; m != nil {
		if scope, err := ParseID(m.Scope); err == nil {
			a.Thing(scope)
		}
	}
}

func (a *Answers) made(id ID) bool {
	t := a.view.things[id]
	return t != nil && (t.Measure != nil || t.Holding != nil)
}

// Selection is the piece of the graph that was gathered: besides the answers
// themselves, what the map and the taxonomy say of their things.
func (a *Answers) Selection() *Selection {
	edge := func(e *Edge) bool {
		return a.edges[e] || a.stated[e] || e.Curated || a.made(e.Subject) || a.made(e.Object) || a.among[e.Subject] && a.among[e.Object] && !a.chosen[e.Predicate]
	}
	claim := func(c *Claim) bool {
		if a.claims[c] {
			return true
		}
		e := a.view.Edge(c.Subject, c.Predicate, c.Object)
		among := a.among[c.Subject] && a.among[c.Object] && !a.chosen[c.Predicate]
		return a.edges[e] || !a.stated[e] && (among || a.made(c.Object))
	}
	return (&Selection{view: a.view, thing: func(t *Thing) bool { return a.things[t.ID] }, edge: edge, claim: claim}).WithClaims(true)
}
