package graph

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func likeness(l Likeness) string {
	return fmt.Sprintf("%s %.4f shared [%s] here [%s] there [%s]", l.Place, l.Score, joined(l.Shared()), joined(l.OnlyHere()), joined(l.OnlyThere()))
}

// Four places have priorities. Steel is one of all four, so it weighs
// ln(1+4/4) = 0.6931; chips are one of two: ln(1+4/2) = 1.0986; roses of two, and
// rail of one: ln(1+4/1) = 1.6094.
const four = `
	place/jinan prioritises industry/steel @document/a:1
	place/jinan prioritises industry/chips @document/a:2
	place/jinan prioritises industry/rail @document/a:3
	place/zibo prioritises industry/steel @document/a:4
	place/zibo prioritises industry/chips @document/a:5
	place/pingyin prioritises industry/steel @document/a:6
	place/pingyin prioritises industry/roses @document/a:7
	place/heze prioritises industry/steel @document/a:8
	place/heze prioritises industry/roses @document/a:9
	place/heze prioritises industry/roses @document/b:1
	place/heze supports industry/chips @document/b:2
	place/dezhou`

func TestPlacesAreAlikeInWhatTheyPrioritise(t *testing.T) {
	answers, err := build(t, four).Alike(t.Context(), LikenessQuestion{Place: "place/jinan"})
	if err != nil {
		t.Fatal(err)
	}
	// Zibo: (0.6931+1.0986) / (0.6931+1.0986+1.6094) = 0.5268.
	// Heze and Pingyin: 0.6931 / (0.6931+1.0986+1.6094+1.0986) = 0.1540.
	listed(t, answers, likeness, `
		place/zibo 0.5268 shared [industry/chips industry/steel] here [industry/rail] there []
		place/heze 0.1540 shared [industry/steel] here [industry/rail industry/chips] there [industry/roses]
		place/pingyin 0.1540 shared [industry/steel] here [industry/rail industry/chips] there [industry/roses]`)
}

func TestAScoreCanBeReckonedFromItsTerms(t *testing.T) {
	answers, err := build(t, four).Alike(t.Context(), LikenessQuestion{Place: "place/pingyin"})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, answers[1].Terms(), func(l LikenessTerm) string {
		return fmt.Sprintf("%s %.4f here [%s] there [%s]", l.Industry, l.Weight, sources(l.Here), sources(l.There))
	}, `
		industry/chips 1.0986 here [] there [a:5]
		industry/roses 1.0986 here [a:7] there []
		industry/steel 0.6931 here [a:6] there [a:4]`)
	for _, answer := range answers {
		var shared, all float64
		for _, term := range answer.Terms() {
			all += term.Weight
			if len(term.Here) > 0 && len(term.There) > 0 {
				shared += term.Weight
			}
		}
		if answer.Score != shared/all {
			t.Errorf("%s: the score is %f, its terms make %f", answer.Place, answer.Score, shared/all)
		}
	}
}

func TestTheSamePrioritiesScoreOne(t *testing.T) {
	answers, err := build(t, four).Alike(t.Context(), LikenessQuestion{Place: "place/pingyin"})
	if err != nil {
		t.Fatal(err)
	}
	if answers[0].Place != "place/heze" || answers[0].Score != 1 {
		t.Errorf("the most alike is %s", likeness(answers[0]))
	}
}

func TestARarePriorityInCommonOutweighsOneThatEverybodyHas(t *testing.T) {
	answers, err := build(t, `
		place/here prioritises industry/common @document/a:1
		place/here prioritises industry/rare @document/a:2
		place/by-common prioritises industry/common @document/a:3
		place/by-common prioritises industry/other @document/a:4
		place/by-rare prioritises industry/rare @document/a:5
		place/by-rare prioritises industry/another @document/a:6
		place/x prioritises industry/common @document/a:7
		place/x prioritises industry/other @document/a:8
		place/y prioritises industry/common @document/a:9
		place/y prioritises industry/another @document/a:10`).Alike(t.Context(), LikenessQuestion{Place: "place/here"})
	if err != nil {
		t.Fatal(err)
	}
	if len(answers) != 4 || answers[0].Place != "place/by-rare" {
		t.Errorf("the most alike is %s", likeness(answers[0]))
	}
}

func TestAnIndustryThatIsOnlyCappedIsNoPriority(t *testing.T) {
	answers, err := build(t, `
		place/here prioritises industry/steel @document/a:1 stance=LIMIT
		place/here prioritises industry/chips @document/a:2 stance=LEAD
		place/caps-too prioritises industry/steel @document/a:3 stance=LIMIT
		place/grows prioritises industry/steel @document/a:4 stance=GROW
		place/chips prioritises industry/chips @document/a:5 stance=NURTURE
		place/both prioritises industry/chips @document/a:6
		place/both prioritises industry/steel @document/a:7 stance=LIMIT
		place/both prioritises industry/steel @document/b:7 stance=UPGRADE`).Alike(t.Context(), LikenessQuestion{Place: "place/here"})
	if err != nil {
		t.Fatal(err)
	}
	// Four places have priorities; chips are one of three: ln(1+4/3) = 0.8473, steel
	// of two: ln(1+4/2) = 1.0986, so place/both scores 0.8473/1.9459 = 0.4354.
	listed(t, answers, likeness, `
		place/chips 1.0000 shared [industry/chips] here [] there []
		place/both 0.4354 shared [industry/chips] here [] there [industry/steel]
		place/grows 0.0000 shared [] here [industry/chips] there [industry/steel]`)
}

func TestPlacesWithNothingInCommonComeLast(t *testing.T) {
	v := build(t, four+`
		place/weihai prioritises industry/fishery @document/b:3`)
	answers, err := v.Alike(t.Context(), LikenessQuestion{Place: "place/zibo"})
	if err != nil || answers[0].Score == 0 || answers[len(answers)-1].Place != "place/weihai" || answers[len(answers)-1].Score != 0 {
		t.Errorf("place/zibo is like %v, %v", answers, err)
	}
	if answers, err := v.Alike(t.Context(), LikenessQuestion{Place: "place/dezhou"}); err != nil || len(answers) > 0 {
		t.Errorf("a place that prioritises nothing is like %v, %v", answers, err)
	}
	for id, want := range map[ID]Code{"place/atlantis": CodeNotFound, "industry/steel": CodeInvalid} {
		_, err := v.Alike(t.Context(), LikenessQuestion{Place: id})
		refused(t, err, want)
	}
}

func TestLikenessIsTheWeightedShareInBothDirections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegion(t)
		priorities := map[ID]map[ID]bool{}
		capped := func(c *Claim) bool { // by every claim of the pair
			return !slices.ContainsFunc(r.Claims(), func(other *Claim) bool {
				return other.Predicate == "prioritises" && other.Subject == c.Subject && other.Object == c.Object && other.Stance != Limit
			})
		}
		for _, c := range r.Claims() {
			if c.Predicate == "prioritises" && !capped(c) {
				if priorities[c.Subject] == nil {
					priorities[c.Subject] = map[ID]bool{}
				}
				priorities[c.Subject][c.Object] = true
			}
		}
		weight := func(industry ID) float64 {
			holders := 0
			for _, list := range priorities {
				if list[industry] {
					holders++
				}
			}
			return math.Log(1 + float64(len(priorities))/float64(holders))
		}
		answers := map[ID][]Likeness{}
		for place := range priorities {
			list, err := r.Alike(context.Background(), LikenessQuestion{Place: place})
			if err != nil {
				t.Fatal(err)
			}
			answers[place] = list
		}
		for a := range priorities {
			for b := range priorities {
				var shared, all float64
				for industry := range r.things {
					switch inA, inB := priorities[a][industry], priorities[b][industry]; {
					case inA && inB:
						shared += weight(industry)
						all += weight(industry)
					case inA || inB:
						all += weight(industry)
					}
				}
				got := 0.0
				if i := slices.IndexFunc(answers[a], func(l Likeness) bool { return l.Place == b }); i >= 0 {
					got = answers[a][i].Score
				}
				if want := shared / all; a != b && math.Abs(got-want) > 1e-9 {
					t.Fatalf("%s and %s are alike by %f, want %f", a, b, got, want)
				}
			}
			for i, l := range answers[a] {
				if l.Score < 0 || l.Score > 1+1e-9 || i > 0 && l.Score > answers[a][i-1].Score || l.Place == a {
					t.Fatalf("%s is alike %v", a, answers[a])
				}
			}
		}
	})
}

// The scores of p7 and p8 are equal but for their last digits, which sums in another
// order would have otherwise.
func TestTheMostAlikeAreTheFirstOfAll(t *testing.T) {
	facts := ""
	for place, industries := range []string{"06", "25", "12", "016", "0256", "256", "246", "346", "1246"} {
		for i, industry := range industries {
			facts += fmt.Sprintf("place/p%d prioritises industry/i%c @document/a:%d\n", place, industry, 10*place+i)
		}
	}
	list, err := build(t, facts).LikenessList(t.Context(), LikenessQuestion{Place: "place/p0"})
	if err != nil {
		t.Fatal(err)
	}
	all := list.All()
	for n := range all {
		if got, want := mapped(list.First(n), likeness), mapped(all[:n], likeness); !slices.Equal(got, want) {
			t.Errorf("the first %d are\n\t%s\nwant\n\t%s", n, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
		}
	}
}

func TestAlikeAnswersAsALoopOverAllClaimsDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRegion(t)
		q := LikenessQuestion{Place: "place/city0", RollUp: rapid.Bool().Draw(t, "roll up"),
			AsOf:   rapid.SampledFrom([]Date{"", "2012", "2018-12-31", "2019", "2021"}).Draw(t, "as of"),
			Within: rapid.SampledFrom([][]ID{nil, {"place/city1"}, {"place/city0", "place/district1"}, {"place/city1", "place/city0", "place/city1"}, {}}).Draw(t, "within")}
		if rapid.Bool().Draw(t, "filtered") {
			q.Filter = &ClaimFilter{Stances: []Stance{Lead, Limit}}
		}
		type priority struct{ place, industry ID }
		claims := map[priority][]*Claim{}
		for _, c := range r.Claims() {
			written := r.things[c.Document].Source.Date.Earliest
			if c.Predicate != "prioritises" || q.Filter != nil && c.Stance != Lead && c.Stance != Limit || q.AsOf != "" && written.Start() > q.AsOf.End() {
				continue
			}
			place := c.Subject
			if q.RollUp {
				place = r.city(place, cmp.Or(q.AsOf, written))
			}
			claims[priority{place, c.Object}] = append(claims[priority{place, c.Object}], c)
		}
		holders, priorities := map[ID]int{}, map[ID]map[ID]bool{}
		for p, stated := range claims {
			if !capped(stated) {
				if holders[p.industry]++; priorities[p.place] == nil {
					priorities[p.place] = map[ID]bool{}
				}
				priorities[p.place][p.industry] = true
			}
		}
		want := map[ID]float64{}
		for place, theirs := range priorities {
			lies := func(region ID) bool {
				if q.AsOf != "" {
					return slices.Contains(r.around(place, q.AsOf), region)
				}
				return r.everIn(place, region)
			}
			if place == q.Place || priorities[q.Place] == nil || q.Within != nil && !slices.ContainsFunc(q.Within, lies) {
				continue
			}
			var shared, all float64
			for industry := range holders {
				weight := math.Log(1 + float64(len(priorities))/float64(holders[industry]))
				here, there := priorities[q.Place][industry], theirs[industry]
				if here || there {
					all += weight
				}
				if here && there {
					shared += weight
				}
			}
			want[place] = shared / all
		}
		list, err := r.LikenessList(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		answers := list.All()
		if list.Count() != len(want) || len(answers) != len(want) {
			t.Fatalf("%d places, %d are counted, want %v", len(answers), list.Count(), want)
		}
		for i, l := range answers {
			if score, is := want[l.Place]; !is || math.Abs(score-l.Score) > 1e-9 || i > 0 && cmp.Or(cmp.Compare(answers[i-1].Score, l.Score), -cmp.Compare(answers[i-1].Place, l.Place)) <= 0 {
				t.Fatalf("%d is %s by %f, want %v", i, l.Place, l.Score, want)
			}
			for _, term := range l.Terms() {
				if got := claims[priority{l.Place, term.Industry}]; !capped(got) && len(got) != len(term.There) || capped(got) && term.There != nil {
					t.Fatalf("%s prioritises %s by %s, want %s", l.Place, term.Industry, sources(term.There), sources(got))
				}
			}
			for n := range len(answers) {
				if front := list.First(n); !slices.EqualFunc(front, answers[:n], func(a, b Likeness) bool { return a.Place == b.Place && a.Score == b.Score }) {
					t.Fatalf("the first %d are others", n)
				}
			}
		}
	})
}

// Among many places those that share but what everybody has are not even looked at.
func TestTheFirstOfManyAreTheFirstOfAll(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	var facts strings.Builder
	line := 0
	for place := range 600 {
		chosen := map[int]bool{}
		for range 2 + dice.IntN(4) {
			chosen[int(40*math.Pow(dice.Float64(), 3))] = true
		}
		for industry := range chosen {
			line++
			fmt.Fprintf(&facts, "place/p%d prioritises industry/i%d @document/a:%d\n", place, industry, line)
		}
	}
	v := build(t, facts.String())
	for place := 0; place < 600; place += 7 {
		list, err := v.LikenessList(t.Context(), LikenessQuestion{Place: ID(fmt.Sprintf("place/p%d", place))})
		if err != nil {
			t.Fatal(err)
		}
		all := list.All()
		for _, n := range []int{1, 5, 20, 100} {
			if got := list.First(n); !slices.Equal(got, all[:n]) {
				t.Fatalf("of place %d the first %d are %v, want %v", place, n, got, all[:n])
			}
		}
	}
}
