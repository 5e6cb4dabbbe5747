package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// policies is a region of which three documents speak: one in Chinese of 2018, one
// in English of 2020, one without a date.
const policies = shandong + `
	place/jinan en=Jinan zh-Hans=济南市 zh-Latn-pinyin="Jǐnán Shì"
	place/gangcheng en="Gangcheng District" zh-Hans=钢城区 zh-Hant=鋼城區
	industry/metals en=metals
	industry/steel en=steel zh-Hans=钢铁 alias-en="iron and steel" broader=industry/metals
	industry/fine-steel en="fine steel" broader=industry/steel
	industry/hydrogen en=hydrogen zh-Hans=氢能
	metric/output en="output value" unit=CNY
	metric/jobs en=jobs unit=count
	post/mayor en=mayor single
	programme/two-four en="2+4 plan" form=PLAN formula=2+4
	document/old language=zh-Hans date=2018-03
	document/new language=en date=2020
	document/undated language=en
	place/gangcheng prioritises industry/steel @document/old:6 stance=UPGRADE mentions=鋼鐵
	place/gangcheng prioritises industry/fine-steel @document/new:7 stance=GROW mentions="fine steel"
	place/gangcheng prioritises industry/steel @document/new:8 stance=GROW
	place/jinan prioritises industry/hydrogen @document/new:2 stance=NURTURE reading="kinetic"
	place/binzhou prioritises industry/hydrogen @document/undated:1 stance=LEAD
	place/binzhou prioritises industry/steel @document/undated:2 stance=LIMIT
	cluster/furnaces inIndustry industry/steel @document/new:3
	place/gangcheng builds cluster/furnaces @document/new:3 scale=千亿级
	enterprise/shangang anchors cluster/furnaces @document/new:4
	place/jinan runs programme/two-four @document/new:5
	programme/two-four covers industry/hydrogen @document/new:5 part=1
	official/wang holds post/mayor @document/old:1 of=place/laiwu
	place/jinan hasTarget metric/output @document/new:9 amount="> 2000亿元" by=2025 recurrence=P1Y
	place/jinan hasTarget metric/jobs @document/old:3 amount=">= 500" within=P5Y
	place/binzhou hasTarget metric/output @document/undated:5 amount="50亿元" by=2030
	place/jinan hasFigure metric/output @document/new:10 amount="1500亿元" in=2019
	place/jinan hasFigure metric/output @document/undated:4 amount="1400亿元" in=2019`

func TestThingsAreChosen(t *testing.T) {
	v := build(t, policies)
	for _, row := range []struct {
		name   string
		filter ThingFilter
		want   string
	}{
		{"by ID", ThingFilter{IDs: []ID{"place/jinan", "place/laiwu"}}, "place/jinan place/laiwu"},
		{"none of an empty list", ThingFilter{IDs: []ID{}}, ""},
		{"by kind", ThingFilter{Kinds: []Kind{Cluster, Programme}}, "cluster/furnaces programme/two-four"},
		{"by a piece of a label", ThingFilter{Name: &TextFilter{Contains: "CITY"}}, ""},
		{"by the beginning of a label in any case", ThingFilter{Name: &TextFilter{StartsWith: "gang CHENG"}}, "place/gangcheng"},
		{"by a label in the other script", ThingFilter{Name: &TextFilter{Equals: "濟南市"}}, "place/jinan"},
		{"by pinyin without tones", ThingFilter{Name: &TextFilter{Equals: "jinan shi"}}, "place/jinan"},
		{"by an alias", ThingFilter{Name: &TextFilter{Contains: "iron"}}, "industry/steel"},
		{"by a name in one language", ThingFilter{Name: &TextFilter{Contains: "steel", Language: "zh-Hans"}}, ""},
		{"within a place, at any time", ThingFilter{Within: []ID{"place/laiwu"}, Kinds: []Kind{Place}}, "place/gangcheng place/laiwu place/north-park place/old-town place/yanzhuang"},
		{"within a place that is named again", ThingFilter{Within: []ID{"place/laiwu", "place/laiwu"}, Kinds: []Kind{Place}}, "place/gangcheng place/laiwu place/north-park place/old-town place/yanzhuang"},
		{"within a place at a date", ThingFilter{Within: []ID{"place/laiwu"}, Kinds: []Kind{Place}, AsOf: "2018-06"}, "place/gangcheng place/laiwu place/north-park place/yanzhuang"},
		{"within a place that is gone", ThingFilter{Within: []ID{"place/laiwu"}, Kinds: []Kind{Place}, AsOf: "2020"}, ""},
		{"of other kinds within a place", ThingFilter{Within: []ID{"place/gangcheng"}, Kinds: []Kind{Cluster, Industry, Programme, Official}}, "cluster/furnaces industry/fine-steel industry/steel"},
		{"who holds a post within a place", ThingFilter{Within: []ID{"place/laiwu"}, Kinds: []Kind{Official}}, "official/wang"},
		{"about an industry or a narrower one", ThingFilter{Industry: []ID{"industry/metals"}, Kinds: []Kind{Place, Cluster, Enterprise, Industry}},
			"cluster/furnaces enterprise/shangang industry/fine-steel industry/metals industry/steel place/binzhou place/gangcheng"},
		{"by level", ThingFilter{Levels: []string{"county", "park"}}, "place/north-park place/pingyin"},
		{"by form and formula", ThingFilter{Forms: []string{"PLAN"}, Formula: "2 + 4"}, "programme/two-four"},
		{"by metric", ThingFilter{Metric: []ID{"metric/jobs"}}, "metric/jobs target/place.jinan.jobs.within-p5y"},
		{"by unit", ThingFilter{Unit: []Unit{CNY}, Kinds: []Kind{Target, Metric}}, "metric/output target/place.binzhou.output.by-2030 target/place.jinan.output.by-2025"},
		{"by value", ThingFilter{Value: &NumberRange{Min: ptr(1e11)}}, "figure/place.jinan.output.in-2019 target/place.jinan.output.by-2025"},
		{"by values between", ThingFilter{Value: &NumberRange{Min: ptr(1e9), Max: ptr(1e10)}}, "target/place.binzhou.output.by-2030"},
		{"by deadline, stated or reckoned", ThingFilter{Due: &DateRange{To: "2025"}}, "target/place.jinan.jobs.within-p5y target/place.jinan.output.by-2025"},
		{"by a deadline after a date", ThingFilter{Due: &DateRange{From: "2026"}}, "target/place.binzhou.output.by-2030"},
		{"by how many documents speak of it", ThingFilter{Documents: &CountRange{Min: ptr(2)}, Kinds: []Kind{Place, Industry}}, "industry/hydrogen industry/steel place/gangcheng place/jinan"},
		{"by a claim, all of whose conditions hold of that claim", ThingFilter{Kinds: []Kind{Place}, Claim: &ClaimFilter{Stances: []Stance{Grow}, Documents: []ID{"document/old"}}}, ""},
		{"by two claims", ThingFilter{Kinds: []Kind{Place}, And: []ThingFilter{{Claim: &ClaimFilter{Stances: []Stance{Grow}}}, {Claim: &ClaimFilter{Documents: []ID{"document/old"}}}}}, "place/gangcheng"},
		{"by either", ThingFilter{Or: []ThingFilter{{Levels: []string{"county"}}, {Kinds: []Kind{Post}}}}, "place/pingyin post/mayor"},
		{"none of no alternatives", ThingFilter{Or: []ThingFilter{}}, ""},
		{"by what is not so", ThingFilter{Kinds: []Kind{Industry}, Not: &ThingFilter{Industry: []ID{"industry/metals"}}}, "industry/hydrogen"},
		{"by a relation", ThingFilter{Related: []RelatedFilter{{Predicates: []string{"prioritises"}, Direction: Outgoing, To: &ThingFilter{IDs: []ID{"industry/hydrogen"}}}}}, "place/binzhou place/jinan"},
		{"by a relation the other way", ThingFilter{Related: []RelatedFilter{{Predicates: []string{"prioritises"}, Direction: Incoming, To: &ThingFilter{IDs: []ID{"place/binzhou"}}}}}, "industry/hydrogen industry/steel"},
		{"by two relations", ThingFilter{Related: []RelatedFilter{
			{Predicates: []string{"prioritises"}, To: &ThingFilter{IDs: []ID{"industry/hydrogen"}}}, {Predicates: []string{"prioritises"}, To: &ThingFilter{IDs: []ID{"industry/steel"}}},
		}}, "place/binzhou"},
		{"by a relation of a stance", ThingFilter{Related: []RelatedFilter{{Predicates: []string{"prioritises"}, To: &ThingFilter{IDs: []ID{"industry/steel"}}, Claim: &ClaimFilter{Stances: []Stance{Limit}}}}}, "place/binzhou"},
		{"by a relation of a relation", ThingFilter{Kinds: []Kind{Enterprise}, Related: []RelatedFilter{{To: &ThingFilter{Related: []RelatedFilter{{Predicates: []string{"builds"}, To: &ThingFilter{IDs: []ID{"place/gangcheng"}}}}}}}}, "enterprise/shangang"},
		{"by how many relations they have", ThingFilter{Related: []RelatedFilter{{Predicates: []string{"prioritises"}, Direction: Outgoing, Count: &CountRange{Min: ptr(2)}}}}, "place/binzhou place/gangcheng"},
		{"that no other place has", ThingFilter{Kinds: []Kind{Industry}, Related: []RelatedFilter{{Predicates: []string{"prioritises"}, Direction: Incoming, Count: &CountRange{Min: ptr(1), Max: ptr(1)}}}}, "industry/fine-steel"},
		{"that have no such relation", ThingFilter{Kinds: []Kind{Industry}, Related: []RelatedFilter{{Predicates: []string{"prioritises"}, Count: &CountRange{Max: ptr(0)}}}}, "industry/metals"},
		{"by a relation that held at a date", ThingFilter{Related: []RelatedFilter{{Predicates: []string{"partOf"}, Direction: Outgoing, To: &ThingFilter{IDs: []ID{"place/jinan"}}, AsOf: "2018"}}}, "place/laiwu-district place/pingyin"},
		{"that existed at a date", ThingFilter{Kinds: []Kind{Place}, Name: nil, AsOf: "2018", Levels: []string{"city", "district"}}, "place/binzhou place/gangcheng place/jinan place/laiwu place/old-town"},
		{"that exist today", ThingFilter{Kinds: []Kind{Place}, AsOf: "2020", Levels: []string{"city", "district"}}, "place/binzhou place/gangcheng place/jinan place/laiwu-district place/old-town"},
		{"whose tenure is proved for a date", ThingFilter{Kinds: []Kind{Tenure}, AsOf: "2018-03-15"}, "tenure/wang.mayor.place.laiwu"},
		{"whose tenure is not", ThingFilter{Kinds: []Kind{Tenure}, AsOf: "2018-04"}, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			chosen, err := v.FilterThings(t.Context(), v.AllThings(), &row.filter)
			if err != nil {
				t.Fatal(err)
			}
			var ids []ID
			for _, thing := range chosen {
				ids = append(ids, thing.ID)
			}
			if got := joined(ids); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestClaimsAreChosen(t *testing.T) {
	v := build(t, policies)
	for _, row := range []struct {
		name   string
		filter ClaimFilter
		want   string
	}{
		{"by what they are about", ClaimFilter{About: []ID{"cluster/furnaces"}}, "new:3 new:3 new:4"},
		{"by subject", ClaimFilter{Subject: &ThingFilter{Kinds: []Kind{Enterprise}}}, "new:4"},
		{"by object", ClaimFilter{Object: &ThingFilter{Kinds: []Kind{Programme}}}, "new:5"},
		{"by relation", ClaimFilter{Predicates: []string{"anchors", "runs"}}, "new:4 new:5"},
		{"by stance", ClaimFilter{Stances: []Stance{Upgrade, Limit}}, "old:6 undated:2"},
		{"by document", ClaimFilter{Documents: []ID{"document/old"}}, "old:1 old:3 old:6"},
		{"by the language of the document", ClaimFilter{Languages: []string{"zh-Hans"}}, "old:1 old:3 old:6"},
		{"by date", ClaimFilter{Date: &DateRange{From: "2018-01", To: "2018-12"}}, "old:1 old:3 old:6"},
		{"by a date within the year that is known", ClaimFilter{Date: &DateRange{From: "2020-12-31"}, Predicates: []string{"runs"}}, "new:5"},
		{"by line", ClaimFilter{Documents: []ID{"document/new"}, Lines: &CountRange{Min: ptr(4), Max: ptr(5)}}, "new:4 new:5 new:5"},
		{"by words that stand there, in either script", ClaimFilter{Mention: &TextFilter{Contains: "钢铁"}}, "old:6"},
		{"within a place, by the map of each document", ClaimFilter{Within: []ID{"place/laiwu"}}, "old:1 old:6"},
		{"about an industry, not about all else of a place that has it", ClaimFilter{Industry: []ID{"industry/metals"}}, "new:3 new:3 new:4 new:7 new:8 old:6 undated:2"},
		{"by metric", ClaimFilter{Metric: []ID{"metric/jobs"}}, "old:3"},
		{"by unit", ClaimFilter{Unit: []Unit{Count}}, "old:3"},
		{"by value", ClaimFilter{Value: &NumberRange{Min: ptr(1.45e11)}}, "new:10 new:9"},
		{"by comparator", ClaimFilter{Comparator: []Comparator{MoreThan}}, "new:9"},
		{"by a class of sizes", ClaimFilter{ScaleClass: []string{"hundred-billion-yuan"}}, "new:3"},
		{"by deadline; a figure has none", ClaimFilter{Due: &DateRange{To: "2024"}}, "old:3"},
		{"within a time of their document's date", ClaimFilter{Relative: ptr(true)}, "old:3"},
		{"of what comes again and again", ClaimFilter{Recurring: ptr(true), Relative: ptr(false)}, "new:9"},
		{"with a note on how they were read", ClaimFilter{Read: ptr(true)}, "new:2"},
		{"that are disputed", ClaimFilter{Disputed: ptr(true)}, "new:10 undated:4"},
		{"that are not this and not that", ClaimFilter{Documents: []ID{"document/old"}, Not: &ClaimFilter{Or: []ClaimFilter{{Predicates: []string{"holds"}}, {Stances: []Stance{Upgrade}}}}}, "old:3"},
	} {
		t.Run(row.name, func(t *testing.T) {
			chosen, err := v.FilterClaims(t.Context(), v.Claims(), &row.filter, "")
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Fields(sources(chosen))
			slices.Sort(lines)
			if got := strings.Join(lines, " "); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestRelationsAreChosen(t *testing.T) {
	v := build(t, policies)
	for _, row := range []struct {
		name   string
		from   ID // empty for all relations of the graph
		filter RelationFilter
		asOf   Date
		want   string
	}{
		{"by the far end", "industry/hydrogen", RelationFilter{Node: &ThingFilter{Levels: []string{"city"}}}, "", `
			place/binzhou prioritises industry/hydrogen @undated:1
			place/jinan prioritises industry/hydrogen @new:2`},
		{"by a claim", "place/gangcheng", RelationFilter{Claim: &ClaimFilter{Stances: []Stance{Upgrade}}}, "", `
			place/gangcheng prioritises industry/steel @new:8 old:6`},
		{"by how many documents state them", "place/gangcheng", RelationFilter{Documents: &CountRange{Min: ptr(2)}}, "", `
			place/gangcheng prioritises industry/steel @new:8 old:6`},
		{"that are curated", "place/gangcheng", RelationFilter{Curated: ptr(true), Predicates: []string{"partOf"}}, "", `
			place/gangcheng partOf place/jinan curated
			place/gangcheng partOf place/laiwu curated
			place/yanzhuang partOf place/gangcheng curated`},
		{"that held at a date", "place/gangcheng", RelationFilter{Predicates: []string{"partOf"}, Subject: &ThingFilter{IDs: []ID{"place/gangcheng"}}}, "2018", `
			place/gangcheng partOf place/laiwu curated`},
		{"that a document had stated at a date", "place/gangcheng", RelationFilter{Predicates: []string{"prioritises"}}, "2019", `
			place/gangcheng prioritises industry/steel @new:8 old:6`},
		{"whose tenure is proved for a date", "official/wang", RelationFilter{}, "2018-03", `
			official/wang holds tenure/wang.mayor.place.laiwu @old:1`},
		{"whose tenure is not", "official/wang", RelationFilter{}, "2018-04", ``},
		{"in the whole graph, by both ends", "", RelationFilter{Subject: &ThingFilter{Kinds: []Kind{Place}}, Object: &ThingFilter{Kinds: []Kind{Cluster, Programme}}}, "", `
			place/gangcheng builds cluster/furnaces @new:3
			place/jinan runs programme/two-four @new:5`},
		{"in the whole graph, by the object as the far end", "", RelationFilter{Node: &ThingFilter{IDs: []ID{"post/mayor"}}}, "", `
			tenure/wang.mayor.place.laiwu post post/mayor @old:1`},
	} {
		t.Run(row.name, func(t *testing.T) {
			edges := v.AllEdges()
			if row.from != "" {
				edges = v.Around(row.from)
			}
			chosen, err := v.FilterRelations(t.Context(), edges, row.from, &row.filter, row.asOf)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, chosen, edgeLine, row.want)
		})
	}
}

func TestFiltersThatCanChooseNothingAreRefused(t *testing.T) {
	v := build(t, policies)
	deep := ThingFilter{}
	for range maxFilter {
		inner := deep
		deep = ThingFilter{Not: &inner}
	}
	for _, row := range []struct {
		name   string
		filter ThingFilter
		code   Code
		says   string
	}{
		{"a place that is none", ThingFilter{Within: []ID{"place/jinnan"}}, CodeNotFound, `did you mean "place/jinan"?`},
		{"an industry in the place of a place", ThingFilter{Within: []ID{"industry/steel"}}, CodeInvalid, "wanted here is Place"},
		{"an unknown document, deep inside", ThingFilter{Or: []ThingFilter{{Not: &ThingFilter{Claim: &ClaimFilter{Documents: []ID{"document/ol"}}}}}}, CodeNotFound, `did you mean "document/old"?`},
		{"a text of nothing", ThingFilter{Name: &TextFilter{Contains: " ?"}}, CodeInvalid, "at least one letter"},
		{"an endless text", ThingFilter{Name: &TextFilter{Contains: strings.Repeat("a", MaxQueryLength+1)}}, CodeInvalid, "shorten it"},
		{"a time that ends before it begins", ThingFilter{Claim: &ClaimFilter{Date: &DateRange{From: "2020", To: "2018-03"}}}, CodeInvalid, "ends before it begins"},
		{"a deadline that does", ThingFilter{Due: &DateRange{From: "2030", To: "2025"}}, CodeInvalid, "ends before it begins"},
		{"an amount between more and less", ThingFilter{Value: &NumberRange{Min: ptr(2e11), Max: ptr(1e11)}}, CodeInvalid, "nothing lies between 2e+11 and 1e+11"},
		{"a line between later and earlier", ThingFilter{Claim: &ClaimFilter{Lines: &CountRange{Min: ptr(7), Max: ptr(3)}}}, CodeInvalid, "nothing lies between 7 and 3"},
		{"a related claim due before it begins", ThingFilter{Related: []RelatedFilter{{Predicates: []string{"prioritises"}, Claim: &ClaimFilter{Due: &DateRange{From: "2030", To: "2025"}}}}}, CodeInvalid, "ends before it begins"},
		{"too many conditions", deep, CodeInvalid, "more than 200 conditions"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := v.FilterThings(t.Context(), v.AllThings(), &row.filter)
			refused(t, err, row.code, row.says)
		})
	}
}

func TestFilteringStopsWhenNobodyWaits(t *testing.T) {
	v := build(t, policies)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := v.FilterThings(ctx, v.AllThings(), &ThingFilter{Kinds: []Kind{Place}})
	refused(t, err, CodeUnavailable, "given up")
}

// What and, or and not do to any conditions is what they do to sets.
func TestFiltersComposeAsSetsDo(t *testing.T) {
	v := build(t, policies)
	simple := []ThingFilter{
		{Kinds: []Kind{Place}}, {Levels: []string{"city"}}, {Within: []ID{"place/jinan"}}, {Industry: []ID{"industry/steel"}},
		{Claim: &ClaimFilter{Stances: []Stance{Grow}}}, {Documents: &CountRange{Min: ptr(1)}}, {},
	}
	chosen := func(t *rapid.T, f ThingFilter) map[ID]bool {
		things, err := v.FilterThings(context.Background(), v.AllThings(), &f)
		if err != nil {
			t.Fatal(err)
		}
		set := map[ID]bool{}
		for _, thing := range things {
			set[thing.ID] = true
		}
		return set
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(simple).Draw(t, "a"), rapid.SampledFrom(simple).Draw(t, "b")
		inA, inB := chosen(t, a), chosen(t, b)
		and, or, not := chosen(t, ThingFilter{And: []ThingFilter{a, b}}), chosen(t, ThingFilter{Or: []ThingFilter{a, b}}), chosen(t, ThingFilter{Not: &a})
		for _, thing := range v.AllThings() {
			id := thing.ID
			if and[id] != (inA[id] && inB[id]) || or[id] != (inA[id] || inB[id]) || not[id] == inA[id] {
				t.Fatalf("%s: a %v, b %v, and %v, or %v, not a %v", id, inA[id], inB[id], and[id], or[id], not[id])
			}
		}
	})
}

// Filters within filters judge each thing once: a chain through a thing that is
// related to all others would otherwise take as many steps as there are paths.
func TestNestedFiltersCostNoMoreThanTheGraph(t *testing.T) {
	var facts strings.Builder
	for i := range 60 {
		fmt.Fprintf(&facts, "place/p%d cooperatesWith place/p%d @document/a:%d\n", i, (i*7+1)%60, i+1)
		fmt.Fprintf(&facts, "place/p%d supports place/hub @document/a:%d\n", i, i+100)
	}
	v := build(t, facts.String())
	filter := ThingFilter{IDs: []ID{}} // nothing, found out at the end of each chain
	for range 60 {
		inner := filter
		filter = ThingFilter{Related: []RelatedFilter{{To: &inner}}}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if chosen, err := v.FilterThings(ctx, v.AllThings(), &filter); err != nil || len(chosen) > 0 {
		t.Errorf("%d, %v", len(chosen), err)
	}
}

// Whatever way the edges are found, those are chosen that a test of each one chooses.
func TestRelationsWhereChoosesAsATestOfEachEdgeDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := drawRegion(rt)
		places := []ID{"place/city0", "place/city1", "place/district0"}
		var filter RelationFilter
		if rapid.Bool().Draw(rt, "by predicate") {
			filter.Predicates = rapid.SliceOfN(rapid.SampledFrom([]string{"prioritises", "partOf", "anchors", "nonsense", "prioritises"}), 0, 3).Draw(rt, "predicates")
		}
		if rapid.Bool().Draw(rt, "by region") {
			known := slices.DeleteFunc(slices.Clone(places), func(id ID) bool { return r.Thing(id) == nil })
			if len(known) > 0 {
				filter.Subject = &ThingFilter{Within: rapid.SliceOfN(rapid.SampledFrom(known), 1, 2).Draw(rt, "regions")}
				if rapid.Bool().Draw(rt, "by level too") {
					filter.Subject.Levels = []string{"district"}
				}
			}
		}
		if rapid.Bool().Draw(rt, "not curated") {
			filter.Curated = new(bool)
		}
		asOf := rapid.SampledFrom([]Date{"", "2019"}).Draw(rt, "as of")
		got, err := r.RelationsWhere(t.Context(), &filter, asOf)
		if err != nil {
			rt.Fatal(err)
		}
		want, err := r.FilterRelations(t.Context(), r.AllEdges(), "", &filter, asOf)
		if err != nil {
			rt.Fatal(err)
		}
		if !slices.Equal(got.All(), want) || got.Count() != len(want) || !slices.Equal(got.First(2), want[:min(2, len(want))]) {
			rt.Fatalf("%+v at %q: got %d edges, want %d", filter, asOf, got.Count(), len(want))
		}
	})
}

// The edges around a thing are those of AllRelations, whichever way and along what they lead.
func TestEdgesAroundAreAllRelations(t *testing.T) {
	v := build(t, policies+"\nplace/jinan cooperatesWith place/jinan @document/a:90\n")
	for _, predicates := range [][]string{nil, {"cooperatesWith"}, {"prioritises", "partOf"}, {"none"}} {
		for _, direction := range []Direction{"", AnyWay, Outgoing, Incoming} {
			around := v.edgesAround(predicates, direction)
			for _, thing := range v.AllThings() {
				found := map[Edge]ID{}
				for edge, other := range around(v.numberOf(thing.ID)) {
					if _, twice := found[Edge{v, edge}]; twice {
						t.Errorf("%s, %v %s: an edge is met twice", thing.ID, predicates, direction)
					}
					found[Edge{v, edge}] = v.idOf(other)
				}
				all := v.AllRelations(thing.ID, predicates, direction)
				for _, edge := range all {
					if found[edge] != edge.Other(thing.ID) {
						t.Errorf("%s, %v %s: %s leads to %q", thing.ID, predicates, direction, edge.Key(), found[edge])
					}
				}
				if len(found) != len(all) {
					t.Errorf("%s, %v %s: %d edges, want %d", thing.ID, predicates, direction, len(found), len(all))
				}
			}
		}
	}
}

// Texts are kept with a View for its own claims: one of another generation may mention others.
func TestMentionsAreThoseOfTheClaim(t *testing.T) {
	before, after := build(t, policies), build(t, strings.Replace(policies, "mentions=鋼鐵", "mentions=鋼材", 1))
	filter := &ClaimFilter{Mention: &TextFilter{Equals: "钢铁"}}
	for _, c := range []struct {
		name   string
		claims []*Claim
		want   int
	}{{"of its own", after.Claims(), 0}, {"of the generation before", before.Claims(), 1}} {
		chosen, err := after.FilterClaims(t.Context(), c.claims, filter, "")
		if err != nil || len(chosen) != c.want {
			t.Errorf("%s: %d claims, want %d, %v", c.name, len(chosen), c.want, err)
		}
	}
}
