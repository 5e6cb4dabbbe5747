package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// profileLines writes a profile, one part a line.
func profileLines(p *Profile) []string {
	edges := func(list []Edge) string {
		var ends []string
		for _, e := range list {
			ends = append(ends, e.Subject().Name()+" "+e.Predicate()+" "+e.Object().Name())
		}
		return strings.Join(ends, ", ")
	}
	var leaders, alike, conflicts []string
	for _, h := range p.Leaders {
		leaders = append(leaders, h.Tenure.ID.Name())
	}
	likest, _ := p.Alike(context.Background())
	for _, l := range likest {
		alike = append(alike, l.Place.Name())
	}
	for _, c := range p.Conflicts() {
		conflicts = append(conflicts, string(c.Kind)+" "+string(c.About))
	}
	var parts []ID
	for _, part := range p.Parts {
		parts = append(parts, part.ID())
	}
	var lines []string
	for _, part := range []struct{ name, text string }{
		{"place", string(p.Place.ID())}, {"parts", joined(parts)}, {"leaders", strings.Join(leaders, ", ")},
		{"priorities", edges(p.Priorities)}, {"clusters", edges(p.Clusters)}, {"programmes", edges(p.Programmes)},
		{"undertakings", edges(p.Undertakings)}, {"targets", edges(p.Targets)}, {"figures", edges(p.Figures)},
		{"alike", strings.Join(alike, ", ")}, {"conflicts", strings.Join(conflicts, ", ")}, {"documents", joined(p.Documents())},
	} {
		if part.text != "" {
			lines = append(lines, part.name+": "+part.text)
		}
	}
	return lines
}

const profiled = shandong + `
	post/mayor single
	programme/two-four formula=2+4
	official/wang holds post/mayor @document/city:1 of=place/jinan
	official/liu holds post/mayor @document/district:1 of=place/gangcheng
	place/jinan prioritises industry/chips @document/city:2
	place/gangcheng prioritises industry/steel @document/district:2
	place/binzhou prioritises industry/chips @document/other:1
	place/jinan builds cluster/chips @document/city:3
	place/jinan plans project/metro @document/city:4
	place/gangcheng hosts platform/institute @document/district:3
	place/jinan runs programme/two-four @document/city:5
	place/gangcheng runs programme/two-four @document/district:4
	cluster/chips hasTarget metric/output @document/city:6 amount="> 2000亿元" by=2025
	cluster/chips hasTarget metric/output @document/other:2 amount="< 1000亿元" by=2025
	place/gangcheng hasFigure metric/output @document/district:5 amount="500亿元" in=2020
	place/binzhou hasTarget metric/output @document/other:3 amount="7元" by=2025
	place/binzhou hasTarget metric/output @document/other:4 amount="8元" by=2025
	`

func TestTheProfileOfAPlace(t *testing.T) {
	v := build(t, profiled)
	for name, row := range map[string]struct {
		place ID
		parts bool
		asOf  Date
		want  string
	}{
		"by itself": {"place/jinan", false, "", `
			place: place/jinan
			parts: place/gangcheng place/laiwu-district place/north-park place/pingyin place/yanzhuang
			leaders: wang.mayor.place.jinan
			priorities: jinan prioritises chips
			clusters: jinan builds chips
			programmes: jinan runs two-four
			undertakings: jinan plans metro
			targets: chips hasTarget cluster.chips.output.by-2025
			alike: binzhou
			conflicts: VALUES target/cluster.chips.output.by-2025
			documents: document/city`},
		"with its parts": {"place/jinan", true, "", `
			place: place/jinan
			parts: place/gangcheng place/laiwu-district place/north-park place/pingyin place/yanzhuang
			leaders: wang.mayor.place.jinan, liu.mayor.place.gangcheng
			priorities: jinan prioritises chips, gangcheng prioritises steel
			clusters: jinan builds chips
			programmes: jinan runs two-four, gangcheng runs two-four
			undertakings: jinan plans metro, gangcheng hosts institute
			targets: chips hasTarget cluster.chips.output.by-2025
			figures: gangcheng hasFigure place.gangcheng.output.in-2020
			alike: binzhou
			conflicts: VALUES target/cluster.chips.output.by-2025
			documents: document/city document/district`},
		"with the parts of an earlier map": {"place/jinan", true, "2018", `
			place: place/jinan
			parts: place/laiwu-district place/pingyin
			priorities: jinan prioritises chips
			clusters: jinan builds chips
			programmes: jinan runs two-four
			undertakings: jinan plans metro
			targets: chips hasTarget cluster.chips.output.by-2025
			alike: binzhou
			conflicts: VALUES target/cluster.chips.output.by-2025
			documents: document/city`},
		"of a place of which nothing is said": {"place/pingyin", true, "", `
			place: place/pingyin`},
		"with a conflict of its own": {"place/binzhou", false, "", `
			place: place/binzhou
			priorities: binzhou prioritises chips
			targets: binzhou hasTarget place.binzhou.output.by-2025
			alike: jinan
			conflicts: VALUES target/place.binzhou.output.by-2025
			documents: document/other`},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := v.Profile(t.Context(), row.place, row.parts, row.asOf)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, profileLines(p), self, row.want)
		})
	}
	for id, want := range map[ID]Code{"place/atlantis": CodeNotFound, "industry/chips": CodeInvalid} {
		_, err := v.Profile(t.Context(), id, true, "")
		refused(t, err, want)
	}
}

func TestAProfileCountsWhatWasSaidOfThePlacesThatItSucceeded(t *testing.T) {
	v := build(t, shandong+`
		place/laiwu prioritises industry/steel @document/a:1
		place/laiwu-district prioritises industry/chips @document/b:1`)
	for asOf, want := range map[Date]string{
		"": `
			place: place/jinan
			parts: place/gangcheng place/laiwu-district place/north-park place/pingyin place/yanzhuang
			priorities: laiwu prioritises steel, laiwu-district prioritises chips
			documents: document/a document/b`,
		"2018": `
			place: place/jinan
			parts: place/laiwu-district place/pingyin
			priorities: laiwu-district prioritises chips
			documents: document/b`,
	} {
		p, err := v.Profile(t.Context(), "place/jinan", true, asOf)
		if err != nil {
			t.Fatal(err)
		}
		listed(t, profileLines(p), self, want)
	}
}

func TestTheLeadersOfAPlaceAreThoseOfItsBodiesToo(t *testing.T) {
	v := build(t, `
		document/a date=2018-03-05
		document/b date=2021-06-01
		place/jinan
		organisation/committee partOf=place/jinan
		place/jinan hosts organisation/institute @document/a:1
		place/jinan hosts platform/fair @document/a:2
		official/wang holds post/mayor @document/a:3 of=place/jinan
		official/sun holds post/mayor @document/b:3 of=place/jinan
		official/li holds post/secretary @document/a:4 of=organisation/committee
		official/zhao holds post/director @document/a:5 of=organisation/institute
		official/qian holds post/director @document/a:6 of=organisation/elsewhere`)
	for asOf, want := range map[Date]string{
		"":     "leaders: li.secretary.organisation.committee, zhao.director.organisation.institute, sun.mayor.place.jinan, wang.mayor.place.jinan",
		"2018": "leaders: li.secretary.organisation.committee, zhao.director.organisation.institute, wang.mayor.place.jinan",
		"2021": "leaders: sun.mayor.place.jinan",
		"2019": "",
	} {
		p, err := v.Profile(t.Context(), "place/jinan", false, asOf)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, line := range profileLines(p) {
			if strings.HasPrefix(line, "leaders") {
				got = line
			}
		}
		if got != want {
			t.Errorf("as of %q: %s, want %s", asOf, got, want)
		}
	}
}

func TestAProfileNamesTheMostAlikePlacesOnly(t *testing.T) {
	var facts strings.Builder
	for i := range 8 {
		fmt.Fprintf(&facts, "place/p%d prioritises industry/steel @document/a:%d\n", i, i+1)
	}
	p, err := build(t, facts.String()).Profile(t.Context(), "place/p0", false, "")
	if err != nil {
		t.Fatal(err)
	}
	if alike, err := p.Alike(t.Context()); err != nil || len(alike) != 5 {
		t.Errorf("%d places are alike, %v", len(alike), err)
	}
}
