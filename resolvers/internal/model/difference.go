package model

import (
	"context"
	"sync"

	"github.com/polygraph-kg/polygraph/graph"
)

// Difference is between two states of the graph, each of which is read for itself.
type Difference struct {
	from, to *Reader
	claims   func() (removed, added []*graph.Claim)
}

// NewDifference compares two states of the graph in the languages of a Reader.
func NewDifference(r *Reader, from, to *graph.View) *Difference {
	return &Difference{r.At(from), r.At(to), sync.OnceValues(func() (removed, added []*graph.Claim) { return graph.ClaimsThatDiffer(from, to) })}
}

// From is the generation that is compared with.
func (d *Difference) From() int { return int(d.from.Generation()) }

// To is the generation that is compared.
func (d *Difference) To() int { return int(d.to.Generation()) }

// ClaimsAdded are those of the one generation that the other has not.
func (d *Difference) ClaimsAdded(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	_, added := d.claims()
	return Claims(ctx, d.to, added, filter, asOf, d.to.Page(orderBy, first, after, last, before))
}

// ClaimsRemoved are those that only the other has.
func (d *Difference) ClaimsRemoved(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	removed, _ := d.claims()
	return Claims(ctx, d.from, removed, filter, asOf, d.from.Page(orderBy, first, after, last, before))
}
