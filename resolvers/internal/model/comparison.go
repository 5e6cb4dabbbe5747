package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Comparison shows places side by side.
type Comparison struct {
	reader *Reader
	answer *graph.Comparison
	places []Place
}

// NewComparison answers how places stand side by side.
func NewComparison(ctx context.Context, r *Reader, q graph.ComparisonQuestion) (*Comparison, error) {
	answer, err := r.View.Compare(ctx, q)
	if err != nil {
		return nil, err
	}
	noteComparison(r, answer)
	return &Comparison{r, answer, all[Place](r, answer.Places)}, nil
}

// Exports leads to files of the comparison.
func (c Comparison) Exports(ctx context.Context, formats []string) ([]ExportLink, error) {
	return c.reader.links(ctx, formats)
}

// Places are those that were asked about.
func (c Comparison) Places() []Place { return c.places }

// Shared are the industries that all prioritise.
func (c Comparison) Shared() []Industry { return all[Industry](c.reader, c.answer.Shared) }

// Industries are those that any of them prioritises.
func (c Comparison) Industries() []IndustryComparison {
	return each(c.answer.Industries, func(row graph.IndustryComparison) IndustryComparison {
		return IndustryComparison{c, row}
	})
}

// Metrics are those of which any of them has a target or figure.
func (c Comparison) Metrics() []MetricComparison {
	return each(c.answer.Metrics, func(row graph.MetricComparison) MetricComparison { return MetricComparison{c, row} })
}

// Pairs tell how alike each two are.
func (c Comparison) Pairs() []PairLikeness {
	return each(c.answer.Pairs, func(p graph.PairLikeness) PairLikeness { return PairLikeness{c.reader, p} })
}

// IndustryComparison is one industry, place by place.
type IndustryComparison struct {
	of  Comparison
	row graph.IndustryComparison
}

// Industry is what is compared.
func (i IndustryComparison) Industry() Industry { return of[Industry](i.of.reader, i.row.Industry) }

// Count is how many places prioritise it.
func (i IndustryComparison) Count() int { return i.row.Count }

// Cells are one for each place.
func (i IndustryComparison) Cells() []IndustryCell {
	cells := make([]IndustryCell, len(i.of.places))
	for n, place := range i.of.places {
		cells[n] = IndustryCell{Place: place, Stances: graph.StancesOf(i.row.Cells[n]), Claims: claims(i.of.reader, i.row.Cells[n])}
	}
	return cells
}

// IndustryCell is how one place treats an industry.
type IndustryCell struct {
	Place   Place
	Stances []graph.Stance
	Claims  []Claim
}

// MetricComparison is one metric, place by place.
type MetricComparison struct {
	of  Comparison
	row graph.MetricComparison
}

// Metric is what is compared.
func (m MetricComparison) Metric() Metric { return of[Metric](m.of.reader, m.row.Metric) }

// Cells are one for each place.
func (m MetricComparison) Cells() []MetricCell {
	cells := make([]MetricCell, len(m.of.places))
	for n, place := range m.of.places {
		cells[n] = MetricCell{Place: place, Targets: claims(m.of.reader, m.row.Cells[n].Targets), Figures: claims(m.of.reader, m.row.Cells[n].Figures)}
	}
	return cells
}

// MetricCell is what is said of a metric at one place.
type MetricCell struct {
	Place   Place
	Targets []Claim
	Figures []Claim
}

// PairLikeness is how alike two places are.
type PairLikeness struct {
	reader *Reader
	answer graph.PairLikeness
}

// First is the one.
func (p PairLikeness) First() Place { return of[Place](p.reader, p.answer.First) }

// Second is the other.
func (p PairLikeness) Second() Place { return of[Place](p.reader, p.answer.Place) }

// Score is 0 to 1; there is none when one of the places prioritises nothing.
func (p PairLikeness) Score() (float64, bool) {
	a := p.answer
	return a.Score, len(a.Shared()) > 0 || len(a.OnlyHere()) > 0 && len(a.OnlyThere()) > 0
}

// Shared are the industries that both prioritise.
func (p PairLikeness) Shared() []Industry { return all[Industry](p.reader, p.answer.Shared()) }

// OnlyFirst are those of the first alone.
func (p PairLikeness) OnlyFirst() []Industry { return all[Industry](p.reader, p.answer.OnlyHere()) }

// OnlySecond are those of the second alone.
func (p PairLikeness) OnlySecond() []Industry { return all[Industry](p.reader, p.answer.OnlyThere()) }

// Terms are what the score is made of.
func (p PairLikeness) Terms() []LikenessTerm { return each(p.answer.Terms(), likenessTerm(p.reader)) }
