package export

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// propertyGraph shows a piece of the graph as most tools see graphs: nodes and edges
// that have attributes. A relation is one edge, however many claims state it; what
// they say stands on it in lists. Where claims are nodes, three edges lead from each:
// to its subject, its object and its document.
type propertyGraph struct {
	*job
	view *graph.View
}

// claimLinks is how many edges lead from a claim that is a node.
const claimLinks = 3

// node is a thing, or a claim that is drawn as a node.
type node struct {
	id     graph.ID
	kind   graph.Kind
	label  string
	thing  *graph.Thing // nil for a claim
	claim  *graph.Claim // nil for a thing
	region graph.ID     // the place in or of which it is; empty when there is none
	degree int          // edges of the piece that it has, those from claims among them
	spells []graph.Span // when it was there, in order; none for always
}

// edge is a relation, or what leads from a claim.
type edge struct {
	id             string
	source, target graph.ID
	predicate      string
	label          string
	edge           graph.Edge // nil for what leads from a claim
	claims         []*graph.Claim
	spells         []graph.Span // when it held, in order; none for always
}

// properties shows the piece of a job as nodes and edges.
func (j *job) properties() *propertyGraph {
	g := &propertyGraph{job: j, view: j.piece.View()}
	if j.Progress != nil {
		things, edges, claims := j.piece.Size()
		j.total = things + edges + (1+claimLinks)*claims
	}
	return g
}

// nodes are all nodes: things by ID, then claims in the order in which a reader meets
// them.
func (g *propertyGraph) nodes() iter.Seq[*node] {
	return each(g.job, func(yield func(*node) bool) {
		for thing := range g.piece.Things() {
			if !yield(g.node(thing)) {
				return
			}
		}
		if !g.piece.HasClaims() {
			return
		}
		for claim := range g.piece.Claims() {
			if !yield(&node{id: claim.ID, kind: graph.ClaimKind, label: g.view.ClaimName(claim, g.Languages).Text, claim: claim, degree: claimLinks}) {
				return
			}
		}
	})
}

// edges are all edges: relations by subject, predicate and object, then what leads
// from claims. Their IDs are texts that stay the same from export to export.
func (g *propertyGraph) edges() iter.Seq[*edge] {
	return each(g.job, func(yield func(*edge) bool) {
		for e, claims := range g.piece.Edges() {
			predicate, _ := graph.LookupPredicate(e.Predicate())
			if !yield(&edge{
				id: e.Key(), source: e.Subject(), target: e.Object(), predicate: e.Predicate(), label: g.reading(predicate.Label, predicate.LabelZH),
				edge: e, claims: claims, spells: g.spellsOfEdge(e, claims),
			}) {
				return
			}
		}
		if !g.piece.HasClaims() {
			return
		}
		for claim := range g.piece.Claims() {
			for _, link := range []struct {
				predicate, label, labelZH string
				target                    graph.ID
			}{
				{"subject", "is said of", "主语", claim.Subject},
				{"object", "names", "宾语", claim.Object},
				{"document", "is stated in", "出处", claim.Document},
			} {
				if !g.piece.Has(link.target) {
					continue // nobody has described the document
				}
				if !yield(&edge{
					id: string(claim.ID) + " " + link.predicate + " " + string(link.target), source: claim.ID, target: link.target,
					predicate: link.predicate, label: g.reading(link.label, link.labelZH),
				}) {
					return
				}
			}
		}
	})
}

// reading chooses the language of words of ours, which are English or Chinese.
func (g *propertyGraph) reading(english, chinese string) string {
	if len(g.Languages) > 0 && (g.Languages[0] == graph.Simplified || g.Languages[0] == graph.Traditional) {
		return chinese
	}
	return english
}

func (g *propertyGraph) node(t *graph.Thing) *node {
	return &node{id: t.ID, kind: t.Kind, label: t.LabelIn(g.Languages).Text, thing: t, region: g.region(t), degree: g.piece.Degree(t.ID), spells: g.spellsOfThing(t)}
}

// values are those of the columns, in their order.
func (g *propertyGraph) valuesOfNode(n *node) []any {
	values := make([]any, len(nodeColumns))
	for i, column := range nodeColumns {
		values[i] = column.of(g, n)
	}
	return values
}

func (g *propertyGraph) valuesOfEdge(e *edge) []any {
	values := make([]any, len(edgeColumns))
	for i, column := range edgeColumns {
		values[i] = column.of(g, e)
	}
	return values
}

// weight is how strong an edge is drawn: by how many claims state it.
func (e *edge) weight() int { return max(1, len(e.claims)) }

// size is how large a node is drawn, 4 to 40 or so: by its kind, and more by how much
// it is joined with.
func (n *node) size() float64 {
	return math.Round(100*styleOf(n.kind).size*(1+math.Log2(1+float64(n.degree))/2)) / 100
}

// region is the place to which a thing belongs on a drawing: the place that it is part
// of, or that builds, plans, hosts or runs it, or of which it is a target. What belongs
// to several places, or to none in particular, has none.
func (g *propertyGraph) region(t *graph.Thing) graph.ID {
	switch {
	case t.Measure != nil:
		return g.regionOf(t.Measure.Of)
	case t.Holding != nil:
		return g.regionOf(t.Holding.At)
	case t.Kind == graph.Official:
		for _, e := range g.view.Out(t.ID, "holds") {
			if tenure := g.view.Thing(e.Object()); tenure != nil && tenure.Holding != nil {
				return g.regionOf(tenure.Holding.At)
			}
		}
	case t.Kind == graph.Industry, t.Kind == graph.Metric, t.Kind == graph.Post, t.Kind == graph.Document:
		return ""
	}
	if whole := g.wholes(t.ID); len(whole) > 0 {
		return only(whole)
	}
	if t.Kind == graph.Place {
		return ""
	}
	return only(g.view.PlacesOf(t.ID))
}

// regionOf is the place itself, or the region of what is no place.
func (g *propertyGraph) regionOf(id graph.ID) graph.ID {
	if id.Kind() == graph.Place {
		return id
	}
	if t := g.view.Thing(id); t != nil && t.Measure == nil && t.Holding == nil {
		return g.region(t)
	}
	return ""
}

// wholes are the places that a thing is part of at the date of the piece, or now, which
// is where no time of it has ended.
func (g *propertyGraph) wholes(id graph.ID) []graph.ID {
	at := g.piece.AsOf()
	var list []graph.ID
	for _, e := range g.view.Out(id, "partOf") {
		lasts := at != "" && e.Holds(at) || at == "" && (len(e.Spans()) == 0 || slices.ContainsFunc(e.Spans(), func(s graph.Span) bool { return s.Until == "" }))
		if e.Object().Kind() == graph.Place && lasts {
			list = append(list, e.Object())
		}
	}
	return list
}

// only is the one of a list of one.
func only(list []graph.ID) graph.ID {
	if len(list) != 1 {
		return ""
	}
	return list[0]
}

// times are what a node says of time.
type times struct {
	from, by, until graph.Date
	within          graph.Duration
}

func (n *node) time() times {
	switch {
	case n.claim != nil:
		c := n.claim
		return times{cmp.Or(c.Span.From, c.Period.From), c.Period.By, c.Span.Until, c.Period.Within}
	case n.thing.Measure != nil:
		p := n.thing.Measure.Period
		return times{from: p.From, by: p.By, within: p.Within}
	case n.thing.Holding != nil:
		return times{from: n.thing.Holding.Span.From, until: n.thing.Holding.Span.Until}
	}
	return times{}
}

// spellsOfEdge are the times over which a relation held, as far as is known: its
// curated times, and else from when a document may first have said it, within what the
// claim says of its time. A tenure that no document bounds is proved for the days on
// which its documents may have been written, and no others.
func (g *propertyGraph) spellsOfEdge(e graph.Edge, claims []*graph.Claim) []graph.Span {
	if e.Curated() {
		return e.Spans()
	}
	tenure := e.Object().Kind() == graph.Tenure || e.Subject().Kind() == graph.Tenure
	var spells []graph.Span
	for _, c := range claims {
		spell, written := c.Span, g.view.DateOf(c)
		if spell.From == "" && written.Earliest != "" {
			spell.From = graph.Date(written.Earliest.Start())
		}
		if until := dayAfter(written.Latest); tenure && spell.Until == "" && written.Latest != "" && spell.From.Start() < until.Start() {
			spell.Until = until
		}
		spells = append(spells, spell)
	}
	return joined(spells)
}

// spellsOfThing are the times over which a thing was there: a place until another took
// its stead, a tenure while it is proved.
func (g *propertyGraph) spellsOfThing(t *graph.Thing) []graph.Span {
	if t.Holding != nil {
		for _, e := range g.view.In(t.ID, "holds") {
			return g.spellsOfEdge(e, g.piece.ClaimsOf(e))
		}
		return nil
	}
	var span graph.Span
	for _, e := range g.view.In(t.ID, "succeededBy") {
		span.From = later(span.From, first(e.Spans()).From)
	}
	for _, e := range g.view.Out(t.ID, "succeededBy") {
		span.Until = cmp.Or(first(e.Spans()).From, span.Until)
	}
	if span == (graph.Span{}) {
		return nil
	}
	return []graph.Span{span}
}

// dayAfter is the first day that the date cannot mean.
func dayAfter(d graph.Date) graph.Date {
	last, err := time.Parse(time.DateOnly, d.End())
	if err != nil {
		return ""
	}
	return graph.Date(last.AddDate(0, 0, 1).Format(time.DateOnly))
}

func later(a, b graph.Date) graph.Date {
	if a == "" || b != "" && b.Start() > a.Start() {
		return b
	}
	return a
}

func first(spans []graph.Span) graph.Span {
	if len(spans) == 0 {
		return graph.Span{}
	}
	return spans[0]
}

// joined puts spells in order, and those that touch into one. A spell open at both
// ends is always, which is no spells at all.
func joined(spells []graph.Span) []graph.Span {
	slices.SortFunc(spells, func(a, b graph.Span) int { return cmp.Compare(a.From.Start(), b.From.Start()) })
	var list []graph.Span
	for _, spell := range spells {
		if n := len(list); n > 0 && (list[n-1].Until == "" || spell.From.Start() <= list[n-1].Until.Start()) {
			if list[n-1].Until != "" && (spell.Until == "" || spell.Until.Start() > list[n-1].Until.Start()) {
				list[n-1].Until = spell.Until
			}
			continue
		}
		list = append(list, spell)
	}
	if len(list) == 1 && list[0] == (graph.Span{}) {
		return nil
	}
	return list
}
