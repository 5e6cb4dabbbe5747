package graph

import (
	"context"
	"iter"
	"slices"
)

// List is a list that can be ordered, paged and counted by what its items rest on. It is
// made for each list of an answer, so it is small, and what it can do stands elsewhere.
type List[T any] struct {
	View  *View
	Items []T // in their own order; see All where later is given
	later *later[T]
	from  ID // the thing whose edges they are
	of    *listing[T]
}

// listing is what lists of one sort have in common.
type listing[T any] struct {
	// own says what the list's own order goes by. It must tell any two items apart.
	own      func(*List[T]) []Ordering[T]
	evidence func(*List[T], T) Evidence
	ends     func(T) (subject, object number) // of edges
}

// Evidence is what an item is about and rests on.
func (l *List[T]) Evidence(item T) Evidence { return l.of.evidence(l, item) }

// later makes the items of a long list when they are asked for: most who ask read the first
// few, and how many there are.
type later[T any] struct {
	count func() int
	first func(n int) []T // in their own order; fewer where there are not so many
	each  iter.Seq[T]     // all, without a list of them; nil where there is no such way
}

// each are the items, in their own order.
func (l *List[T]) each() iter.Seq[T] {
	if l.later != nil && l.later.each != nil {
		return l.later.each
	}
	return slices.Values(l.All())
}

// All are the items, in their own order.
func (l *List[T]) All() []T {
	if l.later != nil {
		return l.later.first(l.later.count())
	}
	return l.Items
}

// First are the first items, in their own order; fewer where there are not so many.
func (l *List[T]) First(n int) []T {
	if l.later != nil {
		return l.later.first(n)
	}
	return l.Items[:min(n, len(l.Items))]
}

// Count is how many items there are.
func (l *List[T]) Count() int {
	if l.later != nil {
		return l.later.count()
	}
	return len(l.Items)
}

// ThingList is a list of things in the order of their IDs.
func (v *View) ThingList(things []*Thing) List[*Thing] {
	return List[*Thing]{View: v, Items: things, of: listedThings}
}

var listedThings = &listing[*Thing]{
	evidence: func(l *List[*Thing], t *Thing) Evidence { return l.View.EvidenceOfThing(t) },
	own: func(*List[*Thing]) []Ordering[*Thing] {
		return []Ordering[*Thing]{byText(func(t *Thing) string { return string(t.ID) })}
	},
}

// ClaimList is a list of claims in the order in which a reader meets them.
func (v *View) ClaimList(claims []*Claim) List[*Claim] {
	return List[*Claim]{View: v, Items: claims, of: listedClaims}
}

var listedClaims = &listing[*Claim]{
	evidence: func(_ *List[*Claim], c *Claim) Evidence { return EvidenceOfClaim(c) },
	own: func(*List[*Claim]) []Ordering[*Claim] {
		return []Ordering[*Claim]{byText((*Claim).source), byText(func(c *Claim) string { return string(c.ID) })}
	},
}

// RelationsOf is a list of a thing's edges in the order of AllRelations.
func (v *View) RelationsOf(id ID, edges []Edge) List[Edge] {
	return List[Edge]{View: v, Items: edges, from: id, of: listedRelations}
}

var listedRelations = &listing[Edge]{
	ends:     Edge.ends,
	evidence: func(l *List[Edge], e Edge) Evidence { return EvidenceOfEdge(e, e.Other(l.from)) },
	own: func(l *List[Edge]) []Ordering[Edge] {
		return []Ordering[Edge]{
			byText(Edge.Predicate),
			byText(func(e Edge) string { return string(e.Other(l.from)) }),
			byText(func(e Edge) string { return string(e.Subject()) }),
		}
	},
}

// EdgeList is a list of edges by subject, predicate and object.
func (v *View) EdgeList(edges []Edge) List[Edge] {
	return List[Edge]{View: v, Items: edges, of: listedEdges}
}

var listedEdges = &listing[Edge]{
	ends:     Edge.ends,
	evidence: func(_ *List[Edge], e Edge) Evidence { return EvidenceOfEdge(e, e.Object()) },
	own:      func(*List[Edge]) []Ordering[Edge] { return []Ordering[Edge]{byText(Edge.Key)} },
}

// Answer is one of several answers to a question. Keys order answers and tell
// them apart.
type Answer interface {
	Key() string
	Evidence() Evidence
}

// AnswerList is a list of answers in the order of their keys, or, where a merit
// is given, of that, the highest first.
func AnswerList[T Answer](v *View, answers []T, merit ...func(T) float64) List[T] {
	return List[T]{View: v, Items: answers, of: &listing[T]{
		evidence: func(_ *List[T], answer T) Evidence { return answer.Evidence() },
		own: func(*List[T]) []Ordering[T] {
			var own []Ordering[T]
			for _, of := range merit {
				own = append(own, byMerit(of))
			}
			return append(own, byText(T.Key))
		},
	}}
}

// Page cuts a page. A cursor holds the place of an item in the order, not its
// number, so it stays good when items come and go between two generations.
func (l List[T]) Page(ctx context.Context, page Page) (slice Slice[T], err error) {
	err = slice.Cut(ctx, &l, &page)
	return slice, err
}

// Cut is Page in place, for those who cut one for every thing of an answer. Neither list nor
// page is changed or kept.
func (s *Slice[T]) Cut(ctx context.Context, l *List[T], page *Page) error {
	s.list, s.orderBy, s.languages = *l, page.OrderBy, page.Languages
	if err := given(ctx, 0); err != nil {
		return err // a request that has run out of time asks for nothing more
	}
	size, backwards, err := page.size()
	if err != nil {
		return err
	}
	if len(page.OrderBy) == 0 && page.After == nil && page.Before == nil && !backwards {
		s.Items = l.First(size)
		s.to = len(s.Items)
		return nil
	}
	list := *l // what l points to need not be on the heap for the sake of a few
	s.Items, s.from, err = list.cut(ctx, *page, size, backwards)
	s.to = s.from + len(s.Items)
	return err
}

// cut cuts a page by its cursors, or from the end, or out of another order. It tells how many
// items stand before it.
func (l *List[T]) cut(ctx context.Context, page Page, size int, backwards bool) (cut []T, before int, err error) {
	order, err := l.order(page)
	if err != nil {
		return nil, 0, err
	}
	items := l.All()
	if len(page.OrderBy) > 0 {
		if items, err = order.sorted(ctx, items); err != nil {
			return nil, 0, err
		}
	}
	start, end := 0, len(items)
	if page.After != nil {
		at, err := order.parse(*page.After)
		if err != nil {
			return nil, 0, err
		}
		index, found := slices.BinarySearchFunc(items, at, order.compareTo)
		if start = index; found {
			start++
		}
	}
	if page.Before != nil {
		at, err := order.parse(*page.Before)
		if err != nil {
			return nil, 0, err
		}
		end, _ = slices.BinarySearchFunc(items, at, order.compareTo)
	}
	end = max(end, start)
	if backwards {
		start = max(start, end-size)
	} else {
		end = min(end, start+size)
	}
	return items[start:end], start, nil
}
