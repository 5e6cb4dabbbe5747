package model

import (
	"cmp"
	"context"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// Claim is one statement of one document.
type Claim struct {
	reader *Reader
	claim  *graph.Claim
}

// IsNode marks the GraphQL interface.
func (Claim) IsNode() {}

// IsThing marks the GraphQL interface.
func (Claim) IsThing() {}

// IsEntity marks what other subgraphs of a federation may refer to.
func (Claim) IsEntity() {}

// ID is the global ID.
func (c Claim) ID() graph.ID { return c.claim.ID }

// Kind is always Claim.
func (c Claim) Kind() graph.Kind { return graph.ClaimKind }

// SameAs is empty: no other dataset has a claim of ours.
func (Claim) SameAs() []string { return []string{} }

// Label reads the claim as a short sentence.
func (c Claim) Label(lang *string) (string, error) {
	name, err := c.Name(lang)
	return name.Text, err
}

// Name is the same with its language.
func (c Claim) Name(lang *string) (graph.Name, error) {
	languages, err := c.reader.in(lang)
	return c.reader.ClaimName(c.claim, languages), err
}

// Labels are the sentence in English and Chinese.
func (c Claim) Labels() []graph.Name {
	return []graph.Name{
		c.reader.ClaimName(c.claim, graph.Fallback(graph.English)),
		c.reader.ClaimName(c.claim, graph.Fallback(graph.Simplified)),
	}
}

// Aliases are none.
func (c Claim) Aliases() []graph.Name { return []graph.Name{} }

// Note is none: what there is to say stands in Reading.
func (c Claim) Note() (string, bool) { return "", false }

// Claims is the claim itself.
func (c Claim) Claims(ctx context.Context, filter *graph.ClaimFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*ClaimConnection, error) {
	return Claims(ctx, c.reader, []*graph.Claim{c.claim}, filter, asOf, c.reader.Page(orderBy, first, after, last, before))
}

// Relations are none: what the claim states is its subject's.
func (c Claim) Relations(ctx context.Context, filter *graph.RelationFilter, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (ThingRelationConnection, error) {
	node, _ := c.reader.Node(c.claim.ID)
	return related[Thing](ctx, Base{c.reader, node}, nil, filter, asOf, c.reader.Page(orderBy, first, after, last, before))
}

// Conflicts are those on a side of which it stands.
func (c Claim) Conflicts() []Conflict { return conflicts(c.reader, c.reader.ConflictsOf(c.claim.ID)) }

// SameStatement are the other claims that state the same relation.
func (c Claim) SameStatement() []Claim {
	others := slices.DeleteFunc(slices.Clone(c.reader.ClaimsAbout(c.claim.Subject)), func(other *graph.Claim) bool {
		return other.ID == c.claim.ID || other.Subject != c.claim.Subject || other.Predicate != c.claim.Predicate || other.Object != c.claim.Object
	})
	return claims(c.reader, others)
}

// Due is the deadline.
func (c Claim) Due() (graph.Deadline, bool) { return due(c.reader, c.claim) }

func due(r *Reader, claims ...*graph.Claim) (graph.Deadline, bool) {
	for _, claim := range claims {
		if deadline, ok := r.Due(claim); ok {
			return deadline, true
		}
	}
	return graph.Deadline{}, false
}

// Document says it.
func (c Claim) Document() (Document, bool) {
	return of[Document](c.reader, c.claim.Document), c.claim.Document.Kind() == graph.Document
}

// Line is that of the source file.
func (c Claim) Line() int { return c.claim.Line }

// Span is where on the line it stands.
func (c Claim) Span() (TextSpan, bool) { return TextSpan{c.claim.TextSpan}, c.claim.TextSpan.Known() }

// TextSpan is a stretch of a line.
type TextSpan struct{ graph.TextSpan }

// Hash tells whether it still reads as it did.
func (s TextSpan) Hash() (string, bool) { return given(s.TextSpan.Hash) }

// Mentions stand on the line.
func (c Claim) Mentions() []string { return c.claim.Mentions }

// Subject is what it is about.
func (c Claim) Subject() Thing { return of[Thing](c.reader, c.claim.Subject) }

// Predicate names the relation.
func (c Claim) Predicate() string { return c.claim.Predicate }

// Object is what the subject is related to.
func (c Claim) Object() Thing { return of[Thing](c.reader, c.claim.Object) }

// Stance is how a place treats an industry.
func (c Claim) Stance() (graph.Stance, bool) { return given(c.claim.Stance) }

// Quantity is the value or scale.
func (c Claim) Quantity() *graph.Quantity { return c.claim.Quantity }

// Part is the number of a formula.
func (c Claim) Part() (int, bool) { return c.claim.Part, c.claim.Part != 0 }

// From begins the relation or the time to act.
func (c Claim) From() (graph.Date, bool) {
	return given(cmp.Or(c.claim.Span.From, c.claim.Period.From))
}

// By is when it is to be done.
func (c Claim) By() (graph.Date, bool) { return given(c.claim.Period.By) }

// Within is the same, relative to the document's date.
func (c Claim) Within() (graph.Duration, bool) { return given(c.claim.Period.Within) }

// Until ends the relation.
func (c Claim) Until() (graph.Date, bool) { return given(c.claim.Span.Until) }

// Recurrence is how often the value is meant again.
func (c Claim) Recurrence() (graph.Duration, bool) { return given(c.claim.Recurrence) }

// Baseline is what growth is counted from.
func (c Claim) Baseline() (string, bool) { return given(c.claim.Baseline) }

// Reading tells how a translation was understood.
func (c Claim) Reading() (string, bool) { return given(c.claim.Reading) }

// Date is that of the document.
func (c Claim) Date() (graph.DocumentDate, bool) { return known(c.reader.DateOf(c.claim)) }

func known(date graph.DocumentDate) (graph.DocumentDate, bool) { return date, date.Known() }

func claims(r *Reader, list []*graph.Claim) []Claim {
	return each(list, func(c *graph.Claim) Claim { return Claim{reader: r, claim: c} })
}
