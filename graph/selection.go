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
	edges  []*Edge  // by subject, predicate and object
	has    map[ID]bool
	stated map[*Edge][]*Claim // of each edge, the claims that are in the piece
	claims []*Claim           // those whose own edge is in the piece, in a reader's order
	joins  map[ID]int         // of each thing, how many edges it has, and claims where they are nodes
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
	edges, joined := make(map[*Edge][]*Claim), make(map[ID]bool)
	for e, claims := range s.Edges() {
		if looked++; given(ctx, looked) != nil {
			break
		}
		if len(q.Predicates) > 0 && !slices.Contains(q.Predicates, e.Predicate) || !there[e.Subject] || !there[e.Object] {
			continue
		}
		if q.AsOf != "" {
			claims = keep(claims, func(c *Claim) bool { return v.statesAt(e, c, q.AsOf) })
		}
		if len(claims) > 0 || e.Curated && e.Holds(q.AsOf) {
			edges[e] = claims
			joined[e.Subject], joined[e.Object] = true, true
		}
	}
	if len(q.Predicates) > 0 {
		there = joined
	}
	return v.piece(ctx, there, edges, cmp.Or(q.AsOf, s.asOf))
}

// piece makes a selection of things and of edges between them, each with its claims.
func (v *View) piece(ctx context.Context, things map[ID]bool, edges map[*Edge][]*Claim, asOf Date) (*Selection, error) {
	s := &Selection{view: v, asOf: asOf, claimNodes: true, has: things, stated: edges}
	for _, id := range sortedKeys(things) {
		if t := v.things[id]; t != nil {
			s.things = append(s.things, t)
		}
	}
	for e, claims := range edges {
		s.edges = append(s.edges, e)
		for _, c := range claims {
			if c.Subject == e.Subject && c.Predicate == e.Predicate && c.Object == e.Object {
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
	claims := v.about[t.ID]
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
		changed.joins[e.Subject]++
		changed.joins[e.Object]++
	}
	if !wanted {
		return &changed
	}
	sources := make(map[ID]bool)
	for _, c := range s.claims {
		changed.joins[c.Subject]++
		changed.joins[c.Object]++
		changed.joins[c.Document]++
		if document := s.view.things[c.Document]; document != nil && !s.has[c.Document] && !sources[c.Document] {
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
		return s.view.things[id] != nil
	}
	_, found := slices.BinarySearchFunc(s.things, id, func(t *Thing, id ID) int { return cmp.Compare(t.ID, id) })
	return found
}

// Things are those of the piece, by ID.
func (s *Selection) Things() iter.Seq[*Thing] {
	if s.whole {
		return slices.Values(s.view.AllThings())
	}
	return slices.Values(s.things)
}

// Edges are those of the piece, by subject, predicate and object, each with those of
// its claims that are in the piece. One that is curated alone has none.
func (s *Selection) Edges() iter.Seq2[*Edge, []*Claim] {
	return func(yield func(*Edge, []*Claim) bool) {
		if s.whole {
			for _, e := range s.view.AllEdges() {
				if s.view.things[e.Subject] != nil && s.view.things[e.Object] != nil && !yield(e, e.Claims) {
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
func (s *Selection) ClaimsOf(e *Edge) []*Claim {
	if s.whole {
		return e.Claims
	}
	return s.stated[e]
}

// Degree is how many edges of the piece a thing has; those from claims count where
// claims are nodes.
func (s *Selection) Degree(id ID) int {
	if !s.whole {
		return s.joins[id]
	}
	degree := 0
	for _, p := range vocabulary {
		degree += len(s.view.Out(id, p.Name)) + len(s.view.In(id, p.Name))
	}
	if s.claimNodes {
		degree += len(s.view.about[id])
	}
	return degree
}

// Claims are those that state the edges of the piece, in the order in which a reader
// meets them.
func (s *Selection) Claims() iter.Seq[*Claim] {
	if s.whole {
		return slices.Values(s.view.sorted)
	}
	return slices.Values(s.claims)
}

// Size is how many things, edges and claims that are nodes the piece has.
func (s *Selection) Size() (things, edges, claims int) {
	things, edges, claims = len(s.things), len(s.edges), len(s.claims)
	if s.whole {
		things, edges, claims = len(s.view.AllThings()), len(s.view.AllEdges()), len(s.view.sorted)
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
			for _, q := range s.keptOf(group) {
				if !yield(q) {
					return
				}
			}
		}
	}
}

// groups are the quads of the View by named graph and subject; of a piece only those of
// its nodes, in the order given.
func (s *Selection) groups(order func(a, b nodeInGraph) int) iter.Seq[[]Quad] {
	if s.whole {
		return func(yield func([]Quad) bool) {
			for quads := s.view.quads; len(quads) > 0; {
				group := subjectGroup(quads)
				quads = quads[len(group):]
				if !yield(group) {
					return
				}
			}
		}
	}
	return func(yield func([]Quad) bool) {
		nodes := s.nodes()
		slices.SortFunc(nodes, order)
		for _, n := range slices.Compact(nodes) {
			first := Quad{Graph: IRI(n.graph), Subject: IRI(n.node)}
			start, _ := slices.BinarySearchFunc(s.view.quads, first, compareQuads)
			quads := s.view.quads[start:]
			if len(quads) > 0 && quads[0].Graph == first.Graph && quads[0].Subject == first.Subject && !yield(subjectGroup(quads)) {
				return
			}
		}
	}
}

// nodeInGraph is what one named graph says of one node.
type nodeInGraph struct{ graph, node string }

func compareNodesByGraph(a, b nodeInGraph) int {
	return cmp.Or(cmp.Compare(a.graph, b.graph), cmp.Compare(a.node, b.node))
}

func compareNodesBySubject(a, b nodeInGraph) int {
	return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.graph, b.graph))
}

// nodes are where quads of the piece can be.
func (s *Selection) nodes() []nodeInGraph {
	var list []nodeInGraph
	for _, t := range s.things {
		list = append(list, nodeInGraph{GraphCurated, string(t.ID)})
		if t.Measure != nil || t.Holding != nil {
			for _, document := range s.describing(t.ID) {
				list = append(list, nodeInGraph{string(document), string(t.ID)})
			}
		}
		for _, code := range t.Codes {
			list = append(list, nodeInGraph{GraphCurated, statementID(string(t.ID), termCode, Text(code.Value), code.Span)})
		}
	}
	for _, e := range s.edges {
		for _, c := range s.stated[e] {
			list = append(list, nodeInGraph{string(c.Document), string(e.Subject)})
		}
		predicate, _ := LookupPredicate(e.Predicate)
		for _, span := range e.Spans {
			list = append(list, nodeInGraph{GraphCurated, statementID(string(e.Subject), predicate.IRI(), IRI(string(e.Object)), span)})
		}
	}
	if s.claimNodes {
		for _, c := range s.claims {
			list = append(list, nodeInGraph{GraphClaims, string(c.ID)})
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
		return slices.Contains(s.ClaimsOf(s.view.Edge(c.Subject, c.Predicate, c.Object)), c)
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
		var together []Quad
		subject := ""
		flush := func() bool {
			slices.SortFunc(together, func(a, b Quad) int {
				return cmp.Or(compareTerms(a.Predicate, b.Predicate), compareTerms(a.Object, b.Object), compareTerms(a.Graph, b.Graph))
			})
			going := len(together) == 0 || yield(subject, together)
			together = together[:0]
			return going
		}
		groups := s.groups(compareNodesBySubject)
		if s.whole {
			groups = s.view.groupsBySubject()
		}
		for group := range groups {
			if next := group[0].Subject.Value; next != subject {
				if !flush() {
					return
				}
				subject = next
			}
			together = append(together, s.keptOf(group)...)
		}
		flush()
	}
}

// groupsBySubject merges the named graphs, each of which is in order already. It holds a
// few words for each named graph.
func (v *View) groupsBySubject() iter.Seq[[]Quad] {
	return func(yield func([]Quad) bool) {
		var heads runs // one for each named graph, at its next subject
		for quads := v.quads; len(quads) > 0; {
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
		for len(heads) > 0 {
			group := subjectGroup(heads[0])
			if heads[0] = heads[0][len(group):]; len(heads[0]) == 0 {
				heap.Pop(&heads)
			} else {
				heap.Fix(&heads, 0)
			}
			if !yield(group) {
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
	if s.whole {
		if group[0].Graph.Value == GraphClaims && !s.claimNodes {
			return nil
		}
		return group
	}
	id, graph := ID(group[0].Subject.Value), group[0].Graph.Value
	if !s.Has(id) {
		return group // a claim of the piece, or a time of something in it
	}
	made := graph != GraphCurated && slices.ContainsFunc(group, func(q Quad) bool { return q.Predicate.Value == rdfType })
	described := graph == GraphCurated || made && slices.Contains(s.describing(id), ID(graph))
	return keep(group, func(q Quad) bool {
		predicate, relates := relationIRIs[q.Predicate.Value]
		if !relates || !q.Object.IRI {
			return described
		}
		edge := s.view.Edge(id, predicate, ID(q.Object.Value))
		claims, in := s.stated[edge]
		return in && (graph == GraphCurated || slices.ContainsFunc(claims, func(c *Claim) bool { return string(c.Document) == graph }))
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
