package graph

import (
	"cmp"
	"container/heap"
	"context"
	"iter"
	"slices"
	"strings"
)

// SelectionQuestion chooses a piece of the graph by what it is. Empty fields do not
// restrict.
type SelectionQuestion struct {
	Kinds      []Kind   // only things of these, and relations between them
	Predicates []string // only these relations, and things that one of them joins
	AsOf       Date     // only what was there, held and was written by then
}

// Selection is a piece of one state of the graph: things, relations between them,
// and the claims that state those. It is read in fixed orders, any number of times,
// by any number of goroutines, and holds no copy of the graph.
type Selection struct {
	view  *View
	whole bool
	thing func(*Thing) bool
	edge  func(*Edge) bool  // of edges whose ends are chosen
	claim func(*Claim) bool // of claims on edges that are chosen

	claimNodes bool
	sources    map[ID]bool // documents that only their claims bring in
}

// All is the whole graph, claims and all.
func (v *View) All() *Selection {
	return (&Selection{view: v, whole: true, thing: func(*Thing) bool { return true }, edge: func(*Edge) bool { return true },
		claim: func(*Claim) bool { return true }}).WithClaims(true)
}

// Select chooses a piece of the graph, claims and all.
func (v *View) Select(q SelectionQuestion) (*Selection, error) { return v.All().Narrow(q) }

// Narrow chooses a piece of the piece.
func (s *Selection) Narrow(q SelectionQuestion) (*Selection, error) {
	v := s.view
	for _, name := range q.Predicates {
		if _, known := LookupPredicate(name); !known {
			return nil, invalid("%q is no predicate; the predicates are %s", name, strings.Join(predicateNames(), ", "))
		}
	}
	if len(q.Kinds) == 0 && len(q.Predicates) == 0 && q.AsOf == "" {
		return s, nil
	}
	there := func(t *Thing) bool {
		return t != nil && s.thing(t) && (len(q.Kinds) == 0 || slices.Contains(q.Kinds, t.Kind)) && v.Exists(t, q.AsOf) && v.writtenAt(t, q.AsOf)
	}
	edge := func(e *Edge) bool {
		return s.edge(e) && (len(q.Predicates) == 0 || slices.Contains(q.Predicates, e.Predicate)) && v.HoldsAt(e, q.AsOf)
	}
	thing := there
	if len(q.Predicates) > 0 {
		thing = func(t *Thing) bool {
			return there(t) && slices.ContainsFunc(v.Around(t.ID), func(e *Edge) bool { return edge(e) && there(v.things[e.Other(t.ID)]) })
		}
	}
	claim := func(c *Claim) bool { return s.claim(c) && v.WrittenBy(c, q.AsOf) }
	return (&Selection{view: v, thing: thing, edge: edge, claim: claim}).WithClaims(s.claimNodes), nil
}

func predicateNames() []string {
	names := make([]string, len(vocabulary))
	for i, p := range vocabulary {
		names[i] = p.Name
	}
	return names
}

// writtenAt tells whether a document may have been written by the date; of other
// things it says nothing.
func (v *View) writtenAt(t *Thing, at Date) bool {
	return at == "" || t.Source == nil || t.Source.Date.Earliest == "" || t.Source.Date.Earliest.Start() <= at.End()
}

// WithClaims is the same piece with its claims as nodes, and the documents that they
// are from; or without.
func (s *Selection) WithClaims(wanted bool) *Selection {
	changed := *s
	changed.claimNodes, changed.sources = wanted, nil
	if wanted && !s.whole {
		changed.sources = make(map[ID]bool)
		for c := range changed.Claims() {
			changed.sources[c.Document] = true
		}
	}
	return &changed
}

// View is the state of the graph that the piece is of.
func (s *Selection) View() *View { return s.view }

// HasClaims tells whether claims are nodes of the piece.
func (s *Selection) HasClaims() bool { return s.claimNodes }

// Whole tells whether nothing was left out but, perhaps, the claims.
func (s *Selection) Whole() bool { return s.whole }

// Has tells whether a thing is in the piece.
func (s *Selection) Has(id ID) bool { return s.hasThing(id) }

func (s *Selection) hasThing(id ID) bool {
	t := s.view.things[id]
	return t != nil && (s.whole || s.sources[id] || s.thing(t))
}

func (s *Selection) hasEdge(e *Edge) bool {
	return e != nil && s.edge(e) && s.hasThing(e.Subject) && s.hasThing(e.Object)
}

func (s *Selection) hasClaim(c *Claim) bool {
	return c != nil && s.claim(c) && (s.whole || s.hasEdge(s.view.Edge(c.Subject, c.Predicate, c.Object)))
}

// Things are those of the piece, by ID.
func (s *Selection) Things() iter.Seq[*Thing] {
	return func(yield func(*Thing) bool) {
		for _, t := range s.view.AllThings() {
			if s.hasThing(t.ID) && !yield(t) {
				return
			}
		}
	}
}

// Edges are those of the piece, by subject, predicate and object, each with those of
// its claims that are in the piece. An edge has none where it is curated alone.
func (s *Selection) Edges() iter.Seq2[*Edge, []*Claim] {
	return func(yield func(*Edge, []*Claim) bool) {
		for _, e := range s.view.AllEdges() {
			if s.hasEdge(e) && !yield(e, s.claimsOf(e)) {
				return
			}
		}
	}
}

func (s *Selection) claimsOf(e *Edge) []*Claim {
	if s.whole {
		return e.Claims
	}
	return keep(e.Claims, s.claim)
}

// Degree is how many edges of the piece a thing has.
func (s *Selection) Degree(id ID) int {
	degree := 0
	for _, e := range s.view.Around(id) {
		if s.hasEdge(e) {
			degree++
		}
	}
	return degree
}

// Claims are those that state the edges of the piece, in the order in which a reader
// meets them.
func (s *Selection) Claims() iter.Seq[*Claim] {
	return func(yield func(*Claim) bool) {
		for _, c := range s.view.sorted {
			if s.hasClaim(c) && !yield(c) {
				return
			}
		}
	}
}

// Size is how many things, edges and claims the piece has, as long as somebody waits.
func (s *Selection) Size(ctx context.Context) (things, edges, claims int, err error) {
	for range s.Things() {
		if things++; given(ctx, things) != nil {
			break
		}
	}
	for range s.Edges() {
		if edges++; given(ctx, edges) != nil {
			break
		}
	}
	if s.claimNodes {
		for range s.Claims() {
			if claims++; given(ctx, claims) != nil {
				break
			}
		}
	}
	return things, edges, claims, given(ctx, 0)
}

// Quads are those of the piece, in the order of the View's. Those of the whole graph
// are all of its quads.
func (s *Selection) Quads() iter.Seq[Quad] {
	return func(yield func(Quad) bool) {
		for quads := s.view.quads; len(quads) > 0; {
			group := subjectGroup(quads)
			quads = quads[len(group):]
			for _, q := range s.keptOf(group) {
				if !yield(q) {
					return
				}
			}
		}
	}
}

// Subjects are the quads of the piece by their subject, in the order of subjects, then
// of predicate, object and graph.
func (s *Selection) Subjects() iter.Seq2[string, []Quad] {
	return func(yield func(string, []Quad) bool) {
		var heads runs // one for each named graph, at its next subject
		for quads := s.view.quads; len(quads) > 0; {
			end, _ := slices.BinarySearchFunc(quads, quads[0].Graph, func(q Quad, graph Term) int {
				if q.Graph == graph {
					return -1
				}
				return 1
			})
			heads = append(heads, quads[:end])
			quads = quads[end:]
		}
		heap.Init(&heads)
		var together []Quad
		for len(heads) > 0 {
			subject := heads[0][0].Subject
			together = together[:0]
			for len(heads) > 0 && heads[0][0].Subject == subject {
				group := subjectGroup(heads[0])
				together = append(together, s.keptOf(group)...)
				if heads[0] = heads[0][len(group):]; len(heads[0]) == 0 {
					heap.Pop(&heads)
				} else {
					heap.Fix(&heads, 0)
				}
			}
			slices.SortFunc(together, func(a, b Quad) int {
				return cmp.Or(compareTerms(a.Predicate, b.Predicate), compareTerms(a.Object, b.Object), compareTerms(a.Graph, b.Graph))
			})
			if len(together) > 0 && !yield(subject.Value, together) {
				return
			}
		}
	}
}

// runs are the quads of named graphs, ordered by their next subject.
type runs [][]Quad

func (r runs) Len() int           { return len(r) }
func (r runs) Less(i, j int) bool { return compareTerms(r[i][0].Subject, r[j][0].Subject) < 0 }
func (r runs) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }

func (r *runs) Push(x any) { *r = append(*r, x.([]Quad)) }

func (r *runs) Pop() any {
	last := len(*r) - 1
	x := (*r)[last]
	*r = (*r)[:last]
	return x
}

// subjectGroup is the quads at the front that share graph and subject.
func subjectGroup(quads []Quad) []Quad {
	end := 1
	for end < len(quads) && quads[end].Graph == quads[0].Graph && quads[end].Subject == quads[0].Subject {
		end++
	}
	return quads[:end]
}

// keptOf are those of the quads of one subject in one graph that the piece holds.
func (s *Selection) keptOf(group []Quad) []Quad {
	if s.whole && s.claimNodes {
		return group
	}
	p := properties{subject: group[0].Subject.Value, graph: group[0].Graph.Value, quads: group}
	if p.graph == GraphClaims {
		if s.claimNodes && s.hasClaim(s.view.claims[ID(p.subject)]) {
			return group
		}
		return nil
	}
	if s.whole {
		return group
	}
	id := ID(p.subject)
	switch {
	case slices.Contains(p.all(rdfType), termStatement):
		if !s.hasStatement(p) {
			return nil
		}
		return group
	case !s.hasThing(id): // nor are the sections of documents in a piece of the graph
		return nil
	}
	return keep(group, func(q Quad) bool {
		predicate, relates := predicateOf(q.Predicate.Value)
		if !relates || !q.Object.IRI {
			return true
		}
		edge := s.view.Edge(id, predicate, ID(q.Object.Value))
		return s.hasEdge(edge) && (p.graph == GraphCurated ||
			slices.ContainsFunc(s.claimsOf(edge), func(c *Claim) bool { return string(c.Document) == p.graph }))
	})
}

// hasStatement tells whether what gives a curated quad its time is about the piece.
func (s *Selection) hasStatement(p properties) bool {
	subject := ID(p.one(rdfSubject))
	if predicate, relates := predicateOf(p.one(rdfPredicate)); relates {
		return s.hasEdge(s.view.Edge(subject, predicate, ID(p.one(rdfObject))))
	}
	return s.hasThing(subject)
}

// predicateOf is the name of the relation that an IRI in the graph stands for.
func predicateOf(iri string) (string, bool) {
	name, found := relationIRIs[iri]
	return name, found
}

var relationIRIs = func() map[string]string {
	names := make(map[string]string, len(vocabulary))
	for _, p := range vocabulary {
		names[p.IRI()] = p.Name
	}
	return names
}()
