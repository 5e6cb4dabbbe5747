package graph

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWhatAnchorsWhichClusters(t *testing.T) {
	v := build(t, shandong+`
		industry/metals
		industry/steel broader=industry/metals
		industry/aluminium broader=industry/metals
		document/before date=2018
		document/after date=2020
		document/undated
		cluster/steel in=industry/steel
		place/gangcheng builds cluster/steel @document/before:1
		enterprise/shangang anchors cluster/steel @document/before:2
		platform/institute anchors cluster/steel @document/after:3
		cluster/aluminium partOf=place/binzhou
		cluster/aluminium inIndustry industry/aluminium @document/after:4
		enterprise/weiqiao anchors cluster/aluminium @document/after:5
		enterprise/weiqiao anchors cluster/steel @document/undated:6
		enterprise/weiqiao supplies cluster/steel @document/after:7
		enterprise/nobody anchors cluster/nowhere @document/after:8`)
	for _, row := range []struct {
		name     string
		question AnchorQuestion
		want     string
	}{
		{"all", AnchorQuestion{}, `
			enterprise/nobody anchors cluster/nowhere @after:8
			enterprise/shangang anchors cluster/steel @before:2
			enterprise/weiqiao anchors cluster/aluminium @after:5
			enterprise/weiqiao anchors cluster/steel @undated:6
			platform/institute anchors cluster/steel @after:3`},
		{"in an industry", AnchorQuestion{Industry: "industry/aluminium"}, `
			enterprise/weiqiao anchors cluster/aluminium @after:5`},
		{"in narrower industries", AnchorQuestion{Industry: "industry/metals"}, `
			enterprise/shangang anchors cluster/steel @before:2
			enterprise/weiqiao anchors cluster/aluminium @after:5
			enterprise/weiqiao anchors cluster/steel @undated:6
			platform/institute anchors cluster/steel @after:3`},
		{"in the place that builds it", AnchorQuestion{Place: "place/gangcheng"}, `
			enterprise/shangang anchors cluster/steel @before:2
			enterprise/weiqiao anchors cluster/steel @undated:6
			platform/institute anchors cluster/steel @after:3`},
		{"in the city of the document's day, or of the present map", AnchorQuestion{Place: "place/jinan"}, `
			enterprise/weiqiao anchors cluster/steel @undated:6
			platform/institute anchors cluster/steel @after:3`},
		{"in the city of an earlier day", AnchorQuestion{Place: "place/laiwu"}, `
			enterprise/shangang anchors cluster/steel @before:2`},
		{"in a place that the cluster is part of", AnchorQuestion{Place: "place/binzhou"}, `
			enterprise/weiqiao anchors cluster/aluminium @after:5`},
		{"in a province", AnchorQuestion{Place: "place/shandong", Industry: "industry/aluminium"}, `
			enterprise/weiqiao anchors cluster/aluminium @after:5`},
		{"in an industry elsewhere", AnchorQuestion{Industry: "industry/aluminium", Place: "place/jinan"}, ``},
		{"in a place without clusters", AnchorQuestion{Place: "place/pingyin"}, ``},
	} {
		t.Run(row.name, func(t *testing.T) {
			answers, err := v.Anchors(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, answers.All(), func(a Anchor) string { return edgeLine(a.Edge) }, row.want)
		})
	}
}

func TestAnAnchorTellsWhereAndInWhatItStands(t *testing.T) {
	v := build(t, `
		cluster/steel in=industry/steel in=industry/logistics partOf=place/laiwu
		place/gangcheng builds cluster/steel @document/a:1
		place/gangcheng hosts cluster/steel @document/a:2
		place/jinan plans cluster/steel @document/a:3
		enterprise/shangang builds cluster/steel @document/a:4
		place/binzhou supports cluster/steel @document/a:5
		enterprise/shangang anchors cluster/steel @document/a:6`)
	answers, err := v.Anchors(t.Context(), AnchorQuestion{})
	if err != nil || answers.Count() != 1 {
		t.Fatal(answers.All(), err)
	}
	anchor := answers.All()[0]
	same(t, "the industries", anchor.Industries(), []ID{"industry/logistics", "industry/steel"})
	var places []ID
	for _, place := range anchor.Places(nil) {
		places = append(places, place.ID())
	}
	same(t, "the places", places, []ID{"place/gangcheng", "place/jinan", "place/laiwu"})
}

func TestAnchorsNeedKnownPlacesAndIndustries(t *testing.T) {
	v := build(t, `enterprise/shangang anchors cluster/steel @document/a:1`)
	for _, row := range []struct {
		question AnchorQuestion
		want     Code
	}{
		{AnchorQuestion{Industry: "industry/steel"}, CodeNotFound},
		{AnchorQuestion{Place: "place/jinan"}, CodeNotFound},
		{AnchorQuestion{Industry: "cluster/steel"}, CodeInvalid},
		{AnchorQuestion{Place: "enterprise/shangang"}, CodeInvalid},
	} {
		_, err := v.Anchors(t.Context(), row.question)
		refused(t, err, row.want)
	}
}

func TestAnchorsAnswerAsALoopOverAllClaimsDoes(t *testing.T) {
	type edgeKey struct {
		subject   ID
		predicate string
		object    ID
	}
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegion(t)
		q := AnchorQuestion{Industry: "industry/i0", Place: "place/city1"}
		want := map[edgeKey]bool{}
		for _, anchor := range r.Claims() {
			if anchor.Predicate != "anchors" {
				continue
			}
			inIndustry, inPlace := false, false
			for _, c := range r.Claims() {
				inIndustry = inIndustry || c.Predicate == "inIndustry" && c.Subject == anchor.Object && r.narrower(c.Object, q.Industry)
				inPlace = inPlace || c.Predicate == "builds" && c.Object == anchor.Object &&
					slices.Contains(r.around(c.Subject, r.things[anchor.Document].Source.Date.Earliest), q.Place)
			}
			if inIndustry && inPlace {
				want[edgeKey{anchor.Subject, anchor.Predicate, anchor.Object}] = true
			}
		}
		answers, err := r.Anchors(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range answers.All() {
			if !want[edgeKey{a.Edge.Subject(), a.Edge.Predicate(), a.Edge.Object()}] {
				t.Fatalf("%s is no answer", edgeLine(a.Edge))
			}
		}
		if answers.Count() != len(want) {
			t.Fatalf("%d answers, want %d", answers.Count(), len(want))
		}
	})
}
