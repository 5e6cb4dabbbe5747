package graph

import (
	"cmp"
	"math"
	"slices"
)

// Likeness is how alike two places are in what they prioritise.
type Likeness struct {
	Place     ID
	Score     float64 // 0 nothing shared … 1 the same priorities
	Shared    []ID    // industries, the rarest first
	OnlyHere  []ID    // prioritised by the place that was asked about
	OnlyThere []ID
}

// Alike lists the places that share a priority with the given one, most alike
// first. The score is a weighted Jaccard index: the summed weights of shared
// industries over those of all industries of either place. An industry's weight
// is ln(1 + places/places that prioritise it), so that a rare priority in common
// says more than one that everybody has. An industry that is only capped is no
// priority here.
func (v *View) Alike(place ID) ([]Likeness, error) {
	if _, err := v.Require(place, Place); err != nil {
		return nil, err
	}
	priorities := make(map[ID][]ID) // by place
	holders := make(map[ID]int)     // by industry
	for _, edge := range v.Edges("prioritises") {
		if edge.capped() {
			continue
		}
		priorities[edge.Subject] = append(priorities[edge.Subject], edge.Object)
		holders[edge.Object]++
	}
	weight := func(industry ID) float64 {
		return math.Log(1 + float64(len(priorities))/float64(holders[industry]))
	}
	rarestFirst := func(a, b ID) int {
		return cmp.Or(cmp.Compare(holders[a], holders[b]), cmp.Compare(a, b))
	}
	var answers []Likeness
	for other, theirs := range priorities {
		if other == place {
			continue
		}
		answer := Likeness{Place: other}
		var shared, total float64
		for _, industry := range priorities[place] {
			total += weight(industry)
			if slices.Contains(theirs, industry) {
				shared += weight(industry)
				answer.Shared = append(answer.Shared, industry)
			} else {
				answer.OnlyHere = append(answer.OnlyHere, industry)
			}
		}
		for _, industry := range theirs {
			if !slices.Contains(priorities[place], industry) {
				total += weight(industry)
				answer.OnlyThere = append(answer.OnlyThere, industry)
			}
		}
		if len(answer.Shared) == 0 {
			continue
		}
		answer.Score = shared / total
		for _, list := range [][]ID{answer.Shared, answer.OnlyHere, answer.OnlyThere} {
			slices.SortFunc(list, rarestFirst)
		}
		answers = append(answers, answer)
	}
	slices.SortFunc(answers, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Place, b.Place))
	})
	return answers, nil
}

// capped tells whether every claim of a priority is that the industry is limited.
func (e *Edge) capped() bool {
	return len(e.Claims) > 0 && !slices.ContainsFunc(e.Claims, func(c *Claim) bool { return c.Stance != Limit })
}
