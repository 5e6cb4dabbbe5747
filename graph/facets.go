package graph

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// Facets count the items of a whole list, of all its pages, by what they are
// about and rest on. An item counts once for each value that it has, so counts of
// one facet can add up to more than the list.
type Facets struct {
	Kinds      []Tally[Kind]
	Industries []Tally[ID]
	Places     []Tally[ID]
	Years      []Tally[int] // of the documents; one whose date spans two years counts in both
	Stances    []Tally[Stance]
	Predicates []Tally[string]
	Documents  []Tally[ID]
}

// Tally is how many items have a value.
type Tally[T any] struct {
	Value T
	Count int
}

type tallies[T cmp.Ordered] map[T]int

func (t tallies[T]) add(values []T) {
	for i, value := range values {
		if !slices.Contains(values[:i], value) {
			t[value]++
		}
	}
}

// list orders tallies by count, the highest first.
func (t tallies[T]) list() []Tally[T] {
	list := make([]Tally[T], 0, len(t))
	for value, count := range t {
		list = append(list, Tally[T]{value, count})
	}
	slices.SortFunc(list, func(a, b Tally[T]) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return list
}

// Facets counts the list.
func (l List[T]) Facets(ctx context.Context) (Facets, error) {
	v := l.View
	kinds, stances, predicates := tallies[Kind]{}, tallies[Stance]{}, tallies[string]{}
	industries, places, documents, years := tallies[ID]{}, tallies[ID]{}, tallies[ID]{}, tallies[int]{}
	for i, item := range l.All() {
		if err := given(ctx, i); err != nil {
			return Facets{}, err
		}
		e := l.Evidence(item)
		var itsKinds []Kind
		for _, id := range e.Things {
			itsKinds = append(itsKinds, id.Kind())
		}
		var itsStances []Stance
		var itsPredicates []string
		var itsYears []int
		if e.Predicate != "" {
			itsPredicates = append(itsPredicates, e.Predicate)
		}
		for _, c := range e.Claims {
			if c.Stance != "" {
				itsStances = append(itsStances, c.Stance)
			}
			if e.Predicate == "" {
				itsPredicates = append(itsPredicates, c.Predicate)
			}
			itsYears = append(itsYears, v.DateOf(c).years()...)
		}
		kinds.add(itsKinds)
		industries.add(v.industries(e))
		places.add(v.places(e))
		stances.add(itsStances)
		predicates.add(itsPredicates)
		years.add(itsYears)
		documents.add(documentsOf(e.Claims))
	}
	return Facets{
		Kinds: kinds.list(), Industries: industries.list(), Places: places.list(), Years: years.list(),
		Stances: stances.list(), Predicates: predicates.list(), Documents: documents.list(),
	}, nil
}

// years are those in which the document may have been written.
func (d DocumentDate) years() []int {
	var list []int
	for _, date := range []Date{d.Earliest, d.Latest} {
		if len(date) < len("2006") {
			continue
		}
		if year, err := strconv.Atoi(string(date[:4])); err == nil && !slices.Contains(list, year) {
			list = append(list, year)
		}
	}
	return list
}

// First cuts the front from tallies, or from anything that is ordered by merit.
func First[T any](items []T, first int) ([]T, error) {
	if first < 1 || first > MaxPage {
		return nil, invalid("%d answers are asked for; 1 to %d can be had", first, MaxPage)
	}
	return items[:min(first, len(items))], nil
}
