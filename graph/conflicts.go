package graph

import (
	"context"
	"slices"
	"strconv"
	"time"
)

// ConflictKind says in what claims disagree.
type ConflictKind string

// The kinds of conflict.
const (
	ValuesDiffer  ConflictKind = "VALUES"  // one target or figure, values that cannot both hold
	MembersDiffer ConflictKind = "MEMBERS" // one formula, different members
	HoldersDiffer ConflictKind = "HOLDERS" // one post, two holders on one date
)

// Conflict is a disagreement between claims, within one document or between
// several. Nothing is decided: all sides stay in the graph.
type Conflict struct {
	Kind  ConflictKind
	About ID  // the target or figure; the programme; the post's place
	Part  int // MEMBERS: which summand of the formula
	Sides []ConflictSide
}

// ConflictSide is one of the things that cannot all be true.
type ConflictSide struct {
	Value    ID        // MEMBERS: the member; HOLDERS: the official; else empty
	Quantity *Quantity // VALUES
	Claims   []*Claim
}

// Conflicts lists every disagreement. Different stances, several priorities, a
// floor and a stretch are none.
func (v *View) Conflicts() []Conflict { return v.conflicts() }

// Evidence is what the conflict is about and rests on.
func (c Conflict) Evidence() Evidence {
	e := Evidence{Of: c.About, Things: []ID{c.About}}
	for _, side := range c.Sides {
		if side.Value != "" {
			e.Things = append(e.Things, side.Value)
		}
		e.Claims = append(e.Claims, side.Claims...)
	}
	return e
}

// Key orders conflicts, and tells each from all others: one place can have several about its posts.
func (c Conflict) Key() string {
	key := string(c.Kind) + " " + string(c.About) + " " + strconv.Itoa(c.Part)
	for _, side := range c.Sides {
		key += " " + string(side.Value)
	}
	return key
}

// ConflictQuestion asks where documents disagree. Empty fields do not restrict.
type ConflictQuestion struct {
	Kinds  []ConflictKind
	About  *ThingFilter // what it is about, or what stands on one of its sides
	Filter *ClaimFilter // a claim on one of its sides satisfies this
}

// ConflictsWhere are the disagreements that are asked for, in the order of Key.
func (v *View) ConflictsWhere(ctx context.Context, q ConflictQuestion) ([]Conflict, error) {
	conflicts := v.Conflicts()
	if q.Kinds != nil {
		wanted := oneOf(q.Kinds)
		conflicts = keep(conflicts, func(c Conflict) bool { return wanted(c.Kind) })
	}
	if q.About != nil {
		about, err := v.compiler(ctx).things(*q.About)
		if err != nil {
			return nil, err
		}
		conflicts = keep(conflicts, func(c Conflict) bool {
			return slices.ContainsFunc(c.Evidence().Things, func(id ID) bool { return v.Thing(id) != nil && about(v.Thing(id)) })
		})
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	if test != nil {
		conflicts = keep(conflicts, func(c Conflict) bool { return slices.ContainsFunc(c.Evidence().Claims, test) })
	}
	return conflicts, given(ctx, 0)
}

// ConflictsOf are those that are about a thing, that have it or a claim on one
// side, in the order of Conflicts.
func (v *View) ConflictsOf(id ID) []Conflict { return v.conflictsOf()[id] }

func (v *View) indexConflicts() map[ID][]Conflict {
	index := make(map[ID][]Conflict)
	for _, conflict := range v.Conflicts() {
		concerned := map[ID]bool{conflict.About: true}
		for _, side := range conflict.Sides {
			concerned[side.Value] = side.Value != ""
			for _, claim := range side.Claims {
				concerned[claim.ID] = true
			}
		}
		for id, is := range concerned {
			if is {
				index[id] = append(index[id], conflict)
			}
		}
	}
	return index
}

func (v *View) findConflicts() []Conflict {
	conflicts := slices.Concat(v.memberConflicts(), v.valueConflicts(), v.holderConflicts())
	slices.SortFunc(conflicts, compareConflicts)
	return conflicts
}

func (v *View) valueConflicts() []Conflict {
	var conflicts []Conflict
	for _, kind := range []Kind{Target, Figure} {
		for _, thing := range v.Things(kind) {
			claims := v.ClaimsOn(thing.ID)
			conflict := Conflict{Kind: ValuesDiffer, About: thing.ID}
			for _, claim := range claims {
				if !slices.ContainsFunc(claims, func(other *Claim) bool { return contradict(claim, other) }) {
					continue
				}
				i := slices.IndexFunc(conflict.Sides, func(s ConflictSide) bool { return s.Quantity.String() == claim.Quantity.String() })
				if i < 0 {
					conflict.Sides = append(conflict.Sides, ConflictSide{Quantity: claim.Quantity})
					i = len(conflict.Sides) - 1
				}
				conflict.Sides[i].Claims = append(conflict.Sides[i].Claims, claim)
			}
			if len(conflict.Sides) > 0 {
				conflicts = append(conflicts, conflict)
			}
		}
	}
	return conflicts
}

// contradict tells whether two claims on one node cannot both hold. Amounts
// counted from different baselines, or over different recurrences, do not meet.
func contradict(a, b *Claim) bool {
	return a.Quantity != nil && b.Quantity != nil && a.Recurrence == b.Recurrence && a.Baseline == b.Baseline &&
		!a.Quantity.Compatible(*b.Quantity)
}

func (v *View) holderConflicts() []Conflict {
	var conflicts []Conflict
	held, _ := v.OfficeHolders(context.Background(), OfficeQuestion{}) // only an unknown ID can fail
	for i, a := range held {
		post := v.Thing(a.Tenure.Holding.Post)
		if post == nil || !post.Single {
			continue
		}
		for _, b := range held[i+1:] {
			x, y := a.Tenure.Holding, b.Tenure.Holding
			if x.Post == y.Post && x.At == y.At && x.Official != y.Official && v.overlap(a.Claims, b.Claims) {
				conflicts = append(conflicts, Conflict{Kind: HoldersDiffer, About: x.At, Sides: []ConflictSide{
					{Value: x.Official, Claims: a.Claims}, {Value: y.Official, Claims: b.Claims},
				}})
			}
		}
	}
	return conflicts
}

// overlap tells whether claims of each side prove two tenures for one and the
// same day: by one document that knows both in office, or by the days that they
// prove.
func (v *View) overlap(a, b []*Claim) bool {
	return slices.ContainsFunc(a, func(x *Claim) bool {
		first, last := v.proved(x)
		return slices.ContainsFunc(b, func(y *Claim) bool {
			if x.Document == y.Document && v.attests(x) && v.attests(y) {
				return true
			}
			from, to := v.proved(y)
			return first != "" && from != "" && first <= to && from <= last
		})
	})
}

// attests tells whether the tenure lasted when the claim's document was written.
func (v *View) attests(c *Claim) bool {
	d := v.DateOf(c)
	return c.Span == (Span{}) || d.Known() && c.Span.Holds(d.Earliest) && c.Span.Holds(d.Latest) || !d.Known() && c.Span.Until == ""
}

// proved are the first and the last day for which a claim proves a tenure; empty
// when it proves no certain day. A beginning known to the year proves the year's
// last day; a time without an end is proved up to the day of the document.
// Documents dated only to a month may stand before and after a change of office,
// so by themselves they prove no day.
func (v *View) proved(c *Claim) (first, last string) {
	d := v.DateOf(c)
	if c.Span == (Span{}) {
		if d.Earliest == d.Latest && len(d.Earliest) == len("2006-01-02") {
			return string(d.Earliest), string(d.Earliest)
		}
		return "", ""
	}
	first = c.Span.From.End()
	switch day := d.Earliest.Start(); {
	case c.Span.Until != "":
		until, _ := time.Parse(time.DateOnly, c.Span.Until.Start())
		last = until.AddDate(0, 0, -1).Format(time.DateOnly)
	case d.Earliest != "" && c.Span.Holds(d.Earliest):
		first, last = min(first, day), day
	default:
		last = first
	}
	if c.Span.From == "" {
		first = last
	}
	return first, last
}
