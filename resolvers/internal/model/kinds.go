package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// What only some kinds have.

// Level is the level of the place.
func (p Place) Level() string { return p.thing().Level }

// Codes are those of GB/T 2260.
func (p Place) Codes() []graph.DatedTag { return p.thing().Codes }

// Codes are those of GB/T 4754-2017.
func (i Industry) Codes() []graph.DatedTag { return i.thing().Codes }

// Counts are how much there is to the industry.
func (i Industry) Counts() BranchCounts { return BranchCounts{i.reader.IndustryCounts(i.node.ID())} }

// OfficeHolders held posts at the place.
func (p Place) OfficeHolders(ctx context.Context, asOf *graph.Date, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*OfficeHolderConnection, error) {
	return OfficeHolders(ctx, p.reader, graph.OfficeQuestion{At: p.node.ID(), AsOf: value(asOf)}, p.reader.Page(orderBy, first, after, last, before))
}

// Alike are the places most like it.
func (p Place) Alike(ctx context.Context, within []graph.ID, orderBy []graph.Order, first *int, after *string, last *int, before *string) (*LikenessConnection, error) {
	return Likenesses(ctx, p.reader, graph.LikenessQuestion{Place: p.node.ID(), Within: within}, p.reader.Page(orderBy, first, after, last, before))
}

// Expansion is what its formula stands for.
func (p Programme) Expansion() (Formula, bool) { return expansion(p.reader, p.node.ID()) }

// Form is the form of the programme.
func (p Programme) Form() string { return p.thing().Form }

// Formula is the numbers that name it.
func (p Programme) Formula() (string, bool) { return given(p.thing().Formula) }

// Single tells whether one person at a time holds the post.
func (p Post) Single() bool { return p.thing().Single }

// Unit is that of the metric's values.
func (m Metric) Unit() graph.Unit { return m.thing().Unit }

// From is the first day in office.
func (t Tenure) From() (graph.Date, bool) { return given(t.thing().Holding.Span.From) }

// Until is the first day out of office.
func (t Tenure) Until() (graph.Date, bool) { return given(t.thing().Holding.Span.Until) }

// Attested are the dates of the documents that prove it.
func (t Tenure) Attested() []graph.DocumentDate { return t.reader.Attested(t.node.ID()) }

// Scope is what the value is restricted to.
func (t Target) Scope() (string, bool) { return given(t.thing().Measure.Scope) }

// ScopeLabel is the same in words.
func (t Target) ScopeLabel(lang *string) (*string, error) {
	return scopeLabel(t.reader, t.thing().Measure.Scope, lang)
}

// From begins the period.
func (t Target) From() (graph.Date, bool) { return given(t.thing().Measure.Period.From) }

// By is the deadline.
func (t Target) By() (graph.Date, bool) { return given(t.thing().Measure.Period.By) }

// Within is the relative deadline.
func (t Target) Within() (graph.Duration, bool) { return given(t.thing().Measure.Period.Within) }

// Due is the deadline, reckoned where it is relative.
func (t Target) Due() (graph.Deadline, bool) { return due(t.reader, t.reader.ClaimsOn(t.node.ID())...) }

// LaterFigures are figures of later documents.
func (t Target) LaterFigures() []LaterFigure {
	return laterFigures(t.reader, t.reader.LaterFigures(t.thing()))
}

// Stretch marks the higher of two targets.
func (t Target) Stretch() bool { return t.thing().Measure.Stretch }

// Stated are the claims that state a value.
func (t Target) Stated() []Claim { return claims(t.reader, t.reader.ClaimsOn(t.node.ID())) }

// Scope is what the value is restricted to.
func (f Figure) Scope() (string, bool) { return given(f.thing().Measure.Scope) }

// ScopeLabel is the same in words.
func (f Figure) ScopeLabel(lang *string) (*string, error) {
	return scopeLabel(f.reader, f.thing().Measure.Scope, lang)
}

// From begins the period.
func (f Figure) From() (graph.Date, bool) { return given(f.thing().Measure.Period.From) }

// By ends the period.
func (f Figure) By() (graph.Date, bool) { return given(f.thing().Measure.Period.By) }

// Within is the relative period.
func (f Figure) Within() (graph.Duration, bool) { return given(f.thing().Measure.Period.Within) }

// Stated are the claims that state a value.
func (f Figure) Stated() []Claim { return claims(f.reader, f.reader.ClaimsOn(f.node.ID())) }

// SourceFile is the file's name.
func (d Document) SourceFile() string { return d.thing().Source.File }

// Publisher published it.
func (d Document) Publisher() (string, bool) { return given(d.thing().Source.Publisher) }

// Language is that of the text.
func (d Document) Language() string { return d.thing().Source.Language }

// Date is when it was written.
func (d Document) Date() (graph.DocumentDate, bool) { return known(d.thing().Source.Date) }

// Sections are its parts.
func (d Document) Sections() []Section {
	list := make([]Section, len(d.thing().Source.Sections))
	for i, section := range d.thing().Source.Sections {
		list[i] = Section{section}
	}
	return list
}

// Reviewed is what was read without finding a fact in it.
func (d Document) Reviewed() []graph.Review { return d.thing().Source.Reviewed }

// Section is a part of a document.
type Section struct{ graph.Section }

// Begins are the words with which it begins.
func (s Section) Begins() (string, bool) { return given(s.Section.Begins) }

// Title names it.
func (s Section) Title() []graph.Name {
	return (&graph.Thing{Labels: s.Section.Title}).Names()
}
