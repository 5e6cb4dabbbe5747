package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

type edgeKey struct {
	subject   ID
	predicate string
	object    ID
}

type decoded struct {
	things map[ID]*Thing
	claims map[ID]*Claim
	edges  map[edgeKey]*Edge
}

// decode reads the shape that Encode writes. Quads arrive ordered by graph, then
// subject; what lies under one subject in one graph is read together.
func decode(quads []Quad) decoded {
	d := decoded{things: map[ID]*Thing{}, claims: map[ID]*Claim{}, edges: map[edgeKey]*Edge{}}
	predicates := make(map[string]Predicate, len(vocabulary))
	for _, p := range vocabulary {
		predicates[p.IRI()] = p
	}
	var statements, parts []properties
	for start := 0; start < len(quads); {
		end := start + 1
		for end < len(quads) && quads[end].Graph == quads[start].Graph && quads[end].Subject == quads[start].Subject {
			end++
		}
		group := properties{subject: quads[start].Subject.Value, graph: quads[start].Graph.Value, quads: quads[start:end]}
		start = end
		types := group.all(rdfType)
		switch {
		case slices.Contains(types, termStatement):
			statements = append(statements, group)
			continue
		case slices.Contains(types, termSection), slices.Contains(types, termReview):
			parts = append(parts, group)
			continue
		case group.graph == GraphClaims:
			if claim := group.claim(predicates); claim != nil {
				d.claims[claim.ID] = claim
			}
			continue
		}
		d.describe(group)
		for _, q := range group.quads {
			if p, ok := predicates[q.Predicate.Value]; ok {
				d.edge(q, p)
			}
		}
	}
	for _, group := range statements {
		d.statement(group, predicates)
	}
	d.parts(parts)
	d.relations()
	return d
}

// edge records a relation between two things; several named graphs may state it.
func (d decoded) edge(q Quad, p Predicate) {
	subject, errSubject := ParseID(q.Subject.Value)
	object, errObject := ParseID(q.Object.Value)
	if errSubject != nil || errObject != nil || !q.Object.IRI {
		return
	}
	key := edgeKey{subject, p.Name, object}
	edge := d.edges[key]
	if edge == nil {
		edge = &Edge{Subject: subject, Predicate: p.Name, Object: object}
		d.edges[key] = edge
	}
	if q.Graph.Value == GraphCurated {
		edge.Curated = true
	}
}

// describe reads the identity of a thing, or of a minted node.
func (d decoded) describe(p properties) {
	id, err := ParseID(p.subject)
	if err != nil || !slices.Contains(p.all(rdfType), ownVocabulary+string(id.Kind())) {
		return
	}
	if id.Kind() == ClaimKind || p.graph != GraphCurated && !id.Kind().Info().Minted {
		return // claims lie in their own graph, and a document describes only the nodes that its claims make
	}
	t := d.things[id]
	if t == nil {
		t = &Thing{ID: id, Kind: id.Kind(), Labels: map[string]string{}, Aliases: map[string][]string{}}
		d.things[id] = t
	}
	switch id.Kind() {
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
			Date: DocumentDate{Earliest: Date(p.one(termEarliest)), Latest: Date(p.one(termLatest)), Inferred: p.one(termInferred)}}
	}
	for _, q := range p.quads {
		switch q.Predicate.Value {
		case prefLabel:
			t.Labels[q.Object.Language] = q.Object.Value
		case altLabel:
			t.Aliases[q.Object.Language] = append(t.Aliases[q.Object.Language], q.Object.Value)
		case termCode:
			t.Codes = append(t.Codes, DatedTag{Value: q.Object.Value})
		case owlSameAs:
			t.SameAs = append(t.SameAs, q.Object.Value)
		}
	}
	t.Note = p.one(skosNote)
	t.Level, t.Form, t.Formula = p.one(termLevel), p.one(termForm), p.one(termFormula)
	t.Unit, t.Single = Unit(p.one(termUnit)), p.one(termSingle) == "true"
}

// statement gives a curated relation or code its time.
func (d decoded) statement(p properties, predicates map[string]Predicate) {
	id, err := ParseID(p.one(rdfSubject))
	if err != nil {
		return
	}
	span := Span{From: Date(p.one(termFrom)), Until: Date(p.one(termUntil))}
	if iri := p.one(rdfPredicate); iri == termCode {
		if thing := d.things[id]; thing != nil {
			thing.Codes = appendSpan(thing.Codes, p.one(rdfObject), span)
		}
	} else if edge := d.edges[edgeKey{id, predicates[iri].Name, ID(p.one(rdfObject))}]; edge != nil {
		edge.Spans = append(edge.Spans, span)
	}
}

// parts gives documents their sections and reviewed words, in the order of the text.
func (d decoded) parts(groups []properties) {
	number := func(p properties, predicate string) int {
		n, _ := strconv.Atoi(p.one(predicate))
		return n
	}
	slices.SortFunc(groups, func(a, b properties) int {
		return cmp.Or(cmp.Compare(number(a, termNumber), number(b, termNumber)), cmp.Compare(number(a, termLine), number(b, termLine)),
			slices.Compare(a.all(termMention), b.all(termMention)), cmp.Compare(a.subject, b.subject))
	})
	for _, p := range groups {
		document := d.things[ID(p.one(partOf))]
		if document == nil || document.Source == nil {
			continue
		}
		s, line := document.Source, number(p, termLine)
		if slices.Contains(p.all(rdfType), termReview) {
			s.Reviewed = append(s.Reviewed, Review{Line: line, Mentions: p.all(termMention), Reason: p.one(termReason)})
			continue
		}
		section := Section{Line: line, Begins: p.one(termBegins), Title: map[string]string{}}
		for _, q := range p.quads {
			if q.Predicate.Value == prefLabel {
				section.Title[q.Object.Language] = q.Object.Value
			}
		}
		s.Sections = append(s.Sections, section)
	}
}

// relations copies curated edges, and those of minted nodes, back into things,
// so that a decoded thing equals the one that was encoded.
func (d decoded) relations() {
	keys := make([]edgeKey, 0, len(d.edges))
	for key := range d.edges {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b edgeKey) int {
		return strings.Compare(string(a.subject)+" "+a.predicate+" "+string(a.object), string(b.subject)+" "+b.predicate+" "+string(b.object))
	})
	for _, key := range keys {
		edge, t := d.edges[key], d.things[key.subject]
		slices.SortFunc(edge.Spans, compareSpans)
		if object := d.things[key.object]; object != nil {
			switch {
			case object.Holding != nil && key.predicate == "holds":
				object.Holding.Official = key.subject
			case object.Measure != nil && (key.predicate == "hasTarget" || key.predicate == "hasFigure"):
				object.Measure.Of = key.subject
			}
		}
		if t == nil {
			continue
		}
		switch {
		case t.Holding != nil && key.predicate == "post":
			t.Holding.Post = key.object
		case t.Holding != nil && key.predicate == "at":
			t.Holding.At = key.object
		case t.Measure != nil && key.predicate == "metric":
			t.Measure.Metric = key.object
		case edge.Curated && key.predicate == "broader":
			t.Broader = append(t.Broader, key.object)
		case edge.Curated && key.predicate == "inIndustry":
			t.InIndustry = append(t.InIndustry, key.object)
		case edge.Curated && key.predicate == "partOf":
			t.PartOf = appendDated(t.PartOf, key.object, edge.Spans)
		case edge.Curated && key.predicate == "succeededBy":
			t.SucceededBy = appendDated(t.SucceededBy, key.object, edge.Spans)
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

// properties are the quads of one subject in one named graph.
type properties struct {
	subject string
	graph   string
	quads   []Quad
}

func (p properties) all(predicate string) []string {
	var values []string
	for _, q := range p.quads {
		if q.Predicate.Value == predicate {
			values = append(values, q.Object.Value)
		}
	}
	return values
}

// one is the only value, or the first of several; empty when there is none.
func (p properties) one(predicate string) string {
	for _, q := range p.quads {
		if q.Predicate.Value == predicate {
			return q.Object.Value
		}
	}
	return ""
}

func (p properties) claim(predicates map[string]Predicate) *Claim {
	id, err := ParseID(p.subject)
	predicate, known := predicates[p.one(rdfPredicate)]
	if err != nil || id.Kind() != ClaimKind || !known {
		return nil
	}
	c := &Claim{
		ID: id, Document: ID(p.one(primarySource)), Mentions: p.all(termMention),
		Subject: ID(p.one(rdfSubject)), Predicate: predicate.Name, Object: ID(p.one(rdfObject)),
		Stance: Stance(p.one(termStance)), Reading: p.one(termReading),
		Span:       Span{From: Date(p.one(termFrom)), Until: Date(p.one(termUntil))},
		Period:     Period{From: Date(p.one(termStart)), By: Date(p.one(termBy)), Within: Duration(p.one(termWithin))},
		Recurrence: Duration(p.one(termRecurrence)), Baseline: p.one(termBaseline),
	}
	// A quad that holds no number leaves the zero value: the View shows what it
	// can, and only the loader judges data.
	c.Line, _ = strconv.Atoi(p.one(termLine))
	c.Part, _ = strconv.Atoi(p.one(termPart))
	c.TextSpan.Start, _ = strconv.Atoi(p.one(termSpanStart))
	c.TextSpan.End, _ = strconv.Atoi(p.one(termSpanEnd))
	c.TextSpan.Hash = p.one(termSpanHash)
	if comparator := p.one(termComparator); comparator != "" {
		q := &Quantity{Comparator: Comparator(comparator), Unit: Unit(p.one(termUnit)), ScaleClass: p.one(termScaleClass)}
		q.Value, _ = strconv.ParseFloat(p.one(termValue), 64)
		if upper, err := strconv.ParseFloat(p.one(termValueMax), 64); err == nil {
			q.ValueMax = &upper
		}
		c.Quantity = q
	}
	return c
}

// Decode reads things and claims back from quads in the shape of Encode, in any
// order. Nodes that claims make are among the things. What has another shape is
// left out: who must not lose it encodes the result again and compares.
func Decode(quads []Quad) (things []*Thing, claims []*Claim) {
	quads = slices.Clone(quads)
	slices.SortFunc(quads, compareQuads)
	d := decode(slices.Compact(quads))
	for _, id := range sortedKeys(d.things) {
		things = append(things, d.things[id])
	}
	for _, id := range sortedKeys(d.claims) {
		claims = append(claims, d.claims[id])
	}
	return things, claims
}
