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
	of         *sharedPriorities
	place      number
	first, end uint32 // of what is stated
}

// sharedPriorities are what the answers to a question share. What is stated comes by answer,
// place and industry: edges, where all claims on them count, or with the claims that do.
type sharedPriorities struct {
	view   *View
	asked  PriorityQuestion
	edges  []uint32
	stated []statedPriority
}

// Priority is one stated priority behind a SharedPriority: the place that the document names
// may be a part of the one in the answer.
type Priority struct {
	edge   Edge
	claims []*Claim // nil where all on the edge count
}

// Priority is that of an edge from a place to an industry, with all claims on it.
func (e Edge) Priority() Priority { return Priority{edge: e} }

// Place is the one that the documents name.
func (p Priority) Place() Node { return p.edge.SubjectNode() }

// Industry is the one that the documents name.
func (p Priority) Industry() Node { return p.edge.ObjectNode() }

// Claims say so.
func (p Priority) Claims() []*Claim {
	if p.claims != nil {
		return p.claims
	}
	return p.edge.Claims()
}

// Stances are those of the claims.
func (p Priority) Stances() []Stance {
	if p.claims != nil {
		return StancesOf(p.claims)
	}
	return p.edge.Stances()
}

// Place is what prioritises them.
func (a SharedPriority) Place() Node { return Node{a.of.view, a.place} }

// Priorities are those stated, by place and industry.
func (a SharedPriority) Priorities() []Priority {
	list := make([]Priority, a.Len())
	for i := range list {
		list[i] = a.Priority(i)
	}
	return list
}

// Len is how many priorities there are.
func (a SharedPriority) Len() int { return int(a.end - a.first) }

// Priority is one of them.
func (a SharedPriority) Priority(i int) Priority {
	if a.of.stated == nil {
		return Priority{edge: Edge{a.of.view, a.of.edges[int(a.first)+i]}}
	}
	s := a.of.stated[int(a.first)+i]
	return Priority{Edge{a.of.view, s.edge}, s.claims}
}

// Claims are those behind all of the priorities.
func (a SharedPriority) Claims() []*Claim {
	if a.Len() == 1 {
		return a.Priority(0).Claims()
	}
	var all []*Claim
	for i := range a.Len() {
		all = append(all, a.Priority(i).Claims()...)
	}
	return all
}

// Industries are those that were asked about, in the order asked.
func (a SharedPriority) Industries() []ID {
	var list []ID
	for _, wanted := range a.of.asked.Industries {
		if !slices.Contains(list, wanted) && a.has(wanted) {
			list = append(list, wanted)
		}
	}
	return list
}

// has tells whether one of the priorities is what was asked about, or narrower.
func (a SharedPriority) has(wanted ID) bool {
	if len(a.of.asked.Industries) == 1 {
		return true
	}
	branch := a.of.view.Branch(wanted, a.of.asked.Narrower)
	return slices.ContainsFunc(a.Priorities(), func(p Priority) bool { return slices.Contains(branch, p.Industry().ID()) })
}

// Stances are those of the claims.
func (a SharedPriority) Stances() []Stance {
	if a.of.stated != nil {
		return StancesOf(a.Claims())
	}
	set := stanceSet(0)
	for _, edge := range a.of.edges[a.first:a.end] {
		set |= a.of.view.columns().stances[edge]
	}
	return stanceSets[set]
}

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
		if source := a.of.view.sourceOf(id); source != nil && source.Language != "" && !slices.Contains(languages, source.Language) {
			languages = append(languages, source.Language)
		}
	}
	slices.Sort(languages)
	return languages
}

// Since is the date of the earliest document that says so.
func (a SharedPriority) Since() DocumentDate {
	if a.of.stated == nil {
		return a.of.view.since(a.of.edges[a.first:a.end])
	}
	var since DocumentDate
	var of ID
	for _, claim := range a.Claims() {
		source := a.of.view.sourceOf(claim.Document)
		if claim.Document == of || source == nil || !source.Date.Known() {
			continue
		}
		if order := compareStarts(source.Date.Earliest, since.Earliest); of == "" || order < 0 || order == 0 && claim.Document < of {
			since, of = source.Date, claim.Document
		}
	}
	return since
}

// since is the date of the earliest document that states one of the edges.
func (v *View) since(edges []uint32) DocumentDate {
	var since DocumentDate
	of := noNumber
	for _, edge := range edges {
		document := v.columns().first[edge]
		if document == noNumber || document == of {
			continue
		}
		date := v.thing(document).Source.Date
		if order := compareStarts(date.Earliest, since.Earliest); of == noNumber || order < 0 || order == 0 && document < of {
			since, of = date, document
		}
	}
	return since
}

// Key orders answers by place.
func (a SharedPriority) Key() string { return string(a.Place().ID()) }

// Evidence is what the answer is about and rests on.
func (a SharedPriority) Evidence() Evidence {
	place := a.Place().ID()
	e := Evidence{Of: place, Things: []ID{place}, Stated: true, Predicate: "prioritises", Claims: a.Claims()}
	for _, p := range a.Priorities() {
		e.Things = append(e.Things, p.Industry().ID())
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
		of := &sharedPriorities{view: v, asked: q, edges: branch.edges}
		list.later = &later[SharedPriority]{count: branch.places, first: func(n int) []SharedPriority {
			answers := make([]SharedPriority, min(n, branch.places()))
			for i := range answers {
				first := branch.starts[i]
				answers[i] = SharedPriority{of, v.edges.subjects[branch.edges[first]], first, branch.starts[i+1]}
			}
			return answers
		}}
		return list, given(ctx, 0)
	}
	list.Items, err = v.sharedPriorities(ctx, q, filter)
	return list, err
}

// sharedPriorities are the answers to any question.
func (v *View) sharedPriorities(ctx context.Context, q PriorityQuestion, filter priorityFilter) ([]SharedPriority, error) {
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
		for i, edge := range branch.edges {
			if err := given(ctx, i); err != nil {
				return nil, err
			}
			if !looked[edge] {
				looked[edge] = true
				all = v.stated(all, edge, filter)
			}
		}
	}
	slices.SortFunc(all, compareStated)
	var inside map[ID]bool
	if q.Within != nil {
		inside = v.territory(ctx, q.Within, q.AsOf)
	}
	of := &sharedPriorities{view: v, asked: q, stated: all}
	var answers []SharedPriority
	for from, to := 0, 0; from < len(all); from = to {
		for to = from; to < len(all) && all[to].answer == all[from].answer; to++ {
		}
		stated := all[from:to]
		lacks := func(branch map[number]bool) bool {
			return !slices.ContainsFunc(stated, func(s statedPriority) bool { return branch[s.industry] })
		}
		if place := v.idOf(all[from].answer); (inside == nil || inside[place]) && !slices.ContainsFunc(needed, lacks) {
			answers = append(answers, SharedPriority{of, all[from].answer, uint32(from), uint32(to)})
		}
	}
	return answers, given(ctx, 0)
}

// sourceOf is what is known of a document; nil where nothing is.
func (v *View) sourceOf(document ID) *Source {
	if thing := v.Thing(document); thing != nil {
		return thing.Source
	}
	return nil
}
