package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Formula is a programme named by numbers.
type Formula struct {
	reader *Reader
	answer graph.Formula
}

// Formulas answers what formulas stand for.
func Formulas(ctx context.Context, r *Reader, q graph.FormulaQuestion, p graph.Page) (*FormulaConnection, error) {
	answers, err := r.View.Formulas(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, answers), p, func(a graph.Formula) Formula { return Formula{r, a} })
}

// expansion is what a thing's own formula stands for, if it has one.
func expansion(r *Reader, id graph.ID) (Formula, bool) {
	formula, ok := r.FormulaOf(id)
	return Formula{r, formula}, ok
}

// Programme is named by the numbers.
func (f Formula) Programme() Programme { return of[Programme](f.reader, f.answer.Programme.ID) }

// Formula is the numbers.
func (f Formula) Formula() string { return f.answer.Programme.Formula }

// Literal tells whether a document writes the numbers like this.
func (f Formula) Literal() bool { return f.answer.Literal }

// RunBy are those who run the programme.
func (f Formula) RunBy() []Thing {
	return each(f.reader.In(f.answer.Programme.ID, "runs"), func(e graph.Edge) Thing { return one[Thing](f.reader, e.SubjectNode()) })
}

// Parts are the numbers one by one.
func (f Formula) Parts() []FormulaPart {
	return each(f.answer.Parts, func(p graph.FormulaPart) FormulaPart { return FormulaPart{f.reader, p} })
}

// FormulaPart is one number of a formula.
type FormulaPart struct {
	reader *Reader
	part   graph.FormulaPart
}

// Position is which number it is.
func (p FormulaPart) Position() (int, bool) { return positive(p.part.Position) }

// Size is how many members it names.
func (p FormulaPart) Size() (int, bool) { return positive(p.part.Size) }

// Members are all that any document gives.
func (p FormulaPart) Members() []FormulaMember {
	return each(p.part.Members, func(m graph.FormulaMember) FormulaMember { return FormulaMember{p.reader, m} })
}

// FormulaMember is one thing that a number stands for.
type FormulaMember struct {
	reader *Reader
	member graph.FormulaMember
}

// Member is the thing.
func (m FormulaMember) Member() Thing { return of[Thing](m.reader, m.member.Member) }

// Expansion is what its own formula stands for.
func (m FormulaMember) Expansion() (Formula, bool) { return expansion(m.reader, m.member.Member) }

// Scales are the classes and amounts that documents give it.
func (m FormulaMember) Scales() []graph.Quantity { return m.member.Scales() }

// Claims say so.
func (m FormulaMember) Claims() []Claim { return claims(m.reader, m.member.Claims) }

func positive(n int) (int, bool) { return n, n > 0 }
