package graph

import (
	"cmp"
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

// Selection is a piece of one state of the graph: things, relations between them, and
// the claims that state those. Every edge is curated or has a claim of the piece, and both
// of its ends are things of the piece. A selection is read in fixed orders, any number of
// times, by any number of goroutines. The whole graph takes no memory; a piece takes a
// few words for each of its things, edges and claims.
type Selection struct {
	view       *View
	whole      bool
	asOf       Date
	claimNodes bool

	things []*Thing // by ID
	edges  []Edge   // by subject, predicate and object
	has    map[ID]bool
	stated map[Edge][]*Claim // of each edge, the claims that are in the piece
	claims []*Claim          // those whose own edge is in the piece, in a reader's order
	joins  map[ID]int        // of each thing, how many edges it has, and claims where they are nodes
}

// All is the whole graph, claims and all.
func (v *View) All() *Selection { return &Selection{view: v, whole: true, claimNodes: true} }

// Select chooses a piece of the graph, claims and all, as long as somebody waits.
func (v *View) Select(ctx context.Context, q SelectionQuestion) (*Selection, error) {
	return v.All().Narrow(ctx, q)
}

// Narrow chooses a piece of the piece.
func (s *Selection) Narrow(ctx context.Context, q SelectionQuestion) (*Selection, error) {
	v := s.view
	for _, name := range q.Predicates {
		if _, known := LookupPredicate(name); !known {
			return nil, invalid("%.40q is no predicate; the predicates are %s", name, strings.Join(predicateNames(), ", "))
		}
	}
	if len(q.Kinds) == 0 && len(q.Predicates) == 0 && q.AsOf == "" {
		return s, nil
	}
	there := make(map[ID]bool)
	looked := 0
	for t := range s.Things() {
		if looked++; given(ctx, looked) != nil {
			break
		}
		if (len(q.Kinds) == 0 || slices.Contains(q.Kinds, t.Kind)) && v.Exists(t, q.AsOf) && v.knownAt(t, q.AsOf) {
			there[t.ID] = true
		}
	}
	edges, joined := make(map[Edge][]*Claim), make(map[ID]bool)
	for e, claims := range s.Edges() {
		if looked++; given(ctx, looked) != nil {
			break
		}
		if len(q.Predicates) > 0 && !slices.Contains(q.Predicates, e.Predicate()) || !there[e.Subject()] || !there[e.Object()] {
			continue
		}
		if q.AsOf != "" {
			claims = keep(claims, func(c *Claim) bool { return v.statesAt(e, c, q.AsOf) })
		}
		if len(claims) > 0 || e.Curated() && e.Holds(q.AsOf) {
			edges[e] = claims
			joined[e.Subject()], joined[e.Object()] = true, true
		}
	}
	if len(q.Predicates) > 0 {
		there = joined
	}
	return v.piece(ctx, there, edges, cmp.Or(q.AsOf, s.asOf))
}

// piece makes a selection of things and of edges between them, each with its claims.
func (v *View) piece(ctx context.Context, things map[ID]bool, edges map[Edge][]*Claim, asOf Date) (*Selection, error) {
	s := &Selection{view: v, asOf: asOf, claimNodes: true, has: things, stated: edges}
	for _, id := range sortedKeys(things) {
		if t := v.Thing(id); t != nil {
			s.things = append(s.things, t)
		}
	}
	for e, claims := range edges {
		s.edges = append(s.edges, e)
		for _, c := range claims {
			if c.Subject == e.Subject() && c.Predicate == e.Predicate() && c.Object == e.Object() {
				s.claims = append(s.claims, c)
			}
		}
	}
	slices.SortFunc(s.edges, compareEdges)
	slices.SortFunc(s.claims, compareClaims)
	return s.WithClaims(true), given(ctx, 0)
}

func predicateNames() []string {
	names := make([]string, len(vocabulary))
	for i, p := range vocabulary {
		names[i] = p.Name
	}
	return names
}

// knownAt tells whether a document may have been written by the date, and whether one of
// then may have spoken of any other thing. The map, the taxonomy, posts and metrics are
// there without documents.
func (v *View) knownAt(t *Thing, at Date) bool {
	if at == "" {
		return true
	}
	switch t.Kind {
	case Document:
		return t.Source == nil || t.Source.Date.Earliest == "" || t.Source.Date.Earliest.Start() <= at.End()
	case Place, Industry, Post, Metric:
		return true
	}
	claims := v.ClaimsAbout(t.ID)
	return len(claims) == 0 || slices.ContainsFunc(claims, func(c *Claim) bool { return v.WrittenBy(c, at) })
}

// WithClaims is the same piece with its claims as nodes, and the documents that they
// are from; or without.
func (s *Selection) WithClaims(wanted bool) *Selection {
	changed := *s
	if changed.claimNodes = wanted; s.whole {
		return &changed
	}
	// Documents that only claims brought in go with them.
	changed.things = slices.DeleteFunc(slices.Clone(s.things), func(t *Thing) bool { return !s.has[t.ID] })
	changed.joins = make(map[ID]int)
	for _, e := range s.edges {
		changed.joins[e.Subject()]++
		changed.joins[e.Object()]++
	}
	if !wanted {
		return &changed
	}
	sources := make(map[ID]bool)
	for _, c := range s.claims {
		changed.joins[c.Subject]++
		changed.joins[c.Object]++
		changed.joins[c.Document]++
		if document := s.view.Thing(c.Document); document != nil && !s.has[c.Document] && !sources[c.Document] {
			sources[c.Document] = true
			changed.things = append(changed.things, document)
		}
	}
	slices.SortFunc(changed.things, func(a, b *Thing) int { return cmp.Compare(a.ID, b.ID) })
	return &changed
}

// View is the state of the graph that the piece is of.
func (s *Selection) View() *View { return s.view }

// AsOf is the date as of which the piece is; empty for all times.
func (s *Selection) AsOf() Date { return s.asOf }

// HasClaims tells whether claims are nodes of the piece.
func (s *Selection) HasClaims() bool { return s.claimNodes }

// Has tells whether a thing is in the piece.
func (s *Selection) Has(id ID) bool {
	if s.whole {
		return s.view.isThing(s.view.numberOf(id))
	}
	_, found := slices.BinarySearchFunc(s.things, id, func(t *Thing, id ID) int { return cmp.Compare(t.ID, id) })
	return found
}

// Things are those of the piece, by ID.
func (s *Selection) Things() iter.Seq[*Thing] {
	if s.whole {
		return s.view.eachThing()
	}
	return slices.Values(s.things)
}

// Edges are those of the piece, by subject, predicate and object, each with those of
// its claims that are in the piece. One that is curated alone has none.
func (s *Selection) Edges() iter.Seq2[Edge, []*Claim] {
	return func(yield func(Edge, []*Claim) bool) {
		if s.whole {
			a := &s.view.edges
			for edge := range a.subjects {
				if e := (Edge{s.view, uint32(edge)}); s.view.isThing(a.subjects[edge]) && s.view.isThing(a.objects[edge]) && !yield(e, e.Claims()) {
					return
				}
			}
			return
		}
		for _, e := range s.edges {
			if !yield(e, s.stated[e]) {
				return
			}
		}
	}
}

// ClaimsOf are those of the claims on an edge that are in the piece.
func (s *Selection) ClaimsOf(e Edge) []*Claim {
	if s.whole {
		return e.Claims()
	}
	return s.stated[e]
}

// Degree is how many edges of the piece a thing has; those from claims count where
// claims are nodes.
func (s *Selection) Degree(id ID) int {
	if !s.whole {
		return s.joins[id]
	}
	degree := s.view.degree(id)
	if s.claimNodes {
		degree += len(s.view.ClaimsAbout(id))
	}
	return degree
}

// Claims are those that state the edges of the piece, in the order in which a reader
// meets them.
func (s *Selection) Claims() iter.Seq[*Claim] {
	if s.whole {
		return slices.Values(s.view.Claims())
	}
	return slices.Values(s.claims)
}

// Size is how many things, edges and claims that are nodes the piece has.
func (s *Selection) Size() (things, edges, claims int) {
	things, edges, claims = len(s.things), len(s.edges), len(s.claims)
	if s.whole {
		things, edges, claims = len(s.view.thingNumbers), s.view.edges.count(), len(s.view.claims)
	}
	if !s.claimNodes {
		claims = 0
	}
	return things, edges, claims
}

// Quads are those of the piece, in the order of the View's. Those of the whole graph
// are all of its quads.
func (s *Selection) Quads() iter.Seq[Quad] {
	return func(yield func(Quad) bool) {
		for group := range s.groups(compareNodesByGraph) {
			for _, r := range s.keptOf(group) {
				if !yield(s.view.quad(r)) {
					return
				}
			}
		}
	}
}

// groups are the rows of the View by named graph and subject; of a piece only those of
// its nodes, in the order given.
func (s *Selection) groups(order func(a, b nodeInGraph) int) iter.Seq[[]row] {
	if s.whole {
		return groups(s.view.rows)
	}
	return func(yield func([]row) bool) {
		nodes := s.nodes()
		slices.SortFunc(nodes, order)
		for _, n := range slices.Compact(nodes) {
			if group := s.view.rowsOf(n.graph, n.node); len(group) > 0 && !yield(group) {
				return
			}
		}
	}
}

// nodeInGraph is what one named graph says of one node.
type nodeInGraph struct{ graph, node number }

func compareNodesByGraph(a, b nodeInGraph) int {
	return cmp.Or(cmp.Compare(a.graph, b.graph), cmp.Compare(a.node, b.node))
}

func compareNodesBySubject(a, b nodeInGraph) int {
	return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.graph, b.graph))
}

// nodes are where quads of the piece can be.
func (s *Selection) nodes() []nodeInGraph {
	var list []nodeInGraph
	add := func(graph, node string) {
		if n := (nodeInGraph{s.view.findIRI(graph), s.view.findIRI(node)}); n.graph != noNumber && n.node != noNumber {
			list = append(list, n)
		}
	}
	for _, t := range s.things {
		add(GraphCurated, string(t.ID))
		if t.Measure != nil || t.Holding != nil {
			for _, document := range s.describing(t.ID) {
				add(string(document), string(t.ID))
			}
		}
		for _, code := range t.Codes {
			add(GraphCurated, statementID(string(t.ID), termCode, Text(code.Value), code.Span))
		}
	}
	for _, e := range s.edges {
		for _, c := range s.stated[e] {
			add(string(c.Document), string(e.Subject()))
		}
		predicate, _ := LookupPredicate(e.Predicate())
		for _, span := range e.Spans() {
			add(GraphCurated, statementID(string(e.Subject()), predicate.IRI(), IRI(string(e.Object())), span))
		}
	}
	if s.claimNodes {
		for _, c := range s.claims {
			add(GraphClaims, string(c.ID))
		}
	}
	return list
}

// describing are the documents in whose graphs a node that claims made is described:
// those of the piece's claims on it, or, where its own relation is not in the piece, those
// of all claims on it of that time.
func (s *Selection) describing(id ID) []ID {
	all := s.view.ClaimsOn(id)
	in := keep(all, func(c *Claim) bool {
		edge, found := s.view.Edge(c.Subject, c.Predicate, c.Object)
		return found && slices.Contains(s.ClaimsOf(edge), c)
	})
	if len(in) == 0 {
		in = keep(all, func(c *Claim) bool { return s.view.WrittenBy(c, s.asOf) })
	}
	return documentsOf(in)
}

// Subjects are the quads of the piece by their subject, in the order of subjects, then
// of predicate, object and graph.
func (s *Selection) Subjects() iter.Seq2[string, []Quad] {
	return func(yield func(string, []Quad) bool) {
		var together []row
		var quads []Quad
		for group := range s.groupsBySubject() {
			together = append(together[:0], group...)
			slices.SortFunc(together, func(a, b row) int {
				return cmp.Or(cmp.Compare(a.predicate, b.predicate), cmp.Compare(a.object, b.object), cmp.Compare(a.graph, b.graph))
			})
			quads = slices.AppendSeq(quads[:0], s.view.quads(together))
			if !yield(quads[0].Subject.Value, quads) {
				return
			}
		}
	}
}

// groupsBySubject are the rows of the piece by their subject alone.
func (s *Selection) groupsBySubject() iter.Seq[[]row] {
	return func(yield func([]row) bool) {
		var group []row
		if s.whole {
			for n := range s.view.glossary.count() {
				group = group[:0]
				for _, place := range s.view.subjects.of(number(n)) {
					group = append(group, s.view.rows[place])
				}
				if group = s.withoutClaims(group); len(group) > 0 && !yield(group) {
					return
				}
			}
			return
		}
		for next := range s.groups(compareNodesBySubject) {
			if len(group) > 0 && group[0].subject != next[0].subject {
				if !yield(group) {
					return
				}
				group = group[:0]
			}
			group = append(group, s.keptOf(next)...)
		}
		if len(group) > 0 {
			yield(group)
		}
	}
}

// withoutClaims takes the nodes of claims out of rows where the piece has none.
func (s *Selection) withoutClaims(rows []row) []row {
	if s.claimNodes {
		return rows
	}
	claims := s.view.findIRI(GraphClaims)
	return slices.DeleteFunc(rows, func(r row) bool { return r.graph == claims })
}

// keptOf are those of the rows of one subject in one graph that the piece holds.
func (s *Selection) keptOf(group []row) []row {
	v := s.view
	id, graph := v.idOf(group[0].subject), v.value(group[0].graph)
	if s.whole {
		if graph == GraphClaims && !s.claimNodes {
			return nil
		}
		return group
	}
	if !s.Has(id) {
		return group // a claim of the piece, or a time of something in it
	}
	made := graph != GraphCurated && slices.ContainsFunc(group, func(r row) bool { return v.value(r.predicate) == rdfType })
	described := graph == GraphCurated || made && slices.Contains(s.describing(id), ID(graph))
	return keep(group, func(r row) bool {
		predicate, relates := relationIRIs[v.value(r.predicate)]
		if !relates || !v.isIRI(r.object) {
			return described
		}
		edge, found := v.Edge(id, predicate, v.idOf(r.object))
		claims, in := s.stated[edge]
		return found && in && (graph == GraphCurated || slices.ContainsFunc(claims, func(c *Claim) bool { return string(c.Document) == graph }))
	})
}

// relationIRIs are the names of the relations by what stands for them in the graph.
var relationIRIs = func() map[string]string {
	names := make(map[string]string, len(vocabulary))
	for _, p := range vocabulary {
		names[p.IRI()] = p.Name
	}
	return names
}()
