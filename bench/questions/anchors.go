package questions

import "github.com/polygraph-kg/polygraph/bench/plain"

var anchors = Question{
	Name:  "anchors",
	Title: "Enterprises that anchor clusters in an industry, with the place up to its province",
	Query: `query Anchors($industry: ID!) {
  anchors(industry: $industry, first: 50) {
    nodes {
      anchor { id label }
      cluster { id label }
      places { id label level partOf(first: 1) { nodes { ... on Place { id label level partOf(first: 1) { nodes { ... on Place { id label level partOf(first: 1) { nodes { ... on Place { id label level } } } } } } } } } }
    }
  }
}`,
	PostGraphile: `query Anchors($industry: String!) {
  anchorsList(industry: $industry, relations: 50) {
    thingBySubjectId { key label }
    thingByObjectId {
      key
      label
      buildersList { key label level thingByPartOfId { key label level thingByPartOfId { key label level thingByPartOfId { key label level } } } }
    }
  }
}`,
	SPARQL: func(v Variables) []string {
		return []string{prefixes + `
SELECT ?anchor ?anchorLabel ?cluster ?clusterLabel ?place ?at ?atLabel ?level ?whole WHERE {
  { SELECT DISTINCT ?anchor ?cluster WHERE {
      { SELECT DISTINCT ?asked WHERE { ?asked skos:broader* <` + base + v.Industry + `> } }
      ?cluster p:inIndustry ?asked ; rdf:type p:Cluster . ?anchor p:anchors ?cluster
    } ORDER BY ?anchor ?cluster LIMIT 50 }
  ?anchor skos:prefLabel ?anchorLabel . FILTER(LANG(?anchorLabel) = "en")
  ?cluster skos:prefLabel ?clusterLabel . FILTER(LANG(?clusterLabel) = "en")
  ?cluster ^(p:builds|p:plans|p:hosts|p:runs) ?place . ?place rdf:type p:Place ; dcterms:isPartOf* ?at .
  ?at p:level ?level ; skos:prefLabel ?atLabel . FILTER(LANG(?atLabel) = "en")
  OPTIONAL { ?at dcterms:isPartOf ?whole }
}`}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawAnchored(n, anchorings), func(id string) Variables { return Variables{Industry: id} })
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte { return x.AppendAnchors(b, v.Industry, anchorings) },
	facts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		var place func(fact, of string, n node)
		place = func(fact, of string, n node) {
			found.add(fact, of, n.text("id"), n.text("label"), levelOf(n.text("level")))
			for _, whole := range n.get("partOf", "nodes").list() {
				place("partOf", n.text("id"), whole)
			}
		}
		for _, n := range data.get("anchors", "nodes").list() {
			cluster := n.get("cluster")
			found.add("anchors", n.text("anchor", "id"), n.text("anchor", "label"), cluster.text("id"), cluster.text("label"))
			for _, p := range n.get("places").list() {
				place("place", cluster.text("id"), p)
			}
		}
		return found
	},
	postGraphileFacts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		var place func(fact, of string, n node)
		place = func(fact, of string, n node) {
			found.add(fact, of, n.text("key"), n.text("label"), levelOf(n.text("level")))
			if whole := n.get("thingByPartOfId"); whole.value != nil {
				place("partOf", n.text("key"), whole)
			}
		}
		for _, n := range data.get("anchorsList").list() {
			anchor, cluster := n.get("thingBySubjectId"), n.get("thingByObjectId")
			found.add("anchors", anchor.text("key"), anchor.text("label"), cluster.text("key"), cluster.text("label"))
			for _, p := range cluster.get("buildersList").list() {
				place("place", cluster.text("key"), p)
			}
		}
		return found
	},
	sparqlFacts: func(_ *plain.Index, _ Variables, rows node) factSet {
		found := factSet{}
		at, whole := make(map[string]node), make(map[string]string)
		for _, row := range rows.list() {
			at[row.text("at")], whole[row.text("at")] = row, row.text("whole")
		}
		for _, row := range rows.list() {
			found.add("anchors", row.text("anchor"), row.text("anchorLabel"), row.text("cluster"), row.text("clusterLabel"))
			fact, of, id := "place", row.text("cluster"), row.text("place")
			for level := 0; level <= 3 && id != ""; level++ { // as far as the others are asked
				found.add(fact, of, id, at[id].text("atLabel"), levelOf(at[id].text("level")))
				fact, of, id = "partOf", id, whole[id]
			}
		}
		return found
	},
}
