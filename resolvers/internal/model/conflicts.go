package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Conflict is a disagreement between claims.
type Conflict struct {
	reader *Reader
	answer graph.Conflict
}

// Conflicts answers where documents disagree.
func Conflicts(ctx context.Context, r *Reader, q graph.ConflictQuestion, p graph.Page) (*ConflictConnection, error) {
	answers, err := r.ConflictsWhere(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, answers), p, func(c graph.Conflict) Conflict { return Conflict{r, c} })
}

func conflicts(r *Reader, list []graph.Conflict) []Conflict {
	return each(list, func(c graph.Conflict) Conflict { return Conflict{r, c} })
}

// Kind is in what they disagree.
func (c Conflict) Kind() graph.ConflictKind { return c.answer.Kind }

// About is what it is about.
func (c Conflict) About() Thing { return of[Thing](c.reader, c.answer.About) }

// Part is which number of a formula.
func (c Conflict) Part() (int, bool) { return positive(c.answer.Part) }

// Sides cannot all be true.
func (c Conflict) Sides() []ConflictSide {
	return each(c.answer.Sides, func(s graph.ConflictSide) ConflictSide { return ConflictSide{c.reader, s} })
}

// ConflictSide is one side of it.
type ConflictSide struct {
	reader *Reader
	side   graph.ConflictSide
}

// Thing is the member or the official.
func (s ConflictSide) Thing() Thing { return Wrap(s.reader, s.side.Value) }

// Quantity is the value.
func (s ConflictSide) Quantity() *graph.Quantity { return s.side.Quantity }

// Claims are on this side.
func (s ConflictSide) Claims() []Claim { return claims(s.reader, s.side.Claims) }
