package graph

import (
	"context"
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
)

// View is one generation of the graph, indexed for reading. It never changes, so
// it is safe for any number of goroutines; everything it returns is shared and
// must not be changed either. Lists come in a fixed order: things by ID, claims
// by document and line, edges by their far end.
//
// All terms are numbered in their order, and the quads are rows of numbers; so are the
// edges, in flat arrays both ways. Claims are read from their quads at once, things when they
// are first asked for, and then kept.
type View struct {
	generation uint64
	table
	kinds []kindNumber // of the term, where it is an ID
	edges adjacency

	thingNumbers []number // of things, by ID
	thingPlaces  []uint32 // of each term in thingNumbers, + 1; of a claim, in claims; 0 where it is neither
	things       []atomic.Pointer[Thing]
	byKind       []func() []*Thing
	claims       []*Claim
	about        claimLists // by subject, object and document
	codeTimes    map[number][]codeTime
	pathMarks    sync.Pool // of *pathMarks

	// What is reckoned of a thing when it is first asked for; the lists, too, are made then.
	branches func() []atomic.Pointer[industryBranch] // of industries, by ID
	regions  func() []atomic.Pointer[[]number]       // of places, by ID
	within   func() []atomic.Pointer[placesIn]       // of places, by ID: those that lie in each on the present map
	beside   func() []atomic.Uint32                  // of things, by ID: to how many places claims relate them, + 1

	namesPacked    func() []atomic.Pointer[string] // of things, by ID
	mentionsPacked func() []atomic.Pointer[string] // of claims, in their order

	// Made once, when first asked for.
	labels        atomic.Pointer[labels]
	outgoing      func() []Edge // all, in their order
	incoming      func() []Edge // all, in that of edges.incoming
	columns       func() *edgeColumns
	names         func() *searchIndex
	conflicts     func() []Conflict
	conflictsOf   func() map[ID][]Conflict
	everything    func() []*Thing
	plainLikeness func() *likenessMeasure
	fingerprint   func() string
}

// kindNumber is the place of a kind in the table of kinds.
type kindNumber uint8

// noKind is that of terms that are no IDs.
const noKind kindNumber = 255

func (v *View) prepareLater() {
	v.conflicts = sync.OnceValue(v.findConflicts)
	v.outgoing = sync.OnceValue(func() []Edge {
		list := make([]Edge, v.edges.count())
		for i := range list {
			list[i] = Edge{v, uint32(i)}
		}
		return list
	})
	v.incoming = sync.OnceValue(func() []Edge { return v.handles(v.edges.incoming) })
	v.columns = sync.OnceValue(func() *edgeColumns { return newEdgeColumns(v) })
	v.names = sync.OnceValue(func() *searchIndex { return newSearchIndex(v) })
	v.conflictsOf = sync.OnceValue(v.indexConflicts)
	v.everything = sync.OnceValue(func() []*Thing { return v.readAll(v.thingNumbers) })
	v.byKind = make([]func() []*Thing, len(kinds))
	for i, kind := range kinds {
		v.byKind[i] = sync.OnceValue(func() []*Thing { return v.readAll(v.numbersOf(kind)) })
	}
	v.fingerprint = sync.OnceValue(v.hashQuads)
	v.branches = sync.OnceValue(func() []atomic.Pointer[industryBranch] {
		return make([]atomic.Pointer[industryBranch], len(v.numbersOf(Industry.Info())))
	})
	v.regions = sync.OnceValue(func() []atomic.Pointer[[]number] {
		return make([]atomic.Pointer[[]number], len(v.numbersOf(Place.Info())))
	})
	v.within = sync.OnceValue(func() []atomic.Pointer[placesIn] {
		return make([]atomic.Pointer[placesIn], len(v.numbersOf(Place.Info())))
	})
	v.beside = sync.OnceValue(func() []atomic.Uint32 { return make([]atomic.Uint32, len(v.thingNumbers)) })
	v.namesPacked = sync.OnceValue(func() []atomic.Pointer[string] { return make([]atomic.Pointer[string], len(v.thingNumbers)) })
	v.mentionsPacked = sync.OnceValue(func() []atomic.Pointer[string] { return make([]atomic.Pointer[string], len(v.claims)) })
	v.plainLikeness = sync.OnceValue(func() *likenessMeasure {
		all, _ := v.measureLikeness(context.Background(), priorityFilter{}) // only a context that ends can fail
		return all
	})
}

// Prepare makes what the View would make when first asked for it, so that no
// question has to wait for it.
func (v *View) Prepare() {
	v.columnsOfLabels()
	v.outgoing()
	v.incoming()
	v.columns()
	v.names()
	v.conflictsOf()
	v.plainLikeness()
	v.fingerprint()
}

// Generation counts the commits that led to this state.
func (v *View) Generation() uint64 { return v.generation }

// Quads is the whole graph, ordered by graph, subject, predicate and object.
func (v *View) Quads() iter.Seq[Quad] { return v.quads(v.rows) }

// Size is how many quads there are.
func (v *View) Size() int { return len(v.rows) }

func (v *View) hasQuad(q Quad) bool {
	_, found := v.table.find(q)
	return found
}

// numberOf is the number of an ID; noNumber where nothing speaks of it.
func (v *View) numberOf(id ID) number { return v.findIRI(string(id)) }

// idOf is the ID of a number.
func (v *View) idOf(n number) ID { return ID(v.value(n)) }

// isThing tells whether the number is that of a thing.
func (v *View) isThing(n number) bool {
	return n != noNumber && v.thingPlaces[n] != 0 && v.kinds[n] != claimKindNumber
}

// Thing finds a thing by ID; nil when there is none.
func (v *View) Thing(id ID) *Thing {
	if n := v.numberOf(id); v.isThing(n) {
		return v.thing(n)
	}
	return nil
}

// thing is a thing by its number. Who asks first reads it; all get the same.
func (v *View) thing(n number) *Thing {
	place := &v.things[v.thingPlaces[n]-1]
	if t := place.Load(); t != nil {
		return t
	}
	t := v.readThing(n)
	if place.CompareAndSwap(nil, t) {
		return t
	}
	return place.Load()
}

// numbersOf are those of the things of a kind.
func (v *View) numbersOf(kind KindInfo) []number {
	first, end := v.rangeOf(kind.Kind)
	return v.thingNumbers[first:end]
}

// rangeOf are the places of the things of a kind among all things.
func (v *View) rangeOf(kind Kind) (first, end uint32) {
	info := kind.Info()
	at := func(beginning string) uint32 {
		return uint32(sort.Search(len(v.thingNumbers), func(i int) bool { return v.value(v.thingNumbers[i]) >= beginning }))
	}
	return at(info.Prefix + "/"), at(info.Prefix + "0") // which is what comes behind the slash
}

func (v *View) readAll(numbers []number) []*Thing {
	list := make([]*Thing, len(numbers))
	for i, n := range numbers {
		list[i] = v.thing(n)
	}
	return list
}

// documentOf is the document with a source file; empty when there is none.
func (v *View) documentOf(file string) ID {
	for _, document := range v.Things(Document) {
		if document.Source != nil && document.Source.File == file {
			return document.ID
		}
	}
	return ""
}

// Require finds a thing of one of the kinds, or says what was wrong: the error
// names the nearest ID.
func (v *View) Require(id ID, allowed ...Kind) (*Thing, error) {
	thing := v.Thing(id)
	if thing == nil {
		if len(id) > MaxIDLength {
			return nil, invalid("an ID has %d characters at most", MaxIDLength)
		}
		if near := NearestID(id, func(yield func(ID) bool) {
			for _, n := range v.thingNumbers {
				if (len(allowed) == 0 || slices.Contains(allowed, kinds[v.kinds[n]].Kind)) && !yield(v.idOf(n)) {
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
func (v *View) Things(kind Kind) []*Thing {
	for i, info := range kinds {
		if info.Kind == kind {
			return v.byKind[i]()
		}
	}
	return nil
}

// AllThings are the things of all kinds, by ID.
func (v *View) AllThings() []*Thing { return v.everything() }

// eachThing are the things of all kinds, by ID, without keeping what is read.
func (v *View) eachThing() iter.Seq[*Thing] {
	return func(yield func(*Thing) bool) {
		for i, n := range v.thingNumbers {
			t := v.things[i].Load()
			if t == nil {
				t = v.readThing(n)
			}
			if !yield(t) {
				return
			}
		}
	}
}

// Claim finds a claim by ID; nil when there is none.
func (v *View) Claim(id ID) *Claim {
	node, _ := v.Node(id)
	return node.Claim()
}

// Claims are all claims.
func (v *View) Claims() []*Claim { return v.claims }

// ClaimsAbout are the claims that have the thing as subject or object, or are
// made by it where it is a document.
func (v *View) ClaimsAbout(id ID) []*Claim {
	if n := v.numberOf(id); n != noNumber {
		return v.about.of(n)
	}
	return nil
}

// Out are the edges that leave the thing along a predicate, by their object.
func (v *View) Out(id ID, predicate string) []Edge {
	p, known := relationOf(predicate)
	n := v.numberOf(id)
	if !known || n == noNumber {
		return nil
	}
	return v.outOf(n, p)
}

// outOf and inOf are pieces of lists of all edges, which are made once: most questions go on
// from edge to edge, and need no list of their own for that.
func (v *View) outOf(n number, p relation) []Edge {
	first, end := v.edges.out(n, p)
	if first == end {
		return nil
	}
	return v.outgoing()[first:end:end]
}

func (v *View) inOf(n number, p relation) []Edge {
	first, end := v.edges.inRange(n, p)
	if first == end {
		return nil
	}
	return v.incoming()[first:end:end]
}

// In are the edges that reach the thing along a predicate, by their subject.
func (v *View) In(id ID, predicate string) []Edge {
	p, known := relationOf(predicate)
	n := v.numberOf(id)
	if !known || n == noNumber {
		return nil
	}
	return v.inOf(n, p)
}

// handles are edges by their numbers.
func (v *View) handles(numbers []uint32) []Edge {
	if len(numbers) == 0 {
		return nil
	}
	list := make([]Edge, len(numbers))
	for i, edge := range numbers {
		list[i] = Edge{v, edge}
	}
	return list
}

// Edge finds one edge; false when there is none.
func (v *View) Edge(subject ID, predicate string, object ID) (Edge, bool) {
	p, known := relationOf(predicate)
	s, o := v.numberOf(subject), v.numberOf(object)
	if !known || s == noNumber || o == noNumber {
		return Edge{}, false
	}
	edge, found := v.edges.find(s, p, o)
	return Edge{v, edge}, found
}

// Relations are the edges of a thing along a predicate, read from its subject
// (forward) or from its object, by their far end. A symmetric predicate reads the
// same in both directions, so its edges of both are returned.
func (v *View) Relations(id ID, predicate string, forward bool) []Edge {
	node, _ := v.Node(id)
	return node.Relations(predicate, forward)
}

// AllEdges are all edges, by subject, predicate and object.
func (v *View) AllEdges() []Edge { return v.outgoing() }

// Edges are all edges of a predicate, ordered by subject and object.
func (v *View) Edges(predicate string) []Edge {
	p, known := relationOf(predicate)
	if !known {
		return nil
	}
	return v.handles(v.edges.along(p))
}

// Label is the label of a thing or a claim, in the language or the next best.
func (v *View) Label(id ID, language string) string { return v.NameOf(id, fallbackOf(language)).Text }

// NameOf is the label of a thing or a claim in the first language that has one.
func (v *View) NameOf(id ID, languages []string) Name {
	if node, known := v.Node(id); known {
		return node.Name(languages)
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
	if document := v.Thing(c.Document); document != nil && document.Source != nil {
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

// Things are the counts of all kinds together, claims apart.
func (c Counts) Things() int {
	n := 0
	for kind, count := range c.Kinds {
		if kind != ClaimKind {
			n += count
		}
	}
	return n
}

// Unsupported is how many edges neither claims nor curated knowledge state. The loader lets
// none in; a graph that is taken as it is may have some.
func (v *View) Unsupported() int {
	n := 0
	for edge := range uint32(v.edges.count()) {
		if !v.edges.isCurated(edge) && len(v.edges.claims.of(edge)) == 0 {
			n++
		}
	}
	return n
}

// Counts counts what the View holds.
func (v *View) Counts() Counts {
	c := Counts{Generation: v.generation, Quads: v.Size(), Edges: v.edges.count(), Claims: len(v.claims), Kinds: map[Kind]int{}, Predicates: map[string]int{}}
	for _, kind := range kinds {
		if n := len(v.numbersOf(kind)); n > 0 {
			c.Kinds[kind.Kind] = n
		}
	}
	c.Kinds[ClaimKind] = len(v.claims)
	c.Documents = c.Kinds[Document]
	for i, p := range predicatesByName {
		if n := int(v.edges.starts[i+1] - v.edges.starts[i]); n > 0 {
			c.Predicates[p.Name] = n
		}
	}
	return c
}
