package questions

import (
	"cmp"
	"slices"

	"github.com/polygraph-kg/polygraph/bench/plain"
)

var alike = Question{
	Name:  "alike",
	Title: "The 20 places most alike to one",
	Query: `query Alike($place: ID!) {
  alike(place: $place, first: 20) { nodes { place { id label } score } }
}`,
	PostGraphile: `query Alike($place: String!) {
  alikeList(place: $place, places: 20) { key label score }
}`,
	SPARQL: func(v Variables) []string {
		return []string{prefixes + `
SELECT ?place ?label ?score WHERE {
  { SELECT ?place (?shared / (?ours + ?theirs - ?shared) AS ?score) WHERE {
      { SELECT ?place (SUM(?weight) AS ?shared) WHERE {
          <` + base + v.Place + `> d:prioritises ?industry . ?industry d:weight ?weight . ?place d:prioritises ?industry .
          FILTER(?place != <` + base + v.Place + `>)
        } GROUP BY ?place }
      <` + base + v.Place + `> d:total ?ours . ?place d:total ?theirs
    } ORDER BY DESC(?score) ?place LIMIT 20 }
  ?place skos:prefLabel ?label . FILTER(LANG(?label) = "en")
}`}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawAlike(n, alikePlaces), func(id string) Variables { return Variables{Place: id} })
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte { return x.AppendAlike(b, v.Place, alikePlaces) },
	facts: func(_ *plain.Index, _ Variables, data node) factSet {
		return likenesses(data.get("alike", "nodes").list(), []string{"place", "id"}, []string{"place", "label"})
	},
	postGraphileFacts: func(_ *plain.Index, _ Variables, data node) factSet {
		return likenesses(data.get("alikeList").list(), []string{"key"}, []string{"label"})
	},
	sparqlFacts: func(_ *plain.Index, _ Variables, rows node) factSet {
		return likenesses(rows.list(), []string{"place"}, []string{"label"})
	},
}

// likenesses are the places with their scores. Which of those that are as alike as the
// last one come within the 20 hangs on the last digit of a sum, so that of these only the
// score counts.
func likenesses(list []node, id, label []string) factSet {
	found := factSet{}
	if len(list) == 0 {
		return found
	}
	byScore := func(a, b node) int {
		return cmp.Compare(a.value.(map[string]any)["score"].(float64), b.value.(map[string]any)["score"].(float64))
	}
	last := slices.MinFunc(list, byScore).number("score")
	for _, n := range list {
		if score := n.number("score"); score != last {
			found.add("place", n.text(id...), n.text(label...), score)
		}
	}
	found.add("last", last)
	return found
}
