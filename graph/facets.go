package graph

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"
)

// Facets count the items of a whole list, of all its pages, by what they are
// about and rest on. An item counts once for each value that it has, so counts of
// one facet can add up to more than the list. Each is counted when it is asked for.
type Facets struct {
	view *View
	each func(ctx context.Context, visit func(Evidence)) error
	// industriesOfEdges counts a list of edges, and tells whether it is one whose edges all
	// lead to or from an industry.
	industriesOfEdges func(ctx context.Context, most int) ([]Tally[Node], bool)
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

// Facets are those of the list.
func (l List[T]) Facets() Facets {
	return Facets{
		view: l.View,
		each: func(ctx context.Context, visit func(Evidence)) error {
			for i, item := range l.All() {
				if err := given(ctx, i); err != nil {
					return err
				}
				visit(l.Evidence(item))
			}
			return nil
		},
		industriesOfEdges: func(ctx context.Context, most int) ([]Tally[Node], bool) {
			if l.of.ends == nil {
				return nil, false
			}
			return countIndustries(ctx, l.View, l.each(), l.of.ends, most)
		},
	}
}

// tally counts what each item has.
func tally[T cmp.Ordered](ctx context.Context, f Facets, of func(Evidence) []T) ([]Tally[T], error) {
	counts := tallies[T]{}
	err := f.each(ctx, func(e Evidence) { counts.add(of(e)) })
	return counts.list(), err
}

// Kinds count by the kinds of what items are about.
func (f Facets) Kinds(ctx context.Context) ([]Tally[Kind], error) {
	return tally(ctx, f, func(e Evidence) []Kind {
		list := make([]Kind, len(e.Things))
		for i, id := range e.Things {
			list[i] = id.Kind()
		}
		return list
	})
}

// Industries count by industry: the most frequent, at most so many.
func (f Facets) Industries(ctx context.Context, most int) ([]Tally[Node], error) {
	if counts, simple := f.industriesOfEdges(ctx, most); simple {
		return counts, nil
	}
	counts, err := tally(ctx, f, f.view.industries)
	counts = counts[:min(most, len(counts))]
	list := make([]Tally[Node], len(counts))
	for i, count := range counts {
		node, _ := f.view.Node(count.Value)
		list[i] = Tally[Node]{node, count.Count}
	}
	return list, err
}

// Places count by place.
func (f Facets) Places(ctx context.Context) ([]Tally[ID], error) { return tally(ctx, f, f.view.places) }

// Years count by the years of documents; one whose date spans two counts in both.
func (f Facets) Years(ctx context.Context) ([]Tally[int], error) {
	return tally(ctx, f, func(e Evidence) []int {
		var list []int
		for _, c := range e.Claims {
			list = append(list, f.view.DateOf(c).years()...)
		}
		return list
	})
}

// Stances count by stance.
func (f Facets) Stances(ctx context.Context) ([]Tally[Stance], error) {
	return tally(ctx, f, func(e Evidence) []Stance {
		var list []Stance
		for _, c := range e.Claims {
			if c.Stance != "" {
				list = append(list, c.Stance)
			}
		}
		return list
	})
}

// Predicates count by predicate: that of a relation, or those of the claims.
func (f Facets) Predicates(ctx context.Context) ([]Tally[string], error) {
	return tally(ctx, f, func(e Evidence) []string {
		if e.Predicate != "" {
			return []string{e.Predicate}
		}
		list := make([]string, len(e.Claims))
		for i, c := range e.Claims {
			list[i] = c.Predicate
		}
		return list
	})
}

// Documents count by document.
func (f Facets) Documents(ctx context.Context) ([]Tally[ID], error) {
	return tally(ctx, f, func(e Evidence) []ID { return documentsOf(e.Claims) })
}

// countIndustries counts edges by the industries at their ends; false where one has none
// there that is described, so that more must be known of it, or where nobody waits any more.
func countIndustries[T any](ctx context.Context, v *View, edges iter.Seq[T], ends func(T) (subject, object number), most int) ([]Tally[Node], bool) {
	first, end := v.rangeOf(Industry)
	counts, w := make([]uint32, end-first), watch{ctx: ctx}
	for edge := range edges {
		if w.isGivenUp() {
			return nil, false
		}
		subject, object := ends(edge)
		known := false
		for i, n := range [2]number{subject, object} {
			if v.kinds[n] != industryKindNumber || i == 1 && object == subject {
				continue
			}
			if v.thingPlaces[n] == 0 {
				return nil, false
			}
			counts[v.thingPlaces[n]-1-first]++
			known = true
		}
		if !known {
			return nil, false
		}
	}
	type counted struct{ industry, count uint32 }
	list := make([]counted, 0, len(counts))
	for i, count := range counts {
		if count > 0 {
			list = append(list, counted{uint32(i), count})
		}
	}
	list = firstOf(list, most, func(a, b counted) int {
		if a.count != b.count {
			return cmp.Compare(b.count, a.count)
		}
		return cmp.Compare(a.industry, b.industry)
	})
	tallies := make([]Tally[Node], len(list))
	for i, c := range list {
		tallies[i] = Tally[Node]{Node{v, v.thingNumbers[first+c.industry]}, int(c.count)}
	}
	return tallies, true
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
