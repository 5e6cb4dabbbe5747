package model

import (
	"context"
	"sync"

	"github.com/polygraph-kg/polygraph/graph"
)

// Difference is between two states of the graph, each of which is read for itself.
type Difference struct {
	from, to *Reader
	claims   func() graph.Difference
}

// NewDifference compares two states of the graph in the languages of a Reader.
func NewDifference(r *Reader, from, to *graph.View) *Difference {
	return &Difference{r.At(from), r.At(to), sync.OnceValue(func() graph.Difference { return graph.DifferenceOf(from, to) })}
}

// From is the generation that is compared with.
func (d *Difference) From() int { return int(d.from.Generation()) }

// To is the generation that is compared.
func (d *Difference) To() int { return int(d.to.Generation()) }

// ClaimsAdded are those that only the one generation has.
func (d *Difference) ClaimsAdded(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(ctx, d.to, d.claims().Added, filter, asOf, d.to.Page(orderBy, first, after, last, before))
}

// ClaimsChanged are those that changed, as they are.
func (d *Difference) ClaimsChanged(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(ctx, d.to, d.claims().Changed, filter, asOf, d.to.Page(orderBy, first, after, last, before))
}

// ClaimsBefore are those that changed, as they were.
func (d *Difference) ClaimsBefore(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(ctx, d.from, d.claims().Before, filter, asOf, d.from.Page(orderBy, first, after, last, before))
}

// ClaimsRemoved are those that only the other has.
func (d *Difference) ClaimsRemoved(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(ctx, d.from, d.claims().Removed, filter, asOf, d.from.Page(orderBy, first, after, last, before))
}
