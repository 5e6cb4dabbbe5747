package graph

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// ComparisonQuestion asks how places stand side by side.
type ComparisonQuestion struct {
	Places []ID // in the order wanted
	RollUp bool // count what districts prioritise for their city
	AsOf   Date
	Filter *ClaimFilter
}

// Comparison shows places side by side. Each list of cells has one for each place,
// in the order asked.
type Comparison struct {
	Places     []ID
	Shared     []ID // industries that all of them prioritise, the rarest of all first
	Industries []IndustryComparison
	Metrics    []MetricComparison
	Pairs      []PairLikeness
}

// IndustryComparison is one industry that at least one of the places prioritises.
type IndustryComparison struct {
	Industry ID
	Count    int        // how many of the places
	Cells    [][]*Claim // none where the place does not prioritise it
}

// MetricComparison is one metric of which at least one place has a target or a figure.
type MetricComparison struct {
	Metric ID
	Cells  []MetricCell
}

// MetricCell is what is said of the metric at one place.
type MetricCell struct {
	Targets []*Claim
	Figures []*Claim
}

// PairLikeness is how alike two of the places are.
type PairLikeness struct {
	First ID
	Likeness
}

// The bounds of a comparison.
const (
	MinCompared = 2
	MaxCompared = 5
)

// Compare shows places side by side: what each prioritises and how, what is
// promised and measured of each, and how alike each two are. Industries that more
// of the places prioritise come first, then by ID.
func (v *View) Compare(ctx context.Context, q ComparisonQuestion) (*Comparison, error) {
	if len(q.Places) < MinCompared || len(q.Places) > MaxCompared {
		return nil, invalid("%d places are to be compared; name %d to %d", len(q.Places), MinCompared, MaxCompared)
	}
	if err := (&compiler{view: v}).require(q.Places, Place); err != nil {
		return nil, err
	}
	for i, place := range q.Places {
		if slices.Contains(q.Places[:i], place) {
			return nil, invalid("%q is named twice; name different places", place)
		}
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	counted := priorityFilter{rollUp: q.RollUp, asOf: q.AsOf, test: test}
	measure, err := v.likeness(ctx, counted)
	if err != nil {
		return nil, err
	}
	answer := &Comparison{Places: q.Places}
	ranks := make(map[int32][][]*Claim)
	for i, place := range q.Places {
		if err := v.rolledAway(place, counted, measure); err != nil {
			return nil, err
		}
		here, _ := measure.find(v.numberOf(place))
		for _, e := range measure.of(here) {
			if ranks[e.rank] == nil {
				ranks[e.rank] = make([][]*Claim, len(q.Places))
			}
			ranks[e.rank][i] = e.claims
		}
		for _, other := range q.Places[i+1:] {
			there, _ := measure.find(v.numberOf(other))
			likeness := measure.between(here, there)
			likeness.Place = other
			answer.Pairs = append(answer.Pairs, PairLikeness{First: place, Likeness: likeness})
		}
	}
	for _, rank := range slices.Sorted(maps.Keys(ranks)) {
		row := IndustryComparison{Industry: measure.industry(rank), Cells: ranks[rank]}
		for _, claims := range row.Cells {
			if len(claims) > 0 {
				row.Count++
			}
		}
		answer.Industries = append(answer.Industries, row)
		if row.Count == len(q.Places) {
			answer.Shared = append(answer.Shared, row.Industry)
		}
	}
	slices.SortFunc(answer.Industries, func(a, b IndustryComparison) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Industry, b.Industry))
	})
	answer.Metrics = v.compareMetrics(q, test)
	return answer, given(ctx, 0)
}

func (v *View) compareMetrics(q ComparisonQuestion, test func(*Claim) bool) []MetricComparison {
	cells := make(map[ID][]MetricCell)
	for i, place := range q.Places {
		for _, predicate := range []string{"hasTarget", "hasFigure"} {
			for _, edge := range v.Out(place, predicate) {
				for _, claim := range edge.Claims() {
					thing := v.Thing(edge.Object())
					if thing == nil || thing.Measure == nil || test != nil && !test(claim) || !v.WrittenBy(claim, q.AsOf) {
						continue
					}
					metric := thing.Measure.Metric
					if cells[metric] == nil {
						cells[metric] = make([]MetricCell, len(q.Places))
					}
					if cell := &cells[metric][i]; predicate == "hasTarget" {
						cell.Targets = append(cell.Targets, claim)
					} else {
						cell.Figures = append(cell.Figures, claim)
					}
				}
			}
		}
	}
	var list []MetricComparison
	for _, metric := range sortedKeys(cells) {
		list = append(list, MetricComparison{Metric: metric, Cells: cells[metric]})
	}
	return list
}
