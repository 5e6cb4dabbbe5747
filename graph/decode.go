package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// What the View reads back from the shape that Encode writes. It cannot fail: a quad that
// it does not understand is kept, and found again by Quads, but appears in no typed answer.

// claimKindNumber is that of ClaimKind, the last of the table.
var claimKindNumber = kindNumber(len(kinds) - 1)

// placeKindNumber is that of Place, the first.
const placeKindNumber kindNumber = 0

// Those of other kinds.
var (
	industryKindNumber     = kindNumber(kindIndex(Industry))
	documentKindNumber     = kindNumber(kindIndex(Document))
	postKindNumber         = kindNumber(kindIndex(Post))
	metricKindNumber       = kindNumber(kindIndex(Metric))
	clusterKindNumber      = kindNumber(kindIndex(Cluster))
	organisationKindNumber = kindNumber(kindIndex(Organisation))
)

// readKinds finds the terms that are IDs.
func (v *View) readKinds() {
	v.kinds = make([]kindNumber, v.glossary.count())
	for n := range v.kinds {
		v.kinds[n] = noKind
		if v.isIRI(number(n)) {
			v.kinds[n] = kindNumberOf(v.value(number(n)))
		}
	}
}

// kindNumberOf is the kind of an ID; noKind for what ParseID would refuse.
func kindNumberOf(text string) kindNumber {
	prefix, name, found := strings.Cut(text, "/")
	if !found || len(text) > MaxIDLength {
		return noKind
	}
	for i, kind := range kinds {
		if kind.Prefix == prefix {
			if !validName(name) || !kind.Minted && strings.Contains(name, ".") {
				return noKind
			}
			return kindNumber(i)
		}
	}
	return noKind
}

// readThings finds what is described: by curated knowledge, or, where claims make it, in the
// graph of a document. Claims lie in their own graph.
func (v *View) readThings() {
	v.thingPlaces = make([]uint32, v.glossary.count())
	isA := v.findIRI(rdfType)
	curated, claims := v.findIRI(GraphCurated), v.findIRI(GraphClaims)
	types := make([]number, len(kinds))
	for i, kind := range kinds {
		types[i] = v.findIRI(ownVocabulary + string(kind.Kind))
	}
	if isA != noNumber {
		for _, place := range v.predicates.of(isA) {
			r := v.rows[place]
			kind := v.kinds[r.subject]
			if kind == noKind || kind == claimKindNumber || r.object != types[kind] || r.graph == claims || r.graph != curated && !kinds[kind].Minted {
				continue
			}
			v.thingPlaces[r.subject] = 1
		}
	}
	for n, is := range v.thingPlaces {
		if is != 0 {
			v.thingNumbers = append(v.thingNumbers, number(n))
			v.thingPlaces[n] = uint32(len(v.thingNumbers))
		}
	}
	v.thingNumbers = slices.Clip(v.thingNumbers)
	v.things = make([]atomic.Pointer[Thing], len(v.thingNumbers))
	for place, c := range v.claims {
		v.thingPlaces[v.numberOf(c.ID)] = uint32(place) + 1
	}
}

// readThing reads what curated knowledge says of a thing, or, of one that claims make, what
// each document does.
func (v *View) readThing(n number) *Thing {
	id := v.idOf(n)
	t := &Thing{ID: id, Kind: id.Kind(), Labels: map[string]string{}, Aliases: map[string][]string{}}
	var group []row
	flush := func() {
		if len(group) > 0 {
			t.describe(v.properties(group))
		}
		group = group[:0]
	}
	for _, place := range v.subjects.of(n) {
		r := v.rows[place]
		if len(group) > 0 && group[0].graph != r.graph {
			flush()
		}
		group = append(group, r)
	}
	flush()
	for _, time := range v.codeTimes[n] {
		t.Codes = appendSpan(t.Codes, time.code, time.span)
	}
	if t.Source != nil {
		v.readParts(t, n)
	}
	v.relate(t, n)
	if t.Measure != nil || t.Holding != nil {
		v.labelMinted(t)
	}
	return t
}

// describe takes what one named graph says of the thing.
func (t *Thing) describe(p properties) {
	if p.graph == GraphClaims || !slices.Contains(p.all(rdfType), ownVocabulary+string(t.Kind)) || p.graph != GraphCurated && !t.Kind.Info().Minted {
		return
	}
	switch t.Kind {
	case Target, Figure:
		t.Measure = &Measure{Scope: p.one(termScope), Stretch: p.one(termStretch) == "true",
			Period: Period{From: Date(p.one(termStart)), By: Date(p.one(termBy)), Within: Duration(p.one(termWithin))}}
		return
	case Tenure:
		if t.Holding == nil {
			t.Holding = &Holding{}
		}
		t.Holding.Span.From = cmp.Or(t.Holding.Span.From, Date(p.one(termFrom)))
		t.Holding.Span.Until = cmp.Or(t.Holding.Span.Until, Date(p.one(termUntil)))
		return
	case Document:
		t.Source = &Source{File: p.one(termSourceFile), Publisher: p.one(publisher), Language: p.one(dctLanguage),
			Date: p.documentDate()}
	}
	for _, r := range p.rows {
		switch p.value(r.predicate) {
		case prefLabel:
			label := p.term(r.object)
			t.Labels[label.Language] = label.Value
		case altLabel:
			alias := p.term(r.object)
			t.Aliases[alias.Language] = append(t.Aliases[alias.Language], alias.Value)
		case termCode:
			t.Codes = append(t.Codes, DatedTag{Value: p.value(r.object)})
		case owlSameAs:
			t.SameAs = append(t.SameAs, p.value(r.object))
		}
	}
	t.Note = p.one(skosNote)
	t.Level, t.Form, t.Formula = p.one(termLevel), p.one(termForm), p.one(termFormula)
	t.Unit, t.Single = Unit(p.one(termUnit)), p.one(termSingle) == "true"
}

// readParts gives a document its sections and reviewed words, in the order of the text.
func (v *View) readParts(t *Thing, n number) {
	isPart := v.findIRI(partOf)
	var parts []properties
	for _, place := range v.objects.of(n) {
		if r := v.rows[place]; r.predicate == isPart {
			parts = append(parts, v.properties(v.rowsOf(r.graph, r.subject)))
		}
	}
	number := func(p properties, predicate string) int {
		n, _ := strconv.Atoi(p.one(predicate))
		return n
	}
	slices.SortFunc(parts, func(a, b properties) int {
		return cmp.Or(cmp.Compare(number(a, termNumber), number(b, termNumber)), cmp.Compare(number(a, termLine), number(b, termLine)),
			slices.Compare(a.all(termMention), b.all(termMention)), cmp.Compare(a.subject, b.subject))
	})
	for _, p := range parts {
		line, types := number(p, termLine), p.all(rdfType)
		switch {
		case slices.Contains(types, termReview):
			t.Source.Reviewed = append(t.Source.Reviewed, Review{Line: line, Mentions: p.all(termMention), Reason: p.one(termReason)})
		case slices.Contains(types, termSection):
			section := Section{Line: line, Begins: p.one(termBegins), Title: map[string]string{}}
			for _, r := range p.rows {
				if title := p.term(r.object); p.value(r.predicate) == prefLabel {
					section.Title[title.Language] = title.Value
				}
			}
			t.Source.Sections = append(t.Source.Sections, section)
		}
	}
}

// relate copies curated edges, and those of minted nodes, back into the thing, so that it
// equals the one that was encoded.
func (v *View) relate(t *Thing, n number) {
	for i := v.edges.outStarts[n]; i < v.edges.outStarts[n+1]; i++ {
		edge := Edge{v, i}
		switch predicate := edge.Predicate(); {
		case t.Holding != nil && predicate == "post":
			t.Holding.Post = edge.Object()
		case t.Holding != nil && predicate == "at":
			t.Holding.At = edge.Object()
		case t.Measure != nil && predicate == "metric":
			t.Measure.Metric = edge.Object()
		case !edge.Curated():
		case predicate == "broader":
			t.Broader = append(t.Broader, edge.Object())
		case predicate == "inIndustry":
			t.InIndustry = append(t.InIndustry, edge.Object())
		case predicate == "partOf":
			t.PartOf = appendDated(t.PartOf, edge.Object(), edge.Spans())
		case predicate == "succeededBy":
			t.SucceededBy = appendDated(t.SucceededBy, edge.Object(), edge.Spans())
		}
	}
	if t.Holding == nil && t.Measure == nil {
		return
	}
	for _, i := range v.edges.incoming[v.edges.inStarts[n]:v.edges.inStarts[n+1]] {
		switch edge := (Edge{v, i}); {
		case t.Holding != nil && edge.Predicate() == "holds":
			t.Holding.Official = edge.Subject()
		case t.Measure != nil && (edge.Predicate() == "hasTarget" || edge.Predicate() == "hasFigure"):
			t.Measure.Of = edge.Subject()
		}
	}
}

// appendSpan gives a code that the thing has one more time over which it holds.
func appendSpan(codes []DatedTag, value string, span Span) []DatedTag {
	first := slices.IndexFunc(codes, func(c DatedTag) bool { return c.Value == value })
	switch {
	case first < 0:
	case codes[first].Span == (Span{}):
		codes[first].Span = span
	default:
		codes = append(codes, DatedTag{Value: value, Span: span})
		slices.SortFunc(codes, func(a, b DatedTag) int {
			return cmp.Or(cmp.Compare(a.Value, b.Value), compareSpans(a.Span, b.Span))
		})
	}
	return codes
}

func appendDated(list []DatedID, id ID, spans []Span) []DatedID {
	if len(spans) == 0 {
		return append(list, DatedID{ID: id})
	}
	for _, span := range spans {
		list = append(list, DatedID{ID: id, Span: span})
	}
	return list
}

// properties are the rows of one subject in one named graph.
type properties struct {
	*table
	subject string
	graph   string
	rows    []row
}

func (t *table) properties(rows []row) properties {
	return properties{table: t, subject: t.value(rows[0].subject), graph: t.value(rows[0].graph), rows: rows}
}

func (p properties) all(predicate string) []string {
	var values []string
	for _, r := range p.rows {
		if p.value(r.predicate) == predicate {
			values = append(values, p.value(r.object))
		}
	}
	return values
}

// one is the only value, or the first of several; empty when there is none.
func (p properties) one(predicate string) string {
	for _, r := range p.rows {
		if p.value(r.predicate) == predicate {
			return p.value(r.object)
		}
	}
	return ""
}

// Decode reads things and claims back from quads in the shape of Encode, in any
// order. Nodes that claims make are among the things. What has another shape is
// left out: who must not lose it encodes the result again and compares.
func Decode(quads []Quad) (things []*Thing, claims []*Claim) {
	b := NewBuilder()
	for _, q := range quads {
		_ = b.AddAny(q) // what no graph has room for has another shape
	}
	v, _ := b.view(0)
	claims = slices.SortedFunc(slices.Values(v.Claims()), func(a, b *Claim) int { return cmp.Compare(a.ID, b.ID) })
	return v.AllThings(), claims
}
