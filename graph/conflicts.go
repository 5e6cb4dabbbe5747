package graph

import "slices"

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
func (v *View) Conflicts() []Conflict {
	conflicts := slices.Concat(v.memberConflicts(), v.valueConflicts(), v.holderConflicts())
	slices.SortFunc(conflicts, compareConflicts)
	return conflicts
}

func (v *View) valueConflicts() []Conflict {
	var conflicts []Conflict
	for _, kind := range []Kind{Target, Figure} {
		for _, thing := range v.Things(kind) {
			claims := v.ClaimsOn(thing.ID)
			if !slices.ContainsFunc(claims, func(a *Claim) bool {
				return slices.ContainsFunc(claims, func(b *Claim) bool { return contradict(a, b) })
			}) {
				continue
			}
			conflict := Conflict{Kind: ValuesDiffer, About: thing.ID}
			for _, claim := range claims {
				i := slices.IndexFunc(conflict.Sides, func(s ConflictSide) bool { return s.Quantity.String() == claim.Quantity.String() })
				if i < 0 {
					conflict.Sides = append(conflict.Sides, ConflictSide{Quantity: claim.Quantity})
					i = len(conflict.Sides) - 1
				}
				conflict.Sides[i].Claims = append(conflict.Sides[i].Claims, claim)
			}
			conflicts = append(conflicts, conflict)
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
	held, _ := v.Tenures(TenureQuestion{}) // only an unknown ID can fail
	for i, a := range held {
		post := v.things[a.Tenure.Holding.Post]
		if post == nil || !post.Single {
			continue
		}
		for _, b := range held[i+1:] {
			x, y := a.Tenure.Holding, b.Tenure.Holding
			if x.Post == y.Post && x.At == y.At && x.Official != y.Official && a.overlaps(b) {
				conflicts = append(conflicts, Conflict{Kind: HoldersDiffer, About: x.At, Sides: []ConflictSide{
					{Value: x.Official, Claims: a.Claims}, {Value: y.Official, Claims: b.Claims},
				}})
			}
		}
	}
	return conflicts
}

// overlaps tells whether both are proved for one and the same day: by one
// document, by documents of one day, or by the times that they state. Documents
// dated only to a month may stand before and after a change of office.
func (h HeldTenure) overlaps(other HeldTenure) bool {
	a, b := h.Tenure.Holding.Span, other.Tenure.Holding.Span
	if a != (Span{}) && b != (Span{}) {
		return a.Until.End() > b.From.Start() && b.Until.End() > a.From.Start()
	}
	return slices.ContainsFunc(h.Claims, func(x *Claim) bool {
		return slices.ContainsFunc(other.Claims, func(y *Claim) bool { return x.Document == y.Document })
	}) || slices.ContainsFunc(h.Attested, func(d DocumentDate) bool {
		return d.Earliest == d.Latest && len(d.Earliest) == len("2006-01-02") && slices.Contains(other.Attested, d)
	})
}
