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
	Place      ID
	Industries []ID // those that were asked about, in the order asked
	Stances    []Stance
	Since      DocumentDate // of the earliest document that says so
	Documents  []ID
	Languages  []string // of those documents
	Priorities []Priority
}

// Priority is one stated priority behind a SharedPriority: the place that the
// document names may be a part of the one in the answer.
type Priority struct {
	Place    ID
	Industry ID
	Claims   []*Claim
}

// Claims are those behind all of the priorities.
func (a SharedPriority) Claims() []*Claim {
	var all []*Claim
	for _, p := range a.Priorities {
		all = append(all, p.Claims...)
	}
	return all
}

// Key orders answers by place.
func (a SharedPriority) Key() string { return string(a.Place) }

// Evidence is what the answer is about and rests on.
func (a SharedPriority) Evidence() Evidence {
	e := Evidence{Of: a.Place, Things: []ID{a.Place}, Stated: true, Predicate: "prioritises", Claims: a.Claims()}
	for _, p := range a.Priorities {
		e.Things = append(e.Things, p.Industry)
	}
	return e
}

// maxIndustries bounds how many industries one question names.
const maxIndustries = 20

// SharedPriorities answers which places share a priority, ordered by place.
func (v *View) SharedPriorities(ctx context.Context, q PriorityQuestion) ([]SharedPriority, error) {
	if len(q.Industries) == 0 || len(q.Industries) > maxIndustries {
		return nil, invalid("priorities in %d industries are asked for; name 1 to %d", len(q.Industries), maxIndustries)
	}
	c := compiler{view: v}
	if err := cmp.Or(c.require(q.Industries, Industry), c.require(q.Within, Place)); err != nil {
		return nil, err
	}
	filter := priorityFilter{rollUp: q.RollUp, asOf: q.AsOf}
	var err error
	if filter.test, err = v.ClaimTest(ctx, q.Filter); err != nil {
		return nil, err
	}
	type stated struct{ answer, place, industry ID }
	claims := make(map[stated][]*Claim)
	asked := make(map[ID]map[ID]bool) // by answer, which of the industries it has
	for _, wanted := range q.Industries {
		for _, industry := range v.Branch(wanted, q.Narrower) {
			for _, edge := range v.In(industry, "prioritises") {
				for _, s := range v.statedPriorities(edge, filter) {
					key := stated{s.answer, s.place, industry}
					if !slices.Contains(claims[key], s.claim) { // two branches may share an industry
						claims[key] = append(claims[key], s.claim)
					}
					if asked[s.answer] == nil {
						asked[s.answer] = make(map[ID]bool)
					}
					asked[s.answer][wanted] = true
				}
			}
		}
	}
	inside := func(ID) bool { return true }
	if q.Within != nil {
		territory := v.territory(q.Within, q.AsOf)
		inside = func(id ID) bool { return territory[id] }
	}
	answers := make(map[ID]*SharedPriority)
	for key, list := range claims {
		if q.All && len(asked[key.answer]) < len(q.Industries) || !inside(key.answer) {
			continue
		}
		answer := answers[key.answer]
		if answer == nil {
			answer = &SharedPriority{Place: key.answer}
			answers[key.answer] = answer
		}
		answer.Priorities = append(answer.Priorities, Priority{Place: key.place, Industry: key.industry, Claims: list})
	}
	result := make([]SharedPriority, 0, len(answers))
	for _, id := range sortedKeys(answers) {
		answer := answers[id]
		for _, wanted := range q.Industries {
			if asked[id][wanted] && !slices.Contains(answer.Industries, wanted) {
				answer.Industries = append(answer.Industries, wanted)
			}
		}
		v.summarise(answer)
		result = append(result, *answer)
	}
	return result, given(ctx, 0)
}

func (v *View) summarise(a *SharedPriority) {
	slices.SortFunc(a.Priorities, func(x, y Priority) int {
		return cmp.Or(cmp.Compare(x.Place, y.Place), cmp.Compare(x.Industry, y.Industry))
	})
	all := a.Claims()
	a.Stances = StancesOf(all)
	a.Documents, a.Languages, a.Since = v.provenance(all)
}

// provenance tells which documents the claims are from, in which languages, and
// when the earliest of them was written.
func (v *View) provenance(claims []*Claim) (documents []ID, languages []string, since DocumentDate) {
	documents = documentsOf(claims)
	slices.Sort(documents)
	for _, id := range documents {
		thing := v.Thing(id)
		if thing == nil || thing.Source == nil {
			continue
		}
		if language := thing.Source.Language; language != "" && !slices.Contains(languages, language) {
			languages = append(languages, language)
		}
		if date := thing.Source.Date; date.Known() && (!since.Known() || date.Earliest.Start() < since.Earliest.Start()) {
			since = date
		}
	}
	slices.Sort(languages)
	return documents, languages, since
}
