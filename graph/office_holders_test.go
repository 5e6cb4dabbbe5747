package graph

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func heldLine(h OfficeHolder) string {
	var days []string
	for _, d := range h.Attested() {
		days = append(days, string(d.Earliest)+".."+string(d.Latest))
	}
	return h.Tenure.ID.Name() + " @" + sources(h.Claims) + " on [" + strings.Join(days, " ") + "]"
}

// Gangcheng was Laiwu's until 2019.
func TestAPlaceIsWithinAnotherOnTheMapOfTheClaim(t *testing.T) {
	v := build(t, shandong+`
		document/before date=2018
		document/after date=2020
		official/wang holds post/chief @document/before:1 of=place/gangcheng
		official/zhi holds post/chief @document/after:1 of=place/gangcheng`)
	for _, row := range []struct {
		question OfficeQuestion
		want     string
	}{
		{OfficeQuestion{Within: "place/laiwu"}, "wang"},
		{OfficeQuestion{Within: "place/jinan"}, "zhi"},
		{OfficeQuestion{Within: "place/shandong"}, "wang zhi"},
		{OfficeQuestion{Within: "place/laiwu", AsOf: "2020"}, ""},
	} {
		answers, err := v.OfficeHolders(t.Context(), row.question)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, answer := range answers {
			got = append(got, answer.Tenure.Holding.Official.Name())
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%+v: %s, want %s", row.question, got, row.want)
		}
	}
}

func TestWhoHeldWhichPostWhere(t *testing.T) {
	v := build(t, `
		document/a date=2018-03-05
		document/b date=2020-09..2020-12
		document/undated
		official/wang holds post/mayor @document/a:1 of=place/jinan
		official/wang holds post/mayor @document/b:2 of=place/jinan
		official/wang holds post/chair @document/a:3 of=organisation/steel-association
		official/sun holds post/mayor @document/undated:4 of=place/jinan
		official/li holds post/mayor @document/b:5 of=place/binzhou`)
	const (
		jinanSun  = "sun.mayor.place.jinan @undated:4 on []\n"
		jinanWang = "wang.mayor.place.jinan @a:1 b:2 on [2018-03-05..2018-03-05 2020-09..2020-12]\n"
		binzhou   = "li.mayor.place.binzhou @b:5 on [2020-09..2020-12]\n"
		chair     = "wang.chair.organisation.steel-association @a:3 on [2018-03-05..2018-03-05]\n"
	)
	for name, row := range map[string]struct {
		question OfficeQuestion
		want     string
	}{
		"all":                          {OfficeQuestion{}, binzhou + jinanSun + chair + jinanWang},
		"by official":                  {OfficeQuestion{Official: "official/wang"}, chair + jinanWang},
		"by post":                      {OfficeQuestion{Post: "post/mayor"}, binzhou + jinanSun + jinanWang},
		"by place":                     {OfficeQuestion{At: "place/jinan"}, jinanSun + jinanWang},
		"by organisation":              {OfficeQuestion{At: "organisation/steel-association"}, chair},
		"by all three":                 {OfficeQuestion{Official: "official/wang", Post: "post/mayor", At: "place/jinan"}, jinanWang},
		"of nobody":                    {OfficeQuestion{Official: "official/sun", At: "place/binzhou"}, ""},
		"on a day that is proved":      {OfficeQuestion{AsOf: "2018-03-05"}, chair + jinanWang},
		"the day before":               {OfficeQuestion{AsOf: "2018-03-04"}, ""},
		"the day after":                {OfficeQuestion{AsOf: "2018-03-06"}, ""},
		"in a month with a proved day": {OfficeQuestion{AsOf: "2018-03"}, chair + jinanWang},
		"between two proved days":      {OfficeQuestion{AsOf: "2019"}, ""},
		"first day of a vague date":    {OfficeQuestion{AsOf: "2020-09-01"}, binzhou + jinanWang},
		"last day of a vague date":     {OfficeQuestion{AsOf: "2020-12-31"}, binzhou + jinanWang},
		"after a vague date":           {OfficeQuestion{AsOf: "2021-01-01"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answers, err := v.OfficeHolders(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, answers, heldLine, row.want)
		})
	}
}

func TestAStatedTimeCountsBesideTheDayOfTheDocument(t *testing.T) {
	for _, row := range []struct {
		name, stated string
		held         []Date
		not          []Date
	}{
		{"a closed time", "from=2015-02 until=2017-06", []Date{"2015-02-01", "2016", "2017-05-31"}, []Date{"2015-01-31", "2017-06-01", "2018-03-05"}},
		{"only its end, before the document", "until=2017-06", []Date{"2017-05-31"}, []Date{"2017-06-01", "2018-03-05", "2018"}},
		{"only its beginning", "from=2015-02", []Date{"2015-02-01", "2018-03-05"}, []Date{"2015-01-31"}},
		{"a beginning after the document", "from=2018-06", []Date{"2018-06-01"}, []Date{"2018-03-05", "2018-05-31"}},
		{"a beginning in the document's year", "from=2018-02", []Date{"2018-03-05", "2018"}, []Date{"2018-01-31", "2017"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := build(t, `
				document/a date=2018-03-05
				official/wang holds post/mayor @document/a:1 of=place/jinan `+row.stated)
			for _, at := range slices.Concat(row.held, row.not) {
				answers, err := v.OfficeHolders(t.Context(), OfficeQuestion{AsOf: at})
				if err != nil {
					t.Fatal(err)
				}
				if want := slices.Contains(row.held, at); (len(answers) == 1) != want {
					t.Errorf("with %s, held at %s = %v, want %v", row.stated, at, len(answers) == 1, want)
				}
			}
		})
	}
}

// One document may know when a tenure ended, and another not.
func TestATenureKnowsWhatAnyDocumentKnowsOfItsTime(t *testing.T) {
	for _, facts := range []string{`
		official/wang holds post/mayor @document/a:1 of=place/jinan from=2015
		official/wang holds post/mayor @document/b:1 of=place/jinan from=2015 until=2018`, `
		official/wang holds post/mayor @document/a:1 of=place/jinan from=2015 until=2018
		official/wang holds post/mayor @document/b:1 of=place/jinan from=2015`} {
		tenures := build(t, facts).Things(Tenure)
		if len(tenures) != 1 || tenures[0].Holding.Span != (Span{"2015", "2018"}) {
			t.Errorf("%s\n\tare %d tenures, the first of %+v", facts, len(tenures), tenures[0].Holding)
		}
	}
}

func TestTenuresNeedKnownThingsOfTheRightKind(t *testing.T) {
	v := build(t, `official/wang holds post/mayor @document/a:1 of=place/jinan`)
	for _, row := range []struct {
		question OfficeQuestion
		want     Code
	}{
		{OfficeQuestion{Official: "official/wong"}, CodeNotFound},
		{OfficeQuestion{Post: "post/governor"}, CodeNotFound},
		{OfficeQuestion{At: "place/atlantis"}, CodeNotFound},
		{OfficeQuestion{Official: "post/mayor"}, CodeInvalid},
		{OfficeQuestion{Post: "place/jinan"}, CodeInvalid},
		{OfficeQuestion{At: "official/wang"}, CodeInvalid},
	} {
		_, err := v.OfficeHolders(t.Context(), row.question)
		refused(t, err, row.want)
	}
}

func TestTenuresAnswerAsALoopOverAllClaimsDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegion(t)
		q := OfficeQuestion{At: "place/city0", AsOf: rapid.SampledFrom([]Date{"", "2013", "2018", "2018-12-31", "2019-01-01", "2020-06-30"}).Draw(t, "as of")}
		want := map[ID]bool{}
		for _, c := range r.Claims() {
			if c.Predicate != "holds" || !strings.Contains(string(c.Object), ".place.city0") {
				continue
			}
			date := r.things[c.Document].Source.Date
			stated := c.Span != Span{}
			switch {
			case q.AsOf == "":
				want[c.Object] = true
			case stated && c.Span.Holds(q.AsOf):
				want[c.Object] = true
			case date.Known() && date.Earliest.Start() <= q.AsOf.End() && q.AsOf.Start() <= date.Latest.End() && c.Span.Holds(date.Earliest):
				want[c.Object] = true
			}
		}
		answers, err := r.OfficeHolders(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range answers {
			if !want[a.Tenure.ID] {
				t.Fatalf("%s was not held at %s", a.Tenure.ID, q.AsOf)
			}
		}
		if len(answers) != len(want) {
			t.Fatalf("%d tenures, want %v", len(answers), want)
		}
	})
}
