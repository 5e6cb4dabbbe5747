//go:build unix

package resolvers

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"
)

// repeated is a text so many times, each time with another number in place of #.
func repeated(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// jumbled are letters that spell nothing, another text for each number.
func jumbled(number, length int) string {
	var b strings.Builder
	for i := 0; b.Len() < length; i++ {
		b.WriteString([]string{"zhuangbie", "gangtei", "manufactruing", "jinna", "xinnengyaun", "qichee", "industrail"}[(i*i+number)%7] + " ")
	}
	return b.String()[:length]
}

// The costliest requests that are known of each sort, one question of each.
var costliest = []struct {
	name, query string // # is a number that is another in each
}{
	{"things, a filter of 190 names", `{ things(filter: {or: [` + repeated(190, `{name: {contains: "qx#"}} `) + `]}, first: 1) { totalCount } }`},
	{"things, a filter of 190 places", `{ things(filter: {or: [` + repeated(190, `{within: ["place/jinan"]} `) + `]}, first: 1) { totalCount } }`},
	{"things, a filter of 190 places then", `{ things(filter: {and: [` + repeated(190, `{within: ["place/jinan"], asOf: "2018-03"} `) + `]}, first: 1) { totalCount } }`},
	{"things, a filter of 190 industries", `{ things(filter: {or: [` + repeated(190, `{industry: ["industry/steel"]} `) + `]}, first: 1) { totalCount } }`},
	{"things, one place 3000 times", `{ things(filter: {within: [` + strings.Repeat(`"place/shandong" `, 3000) + `]}, first: 1) { totalCount } }`},
	{"things, one industry 3000 times", `{ things(filter: {industry: [` + strings.Repeat(`"industry/manufacturing" `, 3000) + `]}, first: 1) { totalCount } }`},
	{"claims, one place 3000 times", `{ claims(filter: {within: [` + strings.Repeat(`"place/shandong" `, 3000) + `], line: {max: 1000#}}, first: 1) { totalCount } }`},
	{"entities, 400 places", `{ _entities(representations: [` + strings.Repeat(`{__typename: "Place", id: "place/jinan"} `, 400) + `]) { __typename } }`},
	{"things, a filter of 95 claims", `{ things(filter: {or: [` + repeated(95, `{claim: {mention: {contains: "qx#"}}} `) + `]}, first: 1) { totalCount } }`},
	{"claims, a filter of 190 mentions", `{ claims(filter: {or: [` + repeated(190, `{mention: {contains: "qx#"}} `) + `]}, first: 1) { totalCount } }`},
	{"claims, a filter of 190 places and industries", `{ claims(filter: {or: [` + repeated(190, `{within: ["place/zibo"], industry: ["industry/steel"]} `) + `]}, first: 1) { totalCount } }`},
	{"claims, a filter of 95 subjects", `{ claims(filter: {or: [` + repeated(95, `{subject: {name: {contains: "qx#"}}} `) + `]}, first: 1) { totalCount } }`},
	{"claims, a filter of 190 deadlines", `{ claims(filter: {or: [` + repeated(190, `{due: {from: "2020"}, date: {from: "2100"}} `) + `]}, first: 1) { totalCount } }`},
	{"claims, a filter of 190 disputes", `{ claims(filter: {and: [` + repeated(190, `{disputed: false} `) + `]}, first: 1) { totalCount } }`},
	{"relations, a filter of 95 names", `{ relations(filter: {or: [` + repeated(95, `{node: {name: {contains: "qx#"}}} `) + `]}, first: 1) { totalCount } }`},
	{"relations, a filter of 95 claims", `{ relations(filter: {or: [` + repeated(95, `{claim: {mention: {contains: "qx#"}}} `) + `]}, first: 1) { totalCount } }`},
	{"things related to things, 64 deep", `{ things(filter: {` + strings.Repeat(`related: [{to: {`, 64) + `id: []` + strings.Repeat(`}}]`, 64) + `}, first: 1) { totalCount } }`},
	{"things with 60 relations", `{ things(filter: {or: [` + repeated(60, `{related: [{to: {name: {contains: "qx#"}}}]} `) + `]}, first: 1) { totalCount } }`},
	{"things by five keys", `{ things(orderBy: [{by: LABEL} {by: LATEST} {by: VALUE} {by: DUE} {by: PLACES}], first: 1) { totalCount } }`},
	{"claims by five keys", `{ claims(orderBy: [{by: STANCE} {by: LABEL} {by: LATEST} {by: DUE} {by: SOURCE}], first: 1) { totalCount } }`},
	{"relations by five keys", `{ relations(orderBy: [{by: LABEL} {by: LATEST} {by: VALUE} {by: DUE} {by: PLACES}], first: 1) { totalCount } }`},
	{"search, misspelt", `{ search(text: "` + "@" + `", first: 1) { totalCount } }`},
	{"search, in Chinese", `{ search(text: "` + strings.Repeat("装背制造济楠", 33) + `", first: 1) { totalCount } }`},
	{"search, a letter", `{ search(text: "a", first: 1) { totalCount } }`},
	{"claims, facets", `{ claims(filter: {line: {max: 1000#}}, first: 1) { facets { kinds { count } years { count } stances { count } predicates { count } industries { count } places { count } documents { count } } } }`},
	{"relations, facets", `{ relations(filter: {not: {predicate: []}}, first: 1) { facets { kinds { count } years { count } stances { count } predicates { count } industries { count } places { count } documents { count } } } }`},
	{"things, facets", `{ things(first: 1) { facets { kinds { count } years { count } stances { count } predicates { count } industries { count } places { count } documents { count } } } }`},
	{"facets of places", `{ places(first: 100) { nodes { claims { facets { documents { count } } } } } }`},
	{"neighbourhood", `{ neighbourhood(of: "place/jinan", depth: 5, maxNodes: 1000, maxEdges: 5000) { nodes { key } edges { source target } } }`},
	{"neighbourhood, filtered", `{ neighbourhood(of: "place/jinan", depth: 5, maxNodes: 1000, maxEdges: 5000, filter: {or: [` + repeated(60, `{node: {name: {contains: "qx#"}}} `) + `{}]}) { nodes { key } } }`},
	{"paths", `{ paths(from: "place/jinan", to: "place/changchun", maxLength: 8, first: 50) { length } }`},
	{"paths, filtered", `{ paths(from: "place/jinan", to: "place/changchun", maxLength: 8, first: 50, filter: {or: [` + repeated(60, `{node: {name: {contains: "qx#"}}} `) + `{}]}) { length } }`},
	{"alike", `{ alike(place: "place/jinan", first: 100) { nodes { score shared { id } terms { weight } } } }`},
	{"alike, filtered", `{ alike(place: "place/jinan", filter: {or: [` + repeated(60, `{mention: {contains: "qx#"}} `) + `{}]}) { nodes { score } } }`},
	{"alike, within 200 places", `{ alike(place: "place/jinan", asOf: "2018-03", within: [` + strings.Repeat(`"place/shandong" `, 200) + `]) { totalCount } }`},
	{"compare", `{ compare(places: ["place/jinan" "place/changchun" "place/zibo" "place/qingdao" "place/yantai"], rollUp: true) { industries { industry { id } cells { claims { id } } } } }`},
	{"profile", `{ profile(place: "place/jinan", includeParts: true) { documents { id } conflicts { kind } alike { score } } }`},
	{"shared priorities, filtered", `{ sharedPriorities(industries: ["industry/manufacturing"], rollUp: true, filter: {or: [` + repeated(60, `{mention: {contains: "qx#"}} `) + `{}]}) { totalCount } }`},
	{"the tree of industries, filtered", `{ industryTree(filter: {line: {max: 1000#}}) { nodes { counts { claims { total } } } } }`},
	{"promises", `{ promises(place: "place/jinan") { totalCount } }`},
	{"tracks", `{ tracks(place: "place/jinan") { totalCount } }`},
	{"conflicts", `{ conflicts(filter: {or: [` + repeated(60, `{mention: {contains: "qx#"}} `) + `]}) { totalCount } }`},
	{"things of claims of things", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 100) { nodes { subject { claims(first: 30) { nodes { id label } } } } } } } }`},
	{"cursors", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 100) { edges { cursor } } } } }`},
	{"labels in all languages", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 100) { nodes { subject { labels { text } aliases { text } } object { labels { text } } } } } } }`},
	{"conflicts of claims", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 100) { nodes { conflicts { sides { claims { id } } } } } } } }`},
	{"lists of lists", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 100) { nodes { subject { claims(filter: {line: {min: 1}}) { totalCount } } } } } } }`},
	{"facets of claims of things", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 1) { facets { kinds { count } years { count } stances { count } predicates { count } industries { count } places { count } documents { count } } } } } }`},
	{"claims of things by label", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 1, orderBy: {by: LABEL}) { totalCount } } } }`},
	{"claims of things, filtered", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 1, filter: {or: [` + repeated(30, `{mention: {contains: "qx#"}} `) + `]}) { totalCount } } } }`},
	{"claims of things, by places", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 1, filter: {within: ["place/jinan"]}) { totalCount } } } }`},
	{"relations of things, filtered", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { relations(first: 1, filter: {or: [` + repeated(10, `{node: {related: [{to: {name: {contains: "qx#"}}}]}} `) + `]}) { totalCount } } } }`},
	{"things of a place", `{ things(filter: {within: ["place/jinan"]}, first: 1) { totalCount } }`},
	{"claims on a place", `{ claims(filter: {within: ["place/jinan"]}, first: 1) { totalCount } }`},
	{"claims on an industry", `{ claims(filter: {industry: ["industry/steel"]}, first: 1) { totalCount } }`},
	{"relations of what is in a place", `{ relations(filter: {node: {within: ["place/jinan"]}}, first: 1) { totalCount } }`},
	{"claims by label", `{ claims(first: 1, orderBy: {by: LABEL}) { totalCount } }`},
	{"relations by label", `{ relations(first: 1, orderBy: {by: LABEL}) { totalCount } }`},
	{"claims by date", `{ claims(first: 1, orderBy: {by: LATEST}) { totalCount } }`},
	{"lists", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 100) { nodes { subject { claims(first: 0) { totalCount } relations(first: 0) { totalCount } } object { claims(first: 0) { totalCount } relations(first: 0) { totalCount } } } } } } }`},
	{"what places are like", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { alike(first: 5) { nodes { score } } } } }`},
	{"who leads places", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { officeHolders(first: 5) { nodes { post { id } } } } } }`},
	{"where to export", `{ nodes(ids: [` + strings.Repeat(`"place/changchun" `, 100) + `]) { ... on Place { claims(first: 1) { exports { url } } } } }`},
	{"search, many short words", `{ search(text: "` + strings.Repeat("stee equi manu chem indu deve zone city hydr batt ", 4) + `", first: 1) { totalCount } }`},
	{"search, many short words of one slip", `{ search(text: "` + strings.Repeat("stele equpi mnauf chmei idnsu dveel zoen ciyt hdryo btatr ", 3) + `", first: 1) { totalCount } }`},
	{"office holders within", `{ officeHolders(within: "place/jinan") { totalCount } }`},
	{"the schema", `{ __schema { types { name fields { name args { name type { name ofType { name ofType { name } } } } type { name ofType { name ofType { name } } } } enumValues { name description } } } }`},
}

// What the costliest requests that are allowed take of the processors, on the embedded data:
//
//	go test ./resolvers -run Costliest -v
//
// It asserts no times, since machines differ. The last column is what all of one sort take that
// fit into one batch.
func TestCostliestRequests(t *testing.T) {
	exec := byPlans(dataset(t))
	type row struct {
		name       string
		cost, fits int
		time       time.Duration
	}
	var rows []row
	for _, c := range costliest {
		number := 0
		once := func() time.Duration {
			number++
			query := strings.ReplaceAll(strings.ReplaceAll(c.query, "#", fmt.Sprint(number)), "@", jumbled(number, 200))
			begun := processorTime(t)
			if response := respond(exec, request{query: query}); len(response.Errors) > 0 {
				t.Fatalf("%s: %v", c.name, response.Errors)
			}
			return processorTime(t) - begun
		}
		found := row{name: c.name, cost: costOf(t, exec, strings.NewReplacer("#", "1", "@", jumbled(1, 200)).Replace(c.query)), time: once()}
		if testing.Verbose() {
			for range 9 {
				found.time = min(found.time, once())
			}
		}
		found.fits = min(DefaultLimits().Cost/max(found.cost, 1), 5*DefaultLimits().RootFields)
		rows = append(rows, found)
	}
	slices.SortFunc(rows, func(a, b row) int {
		return int(time.Duration(b.fits)*b.time - time.Duration(a.fits)*a.time)
	})
	table := tabwriter.NewWriter(os.Stderr, 0, 0, 2, ' ', tabwriter.AlignRight)
	if !testing.Verbose() {
		return
	}
	fmt.Fprintln(table, "cost\tms\tms a million\tfit\tms\t\tquestion")
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	for _, r := range rows {
		fmt.Fprintf(table, "%d\t%.2f\t%.0f\t%d\t%.0f\t\t%s\n", r.cost, ms(r.time), ms(r.time)/float64(r.cost)*1e6, r.fits, ms(r.time)*float64(r.fits), r.name)
	}
	_ = table.Flush()
}

// processorTime is what this process took of the processors so far.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		t.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
