package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// legalDocuments keep to every limit and cost as much as that allows. Each request differs
// from those before, so that no kept answer helps.
func legalDocuments() []attack {
	legal := func(name string, make func(i int) request) attack {
		return attack{name: "legal: " + name, legal: true, request: make}
	}
	return []attack{
		legal("a filter of 190 names", func(i int) request {
			return graphQL("query($f: ThingFilter) { things(filter: $f, first: 1) { totalCount } }", object{"f": anyOf(190, func(n int) object { return object{"name": object{"contains": fmt.Sprintf("q%dz%d", i, n)}} })})
		}),
		legal("a filter of 190 mentions", func(i int) request {
			return graphQL("query($f: ClaimFilter) { claims(filter: $f, first: 1) { totalCount } }", object{"f": anyOf(190, func(n int) object { return object{"mention": object{"contains": fmt.Sprintf("q%dz%d", i, n)}} })})
		}),
		legal("relations by 95 names of their ends", func(i int) request {
			return graphQL("query($f: RelationFilter) { relations(filter: $f, first: 1) { totalCount } }", object{"f": anyOf(95, func(n int) object {
				return object{"node": object{"name": object{"contains": fmt.Sprintf("q%dz%d", i, n)}}}
			})})
		}),
		legal("a filter of relations, 64 deep", func(i int) request {
			return graphQL("query($f: ThingFilter) { things(filter: $f, first: 1) { totalCount } }", object{"f": related(64, object{"name": object{"contains": fmt.Sprintf("q%d", i)}})})
		}),
		legal("a filter nested 60 deep, of nothing", func(i int) request {
			return graphQL(fmt.Sprintf("query($f: ThingFilter) { a%d: things(filter: $f, first: 1) { totalCount } }", i), object{"f": related(60, object{"id": []string{}})})
		}),
		legal("claims by place and industry, 17 times", func(i int) request {
			return roots(i, 17, `claims(filter: {within: ["place/shandong"], industry: ["industry/manufacturing"], line: {max: LINE}}, first: 1) { totalCount }`)
		}),
		legal("all facets of 11 lists of claims", func(i int) request {
			return roots(i, 11, `claims(filter: {line: {max: LINE}}, first: 1) { totalCount `+facets+` }`)
		}),
		legal("all facets of 100 things", func(i int) request {
			return graphQL(fmt.Sprintf("{ things(first: 100) { nodes { relations(first: 1) { totalCount %s } claims(first: 1, filter: {line: {max: %d}}) { %s } } } }", facets, 1000+i, facets), nil)
		}),
		legal("30 misspelt texts of 200 characters", func(i int) request {
			return graphQL("{ "+times(30, func(k int) string {
				return fmt.Sprintf("a%d: search(text: %q, first: 30) { totalCount nodes { thing { id label } } }", k, misspelt(i*30+k))
			})+"}", nil)
		}),
		legal("a batch of 5 x 30 misspelt texts", func(i int) request {
			var batch []string
			for b := range 5 {
				batch = append(batch, graphQL("{ "+times(30, func(k int) string {
					return fmt.Sprintf("a%d: search(text: %q, first: 30) { totalCount nodes { thing { id } } }", k, misspelt(i*150+b*30+k))
				})+"}", nil).body)
			}
			return posted("[" + strings.Join(batch, ",") + "]")
		}),
		legal("the longest answer: one thing 100 times, with its claims and their subjects' claims", func(i int) request {
			ids := times(100, func(int) string { return `"place/changchun"` })
			return graphQL(fmt.Sprintf("{ a%d: nodes(ids: [%s]) { ... on Thing { claims(first: 100) { nodes { subject { claims(first: 13) { nodes { id label } } } } } } } }", i, ids), nil)
		}),
		legal("neighbourhood of 1000 and 5000, 11 times", func(i int) request {
			return roots(i, 11, `neighbourhood(of: "place/shandong", depth: 5, maxNodes: 1000, maxEdges: 5000, asOf: "MONTH") { nodes { key } edges { key } }`)
		}),
		legal("a drawing with everything on it", func(i int) request {
			return graphQL(fmt.Sprintf(`{ a%d: neighbourhood(of: "place/shandong", depth: 5, maxNodes: 1000, maxEdges: 5000) { nodes { key distance thing { id label kind } } edges { key source target label weight stances curated claims { id label mentions document { label } } } omittedNodes } }`, i), nil)
		}),
		legal("30 paths between far things", func(i int) request {
			return roots(i, 30, `paths(from: "place/changchun", to: "official/wang-zhonglin", maxLength: 8, first: 50, asOf: "MONTH") { length steps { relation claims { id line } } }`)
		}),
		legal("alike, 24 times", func(i int) request {
			return roots(i, 24, `alike(place: "place/jinan", filter: {line: {max: LINE}}, first: 100) { totalCount nodes { score shared { id } terms { weight here { line } there { line } } } }`)
		}),
		legal("alike within 200 places, 30 times", func(i int) request {
			return graphQL(fmt.Sprintf("query q%d($w: [ID!]) { ", i)+times(30, func(k int) string {
				return fmt.Sprintf("a%d: alike(place: \"place/jinan\", within: $w, asOf: \"20%02d-%02d\") { totalCount }", k, k, 1+i%12)
			})+"}", object{"w": strings.Fields(strings.Repeat("place/china ", 200))})
		}),
		legal("2400 entities", func(i int) request {
			entities := make([]object, 1200)
			for n := range entities {
				entities[n] = object{"__typename": "Place", "id": fmt.Sprintf("place/p%d", n)}
			}
			return graphQL(fmt.Sprintf("query ($r: [_Any!]!) { a%d: __typename ", i)+times(2, func(k int) string {
				return fmt.Sprintf("e%d: _entities(representations: $r) { __typename }", k)
			})+"}", object{"r": entities})
		}),
		legal("alike of each place", func(i int) request {
			return graphQL(fmt.Sprintf("{ a%d: places(first: 100) { nodes { alike(first: 20) { totalCount %s nodes { score terms { weight } } } } } }", i, facets), nil)
		}),
		legal("compare, 30 times", func(i int) request {
			return roots(i, 30, `compare(places: ["place/jinan", "place/binzhou", "place/zaozhuang", "place/changchun", "place/qingdao"], filter: {line: {max: LINE}}) { industries { cells { stances } } metrics { cells { targets { id } } } pairs { score terms { weight } } }`)
		}),
		legal("profile with all parts, 30 times", func(i int) request {
			return roots(i, 30, `profile(place: "place/shandong", includeParts: true, asOf: "MONTH") { leaders { official { id } } alike { score } conflicts { kind } documents { id } }`)
		}),
		legal("the tree of industries, 30 times", func(i int) request {
			return roots(i, 30, `industryTree(filter: {line: {max: LINE}}, first: 100) { totalCount nodes { counts { places { total } clusters { total } enterprises { total } programmes { total } claims { total } } } }`)
		}),
		legal("shared priorities rolled up, 30 times", func(i int) request {
			return roots(i, 30, `sharedPriorities(industries: ["industry/manufacturing", "industry/services"], rollUp: true, filter: {line: {max: LINE}}, first: 100) { totalCount `+facets+` nodes { priorities { claims { line } } } }`)
		}),
		legal("promises and tracks by five keys, 15 times each", func(i int) request {
			return roots(i, 15, `promises(orderBy: [{by: LABEL}, {by: CLAIMS, direction: DESC}], filter: {line: {max: LINE}}, first: 100) { totalCount nodes { target { label } laterFigures { figure { id } } } } bNUMBER: tracks(filter: {line: {max: LINE}}, first: 100) { totalCount nodes { points { claims { line } } } }`)
		}),
		legal("difference of generations", func(i int) request { // without a store there is no history
			return graphQL(fmt.Sprintf("{ a%d: difference(from: 1) { claimsAdded(first: 100) { totalCount %s } } b%d: difference(from: 1, to: 1) { claimsRemoved(first: 100) { totalCount } } }", i, facets, i), nil)
		}),
		legal("the whole schema, twice", func(i int) request {
			return graphQL(wholeSchema(i), nil)
		}),
		legal("the same field 99 times", func(i int) request {
			return graphQL(fmt.Sprintf(`{ a%d: place(id: "place/jinan") { %s } }`, i, strings.Repeat("id ", 99)), nil)
		}),
		legal("overlapping fields, 6 x 6 x 6", func(i int) request {
			return graphQL(overlapping(6)+fmt.Sprintf("# %d", i), nil)
		}),
		legal("deferred lists, as parts", func(i int) request {
			r := graphQL(fmt.Sprintf(`{ a%d: place(id: "place/jinan") { label %s } }`, i, times(8, func(k int) string {
				return fmt.Sprintf("... @defer { c%d: claims(first: 100) { nodes { id label } } }", k)
			})), nil)
			r.header.Set("Accept", "multipart/mixed")
			return r
		}),
	}
}

// wholeSchema reads all of the schema, twice, which is as often as it may be read.
func wholeSchema(i int) string {
	return fmt.Sprintf("{ a%d: __schema { types { name description fields { name description args { name description type { name } } type { name ofType { name ofType { name } } } } } } b%d: __schema { types { name } } }", i, i)
}

type object = map[string]any

// anyOf is a filter of which one condition suffices.
func anyOf(n int, condition func(int) object) object {
	list := make([]object, n)
	for i := range list {
		list[i] = condition(i)
	}
	return object{"or": list}
}

// related chooses what leads to what leads to …
func related(n int, core object) object {
	for range n {
		core = object{"related": []object{{"to": core}}}
	}
	return core
}

// roots asks one question n times, each with another NUMBER, LINE and MONTH.
func roots(i, n int, question string) request {
	return graphQL("{ "+times(n, func(k int) string {
		differing := strings.NewReplacer("NUMBER", strconv.Itoa(k), "LINE", strconv.Itoa(1000+i*n+k), "MONTH", fmt.Sprintf("20%02d-%02d", k, 1+i%12))
		return fmt.Sprintf("a%d: %s", k, differing.Replace(question))
	})+"}", nil)
}

const facets = "facets { kinds { count } industries(first: 100) { count } places(first: 100) { count } years { count } stances { count } predicates { count } documents(first: 100) { count } }"

// misspelt is a text of 200 characters in which each word has a slip.
func misspelt(seed int) string {
	dice := rand.New(rand.NewPCG(uint64(seed), 1))
	words := []string{"gangcheng", "intelligent", "manufacturing", "hydrogen", "industry", "shandong", "advanced", "equipment", "jinan", "development", "智能製造", "裝備產業"}
	var b strings.Builder
	for b.Len() < 200 {
		word := []rune(words[dice.IntN(len(words))])
		word[dice.IntN(len(word))] = []rune("qzxwk鋼")[dice.IntN(6)]
		b.WriteString(string(word) + " ")
	}
	text := []rune(b.String())
	return string(text[:min(200, len(text))])
}
