package graph

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// LikenessQuestion asks which places are like another in what they prioritise.
type LikenessQuestion struct {
	Place  ID
	RollUp bool // count what districts prioritise for their city
	AsOf   Date // the map to roll up by, and the documents known; of each claim's own date when empty
	Within []ID // compare with places that lie in one of these alone
	Filter *ClaimFilter
}

// Likeness is how alike two places are in what they prioritise.
type Likeness struct {
	Place     ID
	Score     float64 // 0 nothing shared … 1 the same priorities
	Shared    []ID    // industries, the rarest first
	OnlyHere  []ID    // prioritised by the place that was asked about
	OnlyThere []ID
	Terms     []LikenessTerm // all of these industries, the rarest first
}

// LikenessTerm is what one industry contributes: its weight, and the claims by which
// the place that was asked about and the other one prioritise it. The score is the sum
// of the weights where both do, over the sum of all.
type LikenessTerm struct {
	Industry    ID
	Weight      float64
	Here, There []*Claim
}

// Key orders places that are equally alike.
func (l Likeness) Key() string { return string(l.Place) }

// Evidence is what the answer is about; a likeness is reckoned, not claimed.
func (l Likeness) Evidence() Evidence {
	return Evidence{Of: l.Place, Things: append([]ID{l.Place}, l.Shared...), Stated: true}
}

// likenessMeasure weighs how alike places are. The score is a weighted Jaccard index: the
// summed weights of shared industries over those of all industries of either
// place. An industry's weight is ln(1 + places/places that prioritise it), so that
// a rare priority in common says more than one that everybody has.
type likenessMeasure struct {
	profiles map[ID]map[ID][]*Claim
	holders  map[ID]int // how many places prioritise an industry
}

// likeness measures by all claims, or by those that count. What all claims say is
// measured once for a View: a page of places may ask for it a hundred times.
func (v *View) likeness(f priorityFilter) likenessMeasure {
	if f.test == nil && f.asOf == "" && !f.rollUp {
		return v.plainLikeness()
	}
	return v.measureLikeness(f)
}

func (v *View) measureLikeness(f priorityFilter) likenessMeasure {
	m := likenessMeasure{profiles: v.profiles(f), holders: make(map[ID]int)}
	for _, industries := range m.profiles {
		for industry := range industries {
			m.holders[industry]++
		}
	}
	return m
}

func (m likenessMeasure) weight(industry ID) float64 {
	return math.Log(1 + float64(len(m.profiles))/float64(m.holders[industry]))
}

func (m likenessMeasure) rarestFirst(a, b ID) int {
	return cmp.Or(cmp.Compare(m.holders[a], m.holders[b]), cmp.Compare(a, b))
}

// between compares two places.
func (m likenessMeasure) between(here, there ID) Likeness {
	answer := Likeness{Place: there}
	ours, theirs := m.profiles[here], m.profiles[there]
	industries := make([]ID, 0, len(ours)+len(theirs))
	for industry := range ours {
		industries = append(industries, industry)
	}
	for industry := range theirs {
		if ours[industry] == nil {
			industries = append(industries, industry)
		}
	}
	slices.SortFunc(industries, m.rarestFirst)
	var shared, total float64
	for _, industry := range industries {
		term := LikenessTerm{industry, m.weight(industry), ours[industry], theirs[industry]}
		answer.Terms = append(answer.Terms, term)
		total += term.Weight
		switch {
		case term.There == nil:
			answer.OnlyHere = append(answer.OnlyHere, industry)
		case term.Here == nil:
			answer.OnlyThere = append(answer.OnlyThere, industry)
		default:
			shared += term.Weight
			answer.Shared = append(answer.Shared, industry)
		}
	}
	if total > 0 {
		answer.Score = shared / total
	}
	return answer
}

// Alike lists the other places that prioritise anything, most alike first; those that
// share nothing with the place come last. It is empty for a place that prioritises
// nothing. An industry that is only capped is no priority here.
func (v *View) Alike(ctx context.Context, q LikenessQuestion) ([]Likeness, error) {
	c := compiler{view: v}
	if err := cmp.Or(c.require([]ID{q.Place}, Place), c.require(q.Within, Place)); err != nil {
		return nil, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	counted := priorityFilter{rollUp: q.RollUp, asOf: q.AsOf, test: test}
	measure := v.likeness(counted)
	if err := v.rolledAway(q.Place, counted, measure.profiles); err != nil {
		return nil, err
	}
	var inside map[ID]bool
	if q.Within != nil {
		inside = v.territory(q.Within, q.AsOf)
	}
	var answers []Likeness
	for other := range measure.profiles {
		if measure.profiles[q.Place] == nil || other == q.Place || inside != nil && !inside[other] {
			continue
		}
		answers = append(answers, measure.between(q.Place, other))
	}
	slices.SortFunc(answers, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Place, b.Place))
	})
	return answers, given(ctx, 0)
}
