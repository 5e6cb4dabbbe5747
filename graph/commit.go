package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Changeset is what one commit does: both lists together, or nothing. A quad
// stands in at most one of them.
type Changeset struct {
	Add    []Quad
	Remove []Quad
}

// Empty tells whether the changeset does nothing.
func (c Changeset) Empty() bool { return len(c.Add) == 0 && len(c.Remove) == 0 }

// Diff is the change that turns the quads of a View into the wanted ones.
// Wanted must hold each quad once, in the order of Encode.
func Diff(current *View, wanted []Quad) Changeset {
	var change Changeset
	rows := current.rows
	for len(rows) > 0 && len(wanted) > 0 {
		have := current.quad(rows[0])
		switch order := compareQuads(have, wanted[0]); {
		case order < 0:
			change.Remove, rows = append(change.Remove, have), rows[1:]
		case order > 0:
			change.Add, wanted = append(change.Add, wanted[0]), wanted[1:]
		default:
			rows, wanted = rows[1:], wanted[1:]
		}
	}
	change.Remove = slices.AppendSeq(change.Remove, current.quads(rows))
	if change.Add == nil {
		change.Add = wanted // all of it is new, which saves a copy
	} else {
		change.Add = append(change.Add, wanted...)
	}
	return change
}

// checkChange tests the whole change before any of it is made.
func checkChange(current *View, change Changeset) error {
	for _, list := range [][]Quad{change.Add, change.Remove} {
		if q, twice := duplicate(list); twice {
			return &Error{Code: CodeConflict, Message: fmt.Sprintf("quad %s stands twice in one change", q)}
		}
	}
	// A quad in both lists is caught by one of these: it is there, or it is not.
	for _, q := range change.Add {
		if current.hasQuad(q) {
			return &Error{Code: CodeConflict, Message: fmt.Sprintf("quad %s is in the graph already", q)}
		}
	}
	for _, q := range change.Remove {
		if !current.hasQuad(q) {
			return &Error{Code: CodeConflict, Message: fmt.Sprintf("quad %s is not in the graph", q)}
		}
	}
	return nil
}

// duplicate finds a quad that stands twice. Lists from Diff are in order already.
func duplicate(list []Quad) (Quad, bool) {
	if !slices.IsSortedFunc(list, compareQuads) {
		list = slices.Clone(list)
		slices.SortFunc(list, compareQuads)
	}
	for i := 1; i < len(list); i++ {
		if list[i] == list[i-1] {
			return list[i], true
		}
	}
	return Quad{}, false
}

// after is the View of a generation that a change makes of this one. Nothing is sorted but what is new: the
// terms that stay keep their order among each other, and so do the quads.
func (v *View) after(change Changeset, generation uint64) *View {
	if len(v.rows) == 0 {
		return newView(change.Add, generation)
	}
	kept := v.rowsWithout(change.Remove)
	terms, numbers := v.withTerms(kept, change.Add)
	number := func(t Term) number { n, _ := terms.find(t); return n }
	added := make([]row, len(change.Add))
	for i, q := range change.Add {
		added[i] = row{number(q.Graph), number(q.Subject), number(q.Predicate), number(q.Object)}
	}
	slices.SortFunc(added, compareRows)
	rows := make([]row, 0, len(kept)+len(added))
	for _, r := range kept {
		r = row{numbers[r.graph], numbers[r.subject], numbers[r.predicate], numbers[r.object]}
		for len(added) > 0 && compareRows(added[0], r) < 0 {
			rows, added = append(rows, added[0]), added[1:]
		}
		rows = append(rows, r)
	}
	return newViewOf(terms, append(rows, added...), generation)
}

func (v *View) rowsWithout(quads []Quad) []row {
	if len(quads) == 0 {
		return v.rows
	}
	places := make([]int, len(quads))
	for i, q := range quads {
		places[i], _ = v.table.find(q)
	}
	slices.Sort(places)
	kept := make([]row, 0, len(v.rows)-len(places))
	from := 0
	for _, place := range places {
		kept, from = append(kept, v.rows[from:place]...), place+1
	}
	return append(kept, v.rows[from:]...)
}

// withTerms are the terms of the rows, which are of this View, together with those of new
// quads; numbers tells the new number of each old one. Terms of neither are gone.
func (v *View) withTerms(rows []row, quads []Quad) (terms *glossary, numbers []number) {
	used := make([]bool, v.glossary.count())
	for _, r := range rows {
		used[r.graph], used[r.subject], used[r.predicate], used[r.object] = true, true, true, true
	}
	var more []Term
	for _, q := range quads {
		for _, t := range [4]Term{q.Graph, q.Subject, q.Predicate, q.Object} {
			if n, known := v.glossary.find(t); known {
				used[n] = true
			} else {
				more = append(more, t)
			}
		}
	}
	slices.SortFunc(more, compareTerms)
	more = slices.Compact(more)
	terms, numbers = &glossary{}, make([]number, len(used))
	forms := make([]keptForm, len(v.forms.list)) // forms that no term has any more are gone, too
	terms.ends, terms.sorts = make([]uint32, 0, len(used)+len(more)), make([]uint16, 0, len(used)+len(more))
	var text strings.Builder
	text.Grow(len(v.text))
	add := func(value string, form uint16) {
		text.WriteString(value)
		terms.ends, terms.sorts = append(terms.ends, uint32(text.Len())), append(terms.sorts, form)
	}
	for n := range used {
		if !used[n] {
			continue
		}
		for len(more) > 0 && compareTerms(more[0], v.term(number(n))) < 0 {
			add(more[0].Value, terms.forms.number(more[0]))
			more = more[1:]
		}
		numbers[n] = number(len(terms.ends))
		form := &forms[v.sorts[n]]
		if !form.kept {
			*form = keptForm{terms.forms.number(v.forms.list[v.sorts[n]]), true}
		}
		add(v.value(number(n)), form.number)
	}
	for _, t := range more {
		add(t.Value, terms.forms.number(t))
	}
	terms.text = text.String()
	terms.index()
	return terms, numbers
}

// keptForm is a form of terms in the next View.
type keptForm struct {
	number uint16
	kept   bool
}

// fits refuses a change that a graph has no room for.
func (v *View) fits(change Changeset) error {
	bytes, forms := len(v.text), map[Term]bool{}
	for _, q := range change.Add {
		for _, t := range [4]Term{q.Graph, q.Subject, q.Predicate, q.Object} {
			bytes += len(t.Value)
			if _, known := v.forms.find(t); !known {
				t.Value = ""
				forms[t] = true
			}
		}
	}
	if bytes > maxText { // mostly it is far less, though terms count again and again
		bytes = len(v.text) + v.newText(change.Add)
	}
	return cmp.Or(tooLarge(bytes, len(v.rows)+len(change.Add)), tooManyForms(len(v.forms.list)+len(forms)))
}

// newText is how many bytes the values of terms have that quads bring, each once.
func (v *View) newText(quads []Quad) int {
	bytes, met := 0, map[Term]bool{}
	for _, q := range quads {
		for _, t := range [4]Term{q.Graph, q.Subject, q.Predicate, q.Object} {
			if _, known := v.glossary.find(t); !known && !met[t] {
				met[t] = true
				bytes += len(t.Value)
			}
		}
	}
	return bytes
}
