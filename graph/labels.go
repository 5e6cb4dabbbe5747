package graph

import "slices"

// labels are the labels of things as terms, in the languages that names are in: a column for
// each, so that to name a thing nothing else of it need be read. Those that are not among the
// terms, as of a target that is named after what it joins, stand with the thing.
type labels struct {
	terms []number // of each thing's labels, language by language; noNumber where it has none
}

// labelLanguages are those that have a column. In others a thing has no label unless it is of
// a graph that was taken as it is.
var labelLanguages = Languages()

// columnsOfLabels are made when they are first asked for.
func (v *View) columnsOfLabels() *labels {
	if l := v.labels.Load(); l != nil {
		return l
	}
	v.labels.CompareAndSwap(nil, newLabels(v))
	return v.labels.Load()
}

func newLabels(v *View) *labels {
	l := &labels{make([]number, len(v.thingNumbers)*len(labelLanguages))}
	for i := range l.terms {
		l.terms[i] = noNumber
	}
	isLabel, curated := v.findIRI(prefLabel), v.findIRI(GraphCurated)
	if isLabel == noNumber {
		return l
	}
	for _, place := range v.predicates.of(isLabel) {
		r := v.rows[place]
		if r.graph != curated || !v.isThing(r.subject) {
			continue
		}
		if column := slices.Index(labelLanguages, v.forms.list[v.sorts[r.object]].Language); column >= 0 {
			l.terms[int(v.thingPlaces[r.subject]-1)*len(labelLanguages)+column] = r.object // as in a thing, the last of several
		}
	}
	return l
}

// of is the label of a thing in the first of the languages in which it has one, with its
// place among them; false where the columns do not tell.
func (l *labels) of(v *View, thing number, languages []string) (label number, language int, found bool) {
	terms := l.terms[int(v.thingPlaces[thing]-1)*len(labelLanguages):][:len(labelLanguages)]
	for i, language := range languages {
		column := slices.Index(labelLanguages, language)
		if column < 0 {
			break
		}
		if terms[column] != noNumber {
			return terms[column], i, true
		}
	}
	return 0, 0, false
}

// Label is the node's name in the first of the languages in which it has one; its ID where
// there is none.
func (n Node) Label(languages []string) string {
	v := n.view
	if n.IsThing() && !kinds[v.kinds[n.number]].Minted {
		if label, _, found := v.columnsOfLabels().of(v, n.number, languages); found {
			return v.value(label)
		}
	}
	return n.Name(languages).Text
}

// Name is the same with its language.
func (n Node) Name(languages []string) Name {
	v := n.view
	switch {
	case !n.IsThing():
		if claim := n.Claim(); claim != nil {
			return v.ClaimName(claim, languages)
		}
		return Name{Text: string(n.ID())}
	case !kinds[v.kinds[n.number]].Minted:
		if label, i, found := v.columnsOfLabels().of(v, n.number, languages); found {
			return Name{Text: v.value(label), Language: languages[i], Preferred: true}
		}
	}
	return v.thing(n.number).LabelIn(languages)
}
