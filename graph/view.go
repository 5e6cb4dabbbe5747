package graph

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// View is one generation of the graph, indexed for reading. It never changes, so
// it is safe for any number of goroutines; everything it returns is shared and
// must not be changed either. Lists come in a fixed order: things by ID, claims
// by document and line, edges by their far end.
type View struct {
	generation uint64
	quads      []Quad // in order of compareQuads

	things map[ID]*Thing
	kinds  map[Kind][]*Thing
	claims map[ID]*Claim
	sorted []*Claim
	about  map[ID][]*Claim // by subject, object and document
	out    map[end][]*Edge
	in     map[end][]*Edge

	// Made once, when first asked for.
	names         func() *searchIndex
	conflicts     func() []Conflict
	conflictsOf   func() map[ID][]Conflict
	edges         func() []*Edge
	everything    func() []*Thing
	plainLikeness func() likenessMeasure
	fingerprint   func() string
}

// end is one end of an edge, seen along a predicate.
type end struct {
	id        ID
	predicate string
}

// Edge is one relation between two things with everything that supports it:
// claims of documents, curated knowledge, or both.
type Edge struct {
	Subject   ID
	Predicate string
	Object    ID
	Claims    []*Claim
	Curated   bool
	Spans     []Span // when a curated relation holds; none means always
}

// Key orders edges by subject, predicate and object, and tells each from all others.
func (e *Edge) Key() string { return string(e.Subject) + " " + e.Predicate + " " + string(e.Object) }

// Holds tells whether the edge holds at the date, as far as curated spans say.
func (e *Edge) Holds(at Date) bool {
	if len(e.Spans) == 0 {
		return true
	}
	return slices.ContainsFunc(e.Spans, func(s Span) bool { return s.Holds(at) })
}

// Other is the far end, seen from one end.
func (e *Edge) Other(from ID) ID {
	if e.Subject == from {
		return e.Object
	}
	return e.Subject
}

// Stances are the stances of the edge's claims, each once, in the table's order.
func (e *Edge) Stances() []Stance { return StancesOf(e.Claims) }

// StancesOf are the stances of claims, each once, in the order of the table.
func StancesOf(claims []*Claim) []Stance {
	var list []Stance
	for _, info := range stances {
		if slices.ContainsFunc(claims, func(c *Claim) bool { return c.Stance == info.Stance }) {
			list = append(list, info.Stance)
		}
	}
	return list
}

// NewView indexes quads that are in no store, such as those of a graph made for a
// measurement: Cayley needs several times the memory of its quads. Each quad stands once;
// the View keeps the list, and orders it in its place.
func NewView(quads []Quad) *View { return newView(quads, 0) }

// newView indexes quads. It cannot fail: a quad that it does not understand is
// kept, and found again by Quads, but appears in no typed answer.
func newView(quads []Quad, generation uint64) *View {
	slices.SortFunc(quads, compareQuads)
	v := &View{generation: generation, quads: quads}
	d := decode(quads)
	v.things, v.claims = d.things, d.claims
	v.kinds = make(map[Kind][]*Thing)
	for _, id := range sortedKeys(v.things) {
		thing := v.things[id]
		v.kinds[thing.Kind] = append(v.kinds[thing.Kind], thing)
	}
	for _, claim := range v.claims {
		v.sorted = append(v.sorted, claim)
	}
	slices.SortFunc(v.sorted, compareClaims)
	v.about = make(map[ID][]*Claim)
	for _, claim := range v.sorted {
		v.about[claim.Subject] = append(v.about[claim.Subject], claim)
		if claim.Object != claim.Subject {
			v.about[claim.Object] = append(v.about[claim.Object], claim)
		}
		v.about[claim.Document] = append(v.about[claim.Document], claim)
	}
	v.indexEdges(d.edges)
	v.labelMinted()
	v.conflicts = sync.OnceValue(v.findConflicts)
	v.names = sync.OnceValue(func() *searchIndex { return newSearchIndex(v) })
	v.conflictsOf = sync.OnceValue(v.indexConflicts)
	v.edges = sync.OnceValue(v.sortEdges)
	v.everything = sync.OnceValue(v.sortThings)
	v.fingerprint = sync.OnceValue(v.hashQuads)
	v.plainLikeness = sync.OnceValue(func() likenessMeasure { return v.measureLikeness(priorityFilter{}) })
	return v
}

// indexEdges attaches claims to edges. The structural edges of a minted node are
// supported by the claims that made the node.
func (v *View) indexEdges(edges map[edgeKey]*Edge) {
	for _, claim := range v.sorted {
		if edge, ok := edges[edgeKey{claim.Subject, claim.Predicate, claim.Object}]; ok {
			edge.Claims = append(edge.Claims, claim)
		}
	}
	v.out, v.in = make(map[end][]*Edge), make(map[end][]*Edge)
	for _, edge := range edges {
		if thing := v.things[edge.Subject]; thing != nil && (thing.Measure != nil || thing.Holding != nil) {
			for _, claim := range v.about[edge.Subject] {
				if claim.Object == edge.Subject {
					edge.Claims = append(edge.Claims, claim)
				}
			}
		}
		from, to := end{edge.Subject, edge.Predicate}, end{edge.Object, edge.Predicate}
		v.out[from] = append(v.out[from], edge)
		v.in[to] = append(v.in[to], edge)
	}
	for _, list := range v.out {
		slices.SortFunc(list, func(a, b *Edge) int { return cmp.Compare(a.Object, b.Object) })
	}
	for _, list := range v.in {
		slices.SortFunc(list, func(a, b *Edge) int { return cmp.Compare(a.Subject, b.Subject) })
	}
}

// Prepare makes what the View would make when first asked for it, so that no
// question has to wait for it.
func (v *View) Prepare() {
	v.names()
	v.conflictsOf()
	v.edges()
	v.everything()
	v.plainLikeness()
	v.fingerprint()
}

// Generation counts the commits that led to this state.
func (v *View) Generation() uint64 { return v.generation }

// Quads is the whole graph, ordered.
func (v *View) Quads() []Quad { return v.quads }

func (v *View) hasQuad(q Quad) bool {
	_, found := slices.BinarySearchFunc(v.quads, q, compareQuads)
	return found
}

// Thing finds a thing by ID; nil when there is none.
func (v *View) Thing(id ID) *Thing { return v.things[id] }

// documentOf is the document with a source file; empty when there is none.
func (v *View) documentOf(file string) ID {
	for _, document := range v.kinds[Document] {
		if document.Source != nil && document.Source.File == file {
			return document.ID
		}
	}
	return ""
}

// Require finds a thing of one of the kinds, or says what was wrong: the error
// names the nearest ID.
func (v *View) Require(id ID, allowed ...Kind) (*Thing, error) {
	thing := v.things[id]
	if thing == nil {
		if len(id) > MaxIDLength {
			return nil, invalid("an ID has %d characters at most", MaxIDLength)
		}
		if near := NearestID(id, func(yield func(ID) bool) {
			for other := range v.things {
				if (len(allowed) == 0 || slices.Contains(allowed, other.Kind())) && !yield(other) {
					return
				}
			}
		}); near != "" {
			return nil, notFound("there is no %q; did you mean %q?", id, near)
		}
		if document := v.documentOf(string(id)); document != "" {
			return nil, notFound("there is no %q; the document with that source file is %q", id, document)
		}
		return nil, notFound("there is no %q", id)
	}
	if len(allowed) > 0 && !slices.Contains(allowed, thing.Kind) {
		names := make([]string, len(allowed))
		for i, kind := range allowed {
			names[i] = string(kind)
		}
		return nil, invalid("%q is a thing of kind %s; wanted here is %s", id, thing.Kind, strings.Join(names, " or "))
	}
	return thing, nil
}

// Things are all things of a kind.
func (v *View) Things(kind Kind) []*Thing { return v.kinds[kind] }

// AllThings are the things of all kinds, by ID.
func (v *View) AllThings() []*Thing { return v.everything() }

func (v *View) sortThings() []*Thing {
	list := make([]*Thing, 0, len(v.things))
	for _, id := range sortedKeys(v.things) {
		list = append(list, v.things[id])
	}
	return list
}

// Claim finds a claim by ID; nil when there is none.
func (v *View) Claim(id ID) *Claim { return v.claims[id] }

// Claims are all claims.
func (v *View) Claims() []*Claim { return v.sorted }

// ClaimsAbout are the claims that have the thing as subject or object, or are
// made by it where it is a document.
func (v *View) ClaimsAbout(id ID) []*Claim { return v.about[id] }

// Out are the edges that leave the thing along a predicate, by their object.
func (v *View) Out(id ID, predicate string) []*Edge { return v.out[end{id, predicate}] }

// Edge finds one edge; nil when there is none.
func (v *View) Edge(subject ID, predicate string, object ID) *Edge {
	list := v.out[end{subject, predicate}]
	i, found := slices.BinarySearchFunc(list, object, func(e *Edge, id ID) int { return cmp.Compare(e.Object, id) })
	if !found {
		return nil
	}
	return list[i]
}

// In are the edges that reach the thing along a predicate, by their subject.
func (v *View) In(id ID, predicate string) []*Edge { return v.in[end{id, predicate}] }

// Relations are the edges of a thing along a predicate, read from its subject
// (forward) or from its object, by their far end. A symmetric predicate reads the
// same in both directions, so its edges of both are returned.
func (v *View) Relations(id ID, predicate string, forward bool) []*Edge {
	direction := Incoming
	if forward {
		direction = Outgoing
	}
	return v.AllRelations(id, []string{predicate}, direction)
}

// AllEdges are all edges, by subject, predicate and object.
func (v *View) AllEdges() []*Edge { return v.edges() }

func (v *View) sortEdges() []*Edge {
	var list []*Edge
	for _, edges := range v.out {
		list = append(list, edges...)
	}
	slices.SortFunc(list, compareEdges)
	return list
}

// Edges are all edges of a predicate, ordered by subject and object.
func (v *View) Edges(predicate string) []*Edge {
	var list []*Edge
	for from, edges := range v.out {
		if from.predicate == predicate {
			list = append(list, edges...)
		}
	}
	slices.SortFunc(list, func(a, b *Edge) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Object, b.Object))
	})
	return list
}

// Label is the label of a thing or a claim, in the language or the next best.
func (v *View) Label(id ID, language string) string { return v.NameOf(id, Fallback(language)).Text }

// NameOf is the label of a thing or a claim in the first language that has one.
func (v *View) NameOf(id ID, languages []string) Name {
	if thing := v.things[id]; thing != nil {
		return thing.LabelIn(languages)
	}
	if claim := v.claims[id]; claim != nil {
		return v.ClaimName(claim, languages)
	}
	return Name{Text: string(id)}
}

// ClaimName reads the claim as a short sentence of ours. The stance belongs to
// it: a cap on an industry must not read like a priority. Only among Chinese
// characters are its words Chinese.
func (v *View) ClaimName(c *Claim, languages []string) Name {
	predicate, _ := LookupPredicate(c.Predicate)
	stance := StanceInfo{}
	for _, info := range stances {
		if info.Stance == c.Stance && c.Stance != Unstated {
			stance = info
		}
	}
	subject, object := v.NameOf(c.Subject, languages).Text, v.NameOf(c.Object, languages).Text
	if len(languages) > 0 && (languages[0] == Simplified || languages[0] == Traditional) {
		text := subject + predicate.LabelZH + object
		if stance.LabelZH != "" {
			text += "（" + stance.LabelZH + "）"
		}
		return Name{Text: text, Language: Simplified, Preferred: true}
	}
	text := subject + " " + predicate.Label + " " + object
	if stance.Label != "" {
		text += " (" + stance.Label + ")"
	}
	return Name{Text: text, Language: English, Preferred: true}
}

// DateOf is the date of the claim's document.
func (v *View) DateOf(c *Claim) DocumentDate {
	if document := v.things[c.Document]; document != nil && document.Source != nil {
		return document.Source.Date
	}
	return DocumentDate{}
}

// Counts are the figures of the whole graph.
type Counts struct {
	Generation uint64
	Quads      int
	Edges      int
	Claims     int
	Documents  int
	Kinds      map[Kind]int
	Predicates map[string]int
}

// Counts counts what the View holds.
func (v *View) Counts() Counts {
	c := Counts{Generation: v.generation, Quads: len(v.quads), Claims: len(v.claims), Kinds: map[Kind]int{}, Predicates: map[string]int{}}
	for kind, list := range v.kinds {
		c.Kinds[kind] = len(list)
	}
	c.Kinds[ClaimKind] = len(v.claims)
	c.Documents = c.Kinds[Document]
	for from, edges := range v.out {
		c.Predicates[from.predicate] += len(edges)
		c.Edges += len(edges)
	}
	return c
}
