package graph

import (
	"slices"
	"strconv"
	"strings"
)

// Encode writes things and claims as quads, each quad once, in a fixed order. It is the only place
// that decides their shape; the View reads the same shape back.
func Encode(things []*Thing, claims []*Claim) []Quad {
	// About as many quads as a thing and a claim take, to save growing the list.
	e := encoder{quads: make([]Quad, 0, 8*len(things)+3*len(claims))}
	for _, thing := range things {
		if thing.Measure == nil && thing.Holding == nil {
			e.thing(thing)
		}
	}
	minted := make(map[ID]*Thing)
	for _, thing := range things {
		if thing.Measure != nil || thing.Holding != nil {
			minted[thing.ID] = thing
		}
	}
	for _, claim := range claims {
		e.relation(string(claim.Document), claim.Subject, claim.Predicate, claim.Object)
		if thing, ok := minted[claim.Object]; ok {
			e.minted(thing, claim)
		}
	}
	slices.SortFunc(e.quads, compareQuads)
	// The graph of claims is by far the largest, and mostly stands before all others. In
	// the order of its claims, each needs no order but its own, and the last sorting finds
	// all in place: to sort that many at once takes several times as long.
	nodes := encoder{quads: make([]Quad, 0, len(e.quads)+11*len(claims))}
	for _, claim := range slices.SortedFunc(slices.Values(claims), func(a, b *Claim) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
		start := len(nodes.quads)
		nodes.claim(claim)
		slices.SortFunc(nodes.quads[start:], compareQuads)
	}
	all := append(nodes.quads, e.quads...)
	slices.SortFunc(all, compareQuads)
	return slices.Compact(all)
}

type encoder struct{ quads []Quad }

func (e *encoder) add(graph, subject, predicate string, object Term) {
	e.quads = append(e.quads, Quad{Subject: IRI(subject), Predicate: IRI(predicate), Object: object, Graph: IRI(graph)})
}

// text adds a literal unless it is empty.
func (e *encoder) text(graph, subject, predicate, value string) {
	if value != "" {
		e.add(graph, subject, predicate, Text(value))
	}
}

func (e *encoder) relation(graph string, subject ID, predicate string, object ID) {
	p, _ := LookupPredicate(predicate)
	e.add(graph, string(subject), p.IRI(), IRI(string(object)))
}

func (e *encoder) thing(t *Thing) {
	id := string(t.ID)
	e.add(GraphCurated, id, rdfType, IRI(ownVocabulary+string(t.Kind)))
	for language, label := range t.Labels {
		e.add(GraphCurated, id, prefLabel, LanguageText(label, language))
	}
	for language, aliases := range t.Aliases {
		for _, alias := range aliases {
			e.add(GraphCurated, id, altLabel, LanguageText(alias, language))
		}
	}
	e.text(GraphCurated, id, skosNote, t.Note)
	for _, other := range t.SameAs {
		e.add(GraphCurated, id, owlSameAs, IRI(other))
	}
	for _, broader := range t.Broader {
		e.relation(GraphCurated, t.ID, "broader", broader)
	}
	for _, industry := range t.InIndustry {
		e.relation(GraphCurated, t.ID, "inIndustry", industry)
	}
	for _, whole := range t.PartOf {
		e.datedRelation(t.ID, "partOf", whole)
	}
	for _, successor := range t.SucceededBy {
		e.datedRelation(t.ID, "succeededBy", successor)
	}
	for _, code := range t.Codes {
		e.add(GraphCurated, id, termCode, Text(code.Value))
		e.statement(id, termCode, Text(code.Value), code.Span)
	}
	e.text(GraphCurated, id, termLevel, t.Level)
	e.text(GraphCurated, id, termForm, t.Form)
	e.text(GraphCurated, id, termFormula, t.Formula)
	e.text(GraphCurated, id, termUnit, string(t.Unit))
	if t.Single {
		e.add(GraphCurated, id, termSingle, Typed("true", xsdBoolean))
	}
	if s := t.Source; s != nil {
		e.text(GraphCurated, id, termSourceFile, s.File)
		e.text(GraphCurated, id, publisher, s.Publisher)
		e.text(GraphCurated, id, dctLanguage, s.Language)
		e.text(GraphCurated, id, termEarliest, string(s.Date.Earliest))
		e.text(GraphCurated, id, termLatest, string(s.Date.Latest))
		e.text(GraphCurated, id, termInferred, s.Date.Inferred)
		e.parts(id, s)
	}
}

func (e *encoder) datedRelation(subject ID, predicate string, object DatedID) {
	e.relation(GraphCurated, subject, predicate, object.ID)
	p, _ := LookupPredicate(predicate)
	e.statement(string(subject), p.IRI(), IRI(string(object.ID)), object.Span)
}

// parts describes the sections of a document, and what was read without finding a
// fact. Words in the document alone cannot order two sections of one line, so each
// has its number.
func (e *encoder) parts(document string, s *Source) {
	part := func(class string, line int, words ...string) string {
		node := "part/" + digest(append([]string{document, class, strconv.Itoa(line)}, words...)...)
		e.add(GraphCurated, node, rdfType, IRI(class))
		e.add(GraphCurated, node, partOf, IRI(document))
		e.add(GraphCurated, node, termLine, Typed(strconv.Itoa(line), xsdInteger))
		return node
	}
	for i, section := range s.Sections {
		node := part(termSection, section.Line, section.Begins)
		e.add(GraphCurated, node, termNumber, Typed(strconv.Itoa(i+1), xsdInteger))
		e.text(GraphCurated, node, termBegins, section.Begins)
		for language, title := range section.Title {
			e.add(GraphCurated, node, prefLabel, LanguageText(title, language))
		}
	}
	for _, review := range s.Reviewed {
		node := part(termReview, review.Line, slices.Sorted(slices.Values(review.Mentions))...) // a set, so their order names no other
		for _, mention := range review.Mentions {
			e.text(GraphCurated, node, termMention, mention)
		}
		e.text(GraphCurated, node, termReason, review.Reason)
	}
}

// statement says over which time a curated quad holds. Several statements about
// one quad are several times.
func (e *encoder) statement(subject, predicate string, object Term, span Span) {
	if span == (Span{}) {
		return
	}
	node := statementID(subject, predicate, object, span)
	e.add(GraphCurated, node, rdfType, IRI(termStatement))
	e.add(GraphCurated, node, rdfSubject, IRI(subject))
	e.add(GraphCurated, node, rdfPredicate, IRI(predicate))
	e.add(GraphCurated, node, rdfObject, object)
	e.text(GraphCurated, node, termFrom, string(span.From))
	e.text(GraphCurated, node, termUntil, string(span.Until))
}

// statementID names what says over which time a curated quad holds.
func statementID(subject, predicate string, object Term, span Span) string {
	return "statement/" + digest(subject, predicate, object.String(), string(span.From), string(span.Until))
}

// minted describes a Tenure, Target or Figure in the graph of a document that
// states it, so that it goes with the last claim about it.
func (e *encoder) minted(t *Thing, c *Claim) {
	id, graph := string(t.ID), string(c.Document)
	e.add(graph, id, rdfType, IRI(ownVocabulary+string(t.Kind)))
	if h := t.Holding; h != nil {
		e.relation(graph, t.ID, "post", h.Post)
		e.relation(graph, t.ID, "at", h.At)
		// Each document with what it knows: one may tell the end, another not.
		e.text(graph, id, termFrom, string(c.Span.From))
		e.text(graph, id, termUntil, string(c.Span.Until))
	}
	if m := t.Measure; m != nil {
		e.relation(graph, t.ID, "metric", m.Metric)
		e.text(graph, id, termScope, m.Scope)
		e.text(graph, id, termStart, string(m.Period.From))
		e.text(graph, id, termBy, string(m.Period.By))
		e.text(graph, id, termWithin, string(m.Period.Within))
		if m.Stretch {
			e.add(graph, id, termStretch, Typed("true", xsdBoolean))
		}
	}
}

func (e *encoder) claim(c *Claim) {
	id := string(c.ID)
	p, _ := LookupPredicate(c.Predicate)
	e.add(GraphClaims, id, rdfType, IRI(ownVocabulary+string(ClaimKind)))
	e.add(GraphClaims, id, rdfSubject, IRI(string(c.Subject)))
	e.add(GraphClaims, id, rdfPredicate, IRI(p.IRI()))
	e.add(GraphClaims, id, rdfObject, IRI(string(c.Object)))
	e.add(GraphClaims, id, primarySource, IRI(string(c.Document)))
	e.add(GraphClaims, id, termLine, Typed(strconv.Itoa(c.Line), xsdInteger))
	if span := c.TextSpan; span.Known() {
		e.add(GraphClaims, id, termSpanStart, Typed(strconv.Itoa(span.Start), xsdInteger))
		e.add(GraphClaims, id, termSpanEnd, Typed(strconv.Itoa(span.End), xsdInteger))
		e.text(GraphClaims, id, termSpanHash, span.Hash)
	}
	for _, mention := range c.Mentions {
		e.text(GraphClaims, id, termMention, mention)
	}
	e.text(GraphClaims, id, termStance, string(c.Stance))
	if q := c.Quantity; q != nil {
		e.text(GraphClaims, id, termComparator, string(q.Comparator))
		e.add(GraphClaims, id, termValue, Double(q.Value))
		if q.ValueMax != nil {
			e.add(GraphClaims, id, termValueMax, Double(*q.ValueMax))
		}
		e.text(GraphClaims, id, termUnit, string(q.Unit))
		e.text(GraphClaims, id, termScaleClass, q.ScaleClass)
	}
	if c.Part != 0 {
		e.add(GraphClaims, id, termPart, Typed(strconv.Itoa(c.Part), xsdInteger))
	}
	e.text(GraphClaims, id, termFrom, string(c.Span.From))
	e.text(GraphClaims, id, termUntil, string(c.Span.Until))
	e.text(GraphClaims, id, termStart, string(c.Period.From))
	e.text(GraphClaims, id, termBy, string(c.Period.By))
	e.text(GraphClaims, id, termWithin, string(c.Period.Within))
	e.text(GraphClaims, id, termRecurrence, string(c.Recurrence))
	e.text(GraphClaims, id, termBaseline, c.Baseline)
	e.text(GraphClaims, id, termReading, c.Reading)
}
