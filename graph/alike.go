package graph

import (
	"cmp"
	"context"
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
	Place   ID
	Score   float64 // 0 nothing shared … 1 the same priorities
	measure *likenessMeasure
	here    int32 // places of the measure; noPlace where one prioritises nothing
	there   int32
}

// LikenessTerm is what one industry contributes: its weight, and the claims by which
// the place that was asked about and the other one prioritise it. The score is the sum
// of the weights where both do, over the sum of all.
type LikenessTerm struct {
	Industry    ID
	Weight      float64
	Here, There []*Claim
}

// Terms are all industries that either prioritises, the rarest first.
func (l Likeness) Terms() []LikenessTerm {
	var terms []LikenessTerm
	l.measure.each(l.here, l.there, func(rank int32, here, there []*Claim) {
		terms = append(terms, LikenessTerm{l.measure.industry(rank), l.measure.weights[rank], here, there})
	})
	return terms
}

// Shared are the industries that both prioritise, the rarest first.
func (l Likeness) Shared() []ID { return l.industries(true, true) }

// OnlyHere are prioritised by the place that was asked about alone.
func (l Likeness) OnlyHere() []ID { return l.industries(true, false) }

// OnlyThere are prioritised by the other place alone.
func (l Likeness) OnlyThere() []ID { return l.industries(false, true) }

func (l Likeness) industries(byHere, byThere bool) []ID {
	var list []ID
	l.measure.each(l.here, l.there, func(rank int32, here, there []*Claim) {
		if (here != nil) == byHere && (there != nil) == byThere {
			list = append(list, l.measure.industry(rank))
		}
	})
	return list
}

// Key orders places that are equally alike.
func (l Likeness) Key() string { return string(l.Place) }

// Evidence is what the answer is about; a likeness is reckoned, not claimed.
func (l Likeness) Evidence() Evidence {
	return Evidence{Of: l.Place, Things: append([]ID{l.Place}, l.Shared()...), Stated: true}
}

// Alike lists the other places that prioritise anything, most alike first; those that
// share nothing with the place come last. It is empty for a place that prioritises
// nothing. An industry that is only capped is no priority here.
func (v *View) Alike(ctx context.Context, q LikenessQuestion) ([]Likeness, error) {
	list, err := v.LikenessList(ctx, q)
	if err != nil {
		return nil, err
	}
	return list.All(), given(ctx, 0) // what is made later may have been given up
}

// LikenessList is the same as a list of which the first few can be had without the rest.
func (v *View) LikenessList(ctx context.Context, q LikenessQuestion) (List[Likeness], error) {
	list := AnswerList[Likeness](v, nil, func(l Likeness) float64 { return l.Score })
	c := compiler{view: v}
	if err := cmp.Or(c.require([]ID{q.Place}, Place), c.require(q.Within, Place)); err != nil {
		return list, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return list, err
	}
	counted := priorityFilter{rollUp: q.RollUp, asOf: q.AsOf, test: test}
	measure, err := v.likeness(ctx, counted)
	if err != nil {
		return list, err
	}
	if err := v.rolledAway(q.Place, counted, measure); err != nil {
		return list, err
	}
	here, has := measure.find(v.numberOf(q.Place))
	if !has {
		return list, given(ctx, 0)
	}
	others := len(measure.places) - 1
	var inside func(place int32) bool
	if q.Within != nil {
		territory := v.territory(ctx, q.Within, q.AsOf)
		inside = func(place int32) bool { return territory[v.idOf(measure.places[place])] }
		others = 0
		for place := range int32(len(measure.places)) {
			if place != here && inside(place) {
				others++
			}
		}
	}
	list.later = &later[Likeness]{count: func() int { return others }, first: func(n int) []Likeness { return measure.mostAlike(ctx, here, min(n, others), inside) }}
	return list, given(ctx, 0)
}
