package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// OrderKey is something that every list can be ordered by.
type OrderKey string

// The keys of orders.
const (
	OrderByID        OrderKey = "ID"
	OrderByLabel     OrderKey = "LABEL"
	OrderByKind      OrderKey = "KIND"
	OrderByPredicate OrderKey = "PREDICATE"
	OrderByStance    OrderKey = "STANCE"
	OrderBySource    OrderKey = "SOURCE"
	OrderByEarliest  OrderKey = "EARLIEST"
	OrderByLatest    OrderKey = "LATEST"
	OrderByDue       OrderKey = "DUE"
	OrderByValue     OrderKey = "VALUE"
	OrderByClaims    OrderKey = "CLAIMS"
	OrderByDocuments OrderKey = "DOCUMENTS"
	OrderByRelations OrderKey = "RELATIONS"
	OrderByPlaces    OrderKey = "PLACES"
)

// OrderKeyInfo is a key with what it means.
type OrderKeyInfo struct {
	Key         OrderKey
	Description string
}

// OrderKeys is the table of keys.
func OrderKeys() []OrderKeyInfo { return orderKeys }

var orderKeys = []OrderKeyInfo{
	{OrderByID, "The ID: of the thing, of a relation's far end, of a claim; of what an answer is first of all about."},
	{OrderByLabel, "Its label in the language of the request, as dictionaries order it (Chinese by pinyin)."},
	{OrderByKind, "Its kind, in the order of the enum Kind."},
	{OrderByPredicate, "The relation's name; items that are no relation come last."},
	{OrderByStance, "The first stance among the claims, in the order of the enum Stance; items without come last."},
	{OrderBySource, "The first claim's document, line and place on the line; items without claims come last."},
	{OrderByEarliest, "The first day on which the earliest of the claims' documents may have been written; items without a date come last."},
	{OrderByLatest, "The last day on which the latest of the claims' documents may have been written: descending is newest first. Items without a date come last."},
	{OrderByDue, "The earliest deadline that a claim gives, reckoned from its document's date where it is relative; items without come last."},
	{OrderByValue, "The largest value that a claim gives, whatever its unit; filter by unit or metric to compare like with like. Items without come last."},
	{OrderByClaims, "How many claims it rests on."},
	{OrderByDocuments, "In how many documents those claims stand."},
	{OrderByRelations, "How many relations the thing has, in both directions."},
	{OrderByPlaces, "To how many places documents relate the thing: for an industry, how many prioritise it."},
}

// Order asks for one key of an order.
type Order struct {
	By        OrderKey
	Direction OrderDirection
}

// OrderDirection is which way an order runs.
type OrderDirection string

// The directions of orders.
const (
	Ascending  OrderDirection = "ASC"
	Descending OrderDirection = "DESC"
)

// maxOrders bounds how many keys one order has.
const maxOrders = 5

// sortKey is a value that items are ordered by. What is missing comes last,
// whichever way the order runs.
type sortKey struct {
	Missing bool    `json:"m,omitempty"`
	Number  float64 `json:"n,omitempty"`
	Text    string  `json:"t,omitempty"`
}

func textKey(text string) sortKey      { return sortKey{Text: text, Missing: text == ""} }
func numberKey(number float64) sortKey { return sortKey{Number: number} }

// Ordering is one key of an order, ready to use.
type Ordering[T any] struct {
	of         func(T) sortKey
	descending bool
	texts      func(a, b string) int // strings.Compare when nil
}

func byText[T any](of func(T) string) Ordering[T] {
	return Ordering[T]{of: func(item T) sortKey { return sortKey{Text: of(item)} }}
}

// byMerit orders by a number, the highest first.
func byMerit[T any](of func(T) float64) Ordering[T] {
	return Ordering[T]{of: func(item T) sortKey { return numberKey(of(item)) }, descending: true}
}

func (o Ordering[T]) compare(a, b sortKey) int {
	if a.Missing || b.Missing {
		return cmp.Compare(boolInt(a.Missing), boolInt(b.Missing))
	}
	texts := o.texts
	if texts == nil {
		texts = strings.Compare
	}
	result := cmp.Or(cmp.Compare(a.Number, b.Number), texts(a.Text, b.Text))
	if o.descending {
		return -result
	}
	return result
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ordering is a whole order: what was asked for, then the list's own.
type ordering[T any] struct {
	name string
	by   []Ordering[T]
}

func (l *List[T]) order(page Page) (ordering[T], error) {
	if len(page.OrderBy) > maxOrders {
		return ordering[T]{}, invalid("an order of %d keys is asked for; %d at most can be had", len(page.OrderBy), maxOrders)
	}
	var o ordering[T]
	var names []string
	for _, asked := range page.OrderBy {
		by, err := l.ordering(asked, page.Languages)
		if err != nil {
			return o, err
		}
		o.by = append(o.by, by)
		name := string(asked.By)
		if asked.Direction == Descending {
			name += "-"
		}
		if asked.By == OrderByLabel {
			name += "@" + strings.Join(page.Languages, ",")
		}
		names = append(names, name)
	}
	o.name, o.by = strings.Join(names, " "), append(o.by, l.of.own(l)...)
	return o, nil
}

// ordering finds how a key is read off an item's evidence.
func (l *List[T]) ordering(asked Order, languages []string) (Ordering[T], error) {
	v := l.View
	o := Ordering[T]{descending: asked.Direction == Descending}
	first := func(item T) ID { return l.Evidence(item).Of }
	claims := func(item T) []*Claim { return l.Evidence(item).Claims }
	switch asked.By {
	case OrderByID:
		o.of = func(item T) sortKey { return textKey(string(first(item))) }
	case OrderByLabel:
		o.of = func(item T) sortKey { return textKey(v.NameOf(first(item), languages).Text) }
		o.texts = dictionary(languages)
	case OrderByKind:
		o.of = func(item T) sortKey { return indexKey(kindIndex(first(item).Kind())) }
	case OrderByPredicate:
		o.of = func(item T) sortKey { return textKey(l.Evidence(item).Predicate) }
	case OrderByStance:
		o.of = func(item T) sortKey { return indexKey(firstStance(claims(item))) }
	case OrderBySource:
		o.of = func(item T) sortKey { return sourceKey(claims(item)) }
	case OrderByEarliest:
		o.of = func(item T) sortKey { return textKey(v.writtenFrom(claims(item))) }
	case OrderByLatest:
		o.of = func(item T) sortKey { return textKey(v.writtenUntil(claims(item))) }
	case OrderByDue:
		o.of = func(item T) sortKey { return textKey(v.earliestDue(claims(item))) }
	case OrderByValue:
		o.of = func(item T) sortKey { return largestValue(claims(item)) }
	case OrderByClaims:
		o.of = func(item T) sortKey { return numberKey(float64(len(claims(item)))) }
	case OrderByDocuments:
		o.of = func(item T) sortKey { return numberKey(float64(len(documentsOf(claims(item))))) }
	case OrderByRelations:
		o.of = func(item T) sortKey { return numberKey(float64(v.degree(first(item)))) }
	case OrderByPlaces:
		o.of = func(item T) sortKey { return numberKey(float64(v.placesBeside(first(item)))) }
	default:
		return o, invalid("%q is nothing to order by", asked.By)
	}
	return o, nil
}

// compare orders two items by the keys of each in turn.
func (o ordering[T]) compare(a, b []sortKey) int {
	for i, by := range o.by {
		if c := by.compare(a[i], b[i]); c != 0 {
			return c
		}
	}
	return 0
}

func (o ordering[T]) compareTo(item T, at cursor) int { return o.compare(o.keys(item), at.At) }

func (o ordering[T]) keys(item T) []sortKey {
	keys := make([]sortKey, len(o.by))
	for i, by := range o.by {
		keys[i] = by.of(item)
	}
	return keys
}

func (o ordering[T]) cursor(item T) string { return cursor{Order: o.name, At: o.keys(item)}.String() }

func (o ordering[T]) parse(text string) (cursor, error) {
	c, err := parseCursor(text)
	if err != nil {
		return c, err
	}
	if c.Order != o.name || len(c.At) != len(o.by) {
		return c, invalid("a cursor belongs to a list in another order; begin without it, or ask for that order again")
	}
	return c, nil
}

// sorted sorts a copy: lists are shared between requests.
func (o ordering[T]) sorted(ctx context.Context, items []T) ([]T, error) {
	type keyed struct {
		item T
		keys []sortKey
	}
	list := make([]keyed, len(items))
	for i, item := range items {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		list[i] = keyed{item, o.keys(item)}
	}
	w := watch{ctx: ctx}
	slices.SortFunc(list, func(a, b keyed) int {
		if w.isGivenUp() {
			return 0 // the rest goes quickly
		}
		return o.compare(a.keys, b.keys)
	})
	if w.err != nil {
		return nil, w.err
	}
	sorted := make([]T, len(list))
	for i, k := range list {
		sorted[i] = k.item
	}
	return sorted, nil
}

// dictionary compares labels as a dictionary of the language orders them. A
// collator may serve one goroutine at a time, so each list gets its own.
func dictionary(languages []string) func(a, b string) int {
	tag := language.English
	if len(languages) > 0 && languages[0] != English && languages[0] != Pinyin {
		tag = language.Chinese
	}
	c := sync.OnceValue(func() *collate.Collator { return collate.New(tag, collate.IgnoreCase, collate.Numeric) })
	return func(a, b string) int { return cmp.Or(c().CompareString(a, b), strings.Compare(a, b)) }
}

// indexKey is a place in one of our tables; below 0 it is missing.
func indexKey(index int) sortKey { return sortKey{Number: float64(index), Missing: index < 0} }

func kindIndex(kind Kind) int {
	return slices.IndexFunc(kinds, func(info KindInfo) bool { return info.Kind == kind })
}

func firstStance(claims []*Claim) int {
	return slices.IndexFunc(stances, func(info StanceInfo) bool {
		return slices.ContainsFunc(claims, func(c *Claim) bool { return c.Stance == info.Stance })
	})
}

func sourceKey(claims []*Claim) sortKey {
	if len(claims) == 0 {
		return sortKey{Missing: true}
	}
	return sortKey{Text: claims[0].source()}
}

func largestValue(claims []*Claim) sortKey {
	key := sortKey{Missing: true}
	for _, c := range claims {
		if c.Quantity == nil {
			continue
		}
		if value := c.Quantity.top(); key.Missing || value > key.Number {
			key = numberKey(value)
		}
	}
	return key
}
