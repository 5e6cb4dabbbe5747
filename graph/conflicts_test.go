package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func conflictLine(c Conflict) string {
	var sides []string
	for _, side := range c.Sides {
		value := string(side.Value)
		if side.Quantity != nil {
			value = side.Quantity.String()
		}
		sides = append(sides, value+" @"+sources(side.Claims))
	}
	text := string(c.Kind) + " " + string(c.About)
	if c.Part != 0 {
		text += fmt.Sprintf(" part %d", c.Part)
	}
	return text + ": " + strings.Join(sides, " | ")
}

func TestValuesOfOneTargetOrFigureThatCannotBothHold(t *testing.T) {
	for name, row := range map[string]struct{ facts, want string }{
		"two documents give two values": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025`,
			`VALUES target/place.jinan.growth.by-2025: 6 percent @a:1 | 7 percent @b:2`},
		"one document gives two": {`
			place/jinan hasFigure metric/growth @document/a:1 amount="6 %" in=2020
			place/jinan hasFigure metric/growth @document/a:9 amount="7 %" in=2020`,
			`VALUES figure/place.jinan.growth.in-2020: 6 percent @a:1 | 7 percent @a:9`},
		"two against one": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025
			place/jinan hasTarget metric/growth @document/c:3 amount="6 %" by=2025`,
			`VALUES target/place.jinan.growth.by-2025: 6 percent @a:1 c:3 | 7 percent @b:2`},
		"a value outside the bound": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="> 7 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025`,
			`VALUES target/place.jinan.growth.by-2025: > 7 percent @a:1 | 7 percent @b:2`},
		"one that agrees with both sides is none": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025
			place/jinan hasTarget metric/growth @document/c:3 amount="> 5 %" by=2025`,
			`VALUES target/place.jinan.growth.by-2025: 6 percent @a:1 | 7 percent @b:2`},
		"one counted otherwise is no side": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025
			place/jinan hasTarget metric/growth @document/c:3 amount="8 %" by=2025 recurrence=P1Y`,
			`VALUES target/place.jinan.growth.by-2025: 6 percent @a:1 | 7 percent @b:2`},
		"a value within the bound": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="> 6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025`, ``},
		"the same value twice": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="6 %" by=2025`, ``},
		"a floor and a stretch": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/a:1 amount="7 %" by=2025 stretch`, ``},
		"another recurrence": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025 recurrence=P1Y`, ``},
		"another baseline": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025 baseline=2020
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025 baseline=P1Y`, ``},
		"another deadline": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2026`, ``},
		"another scope": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025 scope=core
			place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025`, ``},
		"another metric": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/jinan hasTarget metric/share @document/b:2 amount="7 %" by=2025`, ``},
		"another place": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" by=2025
			place/zibo hasTarget metric/growth @document/b:2 amount="7 %" by=2025`, ``},
		"a target that was missed": {`
			place/jinan hasTarget metric/growth @document/a:1 amount="6 %" in=2020
			place/jinan hasFigure metric/growth @document/b:2 amount="7 %" in=2020`, ``},
		"different stances and several priorities": {`
			place/jinan prioritises industry/steel @document/a:1 stance=GROW
			place/jinan prioritises industry/steel @document/b:2 stance=LIMIT
			place/jinan prioritises industry/chips @document/b:3 stance=LEAD`, ``},
	} {
		t.Run(name, func(t *testing.T) { listed(t, build(t, row.facts).Conflicts(), conflictLine, row.want) })
	}
}

func TestDifferentMembersOfOneFormula(t *testing.T) {
	const four = "programme/f formula=2+4\n"
	for name, row := range map[string]struct{ facts, want string }{
		// As in the Gangcheng article, whose line 6 names intelligent manufacturing
		// where its line 10 names equipment manufacturing.
		"two lines of one document disagree": {`
			programme/f covers industry/steel @document/a:6 part=1
			programme/f covers industry/intelligent @document/a:6 part=1
			programme/f covers industry/steel @document/a:10 part=1
			programme/f covers industry/equipment @document/a:10 part=1`,
			`MEMBERS programme/f part 1: industry/equipment @a:10 | industry/intelligent @a:6`},
		"two documents disagree on everything": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/f contains programme/c @document/b:1 part=1
			programme/f contains programme/d @document/b:1 part=1`,
			`MEMBERS programme/f part 1: industry/a @a:1 | industry/b @a:1 | programme/c @b:1 | programme/d @b:1`},
		"a short list names what a whole one leaves out": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/f covers industry/c @document/b:1 part=1`,
			`MEMBERS programme/f part 1: industry/a @a:1 | industry/b @a:1 | industry/c @b:1`},
		"one line names more than there is room for": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/f covers industry/c @document/a:1 part=1`,
			`MEMBERS programme/f part 1: industry/a @a:1 | industry/b @a:1 | industry/c @a:1`},
		"short lists that make too many": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:2 part=1
			programme/f covers industry/c @document/b:1 part=1`,
			`MEMBERS programme/f part 1: industry/a @a:1 | industry/b @a:2 | industry/c @b:1`},
		"the second summand": {`
			programme/f covers industry/a @document/a:1 part=2
			programme/f covers industry/b @document/a:1 part=2
			programme/f covers industry/c @document/a:1 part=2
			programme/f covers industry/d @document/a:1 part=2
			programme/f covers industry/b @document/b:1 part=2
			programme/f covers industry/c @document/b:1 part=2
			programme/f covers industry/d @document/b:1 part=2
			programme/f covers industry/e @document/b:1 part=2`,
			`MEMBERS programme/f part 2: industry/a @a:1 | industry/e @b:1`},
		"two lists that agree": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/f covers industry/a @document/b:1 part=1
			programme/f covers industry/b @document/b:1 part=1`, ``},
		"short lists that make a whole one": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/b:1 part=1`, ``},
		"a short list of a whole one": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/f covers industry/b @document/b:1 part=1`, ``},
		"members of no summand": {`
			programme/f covers industry/a @document/a:1
			programme/f covers industry/b @document/a:2
			programme/f covers industry/c @document/b:3`, ``},
		"different summands": {`
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/f covers industry/c @document/a:1 part=2`, ``},
		"another programme of the same formula": {`
			programme/g formula=2+4
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/a:1 part=1
			programme/g covers industry/c @document/b:1 part=1
			programme/g covers industry/d @document/b:1 part=1`, ``},
		"a summand N": {`
			programme/f formula=N
			programme/f covers industry/a @document/a:1 part=1
			programme/f covers industry/b @document/b:1 part=1`, ``},
	} {
		t.Run(name, func(t *testing.T) { listed(t, build(t, four+row.facts).Conflicts(), conflictLine, row.want) })
	}
}

func TestTwoHoldersOfASinglePostOnOneDate(t *testing.T) {
	const posts = `
		post/mayor single
		post/deputy
		document/day date=2018-03-05
		document/same-day date=2018-03-05
		document/month date=2018-03
		document/same-month date=2018-03
		document/quarter date=2018-01..2018-03
		document/later date=2021-06-01
		`
	const wang, sun = "official/wang holds post/mayor ", "\nofficial/sun holds post/mayor "
	for name, row := range map[string]struct{ facts, want string }{
		"in one document": {
			wang + "@document/month:1 of=place/jinan" + sun + "@document/month:2 of=place/jinan",
			`HOLDERS place/jinan: official/sun @month:2 | official/wang @month:1`},
		"in an undated document": {
			wang + "@document/undated:1 of=place/jinan" + sun + "@document/undated:2 of=place/jinan",
			`HOLDERS place/jinan: official/sun @undated:2 | official/wang @undated:1`},
		"in documents of one day": {
			wang + "@document/day:1 of=place/jinan" + sun + "@document/same-day:2 of=place/jinan",
			`HOLDERS place/jinan: official/sun @same-day:2 | official/wang @day:1`},
		"over times that meet": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018" + sun + "@document/later:2 of=place/jinan from=2017 until=2020",
			`HOLDERS place/jinan: official/sun @later:2 | official/wang @later:1`},
		"a stated time with the day of another document": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2019" + sun + "@document/day:2 of=place/jinan",
			`HOLDERS place/jinan: official/sun @day:2 | official/wang @later:1`},
		"a former mayor's time with that of one in office since, in another document": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018-06" + sun + "@document/day:2 of=place/jinan from=2018-02",
			`HOLDERS place/jinan: official/sun @day:2 | official/wang @later:1`},
		"a former mayor's time with that of one in office since some day of the year": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018-04" + sun + "@document/day:2 of=place/jinan from=2018",
			`HOLDERS place/jinan: official/sun @day:2 | official/wang @later:1`},
		"both in office while the document may have been written": {
			wang + "@document/quarter:1 of=place/jinan until=2018-06" + sun + "@document/quarter:2 of=place/jinan",
			`HOLDERS place/jinan: official/sun @quarter:2 | official/wang @quarter:1`},
		"both still in office in one document": {
			wang + "@document/day:1 of=place/jinan from=2015" + sun + "@document/day:2 of=place/jinan from=2017",
			`HOLDERS place/jinan: official/sun @day:2 | official/wang @day:1`},
		"one after the other in one year": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018" + sun + "@document/later:2 of=place/jinan from=2018 until=2020", ``},
		"one after the other in one month": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018-03" + sun + "@document/later:2 of=place/jinan from=2018-03 until=2020", ``},
		"one until some day of the year since which the other is": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018-06" + sun + "@document/later:2 of=place/jinan from=2018", ``},
		"one after the other on one day": {
			wang + "@document/later:1 of=place/jinan from=2015 until=2018-03-05" + sun + "@document/later:2 of=place/jinan from=2018-03-05", ``},
		"a former mayor beside the present one": {
			wang + "@document/day:1 of=place/jinan until=2017" + sun + "@document/day:2 of=place/jinan", ``},
		"a former mayor beside the present one, undated": {
			wang + "@document/undated:1 of=place/jinan until=2017" + sun + "@document/undated:2 of=place/jinan", ``},
		"a mayor who left while the document may have been written": {
			wang + "@document/quarter:1 of=place/jinan until=2018-02" + sun + "@document/quarter:2 of=place/jinan", ``},
		"a coming mayor beside the present one": {
			wang + "@document/day:1 of=place/jinan" + sun + "@document/day:2 of=place/jinan from=2018-04", ``},
		// Each document proves its own mayor up to its own day, and no longer.
		"each in office since some day, by documents of different days": {
			wang + "@document/day:1 of=place/jinan from=2015" + sun + "@document/later:2 of=place/jinan from=2020", ``},
		"in documents of different days": {
			wang + "@document/day:1 of=place/jinan" + sun + "@document/later:2 of=place/jinan", ``},
		"in documents of one month, which may stand before and after a change": {
			wang + "@document/month:1 of=place/jinan" + sun + "@document/same-month:2 of=place/jinan", ``},
		"in two undated documents": {
			wang + "@document/undated:1 of=place/jinan" + sun + "@document/undated-too:2 of=place/jinan", ``},
		"of a post that many hold": {
			"official/wang holds post/deputy @document/day:1 of=place/jinan\nofficial/sun holds post/deputy @document/day:2 of=place/jinan", ``},
		"of two posts": {
			wang + "@document/day:1 of=place/jinan\nofficial/sun holds post/deputy @document/day:2 of=place/jinan", ``},
		"of the post at two places": {
			wang + "@document/day:1 of=place/jinan" + sun + "@document/day:2 of=place/zibo", ``},
		"by one person twice": {
			wang + "@document/day:1 of=place/jinan" + "\n" + wang + "@document/day:2 of=place/jinan from=2015", ``},
	} {
		t.Run(name, func(t *testing.T) { listed(t, build(t, posts+row.facts).Conflicts(), conflictLine, row.want) })
	}
}

func TestConflictsComeInAFixedOrder(t *testing.T) {
	listed(t, build(t, `
		post/mayor single
		programme/f formula=1+1
		place/zibo hasTarget metric/growth @document/a:1 amount="6 %" by=2025
		place/zibo hasTarget metric/growth @document/b:1 amount="7 %" by=2025
		place/jinan hasTarget metric/growth @document/a:2 amount="6 %" by=2025
		place/jinan hasTarget metric/growth @document/b:2 amount="7 %" by=2025
		programme/f covers industry/c @document/a:3 part=2
		programme/f covers industry/d @document/b:3 part=2
		programme/f covers industry/a @document/a:4 part=1
		programme/f covers industry/b @document/b:4 part=1
		official/wang holds post/mayor @document/a:5 of=place/jinan
		official/sun holds post/mayor @document/a:6 of=place/jinan`).Conflicts(), conflictLine, `
		HOLDERS place/jinan: official/sun @a:6 | official/wang @a:5
		MEMBERS programme/f part 1: industry/a @a:4 | industry/b @b:4
		MEMBERS programme/f part 2: industry/c @a:3 | industry/d @b:3
		VALUES target/place.jinan.growth.by-2025: 6 percent @a:2 | 7 percent @b:2
		VALUES target/place.zibo.growth.by-2025: 6 percent @a:1 | 7 percent @b:1`)
}

func TestValueConflictsAreThePairsThatALoopFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var facts strings.Builder
		amounts := []string{"6 %", "7 %", "> 6 %", ">= 7 %", "< 6 %", "~ 7 %", "5..8 %"}
		for line := range rapid.IntRange(0, 8).Draw(t, "claims") {
			fmt.Fprintf(&facts, "place/p%d hasTarget metric/growth @document/a:%d amount=%q by=%d %s\n", rapid.IntRange(0, 1).Draw(t, "place"), line+1,
				rapid.SampledFrom(amounts).Draw(t, "amount"), rapid.IntRange(2025, 2026).Draw(t, "by"), rapid.SampledFrom([]string{"", "recurrence=P1Y"}).Draw(t, "recurrence"))
		}
		v := build(t, facts.String())
		var want, got []*Claim // all that stand in some conflict
		for _, a := range v.Claims() {
			if slices.ContainsFunc(v.Claims(), func(b *Claim) bool {
				return a.Object == b.Object && a.Recurrence == b.Recurrence && !a.Quantity.Compatible(*b.Quantity)
			}) {
				want = append(want, a)
			}
		}
		for _, conflict := range v.Conflicts() {
			if len(conflict.Sides) < 2 {
				t.Fatalf("a conflict with one side: %s", conflictLine(conflict))
			}
			for _, side := range conflict.Sides {
				got = append(got, side.Claims...)
			}
		}
		slices.SortFunc(got, compareClaims)
		if !slices.Equal(got, want) {
			t.Fatalf("in conflict are %s, want %s", sources(got), sources(want))
		}
	})
}
