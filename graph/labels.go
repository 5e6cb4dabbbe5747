package graph

import "slices"

// labels are the labels of things as terms, in the languages that names are in: a column for
// each, so that to name a thing nothing else of it need be read. Those that are not among the
// terms, as of a target that is named after what it joins, stand with the thing.
type labels struct {
	terms []number // of each thing's labels, language by language; noNumber where it has none
}

// labelLanguages are those that have a column.
var labelLanguages = Languages()

func newLabels(v *View) *labels {
	l := &labels{terms: make([]number, len(v.thingNumbers)*len(labelLanguages))}
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
			l.terms[l.at(v, r.subject)+column] = r.object // as in a thing, the last of several
		}
	}
	return l
}

func (l *labels) at(v *View, thing number) int {
	return int(v.thingPlaces[thing]-1) * len(labelLanguages)
}

// name is that of a thing in the first of the languages in which it has one.
func (l *labels) name(n Node, languages []string) Name {
	v := n.view
	if kinds[v.kinds[n.number]].Minted {
		return v.thing(n.number).LabelIn(languages)
	}
	terms := l.terms[l.at(v, n.number):]
	for _, language := range languages {
		column := slices.Index(labelLanguages, language)
		if column < 0 {
			return v.thing(n.number).LabelIn(languages)
		}
		if label := terms[column]; label != noNumber {
			return Name{Text: v.value(label), Language: language, Preferred: true}
		}
	}
	return Name{Text: string(v.idOf(n.number))}
}
