package graph

import (
	"math"
	"slices"
	"strconv"
)

// claimField sets one field of a claim to a value.
type claimField func(d *claimDraft, value string)

// claimDraft is a claim while its quads are read. A quantity is one only with a comparator.
type claimDraft struct {
	claim    Claim
	quantity Quantity
	highest  string
}

// claimFields are the fields by the predicate that states them. A quad that holds no number
// leaves the zero value: the View shows what it can, and only the loader judges data.
var claimFields = map[string]claimField{
	rdfSubject:     func(d *claimDraft, value string) { first(&d.claim.Subject, value) },
	rdfPredicate:   func(d *claimDraft, value string) { first(&d.claim.Predicate, value) },
	rdfObject:      func(d *claimDraft, value string) { first(&d.claim.Object, value) },
	primarySource:  func(d *claimDraft, value string) { first(&d.claim.Document, value) },
	termLine:       func(d *claimDraft, value string) { firstNumber(&d.claim.Line, value) },
	termPart:       func(d *claimDraft, value string) { firstNumber(&d.claim.Part, value) },
	termSpanStart:  func(d *claimDraft, value string) { firstNumber(&d.claim.TextSpan.Start, value) },
	termSpanEnd:    func(d *claimDraft, value string) { firstNumber(&d.claim.TextSpan.End, value) },
	termSpanHash:   func(d *claimDraft, value string) { first(&d.claim.TextSpan.Hash, value) },
	termMention:    func(d *claimDraft, value string) { d.claim.Mentions = append(d.claim.Mentions, value) },
	termStance:     func(d *claimDraft, value string) { first(&d.claim.Stance, value) },
	termReading:    func(d *claimDraft, value string) { first(&d.claim.Reading, value) },
	termFrom:       func(d *claimDraft, value string) { first(&d.claim.Span.From, value) },
	termUntil:      func(d *claimDraft, value string) { first(&d.claim.Span.Until, value) },
	termStart:      func(d *claimDraft, value string) { first(&d.claim.Period.From, value) },
	termBy:         func(d *claimDraft, value string) { first(&d.claim.Period.By, value) },
	termWithin:     func(d *claimDraft, value string) { first(&d.claim.Period.Within, value) },
	termRecurrence: func(d *claimDraft, value string) { first(&d.claim.Recurrence, value) },
	termBaseline:   func(d *claimDraft, value string) { first(&d.claim.Baseline, value) },
	termComparator: func(d *claimDraft, value string) { first(&d.quantity.Comparator, value) },
	termUnit:       func(d *claimDraft, value string) { first(&d.quantity.Unit, value) },
	termScaleClass: func(d *claimDraft, value string) { first(&d.quantity.ScaleClass, value) },
	termValueMax:   func(d *claimDraft, value string) { first(&d.highest, value) },
	termValue: func(d *claimDraft, value string) {
		if number, finite := parseFinite(value); finite && d.quantity.Value == 0 {
			d.quantity.Value = number
		}
	},
}

// first keeps the first of several values.
func first[T ~string](field *T, value string) {
	if *field == "" {
		*field = T(value)
	}
}

// firstNumber keeps the first of several places in a text.
func firstNumber(field *int, value string) {
	if number, err := strconv.Atoi(value); err == nil && *field == 0 && number >= 0 && number <= maxPlace {
		*field = number
	}
}

// parseFinite reads a number that can be ordered and written as JSON.
func parseFinite(text string) (number float64, finite bool) {
	number, err := strconv.ParseFloat(text, 64)
	return number, err == nil && !math.IsNaN(number) && !math.IsInf(number, 0)
}

// readClaims reads the named graph of claims, and orders them as a reader meets them.
func (v *View) readClaims() {
	graph := v.findIRI(GraphClaims)
	if graph == noNumber {
		return
	}
	fields := make(map[number]claimField, len(claimFields))
	for iri, field := range claimFields {
		if n := v.findIRI(iri); n != noNumber {
			fields[n] = field
		}
	}
	for group := range groups(v.inGraph(graph)) {
		if v.kinds[group[0].subject] != claimKindNumber {
			continue
		}
		d := claimDraft{claim: Claim{ID: v.idOf(group[0].subject)}}
		for _, r := range group {
			if field := fields[r.predicate]; field != nil {
				field(&d, v.value(r.object))
			}
		}
		name, known := relationIRIs[d.claim.Predicate]
		if !known {
			continue
		}
		d.claim.Predicate = name
		if d.quantity.Comparator != "" {
			if highest, finite := parseFinite(d.highest); finite {
				d.quantity.ValueMax = &highest
			}
			quantity := d.quantity
			d.claim.Quantity = &quantity
		}
		claim := d.claim
		v.claims = append(v.claims, &claim)
	}
	slices.SortFunc(v.claims, compareClaims)
	v.claims = slices.Clip(v.claims)
}

// joinClaims lists the claims about each thing, and those on each edge. The structural
// edges of a minted node are supported by the claims that made the node.
func (v *View) joinClaims() {
	v.about = listClaims(v.glossary.count(), v.claims, func(c *Claim, add func(uint32)) {
		about := [3]number{v.numberOf(c.Subject), v.numberOf(c.Object), v.numberOf(c.Document)}
		for i, n := range about {
			if n != noNumber && !slices.Contains(about[:i], n) {
				add(n)
			}
		}
	})
	v.edges.claims = listClaims(v.edges.count(), v.claims, func(c *Claim, add func(uint32)) {
		subject, object := v.numberOf(c.Subject), v.numberOf(c.Object)
		relation, known := relationOf(c.Predicate)
		if subject == noNumber || object == noNumber || !known {
			return
		}
		if edge, found := v.edges.find(subject, relation, object); found {
			add(edge)
		}
		if v.isThing(object) && kinds[v.kinds[object]].Minted {
			for edge := v.edges.outStarts[object]; edge < v.edges.outStarts[object+1]; edge++ {
				add(edge)
			}
		}
	})
}
