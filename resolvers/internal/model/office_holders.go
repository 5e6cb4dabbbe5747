package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// OfficeHolder is a tenure with the evidence for it.
type OfficeHolder struct {
	reader *Reader
	answer graph.OfficeHolder
}

// OfficeHolders answers who held which post.
func OfficeHolders(ctx context.Context, r *Reader, q graph.OfficeQuestion, p graph.Page) (*OfficeHolderConnection, error) {
	answers, err := r.View.OfficeHolders(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, answers), p, func(a graph.OfficeHolder) OfficeHolder { return OfficeHolder{r, a} })
}

// Tenure is what was held.
func (o OfficeHolder) Tenure() Tenure { return of[Tenure](o.reader, o.answer.Tenure.ID) }

// Official held it.
func (o OfficeHolder) Official() Official {
	return of[Official](o.reader, o.answer.Tenure.Holding.Official)
}

// Post was held.
func (o OfficeHolder) Post() Post { return of[Post](o.reader, o.answer.Tenure.Holding.Post) }

// At is where.
func (o OfficeHolder) At() Thing { return of[Thing](o.reader, o.answer.Tenure.Holding.At) }

// Attested are the dates that documents prove.
func (o OfficeHolder) Attested() []graph.DocumentDate { return o.answer.Attested() }

// Claims say so.
func (o OfficeHolder) Claims() []Claim { return claims(o.reader, o.answer.Claims) }
