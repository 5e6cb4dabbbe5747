package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func tallied[T any](t *testing.T, count func(context.Context) ([]Tally[T], error)) string {
	t.Helper()
	list, err := count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, t := range list {
		parts = append(parts, fmt.Sprintf("%v=%d", t.Value, t.Count))
	}
	return strings.Join(parts, " ")
}

func industriesOf(f Facets) func(context.Context) ([]Tally[ID], error) {
	return func(ctx context.Context) (list []Tally[ID], err error) {
		counts, err := f.Industries(ctx, MaxPage)
		for _, count := range counts {
			list = append(list, Tally[ID]{count.Value.ID(), count.Count})
		}
		return list, err
	}
}

func TestFacetsCountEachItemOnceForEachValue(t *testing.T) {
	v := build(t, policies)
	prioritising, err := v.FilterRelations(t.Context(), v.AllEdges(), "", &RelationFilter{Predicates: []string{"prioritises"}}, "")
	if err != nil {
		t.Fatal(err)
	}
	places, err := v.FilterThings(t.Context(), v.Things(Place), &ThingFilter{Claim: &ClaimFilter{Predicates: []string{"prioritises"}}})
	if err != nil {
		t.Fatal(err)
	}
	relations, things := v.EdgeList(prioritising).Facets(), v.ThingList(places).Facets()
	for _, row := range []struct{ name, got, want string }{
		{"both ends of relations by kind", tallied(t, relations.Kinds), "Industry=5 Place=5"},
		{"relations by industry, which ranks industries by how many places prioritise them", tallied(t, industriesOf(relations)), "industry/hydrogen=2 industry/steel=2 industry/fine-steel=1"},
		{"relations by place", tallied(t, relations.Places), "place/binzhou=2 place/gangcheng=2 place/jinan=1"},
		{"relations by stance; two stances of one relation count for each", tallied(t, relations.Stances), "GROW=2 LEAD=1 LIMIT=1 NURTURE=1 UPGRADE=1"},
		{"relations by year", tallied(t, relations.Years), "2020=3 2018=1"},
		{"relations by document", tallied(t, relations.Documents), "document/new=3 document/undated=2 document/old=1"},
		{"things by kind", tallied(t, things.Kinds), "Place=3"},
		{"things by industry", tallied(t, industriesOf(things)), "industry/hydrogen=2 industry/steel=2 industry/fine-steel=1"},
		{"things by what is claimed of them", tallied(t, things.Predicates), "prioritises=3 hasTarget=2 builds=1 hasFigure=1 runs=1"},
	} {
		if row.got != row.want {
			t.Errorf("%s:\n got %s\nwant %s", row.name, row.got, row.want)
		}
	}
}

// What other documents say of a thing is not what a claim on it states.
func TestAClaimIsAboutWhatItsDocumentSays(t *testing.T) {
	v := build(t, `
		document/shandong date=2018
		document/changchun date=2021
		place/jinan partOf=place/shandong
		cluster/furnaces partOf=place/jinan
		place/shandong runs programme/drivers @document/shandong:1
		place/jinan runs programme/drivers @document/shandong:2
		programme/drivers covers industry/steel @document/shandong:3
		place/shandong builds cluster/furnaces @document/shandong:4
		place/changchun runs programme/drivers @document/changchun:1
		programme/drivers covers industry/chips @document/changchun:2
		enterprise/laigang anchors cluster/furnaces @document/changchun:3
		programme/drivers contains programme/smelters @document/shandong:5
		programme/smelters covers industry/iron @document/shandong:6
		programme/drivers contains programme/breakthroughs @document/shandong:7
		place/qingdao runs programme/breakthroughs @document/shandong:8
		programme/breakthroughs covers industry/iron @document/shandong:9
		official/wang holds post/mayor @document/shandong:10 of=place/jinan
		official/wang presents programme/drivers @document/shandong:11`)
	var got []string
	for _, c := range v.Claims() {
		e := EvidenceOfClaim(c)
		got = append(got, fmt.Sprintf("%s:%d %s [%s] [%s]", c.Document.Name(), c.Line, c.Predicate, joined(v.places(e)), joined(v.industries(e))))
	}
	slices.Sort(got)
	listed(t, got, func(line string) string { return line }, `
		changchun:1 runs [place/changchun] [industry/chips]
		changchun:2 covers [place/changchun] [industry/chips]
		changchun:3 anchors [place/jinan] []
		shandong:1 runs [place/shandong] [industry/steel]
		shandong:10 holds [place/jinan] []
		shandong:11 presents [place/jinan] [industry/steel]
		shandong:2 runs [place/jinan] [industry/steel]
		shandong:3 covers [place/jinan] [industry/steel]
		shandong:4 builds [place/jinan place/shandong] []
		shandong:5 contains [place/jinan] [industry/iron industry/steel]
		shandong:6 covers [place/jinan] [industry/iron]
		shandong:7 contains [place/qingdao] [industry/iron industry/steel]
		shandong:8 runs [place/qingdao] [industry/iron]
		shandong:9 covers [place/qingdao] [industry/iron]`)
}

func TestAYearThatIsUncertainCountsInBoth(t *testing.T) {
	v := build(t, `
		document/a date=2017-12..2018-01
		place/x prioritises industry/y @document/a:1`)
	facets := v.ClaimList(v.Claims()).Facets()
	if got := tallied(t, facets.Years); got != "2017=1 2018=1" {
		t.Errorf("got %s", got)
	}
	if got := tallied(t, facets.Kinds); got != "Industry=1 Place=1" {
		t.Errorf("a claim is counted by both of its ends: got %s", got)
	}
}
