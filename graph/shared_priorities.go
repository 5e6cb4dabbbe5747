package graph

import (
	"cmp"
	"context"
	"slices"
)

// PriorityQuestion asks which places prioritise industries.
type PriorityQuestion struct {
	Industries []ID
	All        bool // each of the industries; otherwise at least one
	Narrower   bool // count narrower industries too
	RollUp     bool // answer with cities instead of their districts
	AsOf       Date // the map to roll up by, and the documents known; of each claim's own date when empty
	Within     []ID // only places that lie in one of these
	Filter     *ClaimFilter
}

// SharedPriority is one place that prioritises the industries.
type SharedPriority struct {
	Place  ID
	view   *View
	asked  *PriorityQuestion
	edges  []uint32         // what is stated, by industry; or
	stated []statedPriority // by place and industry
}

// Priority is one stated priority behind a SharedPriority: the place that the
// document names may be a part of the one in the answer.
type Priority struct {
	Place    ID
	Industry ID
	Claims   []*Claim
}

// Priorities are those stated, by place and industry.
func (a SharedPriority) Priorities() []Priority {
	list := make([]Priority, a.Len())
	for i := range list {
		list[i] = a.Priority(i)
	}
	return list
}

// Len is how many priorities there are.
func (a SharedPriority) Len() int { return len(a.edges) + len(a.stated) }

// Priority is one of them.
func (a SharedPriority) Priority(i int) Priority {
	if i < len(a.edges) {
		e := Edge{a.view, a.edges[i]}
		return Priority{Place: a.Place, Industry: e.Object(), Claims: e.Claims()}
	}
	s := a.stated[i-len(a.edges)]
	return Priority{Place: a.view.idOf(s.place), Industry: a.view.idOf(s.industry), Claims: s.claims}
}

// Claims are those behind all of the priorities.
func (a SharedPriority) Claims() []*Claim {
	if len(a.edges) == 1 {
		return a.view.edges.claims.of(a.edges[0])
	}
	var all []*Claim
	for _, edge := range a.edges {
		all = append(all, a.view.edges.claims.of(edge)...)
	}
	for _, s := range a.stated {
		all = append(all, s.claims...)
	}
	return all
}

// Industries are those that were asked about, in the order asked.
func (a SharedPriority) Industries() []ID {
	var list []ID
	for _, wanted := range a.asked.Industries {
		if !slices.Contains(list, wanted) && a.has(wanted) {
			list = append(list, wanted)
		}
	}
	return list
}

// has tells whether one of the priorities is what was asked about, or narrower.
func (a SharedPriority) has(wanted ID) bool {
	if len(a.asked.Industries) == 1 {
		return true
	}
	branch := a.view.Branch(wanted, a.asked.Narrower)
	return slices.ContainsFunc(a.Priorities(), func(p Priority) bool { return slices.Contains(branch, p.Industry) })
}

// Stances are those of the claims.
func (a SharedPriority) Stances() []Stance { return StancesOf(a.Claims()) }

// Documents say so, by ID.
func (a SharedPriority) Documents() []ID {
	documents := documentsOf(a.Claims())
	slices.Sort(documents)
	return documents
}

// Languages are those of the documents.
func (a SharedPriority) Languages() []string {
	var languages []string
	for _, id := range a.Documents() {
		if source := a.view.sourceOf(id); source != nil && source.Language != "" && !slices.Contains(languages, source.Language) {
			languages = append(languages, source.Language)
		}
	}
	slices.Sort(languages)
	return languages
}

// Since is the date of the earliest document that says so.
func (a SharedPriority) Since() DocumentDate {
	var since DocumentDate
	var of ID
	for _, claim := range a.Claims() {
		if claim.Document == of {
			continue
		}
		source := a.view.sourceOf(claim.Document)
		if source == nil || !source.Date.Known() {
			continue
		}
		if order := compareStarts(source.Date.Earliest, since.Earliest); of == "" || order < 0 || order == 0 && claim.Document < of {
			since, of = source.Date, claim.Document
		}
	}
	return since
}

// Key orders answers by place.
func (a SharedPriority) Key() string { return string(a.Place) }

// Evidence is what the answer is about and rests on.
func (a SharedPriority) Evidence() Evidence {
	e := Evidence{Of: a.Place, Things: []ID{a.Place}, Stated: true, Predicate: "prioritises", Claims: a.Claims()}
	for _, p := range a.Priorities() {
		e.Things = append(e.Things, p.Industry)
	}
	return e
}

// maxIndustries bounds how many industries one question names.
const maxIndustries = 20

// SharedPriorities answers which places share a priority, ordered by place.
func (v *View) SharedPriorities(ctx context.Context, q PriorityQuestion) ([]SharedPriority, error) {
	list, err := v.SharedPriorityList(ctx, q)
	return list.All(), err
}

// SharedPriorityList is the same as a list of which the first few can be had without the rest.
func (v *View) SharedPriorityList(ctx context.Context, q PriorityQuestion) (List[SharedPriority], error) {
	list := AnswerList[SharedPriority](v, nil)
	if len(q.Industries) == 0 || len(q.Industries) > maxIndustries {
		return list, invalid("priorities in %d industries are asked for; name 1 to %d", len(q.Industries), maxIndustries)
	}
	c := compiler{view: v}
	if err := cmp.Or(c.require(q.Industries, Industry), c.require(q.Within, Place)); err != nil {
		return list, err
	}
	filter := priorityFilter{rollUp: q.RollUp, asOf: q.AsOf}
	var err error
	if filter.test, err = v.ClaimTest(ctx, q.Filter); err != nil {
		return list, err
	}
	if len(q.Industries) == 1 && filter.plain() && q.Within == nil {
		branch := v.branch(v.numberOf(q.Industries[0]), q.Narrower)
		list.later = &later[SharedPriority]{count: branch.places, first: func(n int) []SharedPriority {
			answers := make([]SharedPriority, min(n, branch.places()))
			for i := range answers {
				edges := branch.of(i)
				answers[i] = SharedPriority{Place: Edge{v, edges[0]}.Subject(), view: v, asked: &q, edges: edges}
			}
			return answers
		}}
		return list, given(ctx, 0)
	}
	list.Items = v.sharedPriorities(q, filter)
	return list, given(ctx, 0)
}

// sharedPriorities are the answers to any question.
func (v *View) sharedPriorities(q PriorityQuestion, filter priorityFilter) []SharedPriority {
	var all []statedPriority
	looked := make(map[uint32]bool) // two branches may share an industry
	var needed []map[number]bool    // the industries of each branch, where all are wanted
	for _, wanted := range q.Industries {
		branch := v.branch(v.numberOf(wanted), q.Narrower)
		if q.All {
			needed = append(needed, make(map[number]bool))
			for _, industry := range branch.industries {
				needed[len(needed)-1][industry] = true
			}
		}
		for _, edge := range branch.edges {
			if !looked[edge] {
				looked[edge] = true
				all = v.stated(all, edge, filter)
			}
		}
	}
	slices.SortFunc(all, compareStated)
	var inside map[ID]bool
	if q.Within != nil {
		inside = v.territory(q.Within, q.AsOf)
	}
	var answers []SharedPriority
	for from, to := 0, 0; from < len(all); from = to {
		for to = from; to < len(all) && all[to].answer == all[from].answer; to++ {
		}
		stated := all[from:to:to]
		lacks := func(branch map[number]bool) bool {
			return !slices.ContainsFunc(stated, func(s statedPriority) bool { return branch[s.industry] })
		}
		if place := v.idOf(all[from].answer); (inside == nil || inside[place]) && !slices.ContainsFunc(needed, lacks) {
			answers = append(answers, SharedPriority{Place: place, view: v, asked: &q, stated: stated})
		}
	}
	return answers
}

// sourceOf is what is known of a document; nil where nothing is.
func (v *View) sourceOf(document ID) *Source {
	if thing := v.Thing(document); thing != nil {
		return thing.Source
	}
	return nil
}
