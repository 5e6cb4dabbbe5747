package graph

import (
	"context"
	"slices"
)

// ThingFilter chooses things. All conditions that are given must hold; a list is
// satisfied by any of its values, so that an empty one (unlike nil) chooses nothing.
// An empty filter chooses everything.
type ThingFilter struct {
	And []ThingFilter
	Or  []ThingFilter // at least one of these, where any is given
	Not *ThingFilter

	IDs      []ID
	Kinds    []Kind
	Name     *TextFilter
	Within   []ID // lies in one of these places
	Industry []ID // is about one of these industries or a narrower one
	AsOf     Date // existed then; and Within is read on the map of then
	Levels   []string
	Forms    []string
	Formula  string
	Metric   []ID
	Unit     []Unit
	Value    *NumberRange
	Due      *DateRange
	Claim    *ClaimFilter    // a claim about it satisfies this
	Related  []RelatedFilter // it has each of these relations

	Documents *CountRange // in how many documents it is claimed of
}

// RelatedFilter asks for a relation of a thing.
type RelatedFilter struct {
	Predicates []string
	Direction  Direction
	To         *ThingFilter
	Claim      *ClaimFilter
	AsOf       Date
	Count      *CountRange // how many such relations; at least one when nil
}

// Direction is the way in which a relation is read.
type Direction string

// The directions.
const (
	Outgoing  Direction = "OUTGOING" // from its subject to its object
	Incoming  Direction = "INCOMING" // from its object to its subject
	AnyWay    Direction = "ANY"
	maxFilter           = 200 // conditions in one filter, however nested
)

// RelationFilter chooses relations.
type RelationFilter struct {
	And []RelationFilter
	Or  []RelationFilter
	Not *RelationFilter

	Predicates []string
	Node       *ThingFilter // the far end; of a list that starts from no thing, the object
	Subject    *ThingFilter
	Object     *ThingFilter
	Curated    *bool
	Claim      *ClaimFilter // a claim that states it satisfies this
	Documents  *CountRange
}

// ClaimFilter chooses claims.
type ClaimFilter struct {
	And []ClaimFilter
	Or  []ClaimFilter
	Not *ClaimFilter

	IDs        []ID
	About      []ID // the subject or the object is one of these
	Subject    *ThingFilter
	Object     *ThingFilter
	Predicates []string
	Stances    []Stance
	Documents  []ID
	Languages  []string // of the document
	Date       *DateRange
	Lines      *CountRange
	Mention    *TextFilter
	Within     []ID // on the map of the claim's date
	Industry   []ID
	Metric     []ID
	Unit       []Unit
	Value      *NumberRange
	Comparator []Comparator
	ScaleClass []string
	Due        *DateRange
	Relative   *bool // is to be done within a time of its document's date
	Recurring  *bool // is meant again and again
	Disputed   *bool
	Read       *bool // has a note on how it was understood
}

// TextFilter chooses texts without regard to case, accents, tones and script.
type TextFilter struct {
	Equals     string
	StartsWith string
	Contains   string
	Language   string // of the name; any when empty
}

// NumberRange chooses numbers, both ends included; a nil end is open.
type NumberRange struct{ Min, Max *float64 }

// CountRange chooses counts, both ends included; a nil end is open.
type CountRange struct{ Min, Max *int }

// DateRange chooses dates that may lie in it: one known only to the year may lie in
// any month of it. An empty end is open.
type DateRange struct{ From, To Date }

// check tells a range whose ends stand the wrong way round, which nothing lies in. No
// range is right.
func (r *DateRange) check() error {
	if r != nil && r.From != "" && r.To != "" && r.From.Start() > r.To.End() {
		return invalid("the time from %s to %s ends before it begins; change the ends over", r.From, r.To)
	}
	return nil
}

func (r *NumberRange) check() error {
	if r != nil && r.Min != nil && r.Max != nil && *r.Min > *r.Max {
		return invalid("nothing lies between %g and %g; change the ends over", *r.Min, *r.Max)
	}
	return nil
}

func (r *CountRange) check() error {
	if r != nil && r.Min != nil && r.Max != nil && *r.Min > *r.Max {
		return invalid("nothing lies between %d and %d; change the ends over", *r.Min, *r.Max)
	}
	return nil
}

func (r DateRange) meets(earliest, latest Date) bool {
	return (earliest != "" || latest != "") && earliest.Start() <= r.To.End() && r.From.Start() <= latest.End()
}

func (r CountRange) holds(n int) bool {
	return (r.Min == nil || n >= *r.Min) && (r.Max == nil || n <= *r.Max)
}

// meets tells whether a stated amount may lie in the range, as far as its figures
// go: a bound without end, such as "> 200", counts as 200.
func (r NumberRange) meets(q *Quantity) bool {
	return q != nil && (r.Min == nil || q.top() >= *r.Min) && (r.Max == nil || q.Value <= *r.Max)
}

// compiler turns filters into predicates. It checks every ID and text once, so
// that a filter that can choose nothing is a told mistake.
type compiler struct {
	watch      // of the tests that are made
	view       *View
	conditions int

	names           inHand[*Thing, string] // packed
	placesAbout     inHand[*Thing, []ID]
	industriesAbout inHand[*Thing, []ID]
	mentions        inHand[*Claim, string] // packed
	places          inHand[*Claim, []ID]
	industries      inHand[*Claim, []ID]
}

func (v *View) compiler(ctx context.Context) *compiler {
	return &compiler{watch: watch{ctx: ctx}, view: v}
}

// once remembers what a condition says of each thing, so that filters within
// filters judge it once and not once for every way that leads to it. When nobody
// waits any more it says no; whoever filters looks at the context in the end.
func (c *compiler) once(test func(*Thing) bool) func(*Thing) bool {
	known := make(map[*Thing]bool)
	return func(t *Thing) bool {
		verdict, found := known[t]
		if !found {
			if c.isGivenUp() {
				return false
			}
			verdict = test(t)
			known[t] = verdict
		}
		return verdict
	}
}

func (c *compiler) count() error {
	if c.conditions++; c.conditions > maxFilter {
		return invalid("a filter has more than %d conditions; ask for less at once", maxFilter)
	}
	return nil
}

func (c *compiler) require(ids []ID, kinds ...Kind) error {
	for _, id := range ids {
		if _, err := c.view.Require(id, kinds...); err != nil {
			return err
		}
	}
	return nil
}

// tests are conditions of which all must hold.
type tests[T any] []func(T) bool

// while puts them together. When nobody waits any more they say no, as in once.
func (t tests[T]) while(w *watch) func(T) bool {
	return func(item T) bool { return !w.isGivenUp() && t.all(item) }
}

func (t tests[T]) all(item T) bool {
	for _, test := range t {
		if !test(item) {
			return false
		}
	}
	return true
}

// fewValues are compared one by one.
const fewValues = 8

// oneOf tells which values are in a list.
func oneOf[T comparable](list []T) func(T) bool {
	if len(list) <= fewValues {
		return func(value T) bool { return slices.Contains(list, value) }
	}
	set := make(map[T]bool, len(list))
	for _, value := range list {
		set[value] = true
	}
	return func(value T) bool { return set[value] }
}

// keep are the items that pass; the list itself is shared and stays as it is.
func keep[T any](items []T, test func(T) bool) []T {
	kept, _ := keepGiven(context.Background(), items, test) // only a context that ends can fail
	return kept
}

// keepGiven is keep for lists that may be long, as long as somebody waits.
func keepGiven[T any](ctx context.Context, items []T, test func(T) bool) ([]T, error) {
	var kept []T
	for i, item := range items {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		if test(item) {
			kept = append(kept, item)
		}
	}
	return kept, given(ctx, 0)
}

// combine adds what composes filters of one sort.
func combine[F, T any](list *tests[T], and, or []F, not *F, compile func(F) (func(T) bool, error)) error {
	for _, filter := range and {
		test, err := compile(filter)
		if err != nil {
			return err
		}
		*list = append(*list, test)
	}
	var any []func(T) bool
	for _, filter := range or {
		test, err := compile(filter)
		if err != nil {
			return err
		}
		any = append(any, test)
	}
	if or != nil {
		*list = append(*list, func(item T) bool {
			return slices.ContainsFunc(any, func(test func(T) bool) bool { return test(item) })
		})
	}
	if not != nil {
		test, err := compile(*not)
		if err != nil {
			return err
		}
		*list = append(*list, func(item T) bool { return !test(item) })
	}
	return nil
}

func (c *compiler) text(f TextFilter) (packedTest, error) {
	for _, text := range []string{f.Equals, f.StartsWith, f.Contains} {
		if len([]rune(text)) > MaxQueryLength {
			return packedTest{}, invalid("a text of more than %d characters is looked for; shorten it", MaxQueryLength)
		}
	}
	test := packedTest{pack(fold(f.Equals)), pack(fold(f.StartsWith)), pack(fold(f.Contains))}
	if test == (packedTest{}) {
		return test, invalid("a filter by text looks for nothing; give equals, startsWith or contains with at least one letter or digit")
	}
	return test, nil
}
