package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// SharedPriority is a place that prioritises what was asked for.
type SharedPriority struct {
	reader *Reader
	answer graph.SharedPriority
}

// SharedPriorities answers which places share a priority.
func SharedPriorities(ctx context.Context, r *Reader, q graph.PriorityQuestion, p graph.Page) (*SharedPriorityConnection, error) {
	list, err := r.View.SharedPriorityList(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, list, p, func(a graph.SharedPriority) SharedPriority { return SharedPriority{r, a} })
}

// Place prioritises it.
func (s SharedPriority) Place() Place { return one[Place](s.reader, s.answer.Place()) }

// Industries are those that were asked for.
func (s SharedPriority) Industries() []Industry {
	return all[Industry](s.reader, s.answer.Industries())
}

// Stances are those of the claims.
func (s SharedPriority) Stances() []graph.Stance { return s.answer.Stances() }

// Since is when the earliest document says so.
func (s SharedPriority) Since() (graph.DocumentDate, bool) { return known(s.answer.Since()) }

// Documents say so.
func (s SharedPriority) Documents() []Document { return all[Document](s.reader, s.answer.Documents()) }

// Languages are those of the documents.
func (s SharedPriority) Languages() []string { return s.answer.Languages() }

// Priorities are behind the answer.
func (s SharedPriority) Priorities() []StatedPriority {
	list := make([]StatedPriority, s.answer.Len())
	for i := range list {
		list[i] = StatedPriority{s.reader, s.answer.Priority(i)}
	}
	return list
}

// StatedPriority is one stated priority.
type StatedPriority struct {
	reader   *Reader
	priority graph.Priority
}

// Place is the one that the documents name.
func (s StatedPriority) Place() Place { return one[Place](s.reader, s.priority.Place()) }

// Industry is the one that the documents name.
func (s StatedPriority) Industry() Industry { return one[Industry](s.reader, s.priority.Industry()) }

// Stances are those of the claims.
func (s StatedPriority) Stances() []graph.Stance { return s.priority.Stances() }

// Claims say so.
func (s StatedPriority) Claims() []Claim { return claims(s.reader, s.priority.Claims()) }

// Likeness is how alike another place is.
type Likeness struct {
	reader *Reader
	answer graph.Likeness
}

// Likenesses answers which places are alike.
func Likenesses(ctx context.Context, r *Reader, q graph.LikenessQuestion, p graph.Page) (*LikenessConnection, error) {
	list, err := r.View.LikenessList(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, list, p, func(a graph.Likeness) Likeness { return Likeness{r, a} })
}

// Place is the other place.
func (l Likeness) Place() Place { return of[Place](l.reader, l.answer.Place) }

// Score is 0 to 1.
func (l Likeness) Score() float64 { return l.answer.Score }

// Shared are the industries that both prioritise.
func (l Likeness) Shared() []Industry { return all[Industry](l.reader, l.answer.Shared()) }

// OnlyHere are those of the place that was asked about.
func (l Likeness) OnlyHere() []Industry { return all[Industry](l.reader, l.answer.OnlyHere()) }

// OnlyThere are those of the other place.
func (l Likeness) OnlyThere() []Industry { return all[Industry](l.reader, l.answer.OnlyThere()) }

// Terms are what the score is made of.
func (l Likeness) Terms() []LikenessTerm { return each(l.answer.Terms(), likenessTerm(l.reader)) }

// LikenessTerm is what one industry contributes to a likeness.
type LikenessTerm struct {
	reader *Reader
	term   graph.LikenessTerm
}

func likenessTerm(r *Reader) func(graph.LikenessTerm) LikenessTerm {
	return func(t graph.LikenessTerm) LikenessTerm { return LikenessTerm{r, t} }
}

// Industry is what is prioritised.
func (t LikenessTerm) Industry() Industry { return of[Industry](t.reader, t.term.Industry) }

// Weight is the greater, the fewer places prioritise the industry.
func (t LikenessTerm) Weight() float64 { return t.term.Weight }

// Here are the claims of the place that was asked about, or the first of a pair.
func (t LikenessTerm) Here() []Claim { return claims(t.reader, t.term.Here) }

// There are the claims of the other place.
func (t LikenessTerm) There() []Claim { return claims(t.reader, t.term.There) }
