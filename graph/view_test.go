package graph

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestEdgesAreFoundFromBothEndsInOrder(t *testing.T) {
	v := build(t, `
		place/jinan prioritises industry/steel @document/b:4
		place/jinan prioritises industry/chips @document/b:3
		place/binzhou prioritises industry/steel @document/a:9
		place/binzhou prioritises industry/steel @document/b:1
		place/binzhou supports industry/chips @document/b:2`)

	listed(t, v.Out("place/jinan", "prioritises"), edgeLine, `
		place/jinan prioritises industry/chips @b:3
		place/jinan prioritises industry/steel @b:4`)
	listed(t, v.In("industry/steel", "prioritises"), edgeLine, `
		place/binzhou prioritises industry/steel @a:9 b:1
		place/jinan prioritises industry/steel @b:4`)
	listed(t, v.Edges("prioritises"), edgeLine, `
		place/binzhou prioritises industry/steel @a:9 b:1
		place/jinan prioritises industry/chips @b:3
		place/jinan prioritises industry/steel @b:4`)
	listed(t, v.Relations("place/jinan", "prioritises", true), edgeLine, `
		place/jinan prioritises industry/chips @b:3
		place/jinan prioritises industry/steel @b:4`)
	listed(t, v.Relations("industry/chips", "prioritises", false), edgeLine, `
		place/jinan prioritises industry/chips @b:3`)

	for what, none := range map[string][]Edge{
		"the wrong end":              v.In("place/jinan", "prioritises"),
		"the wrong direction":        v.Relations("place/jinan", "prioritises", false),
		"another predicate":          v.Out("place/jinan", "supports"),
		"a predicate of nobody":      v.Edges("anchors"),
		"the inverse as a predicate": v.Out("industry/steel", "prioritisedBy"),
		"an unknown thing":           v.Out("place/atlantis", "prioritises"),
	} {
		if len(none) > 0 {
			t.Errorf("from %s there is %s", what, edgeLine(none[0]))
		}
	}
}

func TestASymmetricRelationIsReadFromBothEnds(t *testing.T) {
	v := build(t, `
		place/jinan cooperatesWith enterprise/shangang @document/a:1
		organisation/academy cooperatesWith place/jinan @document/a:2
		place/binzhou cooperatesWith place/jinan @document/a:3
		place/jinan cooperatesWith place/binzhou @document/b:7`)
	for _, forward := range []bool{true, false} {
		listed(t, v.Relations("place/jinan", "cooperatesWith", forward), edgeLine, `
			place/jinan cooperatesWith enterprise/shangang @a:1
			organisation/academy cooperatesWith place/jinan @a:2
			place/binzhou cooperatesWith place/jinan @a:3
			place/jinan cooperatesWith place/binzhou @b:7`)
		listed(t, v.Relations("organisation/academy", "cooperatesWith", forward), edgeLine, `
			organisation/academy cooperatesWith place/jinan @a:2`)
	}
}

func TestAllEdgesAroundAThingComeByPredicateAndFarEnd(t *testing.T) {
	v := build(t, `
		place/m supports place/z @document/a:1
		place/m cooperatesWith place/z @document/a:2
		place/a cooperatesWith place/m @document/a:3
		place/m cooperatesWith place/b @document/a:4
		place/c supports place/m @document/a:5
		place/a supports place/z @document/a:6`)
	listed(t, v.Around("place/m"), edgeLine, `
		place/a cooperatesWith place/m @a:3
		place/m cooperatesWith place/b @a:4
		place/m cooperatesWith place/z @a:2
		place/c supports place/m @a:5
		place/m supports place/z @a:1`)
}

func TestEachEndOfAnEdgeIsTheOtherOfTheOther(t *testing.T) {
	e, _ := build(t, `place/a prioritises industry/b @document/a:1`).Edge("place/a", "prioritises", "industry/b")
	if e.Other("place/a") != "industry/b" || e.Other("industry/b") != "place/a" {
		t.Errorf("the other ends are %s and %s", e.Other("place/a"), e.Other("industry/b"))
	}
}

func TestAnEdgeHasTheStancesOfItsClaimsOnce(t *testing.T) {
	v := build(t, `
		place/jinan prioritises industry/steel @document/a:1 stance=UPGRADE
		place/jinan prioritises industry/steel @document/a:2 stance=LEAD
		place/jinan prioritises industry/steel @document/b:1 stance=UPGRADE
		place/jinan prioritises industry/chips @document/b:2`)
	same(t, "stances on steel", v.Out("place/jinan", "prioritises")[1].Stances(), []Stance{Lead, Upgrade})
	same(t, "stances on chips", v.Out("place/jinan", "prioritises")[0].Stances(), nil)
}

func TestAnEdgeGoesWithItsLastClaim(t *testing.T) {
	const twice = `
		place/jinan prioritises industry/steel @document/a:1
		place/jinan prioritises industry/steel @document/a:2`
	store := open(t, twice+`
		place/jinan prioritises industry/steel @document/b:1`)
	listed(t, become(t, store, twice+`
		document/b`).Edges("prioritises"), edgeLine, `place/jinan prioritises industry/steel @a:1 a:2`)
	listed(t, become(t, store, `
		place/jinan prioritises industry/steel @document/a:2
		document/b`).Edges("prioritises"), edgeLine, `place/jinan prioritises industry/steel @a:2`)
	v := become(t, store, `
		place/jinan
		industry/steel
		document/a
		document/b`)
	listed(t, v.Edges("prioritises"), edgeLine, ``)
	if v.Thing("place/jinan") == nil || v.Thing("industry/steel") == nil {
		t.Error("the things went with the edge between them")
	}
}

func TestAMintedNodeGoesWithItsLastClaim(t *testing.T) {
	const target = `place/jinan hasTarget metric/output @document/a:1 amount="> 2000亿元" by=2025`
	store := open(t, target+`
		place/jinan hasTarget metric/output @document/b:1 amount="> 3000亿元" by=2025`)
	if v := become(t, store, target+`
		document/b`); v.Thing("target/place.jinan.output.by-2025") == nil {
		t.Error("the target went with one of its two claims")
	}
	if v := become(t, store, `place/jinan`); v.Thing("target/place.jinan.output.by-2025") != nil {
		t.Error("the target stayed after its last claim")
	}
}

func TestTheEdgesOfAMintedNodeCarryItsClaims(t *testing.T) {
	v := build(t, `
		official/wang holds post/mayor @document/a:3 of=place/jinan
		official/wang holds post/mayor @document/b:5 of=place/jinan
		place/jinan hasTarget metric/output @document/a:7 amount="> 2000亿元" by=2025`)
	tenure, target := ID("tenure/wang.mayor.place.jinan"), ID("target/place.jinan.output.by-2025")
	listed(t, slices.Concat(v.Out(tenure, "post"), v.In("place/jinan", "at"), v.In(tenure, "holds"), v.Out(target, "metric"), v.In(target, "hasTarget")), edgeLine, `
		tenure/wang.mayor.place.jinan post post/mayor @a:3 b:5
		tenure/wang.mayor.place.jinan at place/jinan @a:3 b:5
		official/wang holds tenure/wang.mayor.place.jinan @a:3 b:5
		target/place.jinan.output.by-2025 metric metric/output @a:7
		place/jinan hasTarget target/place.jinan.output.by-2025 @a:7`)
	same(t, "the holding", *v.Thing(tenure).Holding, Holding{Official: "official/wang", Post: "post/mayor", At: "place/jinan"})
	same(t, "the measure", *v.Thing(target).Measure, Measure{Of: "place/jinan", Metric: "metric/output", Period: Period{By: "2025"}})
}

func TestCuratedEdgesCarryTheirTimes(t *testing.T) {
	v := build(t, `
		place/gangcheng partOf=place/laiwu[..2019-01] partOf=place/jinan[2019-01..]
		place/gangcheng partOf place/jinan @document/a:1
		industry/steel broader=industry/metals`)
	listed(t, v.Out("place/gangcheng", "partOf"), edgeLine, `
		place/gangcheng partOf place/jinan curated @a:1
		place/gangcheng partOf place/laiwu curated`)
	listed(t, v.In("industry/metals", "broader"), edgeLine, `industry/steel broader industry/metals curated`)
	for _, row := range []struct {
		whole ID
		at    Date
		holds bool
	}{
		{"place/laiwu", "2018-12-31", true},
		{"place/laiwu", "2019-01-01", false},
		{"place/jinan", "2018-12-31", false},
		{"place/jinan", "2019-01-01", true},
	} {
		for _, e := range v.Out("place/gangcheng", "partOf") {
			if e.Object() == row.whole && e.Holds(row.at) != row.holds {
				t.Errorf("being part of %s holds at %s = %v, want %v", row.whole, row.at, e.Holds(row.at), row.holds)
			}
		}
	}
	if !v.Out("industry/steel", "broader")[0].Holds("1950") {
		t.Error("an edge without times does not always hold")
	}
}

func TestClaimsComeByDocumentAndLine(t *testing.T) {
	v := build(t, `
		place/jinan prioritises industry/steel @document/b:2
		place/jinan prioritises industry/chips @document/a:10
		place/binzhou prioritises industry/steel @document/a:9
		official/wang holds post/mayor @document/b:1 of=place/jinan`)
	for _, row := range []struct {
		what   string
		claims []*Claim
		want   string
	}{
		{"all", v.Claims(), "a:9 a:10 b:1 b:2"},
		{"about Jinan", v.ClaimsAbout("place/jinan"), "a:10 b:2"},
		{"about steel", v.ClaimsAbout("industry/steel"), "a:9 b:2"},
		{"of document b", v.ClaimsAbout("document/b"), "b:1 b:2"},
		{"on the tenure", v.ClaimsOn("tenure/wang.mayor.place.jinan"), "b:1"},
		{"on Jinan as an object", v.ClaimsOn("place/jinan"), ""},
		{"about nobody", v.ClaimsAbout("place/atlantis"), ""},
	} {
		if got := sources(row.claims); got != row.want {
			t.Errorf("the claims %s are %q, want %q", row.what, got, row.want)
		}
	}
	for _, c := range v.Claims() {
		if v.Claim(c.ID) != c {
			t.Errorf("%s is another claim", c.ID)
		}
	}
	if v.Claim("claim/0000000000000000") != nil || v.Thing("place/atlantis") != nil {
		t.Error("something was found that is nowhere")
	}
}

func TestRequireSaysWhatWasMeant(t *testing.T) {
	v := build(t, `
		place/jinan
		place/jining
		industry/steel
		official/wang-zhonglin
		document/a date=2025`)
	if thing, err := v.Require("place/jinan", Industry, Place); err != nil || thing.ID != "place/jinan" {
		t.Errorf("place/jinan is %v, %v", thing, err)
	}
	if thing, err := v.Require("industry/steel"); err != nil || thing.ID != "industry/steel" {
		t.Errorf("industry/steel, of any kind, is %v, %v", thing, err)
	}
	for _, row := range []struct {
		id    ID
		kinds []Kind
		code  Code
		says  []string
	}{
		{"place/jinnan", nil, CodeNotFound, []string{`there is no "place/jinnan"`, `did you mean "place/jinan"?`}},
		{"place/steel", []Kind{Place}, CodeNotFound, []string{`there is no "place/steel"`}},
		{"place/qingdao-west-coast", nil, CodeNotFound, []string{`there is no "place/qingdao-west-coast"`}},
		{"a.txt", []Kind{Document}, CodeNotFound, []string{`there is no "a.txt"; the document with that source file is "document/a"`}},
		{"", nil, CodeNotFound, []string{`there is no ""`}},
		{"industry/steel", []Kind{Place, Cluster}, CodeInvalid, []string{`"industry/steel"`, "kind Industry", "wanted here is Place or Cluster"}},
	} {
		thing, err := v.Require(row.id, row.kinds...)
		refused(t, err, row.code, row.says...)
		if thing != nil {
			t.Errorf("%q is %s", row.id, thing.ID)
		}
	}
	// A thing of another kind, or one too far away, was not meant.
	for _, id := range []ID{"place/steel", "place/qingdao-west-coast"} {
		if _, err := v.Require(id, Place); err == nil || strings.Contains(err.Error(), "did you mean") {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestALabelFallsBackToTheNextBestLanguage(t *testing.T) {
	v := build(t, `
		place/gangcheng en=Gangcheng zh-Hans=钢城区 zh-Hant=鋼城區
		industry/steel zh-Hans=钢铁
		industry/iron zh-Hant=鐵
		industry/coal en=coal zh-Hant=煤
		industry/chips
		place/jinan en=Jinan zh-Hans=济南市 zh-Latn-pinyin="Jǐnán Shì"
		place/jinan prioritises industry/steel @document/a:4 stance=LEAD
		place/gangcheng prioritises industry/steel @document/a:1
		place/gangcheng prioritises industry/steel @document/a:2 stance=LIMIT
		place/gangcheng prioritises industry/steel @document/a:3 stance=UNSTATED`)
	for _, row := range []struct {
		id             ID
		language, want string
	}{
		{"place/gangcheng", English, "Gangcheng"},
		{"place/gangcheng", Simplified, "钢城区"},
		{"place/gangcheng", Traditional, "鋼城區"},
		{"place/gangcheng", "fr", "Gangcheng"},
		{"place/gangcheng", "", "Gangcheng"},
		{"industry/steel", English, "钢铁"},
		{"industry/steel", Traditional, "钢铁"},
		{"industry/iron", English, "鐵"},
		{"industry/coal", Simplified, "煤"}, // who reads one script reads the other before English
		{"industry/coal", "fr", "coal"},
		{"place/jinan", Pinyin, "Jǐnán Shì"},
		{"place/jinan", English, "Jinan"},
		{"place/jinan", Traditional, "济南市"}, // pinyin stands in for nothing
		{"place/gangcheng", Pinyin, "Gangcheng"},
		{"industry/steel", Pinyin, "钢铁"},
		{"industry/iron", Pinyin, "鐵"},
		{"industry/chips", Pinyin, "industry/chips"},
		{"industry/chips", English, "industry/chips"},
		{"place/atlantis", English, "place/atlantis"},
		{v.Claims()[0].ID, English, "Gangcheng prioritises 钢铁"},
		{v.Claims()[0].ID, "", "Gangcheng prioritises 钢铁"},
		{v.Claims()[0].ID, Simplified, "钢城区重点发展钢铁"},
		{v.Claims()[1].ID, English, "Gangcheng prioritises 钢铁 (limit)"}, // a cap must not read like a priority
		{v.Claims()[1].ID, Simplified, "钢城区重点发展钢铁（压减）"},
		{v.Claims()[2].ID, English, "Gangcheng prioritises 钢铁"},
		{v.Claims()[2].ID, Traditional, "鋼城區重点发展钢铁"},
		{v.Claims()[3].ID, Pinyin, "Jǐnán Shì prioritises 钢铁 (lead)"}, // Chinese words would not fit the letters
		{v.Claims()[3].ID, Simplified, "济南市重点发展钢铁（主导）"},
		{v.Claims()[3].ID, "fr", "Jinan prioritises 钢铁 (lead)"},
	} {
		if got := v.Label(row.id, row.language); got != row.want {
			t.Errorf("%s in %q is %q, want %q", row.id, row.language, got, row.want)
		}
	}
}

func TestMintedNodesAreCalledByTheNamesTheyJoin(t *testing.T) {
	const names = `
		place/jinan en=Jinan zh-Hans=济南
		official/wang en="Wang Zhonglin" zh-Hans=王忠林
		post/mayor en=mayor zh-Hans=市长
		metric/output en="output value" zh-Hans=产值
		industry/steel en=steel zh-Hans=钢铁
		industry/chips en=chips
		`
	for fact, want := range map[string][2]string{
		`official/wang holds post/mayor @document/a:1 of=place/jinan`:                               {"Wang Zhonglin, mayor, Jinan", "济南市长王忠林"},
		`official/nameless holds post/mayor @document/a:1 of=place/jinan`:                           {"", ""},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 by=2025`:                        {"Jinan: output value (by 2025)", "济南: 产值 (到2025)"},
		`place/jinan hasFigure metric/output @document/a:1 amount=7 in=2021`:                        {"Jinan: output value (2021)", "济南: 产值 (2021)"},
		`place/jinan hasFigure metric/output @document/a:1 amount=7 from=2016 by=2020`:              {"Jinan: output value (2016–2020)", "济南: 产值 (2016–2020)"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 from=2021`:                      {"Jinan: output value (from 2021)", "济南: 产值 (自2021)"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 within=P5Y stretch`:             {"Jinan: output value (within 5 years, stretch)", "济南: 产值 (5年内, 力争)"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 within=P3Y recurrence=P1Y`:      {"Jinan: output value (within 3 years, every year)", "济南: 产值 (3年内, 每年)"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 scope=core by=2025`:             {"Jinan: output value (core, by 2025)", "济南: 产值 (core, 到2025)"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 scope=industry/steel`:           {"Jinan: output value (steel)", "济南: 产值 (钢铁)"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7`:                                {"Jinan: output value", "济南: 产值"},
		`place/jinan hasTarget metric/output @document/a:1 amount=7 scope=industry/chips`:           {"Jinan: output value (chips)", ""}, // chips have no Chinese name
		`place/jinan hasTarget metric/output @document/a:1 amount=7 by=2025 scope=industry/unknown`: {"", ""},
		`place/nameless hasTarget metric/output @document/a:1 amount=7`:                             {"", ""},
	} {
		v := build(t, names+fact)
		labels := v.Thing(v.Claims()[0].Object).Labels
		if labels[English] != want[0] || labels[Simplified] != want[1] {
			t.Errorf("%s\n\tis called %q, want %q", fact, labels, want)
		}
	}
}

func TestAQuadThatNobodyUnderstandsIsKeptAndBreaksNothing(t *testing.T) {
	const facts = `
		place/jinan en=Jinan level=city note=checked
		place/jinan hasTarget metric/output @document/a:7 amount="> 2000亿元" by=2025
		place/jinan hasTarget metric/output @document/b:7 amount="< 1000亿元" by=2025
		official/wang holds post/mayor @document/a:8 of=place/jinan
		place/jinan prioritises industry/steel @document/a:6 stance=LEAD`
	claim := string(build(t, facts).Claims()[0].ID)
	for name, foreign := range map[string]Quad{
		"a foreign predicate":                       edge("place/jinan", "http://example.org/twinnedWith", "place/kazan", "document/a"),
		"a foreign subject":                         edge("http://example.org/jinan", "vocabulary#prioritises", "industry/steel", "document/a"),
		"a foreign object":                          edge("place/jinan", "vocabulary#prioritises", "http://example.org/steel", "document/a"),
		"an edge to a text":                         {IRI("place/jinan"), IRI("vocabulary#prioritises"), Text("industry/chips"), IRI("document/a")},
		"a foreign type":                            edge("place/jinan", rdfType, "http://schema.org/City", GraphCurated),
		"a thing of the wrong type":                 edge("industry/chips", rdfType, "vocabulary#Place", GraphCurated),
		"a type that another graph repeats":         edge("place/jinan", rdfType, "vocabulary#Place", "document/a"),
		"a claim without an edge":                   edge("claim/0000000000000000", rdfType, "vocabulary#Claim", GraphClaims),
		"a claim of an unknown predicate":           edge("claim/0000000000000000", rdfPredicate, "http://example.org/likes", GraphClaims),
		"a target without a measure":                edge("target/x", rdfType, "vocabulary#Target", "document/a"),
		"a tenure without a holding":                edge("tenure/x", rdfType, "vocabulary#Tenure", "document/a"),
		"a statement about nothing":                 edge("statement/x", rdfType, termStatement, GraphCurated),
		"a line that is no number":                  {IRI("claim/0000000000000000"), IRI(termLine), Text("six"), IRI(GraphClaims)},
		"a second comparator of a claim":            {IRI(claim), IRI(termComparator), Text("?"), IRI(GraphClaims)},
		"a node in the graph of claims of no claim": edge("place/jinan", "vocabulary#prioritises", "industry/chips", GraphClaims),
	} {
		t.Run(name, func(t *testing.T) {
			store := open(t, facts)
			v := apply(t, store, Changeset{Add: []Quad{foreign}})
			if !slices.Contains(slices.Collect(v.Quads()), foreign) {
				t.Error("the quad is lost")
			}
			if jinan := v.Thing("place/jinan"); jinan.Level != "city" || jinan.Note != "checked" || jinan.Label(English) != "Jinan" {
				t.Errorf("Jinan became %+v", jinan)
			}
			listed(t, v.Edges("prioritises"), edgeLine, `place/jinan prioritises industry/steel @a:6`)
			if got := sources(v.Claims()); got != "a:6 a:7 a:8 b:7" {
				t.Errorf("the claims are %s", got)
			}
			askEverything(t, v)
			if back := apply(t, store, Changeset{Remove: []Quad{foreign}}); !slices.Equal(slices.Collect(back.Quads()), slices.Collect(build(t, facts).Quads())) {
				t.Error("without it the graph is another")
			}
		})
	}
}

// A claim whose quads were removed in part must not bring down the questions.
func TestAnyQuadOfAClaimCanBeMissing(t *testing.T) {
	const facts = `
		post/mayor single
		programme/four formula=1+1
		programme/four covers industry/steel @document/a:1 part=1
		programme/four covers industry/chips @document/b:1 part=1
		place/jinan hasTarget metric/output @document/a:7 amount="> 2000亿元" by=2025
		place/jinan hasTarget metric/output @document/b:7 amount="< 1000亿元" by=2025
		place/jinan hasTarget metric/output @document/c:7 amount="500亿元" by=2025
		official/wang holds post/mayor @document/a:8 of=place/jinan
		official/sun holds post/mayor @document/a:8 of=place/jinan
		place/jinan hasFigure metric/output @document/a:9 amount="1500亿元" in=2020
		place/jinan prioritises industry/steel @document/a:6 stance=LEAD`
	for q := range build(t, facts).Quads() {
		t.Run(q.String(), func(t *testing.T) {
			askEverything(t, apply(t, open(t, facts), Changeset{Remove: []Quad{q}}))
		})
	}
}

// askEverything asks each question of every thing, for tests in which only that nothing
// breaks matters, and that lists agree with themselves.
func askEverything(t failer, v *View) {
	t.Helper()
	ctx := context.Background()
	answered := func(_ any, err error) {
		t.Helper()
		if err != nil && CodeOf(err) == CodeInternal {
			t.Fatalf("%v", err)
		}
	}
	v.Conflicts()
	v.Counts()
	v.Unsupported()
	v.Since(NewView(nil))
	things := v.AllThings()
	checkList(t, "things", v.ThingList(things), func(thing *Thing) string { return string(thing.ID) })
	checkList(t, "claims", v.ClaimList(v.Claims()), func(c *Claim) string { return string(c.ID) })
	checkList(t, "edges", v.EdgeList(v.AllEdges()), Edge.Key)
	for _, p := range vocabulary {
		checkList(t, p.Name, v.EdgeList(v.Edges(p.Name)), Edge.Key)
	}
	for _, thing := range things {
		id := thing.ID
		checkList(t, "relations of "+string(id), v.RelationsOf(id, v.Around(id)), Edge.Key)
		checkList(t, "claims about "+string(id), v.ClaimList(v.ClaimsAbout(id)), func(c *Claim) string { return string(c.ID) })
		if n := v.numberOf(id); n != noNumber {
			if got, want := v.IndustryCounts(id), v.rollup(id, make(map[ID]members), nil); !maps.Equal(got, want) {
				t.Fatalf("%s counts %v, want %v", id, got, want)
			}
			if got := v.countPlacesBeside(n); got != v.placesBeside(id) {
				t.Fatalf("beside %s are %d places, then %d", id, got, v.placesBeside(id))
			}
		}
		v.Owner(string(id))
		v.FormulaOf(id)
		v.Attested(id)
		if thing.Kind == Target {
			v.LaterFigures(thing)
		}
		answered(v.Neighbourhood(ctx, NeighbourhoodQuestion{Of: []ID{id}, Depth: MaxDepth, Nodes: MaxSubgraph, Edges: MaxDrawn}))
		for _, other := range []ID{"post/a", "place/a", "official/wang", "post/mayor"} {
			answered(v.Paths(ctx, PathQuestion{From: id, To: other, Length: MaxPathLength, Paths: MaxPaths, AsOf: "2019"}))
		}
		answered(v.Profile(ctx, id, true, "2020"))
		for _, rollUp := range []bool{false, true} {
			like, err := v.LikenessList(ctx, LikenessQuestion{Place: id, RollUp: rollUp})
			answered(nil, err)
			checkList(t, "like "+string(id), like, Likeness.Key)
			shared, err := v.SharedPriorityList(ctx, PriorityQuestion{Industries: []ID{id}, Narrower: true, RollUp: rollUp})
			answered(nil, err)
			checkList(t, "shared priorities in "+string(id), shared, SharedPriority.Key)
		}
		answered(v.OfficeHolders(ctx, OfficeQuestion{Official: id, AsOf: "2020"}))
		answered(v.OfficeHolders(ctx, OfficeQuestion{Post: id}))
		answered(v.OfficeHolders(ctx, OfficeQuestion{At: id}))
		answered(v.OfficeHolders(ctx, OfficeQuestion{Within: id}))
		answered(v.Promises(ctx, PromiseQuestion{Place: id}))
		answered(v.Tracks(ctx, TrackQuestion{Place: id}))
		for _, q := range []AnchorQuestion{{Industry: id}, {Place: id}, {Industry: id, AsOf: "2018"}} {
			anchors, err := v.Anchors(ctx, q)
			answered(nil, err)
			checkList(t, "anchors in "+string(id), anchors, Anchor.Key)
		}
		answered(v.IndustryTree(ctx, TreeQuestion{Root: id}))
		answered(v.Compare(ctx, ComparisonQuestion{Places: []ID{id, "place/a"}}))
		answered(v.RelationsWhere(ctx, &RelationFilter{Predicates: []string{"prioritises", "partOf"}, Subject: &ThingFilter{Within: []ID{id}}}, ""))
		answered(v.FilterThings(ctx, things, &ThingFilter{Industry: []ID{id}}))
		answered(v.FilterThings(ctx, things, &ThingFilter{Within: []ID{id}, AsOf: "2019"}))
		answered(v.FilterClaims(ctx, v.Claims(), &ClaimFilter{Industry: []ID{id}}, "2019"))
		answered(v.FilterClaims(ctx, v.Claims(), &ClaimFilter{Within: []ID{id}}, ""))
	}
	answered(v.IndustryTree(ctx, TreeQuestion{}))
	answered(v.OfficeHolders(ctx, OfficeQuestion{AsOf: "2020"}))
	answered(v.Promises(ctx, PromiseQuestion{}))
	answered(v.Tracks(ctx, TrackQuestion{}))
	answered(v.Anchors(ctx, AnchorQuestion{AsOf: "2018"}))
	answered(v.Formulas(ctx, FormulaQuestion{}))
	for _, text := range []string{"jinan", "a", "place/a", "5"} {
		found, err := v.SearchList(ctx, text, nil)
		answered(nil, err)
		checkList(t, "matches of "+text, found, Match.Key)
	}
	piece, err := v.Select(ctx, SelectionQuestion{Kinds: []Kind{Place, Industry, Target, Tenure, Document}, AsOf: "2019"})
	answered(nil, err)
	for range piece.Quads() {
	}
	for range piece.Subjects() {
	}
	answers := v.Gather()
	for _, thing := range things {
		answers.Evidence(v.EvidenceOfThing(thing))
	}
	answered(answers.Selection(ctx))
}

func TestCountsCountEachThingOnce(t *testing.T) {
	store := open(t, `
		place/jinan
		place/jinan prioritises industry/steel @document/a:1
		place/jinan prioritises industry/steel @document/a:2
		place/jinan prioritises industry/chips @document/b:1`)
	c := store.View().Counts()
	same(t, "the counts", []int{int(c.Generation), c.Claims, c.Edges, c.Documents, c.Kinds[Place], c.Kinds[Industry], c.Kinds[ClaimKind], c.Kinds[Cluster], c.Predicates["prioritises"], c.Predicates["partOf"]},
		[]int{1, 3, 2, 2, 1, 2, 3, 0, 2, 0})
	if c.Quads != store.View().Size() || c.Quads == 0 {
		t.Errorf("%d quads are counted", c.Quads)
	}
}

func TestClaimsOfALineStandInTheOrderOfTheText(t *testing.T) {
	v := build(t, `
		place/a prioritises industry/late @document/a:6 span=100-120
		place/a prioritises industry/early @document/a:6 span=9-150
		place/a prioritises industry/long @document/a:6 span=30-90
		place/a prioritises industry/short @document/a:6 span=30-31
		place/a prioritises industry/nowhere @document/a:6
		place/a prioritises industry/above @document/a:5 span=200-201
		place/a prioritises industry/below @document/a:10 span=0-1
		place/a prioritises industry/other @document/b:1 span=0-1`)
	// What nobody has located stands first: nothing is known of its place.
	const want = `
		above
		nowhere
		early
		short
		long
		late
		below
		other`
	object := func(c *Claim) string { return c.Object.Name() }
	listed(t, v.Claims(), object, want)
	listed(t, v.ClaimsAbout("place/a"), object, want)
}
