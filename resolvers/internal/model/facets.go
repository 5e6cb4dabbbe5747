package model

import "github.com/polygraph-kg/polygraph/graph"

// Facets are counts of a whole list.
type Facets struct {
	reader *Reader
	counts graph.Facets
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
func (f Facets) Kinds() []KindCount {
	return each(f.counts.Kinds, func(t graph.Tally[graph.Kind]) KindCount { return KindCount{t.Value, t.Count} })
}

// Years count by year.
func (f Facets) Years() []YearCount {
	return each(f.counts.Years, func(t graph.Tally[int]) YearCount { return YearCount{t.Value, t.Count} })
}

// Stances count by stance.
func (f Facets) Stances() []StanceCount {
	return each(f.counts.Stances, func(t graph.Tally[graph.Stance]) StanceCount { return StanceCount{t.Value, t.Count} })
}

// Predicates count by relation.
func (f Facets) Predicates() []PredicateCount {
	return each(f.counts.Predicates, func(t graph.Tally[string]) PredicateCount { return PredicateCount{t.Value, t.Count} })
}

// Industries count by industry.
func (f Facets) Industries(first int) ([]IndustryCount, error) {
	tallies, err := graph.First(f.counts.Industries, first)
	return each(tallies, func(t graph.Tally[graph.ID]) IndustryCount {
		return IndustryCount{one[Industry](f.reader, t.Value), t.Count}
	}), err
}

// Places count by place.
func (f Facets) Places(first int) ([]PlaceCount, error) {
	tallies, err := graph.First(f.counts.Places, first)
	return each(tallies, func(t graph.Tally[graph.ID]) PlaceCount { return PlaceCount{one[Place](f.reader, t.Value), t.Count} }), err
}

// Documents count by document.
func (f Facets) Documents(first int) ([]DocumentCount, error) {
	tallies, err := graph.First(f.counts.Documents, first)
	return each(tallies, func(t graph.Tally[graph.ID]) DocumentCount {
		return DocumentCount{one[Document](f.reader, t.Value), t.Count}
	}), err
}
