package questions

import (
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/plain"
)

var officials = Question{
	Name:  "name-search",
	Title: "Officials whose name begins with a text, the 20 best",
	Query: `query Officials($text: String!, $first: Int!) {
  search(text: $text, filter: { kind: [OFFICIAL] }, first: $first) { nodes { thing { id kind label } how } }
}`,
	PostGraphile: `query Officials($text: String!, $first: Int!) {
  officialsList(text: $text, officials: $first) { key kind label }
}`,
	SPARQL: func(v Variables) []string {
		return []string{prefixes + `
SELECT ?official ?label WHERE {
  ?official d:folded ?folded ; d:claims ?claims ; skos:prefLabel ?label . FILTER(STRSTARTS(?folded, "` + strings.ReplaceAll(v.Text, " ", "") + `") && LANG(?label) = "en")
  BIND(0.7e0 + 0.12e0 * (` + strconv.Itoa(len(strings.ReplaceAll(v.Text, " ", ""))) + `e0 / STRLEN(?folded)) + 0.03e0 * ?claims / (?claims + 20) AS ?score)
} ORDER BY DESC(?score) DESC(?claims) STRLEN(?label) ?official LIMIT ` + strconv.Itoa(v.First)}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawBeginnings(n, people), func(text string) Variables {
			return Variables{Text: text, First: min(people, x.Begins(text))}
		})
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte { return x.AppendOfficials(b, v.Text, v.First) },
	facts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		for _, n := range data.get("search", "nodes").list() {
			found.add(n.text("thing", "id"), n.text("thing", "label"))
		}
		return found
	},
	postGraphileFacts: func(_ *plain.Index, _ Variables, data node) factSet {
		found := factSet{}
		for _, n := range data.get("officialsList").list() {
			found.add(n.text("key"), n.text("label"))
		}
		return found
	},
	sparqlFacts: func(_ *plain.Index, _ Variables, rows node) factSet {
		found := factSet{}
		for _, row := range rows.list() {
			found.add(row.text("official"), row.text("label"))
		}
		return found
	},
}

// levelOf is the level of a place as one system or another writes it.
func levelOf(level string) string { return strings.ToUpper(strings.ReplaceAll(level, "-", "_")) }
