package graph

import (
	"strings"
	"testing"
)

// The example claims of this file; each call makes new ones, so that a case may
// change its own.
func steelClaim() *Claim {
	return &Claim{
		Document: "document/a", Line: 6, Subject: "place/gangcheng", Predicate: "prioritises", Object: "industry/steel",
		Stance: Upgrade, Mentions: []string{"steel"},
	}
}

func outputClaim() *Claim {
	return &Claim{
		Document: "document/a", Line: 7, Subject: "place/gangcheng", Predicate: "hasTarget", Object: "target/place.gangcheng.output.2025",
		Quantity: &Quantity{Comparator: MoreThan, Value: 2e11, Unit: CNY}, Mentions: []string{"200 billion"},
	}
}

// The values were computed by another program from the definition: SHA-256 over
// the fields, each behind its length in eight bytes, cut to 16 digits. Whoever
// changes them renames every claim that people have cited.
func TestTheIdentityOfAClaimNeverChanges(t *testing.T) {
	for _, row := range []struct {
		claim *Claim
		want  ID
	}{
		{steelClaim(), "claim/2d9d1e31970dbfbe"},  // document, line, subject, predicate, object
		{outputClaim(), "claim/d97b5b73825c7217"}, // and comparator, value
	} {
		got := ClaimID(row.claim)
		if got != row.want {
			t.Errorf("%s %s %s is %s, want %s", row.claim.Subject, row.claim.Predicate, row.claim.Object, got, row.want)
		}
		if _, err := ParseID(string(got)); err != nil {
			t.Error(err)
		}
	}
}

func TestCorrectingHowAClaimIsReadKeepsItsID(t *testing.T) {
	upper := 3e11
	for name, change := range map[string]func(*Claim){
		"mentions":       func(c *Claim) { c.Mentions = []string{"iron", "steel"} },
		"no mentions":    func(c *Claim) { c.Mentions = nil },
		"stance":         func(c *Claim) { c.Stance = Lead },
		"part":           func(c *Claim) { c.Part = 2 },
		"reading":        func(c *Claim) { c.Reading = "kinetic energy is growth drivers" },
		"scale class":    func(c *Claim) { c.Quantity = &Quantity{Approximately, 1e11, nil, CNY, "hundred-billion-yuan"} },
		"span":           func(c *Claim) { c.Span = Span{"2018", "2019"} },
		"period":         func(c *Claim) { c.Period = Period{From: "2018", By: "2019", Within: "P1Y"} },
		"recurrence":     func(c *Claim) { c.Recurrence = "P1Y" },
		"baseline":       func(c *Claim) { c.Baseline = "2017" },
		"an ID given it": func(c *Claim) { c.ID = "claim/0000000000000000" },
	} {
		t.Run(name, func(t *testing.T) {
			c := steelClaim()
			change(c)
			if got, want := ClaimID(c), ClaimID(steelClaim()); got != want {
				t.Errorf("the ID became %s, want %s", got, want)
			}
		})
	}
	for name, change := range map[string]func(*Claim){
		"unit":           func(c *Claim) { c.Quantity.Unit = Tonne },
		"end of a range": func(c *Claim) { c.Quantity.ValueMax = &upper },
	} {
		t.Run(name+" of a target", func(t *testing.T) {
			c := outputClaim()
			change(c)
			if got, want := ClaimID(c), ClaimID(outputClaim()); got != want {
				t.Errorf("the ID became %s, want %s", got, want)
			}
		})
	}
}

func TestClaimsThatStateSomethingElseHaveOtherIDs(t *testing.T) {
	seen := map[ID]string{}
	add := func(name string, c *Claim, change func(*Claim)) {
		change(c)
		id := ClaimID(c)
		if first, twice := seen[id]; twice {
			t.Errorf("%q and %q have one ID", first, name)
		}
		seen[id] = name
	}
	add("steel", steelClaim(), func(*Claim) {})
	add("another document", steelClaim(), func(c *Claim) { c.Document = "document/b" })
	add("another line", steelClaim(), func(c *Claim) { c.Line = 7 })
	add("another subject", steelClaim(), func(c *Claim) { c.Subject = "place/laiwu" })
	add("another predicate", steelClaim(), func(c *Claim) { c.Predicate = "supports" })
	add("another object", steelClaim(), func(c *Claim) { c.Object = "industry/iron" })
	add("subject and object swapped", steelClaim(), func(c *Claim) { c.Subject, c.Object = c.Object, c.Subject })
	add("an amount of an edge", steelClaim(), func(c *Claim) { c.Quantity = &Quantity{MoreThan, 1e11, nil, CNY, ""} })
	add("output", outputClaim(), func(*Claim) {})
	add("another comparator", outputClaim(), func(c *Claim) { c.Quantity.Comparator = AtLeast })
	add("another value", outputClaim(), func(c *Claim) { c.Quantity.Value = 2e11 + 1 })
	add("a scale class of a target", outputClaim(), func(c *Claim) {
		c.Quantity = &Quantity{Approximately, 1e11, nil, CNY, "hundred-billion-yuan"}
	})
}

func TestFieldsOfAnIdentityDoNotRunIntoEachOther(t *testing.T) {
	for _, row := range [][2][]string{
		{{"a.b", "c"}, {"a", "b.c"}},
		{{"ab", "c"}, {"a", "bc"}},
		{{"a", ""}, {"", "a"}},
		{{"a", ""}, {"a"}},
		{{""}, {}},
		{{"a\x00b"}, {"a", "b"}},
	} {
		if digest(row[0]...) == digest(row[1]...) {
			t.Errorf("%q and %q are one", row[0], row[1])
		}
	}
	one, two := steelClaim(), steelClaim()
	one.Line, one.Subject = 1, "1place/a"
	two.Line, two.Subject = 11, "place/a"
	if ClaimID(one) == ClaimID(two) {
		t.Error("the line ran into the subject")
	}
}

// A View can hold such a claim, since any quads may be stored.
func TestAClaimOfATargetWithoutAnAmountHasAnIDToo(t *testing.T) {
	c := outputClaim()
	c.Quantity = nil
	if id := ClaimID(c); id == ClaimID(outputClaim()) {
		t.Errorf("with and without an amount it is %s", id)
	}
}

func TestATargetIsNamedAfterWhatItIs(t *testing.T) {
	base := Measure{Of: "place/gangcheng", Metric: "metric/output-value", Period: Period{By: "2025"}}
	with := func(change func(*Measure)) *Measure {
		m := base
		change(&m)
		return &m
	}
	seen := once{}
	for _, row := range []struct {
		measure *Measure
		want    string
	}{
		{&base, "place.gangcheng.output-value.by-2025"},
		{with(func(m *Measure) { m.Of = "cluster/gangcheng" }), "cluster.gangcheng.output-value.by-2025"},
		{with(func(m *Measure) { m.Metric = "metric/tax" }), "place.gangcheng.tax.by-2025"},
		{with(func(m *Measure) { m.Scope = "above designated size" }), "place.gangcheng.output-value.above-designated-size.by-2025"},
		{with(func(m *Measure) { m.Scope = "industry/steel" }), "place.gangcheng.output-value.industry-steel.by-2025"},
		{with(func(m *Measure) { m.Period.By = "2025-06" }), "place.gangcheng.output-value.by-2025-06"},
		{with(func(m *Measure) { m.Period = Period{} }), "place.gangcheng.output-value"},
		{with(func(m *Measure) { m.Period.From = "2025" }), "place.gangcheng.output-value.in-2025"},
		{with(func(m *Measure) { m.Period.From = "2021" }), "place.gangcheng.output-value.from-2021.by-2025"},
		{with(func(m *Measure) { m.Period = Period{From: "2021"} }), "place.gangcheng.output-value.from-2021"},
		{with(func(m *Measure) { m.Period = Period{Within: "P5Y"} }), "place.gangcheng.output-value.within-p5y"},
		{with(func(m *Measure) { m.Stretch = true }), "place.gangcheng.output-value.by-2025.stretch"},
	} {
		got := MeasureID(Target, row.measure)
		if got != ID("target/"+row.want) {
			t.Errorf("%+v is %s, want target/%s", *row.measure, got, row.want)
		}
		if figure := MeasureID(Figure, row.measure); figure != ID("figure/"+row.want) {
			t.Errorf("as a figure %+v is %s", *row.measure, figure)
		}
		if _, err := ParseID(string(got)); err != nil {
			t.Error(err)
		}
		seen.add(t, string(got), row.want)
	}
}

func TestATenureIsNamedAfterWhoHoldsWhatWhere(t *testing.T) {
	base := Holding{Official: "official/wang-zhonglin", Post: "post/mayor", At: "place/jinan"}
	with := func(change func(*Holding)) *Holding {
		h := base
		change(&h)
		return &h
	}
	seen := once{}
	for _, row := range []struct {
		holding *Holding
		want    ID
	}{
		{&base, "tenure/wang-zhonglin.mayor.place.jinan"},
		{with(func(h *Holding) { h.Official = "official/sun-shutao" }), "tenure/sun-shutao.mayor.place.jinan"},
		{with(func(h *Holding) { h.Post = "post/party-secretary" }), "tenure/wang-zhonglin.party-secretary.place.jinan"},
		{with(func(h *Holding) { h.At = "organisation/jinan" }), "tenure/wang-zhonglin.mayor.organisation.jinan"},
		{with(func(h *Holding) { h.Span.From = "2018-03" }), "tenure/wang-zhonglin.mayor.place.jinan.from-2018-03"},
	} {
		got := TenureID(row.holding)
		if got != row.want {
			t.Errorf("%+v is %s, want %s", *row.holding, got, row.want)
		}
		if _, err := ParseID(string(got)); err != nil {
			t.Error(err)
		}
		seen.add(t, string(got), string(row.want))
	}
	// When it ended is said of the tenure, and makes no other of it.
	ended := with(func(h *Holding) { h.Span = Span{"2018-03", "2020"} })
	if got := TenureID(ended); !strings.HasSuffix(string(got), ".from-2018-03") {
		t.Errorf("with its end it is %s", got)
	}
}
