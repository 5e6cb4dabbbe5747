package questions

import (
	"strconv"

	"github.com/polygraph-kg/polygraph/bench/plain"
)

var paths = Question{
	Name:  "path",
	Title: "A shortest path between two things, of up to 4 steps",
	Query: `query Path($from: ID!, $to: ID!) {
  paths(from: $from, to: $to, maxLength: 4, first: 1) { length steps { to { id } } }
}`,
	PostGraphile: `query Path($from: String!, $to: String!) {
  shortestPath(fromKey: $from, toKey: $to)
}`,
	SPARQL: func(v Variables) []string {
		from, to := "<"+base+v.From+">", "<"+base+v.To+">"
		return []string{
			prefixes + `SELECT ?first WHERE { ` + from + ` d:next ?first . FILTER(?first = ` + to + `) } LIMIT 1`,
			prefixes + `SELECT ?first ?second WHERE { ` + from + ` d:next ?first . ?first d:next ?second . FILTER(?second = ` + to + `) } LIMIT 1`,
			prefixes + `SELECT ?first ?second (` + to + ` AS ?third) WHERE { ` + from + ` d:next ?first . ` + to + ` d:next ?second . ?first d:next ?second } LIMIT 1`,
			prefixes + `SELECT ?first ?second ?third (` + to + ` AS ?fourth) WHERE {
  { SELECT DISTINCT ?second ?first WHERE { ` + from + ` d:next ?first . ?first d:next ?second } }
  { SELECT DISTINCT ?second ?third WHERE { ` + to + ` d:next ?third . ?third d:next ?second } }
} LIMIT 1`,
		}
	},
	Draw: func(x *plain.Index, n int) []Variables {
		return each(x.DrawConnected(n, pathLength), func(pair [2]string) Variables { return Variables{From: pair[0], To: pair[1]} })
	},
	Append: func(x *plain.Index, b []byte, v Variables) []byte { return x.AppendPath(b, v.From, v.To, pathLength) },
	facts: func(x *plain.Index, v Variables, data node) factSet {
		var steps []string
		for _, path := range data.get("paths").list() {
			for _, step := range path.get("steps").list() {
				steps = append(steps, step.text("to", "id"))
			}
		}
		return pathFacts(x, v, steps)
	},
	postGraphileFacts: func(x *plain.Index, v Variables, data node) factSet {
		var steps []string
		for _, step := range data.get("shortestPath").list() {
			steps = append(steps, step.text())
		}
		return pathFacts(x, v, steps)
	},
	sparqlFacts: func(x *plain.Index, v Variables, rows node) factSet {
		var steps []string
		for _, row := range rows.list() {
			for _, name := range []string{"first", "second", "third", "fourth"} {
				if id := row.text(name); id != "" {
					steps = append(steps, id)
				}
			}
		}
		return pathFacts(x, v, steps)
	},
}

// pathFacts are how long the path is, and where it is none. Of several shortest paths each
// system may name another.
func pathFacts(x *plain.Index, v Variables, steps []string) factSet {
	found := factSet{}
	found.add("length", strconv.Itoa(len(steps)))
	at := v.From
	for _, step := range steps {
		if !x.Next(at, step) {
			found.add("no step", at, step)
		}
		at = step
	}
	if at != v.To {
		found.add("ends", at)
	}
	return found
}
