package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Facets are counts of a whole list.
type Facets struct {
	reader *Reader
	counts graph.Facets // each is counted when it is asked for
}

// KindCount is how many things of a kind there are.
type KindCount struct {
	Kind  graph.Kind
	Count int
}

// IndustryCount is how many items are about an industry.
type IndustryCount struct {
	Industry Industry
	Count    int
}

// PlaceCount is how many items are about a place.
type PlaceCount struct {
	Place Place
	Count int
}

// YearCount is how many items rest on documents of a year.
type YearCount struct {
	Year  int
	Count int
}

// StanceCount is how many items rest on claims of a stance.
type StanceCount struct {
	Stance graph.Stance
	Count  int
}

// PredicateCount is how many items rest on claims of a relation.
type PredicateCount struct {
	Predicate string
	Count     int
}

// DocumentCount is how many items rest on a document.
type DocumentCount struct {
	Document Document
	Count    int
}

// Kinds count by kind.
func (f Facets) Kinds(ctx context.Context) ([]KindCount, error) {
	return counted(ctx, f.counts.Kinds, func(t graph.Tally[graph.Kind]) KindCount { return KindCount{t.Value, t.Count} })
}

// Years count by year.
func (f Facets) Years(ctx context.Context) ([]YearCount, error) {
	return counted(ctx, f.counts.Years, func(t graph.Tally[int]) YearCount { return YearCount{t.Value, t.Count} })
}

// Stances count by stance.
func (f Facets) Stances(ctx context.Context) ([]StanceCount, error) {
	return counted(ctx, f.counts.Stances, func(t graph.Tally[graph.Stance]) StanceCount { return StanceCount{t.Value, t.Count} })
}

// Predicates count by relation.
func (f Facets) Predicates(ctx context.Context) ([]PredicateCount, error) {
	return counted(ctx, f.counts.Predicates, func(t graph.Tally[string]) PredicateCount { return PredicateCount{t.Value, t.Count} })
}

// Industries count by industry.
func (f Facets) Industries(ctx context.Context, first int) ([]IndustryCount, error) {
	if _, err := graph.First[int](nil, first); err != nil {
		return nil, err
	}
	tallies, err := f.counts.Industries(ctx, first)
	return each(tallies, func(t graph.Tally[graph.Node]) IndustryCount {
		return IndustryCount{one[Industry](f.reader, t.Value), t.Count}
	}), err
}

// Places count by place.
func (f Facets) Places(ctx context.Context, first int) ([]PlaceCount, error) {
	return most(ctx, f.counts.Places, first, func(t graph.Tally[graph.ID]) PlaceCount { return PlaceCount{of[Place](f.reader, t.Value), t.Count} })
}

// Documents count by document.
func (f Facets) Documents(ctx context.Context, first int) ([]DocumentCount, error) {
	return most(ctx, f.counts.Documents, first, func(t graph.Tally[graph.ID]) DocumentCount {
		return DocumentCount{of[Document](f.reader, t.Value), t.Count}
	})
}

func counted[S, T any](ctx context.Context, count func(context.Context) ([]graph.Tally[S], error), turn func(graph.Tally[S]) T) ([]T, error) {
	tallies, err := count(ctx)
	return each(tallies, turn), err
}

// most are the values that most items have.
func most[T any](ctx context.Context, count func(context.Context) ([]graph.Tally[graph.ID], error), first int, turn func(graph.Tally[graph.ID]) T) ([]T, error) {
	tallies, err := count(ctx)
	if err == nil {
		tallies, err = graph.First(tallies, first)
	}
	return each(tallies, turn), err
}
