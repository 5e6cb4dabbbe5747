package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sharedLine writes an answer with the claims behind each stated priority.
func sharedLine(a SharedPriority) string {
	var stated []string
	for _, p := range a.Priorities() {
		stated = append(stated, string(p.Place().ID())+" "+p.Industry().ID().Name()+" @"+sources(p.Claims()))
	}
	return string(a.Place().ID()) + " [" + joined(a.Stances()) + "] " + strings.Join(stated, "; ")
}

func TestPlacesThatShareAPriority(t *testing.T) {
	v := build(t, shandong+`
		industry/metals
		industry/steel broader=industry/metals
		industry/stainless-steel broader=industry/steel
		document/gang date=2018-03-05
		document/jinan date=2020
		document/binzhou
		place/gangcheng prioritises industry/steel @document/gang:6 stance=UPGRADE
		place/gangcheng prioritises industry/steel @document/gang:9 stance=LEAD
		place/gangcheng prioritises industry/stainless-steel @document/gang:7 stance=GROW
		place/pingyin prioritises industry/stainless-steel @document/jinan:2 stance=GROW
		place/jinan prioritises industry/chips @document/jinan:1 stance=NURTURE
		place/binzhou prioritises industry/metals @document/binzhou:3
		place/laiwu supports industry/steel @document/gang:8`)
	for _, row := range []struct {
		name     string
		question PriorityQuestion
		want     string
	}{
		{"in the industry itself", PriorityQuestion{Industries: []ID{"industry/steel"}}, `
			place/gangcheng [LEAD UPGRADE] place/gangcheng steel @gang:6 gang:9`},
		{"with narrower industries", PriorityQuestion{Industries: []ID{"industry/steel"}, Narrower: true}, `
			place/gangcheng [LEAD GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6 gang:9
			place/pingyin [GROW] place/pingyin stainless-steel @jinan:2`},
		{"with industries two steps narrower", PriorityQuestion{Industries: []ID{"industry/metals"}, Narrower: true, Filter: &ClaimFilter{Stances: []Stance{Grow, Upgrade}}}, `
			place/gangcheng [GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6
			place/pingyin [GROW] place/pingyin stainless-steel @jinan:2`},
		{"not those of a broader one", PriorityQuestion{Industries: []ID{"industry/stainless-steel"}, Narrower: true}, `
			place/gangcheng [GROW] place/gangcheng stainless-steel @gang:7
			place/pingyin [GROW] place/pingyin stainless-steel @jinan:2`},
		{"of one stance", PriorityQuestion{Industries: []ID{"industry/steel"}, Filter: &ClaimFilter{Stances: []Stance{Upgrade}}}, `
			place/gangcheng [UPGRADE] place/gangcheng steel @gang:6`},
		{"of a stance that nobody takes", PriorityQuestion{Industries: []ID{"industry/steel"}, Narrower: true, Filter: &ClaimFilter{Stances: []Stance{Limit}}}, ``},
		{"without a stance", PriorityQuestion{Industries: []ID{"industry/metals"}}, `
			place/binzhou [] place/binzhou metals @binzhou:3`},
		{"rolled up by the map of each document", PriorityQuestion{Industries: []ID{"industry/steel"}, Narrower: true, RollUp: true}, `
			place/jinan [GROW] place/pingyin stainless-steel @jinan:2
			place/laiwu [LEAD GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6 gang:9`},
		{"rolled up by the map of 2020", PriorityQuestion{Industries: []ID{"industry/steel"}, Narrower: true, RollUp: true, AsOf: "2020"}, `
			place/jinan [LEAD GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6 gang:9; place/pingyin stainless-steel @jinan:2`},
		{"by what documents had said in 2019", PriorityQuestion{Industries: []ID{"industry/steel"}, Narrower: true, RollUp: true, AsOf: "2019"}, `
			place/jinan [LEAD GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6 gang:9`},
		{"in all of several industries", PriorityQuestion{Industries: []ID{"industry/steel", "industry/stainless-steel"}, All: true}, `
			place/gangcheng [LEAD GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6 gang:9`},
		{"in any of several industries", PriorityQuestion{Industries: []ID{"industry/chips", "industry/stainless-steel"}}, `
			place/gangcheng [GROW] place/gangcheng stainless-steel @gang:7
			place/jinan [NURTURE] place/jinan chips @jinan:1
			place/pingyin [GROW] place/pingyin stainless-steel @jinan:2`},
		{"in all of several that only a city and its district have together", PriorityQuestion{Industries: []ID{"industry/chips", "industry/stainless-steel"}, All: true, RollUp: true, AsOf: "2020"}, `
			place/jinan [GROW NURTURE] place/gangcheng stainless-steel @gang:7; place/jinan chips @jinan:1; place/pingyin stainless-steel @jinan:2`},
		{"within a region, by the map of a date", PriorityQuestion{Industries: []ID{"industry/metals"}, Narrower: true, Within: []ID{"place/laiwu"}, AsOf: "2018-12"}, `
			place/gangcheng [LEAD GROW UPGRADE] place/gangcheng stainless-steel @gang:7; place/gangcheng steel @gang:6 gang:9`},
		{"rolled up by the map of 2018", PriorityQuestion{Industries: []ID{"industry/steel"}, RollUp: true, AsOf: "2018-12-31"}, `
			place/laiwu [LEAD UPGRADE] place/gangcheng steel @gang:6 gang:9`},
		{"a map without rolling up changes nothing", PriorityQuestion{Industries: []ID{"industry/steel"}, AsOf: "2019"}, `
			place/gangcheng [LEAD UPGRADE] place/gangcheng steel @gang:6 gang:9`},
		{"a city rolls up to itself", PriorityQuestion{Industries: []ID{"industry/metals"}, RollUp: true}, `
			place/binzhou [] place/binzhou metals @binzhou:3`},
	} {
		t.Run(row.name, func(t *testing.T) {
			answers, err := v.SharedPriorities(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, answers, sharedLine, row.want)
		})
	}
}

func TestOneDistrictCanCountForTwoCities(t *testing.T) {
	v := build(t, shandong+`
		document/before date=2018-12-31
		document/after date=2019-01-01
		place/gangcheng prioritises industry/steel @document/before:1 stance=UPGRADE
		place/gangcheng prioritises industry/steel @document/after:2 stance=LEAD`)
	answers, err := v.SharedPriorities(t.Context(), PriorityQuestion{Industries: []ID{"industry/steel"}, RollUp: true})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, answers, sharedLine, `
		place/jinan [LEAD] place/gangcheng steel @after:2
		place/laiwu [UPGRADE] place/gangcheng steel @before:1`)
}

func TestASharedPriorityTellsSinceWhenAndWhoSaysSo(t *testing.T) {
	v := build(t, `
		document/late date=2020-09..2020-12 language=zh-Hant
		document/early date=2018-03-05 language=en
		document/undated language=en
		document/foreign date=2017
		place/jinan prioritises industry/steel @document/late:1
		place/jinan prioritises industry/steel @document/early:2
		place/jinan prioritises industry/steel @document/undated:3
		place/jinan prioritises industry/chips @document/foreign:4
		place/binzhou prioritises industry/steel @document/undated:4
		place/zibo prioritises industry/steel @document/late:9`)
	answers, err := v.SharedPriorities(t.Context(), PriorityQuestion{Industries: []ID{"industry/steel"}})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, answers, func(a SharedPriority) string {
		return fmt.Sprintf("%s since %q..%q by %s in %s", a.Place().ID(), a.Since().Earliest, a.Since().Latest, joined(a.Documents()), joined(a.Languages()))
	}, `
		place/binzhou since "".."" by document/undated in en
		place/jinan since "2018-03-05".."2018-03-05" by document/early document/late document/undated in en zh-Hant
		place/zibo since "2020-09".."2020-12" by document/late in zh-Hant`)
}

func TestSharedPrioritiesNeedAnIndustry(t *testing.T) {
	v := build(t, `place/jinan prioritises industry/steel @document/a:1`)
	for id, want := range map[ID]Code{"": CodeNotFound, "industry/stele": CodeNotFound, "place/jinan": CodeInvalid} {
		_, err := v.SharedPriorities(t.Context(), PriorityQuestion{Industries: []ID{id}})
		refused(t, err, want)
	}
}

// region is a random graph of places, industries and documents, small enough
// that a plain loop over all claims can answer the same questions.
type region struct {
	*View
	things map[ID]*Thing
}

func drawRegion(t *rapid.T) region {
	var lines []string
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	add("place/city0 level=city")
	add("place/city1 level=city")
	for i := range 4 {
		switch rapid.IntRange(0, 3).Draw(t, "district") {
		case 0:
			add("place/district%d level=district partOf=place/city0", i)
		case 1:
			add("place/district%d level=district partOf=place/city0[..2019-01] partOf=place/city1[2019-01..]", i)
		case 2:
			add("place/district%d level=district partOf=place/city1[2015..2019-01]", i)
		case 3: // a part of another, smaller number
			add("place/district%d level=park partOf=place/%s", i, []string{"city1", "district0", "district1", "district2"}[i])
		}
	}
	for i := range 5 {
		add("industry/i%d", i)
		if i > 0 && rapid.Bool().Draw(t, "narrower") {
			add("industry/i%d broader=industry/i%d", i, rapid.IntRange(0, i-1).Draw(t, "broader"))
		}
	}
	dates := []string{"", "date=2014-05-01", "date=2018-12", "date=2019", "date=2019-01..2020-06", "date=2018..2019-06"}
	for i := range 3 {
		add("document/d%d %s", i, rapid.SampledFrom(dates).Draw(t, "date"))
	}
	places := []string{"city0", "city1", "district0", "district1", "district2", "district3"}
	for line := range rapid.IntRange(0, 15).Draw(t, "claims") {
		place, document := rapid.SampledFrom(places).Draw(t, "place"), rapid.IntRange(0, 2).Draw(t, "document")
		industry := rapid.IntRange(0, 4).Draw(t, "industry")
		switch rapid.IntRange(0, 4).Draw(t, "predicate") {
		default:
			stance := rapid.SampledFrom([]Stance{Lead, Grow, Limit, ""}).Draw(t, "stance")
			add("place/%s prioritises industry/i%d @document/d%d:%d stance=%s", place, industry, document, line+1, stance)
		case 3:
			add("place/%s builds cluster/c%d @document/d%d:%d", place, industry, document, line+1)
			add("enterprise/e%d anchors cluster/c%d @document/d%d:%d", line%3, industry, document, line+1)
			add("cluster/c%d inIndustry industry/i%d @document/d%d:%d", industry, industry, document, line+1)
		case 4:
			span := rapid.SampledFrom([]string{"", "from=2017", "until=2019-01", "from=2018-06 until=2019-06"}).Draw(t, "span")
			add("official/o%d holds post/mayor @document/d%d:%d of=place/%s %s", line%3, document, line+1, place, span)
		}
	}
	text := strings.Join(lines, "\n")
	things, _ := parseFacts(t, text)
	r := region{build(t, text), map[ID]*Thing{}}
	for _, thing := range things {
		r.things[thing.ID] = thing
	}
	return r
}

// narrower tells by the things alone whether an industry is the other or below.
func (r region) narrower(industry, than ID) bool {
	return industry == than || slices.ContainsFunc(r.things[industry].Broader, func(up ID) bool { return r.narrower(up, than) })
}

// around lists by the things alone what a place lies in at a date, itself first.
func (r region) around(place ID, at Date) []ID {
	list := []ID{place}
	for _, whole := range r.things[place].PartOf {
		holds := whole.Span.Holds(at)
		if at == "" {
			holds = whole.Until == ""
		}
		if holds {
			list = append(list, r.around(whole.ID, at)...)
		}
	}
	return list
}

// everIn tells by the things alone whether a place is a region or ever was a part of it.
func (r region) everIn(place, region ID) bool {
	return place == region || slices.ContainsFunc(r.things[place].PartOf, func(whole DatedID) bool { return r.everIn(whole.ID, region) })
}

func (r region) city(place ID, at Date) ID {
	for _, id := range r.around(place, at) {
		if r.things[id].Level == "city" {
			return id
		}
	}
	return place
}

func TestSharedPrioritiesAnswerAsALoopOverAllClaimsDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegion(t)
		q := PriorityQuestion{
			Industries: rapid.SampledFrom([][]ID{{"industry/i0"}, {"industry/i1", "industry/i2"}}).Draw(t, "industries"), All: rapid.Bool().Draw(t, "all"), Narrower: rapid.Bool().Draw(t, "narrower"), RollUp: rapid.Bool().Draw(t, "roll up"),
			AsOf:   rapid.SampledFrom([]Date{"", "2012", "2018-12-31", "2019", "2021"}).Draw(t, "as of"),
			Within: rapid.SampledFrom([][]ID{nil, {"place/city1"}, {"place/city0", "place/district1"}, {}}).Draw(t, "within"),
		}
		stances := rapid.SampledFrom([][]Stance{nil, {Lead}, {Lead, Limit}}).Draw(t, "stances")
		if stances != nil {
			q.Filter = &ClaimFilter{Stances: stances}
		}
		want := map[ID][]*Claim{}
		has := map[ID]map[ID]bool{} // by place, which of the industries
		for _, c := range r.Claims() {
			written := r.things[c.Document].Source.Date.Earliest
			if c.Predicate != "prioritises" || stances != nil && !slices.Contains(stances, c.Stance) || q.AsOf != "" && written.Start() > q.AsOf.End() {
				continue
			}
			var meant []ID
			for _, industry := range q.Industries {
				if c.Object == industry || q.Narrower && r.narrower(c.Object, industry) {
					meant = append(meant, industry)
				}
			}
			if meant == nil {
				continue
			}
			place := c.Subject
			if q.RollUp {
				place = r.city(place, cmp.Or(q.AsOf, r.things[c.Document].Source.Date.Earliest))
			}
			if lies := func(region ID) bool {
				if q.AsOf != "" {
					return slices.Contains(r.around(place, q.AsOf), region)
				}
				return r.everIn(place, region)
			}; q.Within != nil && !slices.ContainsFunc(q.Within, lies) {
				continue
			}
			want[place] = append(want[place], c)
			for _, industry := range meant {
				if has[place] == nil {
					has[place] = map[ID]bool{}
				}
				has[place][industry] = true
			}
		}
		for place := range want {
			if q.All && len(has[place]) < len(q.Industries) {
				delete(want, place)
			}
		}
		answers, err := r.SharedPriorities(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(answers) != len(want) {
			t.Fatalf("%d places share the priority, want %d", len(answers), len(want))
		}
		for i, a := range answers {
			if i > 0 && answers[i-1].Place().ID() >= a.Place().ID() {
				t.Fatalf("%s stands after %s", a.Place().ID(), answers[i-1].Place().ID())
			}
			var claims []*Claim
			for _, p := range a.Priorities() {
				claims = append(claims, p.Claims()...)
				for _, c := range p.Claims() {
					if c.Subject != p.Place().ID() || c.Object != p.Industry().ID() {
						t.Fatalf("the claim %s stands under %s %s", sources([]*Claim{c}), p.Place().ID(), p.Industry().ID())
					}
				}
			}
			slices.SortFunc(claims, compareClaims)
			if !slices.Equal(claims, want[a.Place().ID()]) {
				t.Fatalf("%s rests on %s, want %s", a.Place().ID(), sources(claims), sources(want[a.Place().ID()]))
			}
		}
	})
}

// Stances and dates that are kept of each edge are those that its claims tell one by one.
func TestWhatIsKeptOfAnEdgeIsWhatItsClaimsTell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegion(t)
		q := PriorityQuestion{Industries: []ID{"industry/i0"}, Narrower: true}
		kept, err := r.SharedPriorities(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		q.Filter = &ClaimFilter{Predicates: []string{"prioritises"}} // which all of them meet, one by one
		told, err := r.SharedPriorities(context.Background(), q)
		if err != nil || len(told) != len(kept) {
			t.Fatalf("%d places are told, %d kept: %v", len(told), len(kept), err)
		}
		for i, a := range kept {
			if b := told[i]; a.Since() != b.Since() || !slices.Equal(a.Stances(), b.Stances()) || !slices.Equal(a.Documents(), b.Documents()) {
				t.Fatalf("%s: %v %v, want %v %v", a.Key(), a.Since(), a.Stances(), b.Since(), b.Stances())
			}
			for j, p := range a.Priorities() {
				if want := told[i].Priority(j); !slices.Equal(p.Stances(), want.Stances()) || p.Industry() != want.Industry() {
					t.Fatalf("%s %s: %v, want %v", a.Key(), p.Industry().ID(), p.Stances(), want.Stances())
				}
			}
		}
	})
}
