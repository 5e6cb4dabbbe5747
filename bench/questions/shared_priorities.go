package questions

import (
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/graph"
)

var sharedPriorities = Question{
	Name:  "shared-priorities",
	Title: "Places that prioritise an industry or a narrower one, with label and date",
	Query: `query SharedPriorities($industry: ID!) {
  sharedPriorities(industries: [$industry], first: 100) {
    nodes { place { id label } stances since { earliest latest } priorities { industry { id label } } }
  }
}`,
	PostGraphile: `query SharedPriorities($industry: String!) {
  sharedPrioritiesList(industry: $industry, places: 100) { key label stances earliest latest industryKeys industryLabels }
}`,
	SPARQL: func(v Variables) []string {
		return []string{prefixes + `
SELECT ?place ?label ?asked ?askedLabel ?stance ?document ?earliest ?latest WHERE {
  { SELECT DISTINCT ?place WHERE {
      { SELECT DISTINCT ?asked WHERE { ?asked skos:broader* <` + base + v.Industry + `> } } ?place p:prioritises ?asked
    } ORDER BY ?place LIMIT 100 }
  ?claim rdf:subject ?place ; rdf:predicate p:prioritises ; rdf:object ?asked ; p:stance ?stance ; prov:hadPrimarySource ?document .
  FILTER EXISTS { ?asked skos:broader* <` + base + v.Industry + `> }
  ?document p:earliest ?earliest ; p:latest ?latest .
  ?place skos:prefLabel ?label . FILTER(LANG(?label) = "en")
  ?asked skos:prefLabel ?askedLabel . FILTER(LANG(?askedLabel) = "en")
}`}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawPrioritised(n, sharedPlaces), func(id string) Variables { return Variables{Industry: id} })
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte {
		return x.AppendSharedPriorities(b, v.Industry, sharedPlaces)
	},
	facts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		for _, n := range data.get("sharedPriorities", "nodes").list() {
			place := n.text("place", "id")
			found.add("place", place, n.text("place", "label"), n.text("since", "earliest"), n.text("since", "latest"))
			for _, stance := range n.get("stances").list() {
				found.add("stance", place, stance.text())
			}
			for _, priority := range n.get("priorities").list() {
				found.add("industry", place, priority.text("industry", "id"), priority.text("industry", "label"))
			}
		}
		return found
	},
	postGraphileFacts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		for _, n := range data.get("sharedPrioritiesList").list() {
			place := n.text("key")
			found.add("place", place, n.text("label"), n.text("earliest"), n.text("latest"))
			for _, stance := range n.get("stances").list() {
				found.add("stance", place, stance.text())
			}
			labels := n.get("industryLabels").list()
			for i, industry := range n.get("industryKeys").list() {
				found.add("industry", place, industry.text(), labels[i].text())
			}
		}
		return found
	},
	sparqlFacts: func(_ *plain.Index, _ Variables, rows node) factSet {
		found := factSet{}
		first := make(map[string]node) // by place, the row of the earliest document
		when := func(row node) string {
			return graph.Date(row.text("earliest")).Start() + " " + row.text("document")
		}
		for _, row := range rows.list() {
			place := row.text("place")
			found.add("stance", place, row.text("stance"))
			found.add("industry", place, row.text("asked"), row.text("askedLabel"))
			if before, known := first[place]; !known || strings.Compare(when(row), when(before)) < 0 {
				first[place] = row
			}
		}
		for place, row := range first {
			found.add("place", place, row.text("label"), row.text("earliest"), row.text("latest"))
		}
		return found
	},
}

// each makes variables of what was drawn.
func each[T any](drawn []T, one func(T) Variables) []Variables {
	list := make([]Variables, 0, len(drawn))
	for value := range slices.Values(drawn) {
		list = append(list, one(value))
	}
	return list
}
