package graph

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
)

// predicatesByName are the vocabulary in the order of names, so that a place in it orders
// predicates as their names do.
var predicatesByName = slices.SortedFunc(slices.Values(vocabulary), func(a, b Predicate) int { return cmp.Compare(a.Name, b.Name) })

// relation is a place in predicatesByName.
type relation = uint8

// relationOf finds the predicate's place; false where there is no such predicate. Nearly all
// answers ask for several, so it looks in a table of its own.
func relationOf(name string) (relation, bool) {
	if name == "" {
		return 0, false
	}
	for at := relationSlot(name); relationSlots[at] != 0; at++ {
		if p := relationSlots[at] - 1; predicatesByName[p].Name == name {
			return p, true
		}
	}
	return 0, false
}

func relationSlot(name string) uint8 {
	return uint8(len(name))*37 + name[0]*5 + name[len(name)-1]*11 + name[len(name)/2]
}

// relationSlots are places in predicatesByName + 1, or 0, by hash.
var relationSlots = func() (slots [256]relation) {
	for i, p := range predicatesByName {
		at := relationSlot(p.Name)
		for slots[at] != 0 {
			at++ // behind the last comes the first
		}
		slots[at] = relation(i) + 1
	}
	return slots
}()

// symmetric tells of each relation whether it reads the same both ways.
var symmetric = func() []bool {
	list := make([]bool, len(predicatesByName))
	for i, p := range predicatesByName {
		list[i] = p.Symmetric()
	}
	return list
}()

// adjacency is the edges between things, both ways. Edges are numbered by subject,
// predicate and object; the lists hold those numbers.
type adjacency struct {
	subjects   []number
	objects    []number
	predicates []relation
	curated    []uint64 // a bit for each edge
	spans      map[uint32][]Span
	claims     claimLists // of each edge

	outStarts   []uint32 // of each subject's edges, and the end of the last
	incoming    []uint32 // edges by object, predicate and subject
	inStarts    []uint32 // of each object's edges in incoming, and the end of the last
	byPredicate []uint32 // edges by predicate, subject and object
	starts      []uint32 // of each predicate's edges in byPredicate, and the end of the last
}

// claimLists are lists of claims, by number.
type claimLists struct {
	starts []uint32
	claims []*Claim
}

func (l claimLists) of(n uint32) []*Claim {
	if len(l.claims) == 0 {
		return nil
	}
	start, end := l.starts[n], l.starts[n+1]
	if start == end {
		return nil
	}
	return l.claims[start:end:end]
}

// listClaims makes lists of claims, in the order of the claims; each calls add with the
// claim for every list that it belongs to.
func listClaims(lists int, claims []*Claim, each func(c *Claim, add func(n uint32))) claimLists {
	if len(claims) == 0 {
		return claimLists{}
	}
	l := claimLists{starts: make([]uint32, lists+1)}
	for _, c := range claims {
		each(c, func(n uint32) { l.starts[n+1]++ })
	}
	for n := range lists {
		l.starts[n+1] += l.starts[n]
	}
	l.claims = make([]*Claim, l.starts[lists])
	for _, c := range claims {
		each(c, func(n uint32) {
			l.claims[l.starts[n]] = c
			l.starts[n]++
		})
	}
	copy(l.starts[1:], l.starts)
	l.starts[0] = 0
	return l
}

func (a *adjacency) count() int { return len(a.subjects) }

func (a *adjacency) isCurated(edge uint32) bool { return a.curated[edge/64]>>(edge%64)&1 == 1 }

// out are the first and the last but one of the edges that leave a subject along a predicate.
func (a *adjacency) out(subject number, p relation) (first, end uint32) {
	first, end = a.outStarts[subject], a.outStarts[subject+1]
	list := a.predicates[first:end]
	if len(list) > many {
		start, _ := slices.BinarySearch(list, p)
		length, _ := slices.BinarySearch(list[start:], p+1)
		return first + uint32(start), first + uint32(start+length)
	}
	start := bytes.IndexByte(list, p)
	if start < 0 {
		return first, first
	}
	first += uint32(start)
	for length, other := range list[start:] {
		if other != p {
			return first, first + uint32(length)
		}
	}
	return first, end
}

// many are so many that to halve them is quicker than to look for a byte among them.
const many = 64

// few are so many that to look at one after another is quicker than to halve them.
const few = 8

// in are the edges that reach an object along a predicate.
func (a *adjacency) in(object number, p relation) []uint32 {
	first, end := a.inRange(object, p)
	return a.incoming[first:end]
}

// inRange is where they stand among all incoming ones.
func (a *adjacency) inRange(object number, p relation) (start, stop uint32) {
	start = a.inStarts[object]
	list := a.incoming[start:a.inStarts[object+1]]
	first := 0
	if len(list) > few {
		first = sort.Search(len(list), func(i int) bool { return a.predicates[list[i]] >= p })
	}
	for first < len(list) && a.predicates[list[first]] < p {
		first++
	}
	list, start = list[first:], start+uint32(first)
	end := 0
	if len(list) > few {
		end = sort.Search(len(list), func(i int) bool { return a.predicates[list[i]] > p })
	}
	for end < len(list) && a.predicates[list[end]] == p {
		end++
	}
	return start, start + uint32(end)
}

// along are all edges of a predicate.
func (a *adjacency) along(p relation) []uint32 { return a.byPredicate[a.starts[p]:a.starts[p+1]] }

// find is the number of an edge.
func (a *adjacency) find(subject number, p relation, object number) (uint32, bool) {
	first, end := a.out(subject, p)
	at, found := slices.BinarySearch(a.objects[first:end], object)
	return first + uint32(at), found
}

// relations are the predicates, by the terms that stand for them.
func (v *View) relations() map[number]relation {
	relations := make(map[number]relation, len(predicatesByName))
	for i, p := range predicatesByName {
		if n := v.findIRI(p.IRI()); n != noNumber {
			relations[n] = relation(i)
		}
	}
	return relations
}

// readEdges finds the relations between things in the rows.
func (v *View) readEdges() {
	relations := v.relations()
	curated := v.findIRI(GraphCurated)
	claims := v.findIRI(GraphClaims)
	terms := v.glossary.count()
	a := &v.edges
	a.outStarts = make([]uint32, terms+1)
	type stated struct {
		relation relation
		curated  bool
		object   number
	}
	var found []stated
	for subject := range number(terms) {
		a.outStarts[subject] = uint32(len(a.subjects))
		if v.kinds[subject] == noKind {
			continue
		}
		found = found[:0]
		for _, place := range v.subjects.of(subject) {
			r := v.rows[place]
			if r.graph == claims || v.kinds[r.object] == noKind {
				continue
			}
			if relation, related := relations[r.predicate]; related {
				found = append(found, stated{relation, r.graph == curated, r.object})
			}
		}
		slices.SortFunc(found, func(x, y stated) int {
			return cmp.Or(cmp.Compare(x.relation, y.relation), cmp.Compare(x.object, y.object))
		})
		for i, f := range found { // several named graphs may state one relation
			if i == 0 || found[i-1].relation != f.relation || found[i-1].object != f.object {
				if len(a.subjects)%64 == 0 {
					a.curated = append(a.curated, 0)
				}
				a.subjects, a.objects, a.predicates = append(a.subjects, subject), append(a.objects, f.object), append(a.predicates, f.relation)
			}
			if edge := len(a.subjects) - 1; f.curated {
				a.curated[edge/64] |= 1 << (edge % 64)
			}
		}
	}
	a.outStarts[terms] = uint32(len(a.subjects))
	a.subjects, a.objects, a.predicates = slices.Clip(a.subjects), slices.Clip(a.objects), slices.Clip(a.predicates)
	a.sort(terms)
}

// sort makes the lists of edges by predicate and by object.
func (a *adjacency) sort(terms int) {
	a.starts = make([]uint32, len(predicatesByName)+1)
	for _, p := range a.predicates {
		a.starts[p+1]++
	}
	for p := range len(predicatesByName) {
		a.starts[p+1] += a.starts[p]
	}
	a.byPredicate = make([]uint32, a.count())
	next := slices.Clone(a.starts)
	for edge, p := range a.predicates {
		a.byPredicate[next[p]] = uint32(edge)
		next[p]++
	}
	a.inStarts = make([]uint32, terms+1)
	for _, object := range a.objects {
		a.inStarts[object+1]++
	}
	for n := range terms {
		a.inStarts[n+1] += a.inStarts[n]
	}
	a.incoming = make([]uint32, a.count())
	for _, edge := range a.byPredicate {
		object := a.objects[edge]
		a.incoming[a.inStarts[object]] = edge
		a.inStarts[object]++
	}
	copy(a.inStarts[1:], a.inStarts)
	a.inStarts[0] = 0
}

// readSpans gives curated edges and codes their times, which statements tell.
func (v *View) readSpans() {
	v.edges.spans, v.codeTimes = make(map[uint32][]Span), make(map[number][]codeTime)
	statement := v.findIRI(termStatement)
	if statement == noNumber {
		return
	}
	isA := v.findIRI(rdfType)
	for _, place := range v.objects.of(statement) {
		r := v.rows[place]
		if r.predicate != isA {
			continue
		}
		p := v.properties(v.rowsOf(r.graph, r.subject))
		span := Span{From: Date(p.one(termFrom)), Until: Date(p.one(termUntil))}
		subject, object := v.findIRI(p.one(rdfSubject)), v.findIRI(p.one(rdfObject))
		if iri := p.one(rdfPredicate); subject == noNumber || v.kinds[subject] == noKind {
			continue
		} else if iri == termCode {
			v.codeTimes[subject] = append(v.codeTimes[subject], codeTime{p.one(rdfObject), span})
		} else if relation, known := relationOf(relationIRIs[iri]); known && object != noNumber {
			if edge, found := v.edges.find(subject, relation, object); found {
				v.edges.spans[edge] = append(v.edges.spans[edge], span)
			}
		}
	}
	for _, spans := range v.edges.spans {
		slices.SortFunc(spans, compareSpans)
	}
}

// codeTime is a time over which a thing has a code.
type codeTime struct {
	code string
	span Span
}
