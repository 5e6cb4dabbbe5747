package questions

import "github.com/polygraph-kg/polygraph/bench/plain"

var industryCounts = Question{
	Name:  "industry-counts",
	Title: "Places per industry in a region, the 50 industries of most places",
	Query: `query IndustryCounts($within: [ID!]) {
  relations(filter: { predicate: [PRIORITISES], subject: { within: $within } }, first: 0) {
    facets { industries(first: 50) { industry { id label } count } }
  }
}`,
	PostGraphile: `query IndustryCounts($within: [String]) {
  industryCountsList(within: $within, industries: 50) { key label count }
}`,
	SPARQL: func(v Variables) []string {
		within := ""
		if region := v.region(); region != "" {
			within = ` ?place d:within <` + base + region + `> .`
		}
		return []string{prefixes + `
SELECT ?industry ?label ?count WHERE {
  { SELECT ?industry (COUNT(DISTINCT ?place) AS ?count) WHERE {` + within + ` ?place p:prioritises ?industry } GROUP BY ?industry ORDER BY DESC(?count) ?industry LIMIT 50 }
  ?industry skos:prefLabel ?label . FILTER(LANG(?label) = "en")
}`}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawRegions(n, industries), func(id string) Variables {
			if id == "" {
				return Variables{}
			}
			return Variables{Within: []string{id}}
		})
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte {
		return x.AppendIndustryCounts(b, v.region(), industries)
	},
	facts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		for _, n := range data.get("relations", "facets", "industries").list() {
			found.add(n.text("industry", "id"), n.text("industry", "label"), n.number("count"))
		}
		return found
	},
	postGraphileFacts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		for _, n := range data.get("industryCountsList").list() {
			found.add(n.text("key"), n.text("label"), n.number("count"))
		}
		return found
	},
	sparqlFacts: func(_ *plain.Index, _ Variables, rows node) factSet {
		found := factSet{}
		for _, row := range rows.list() {
			found.add(row.text("industry"), row.text("label"), row.number("count"))
		}
		return found
	},
}
