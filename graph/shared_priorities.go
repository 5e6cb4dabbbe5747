package graph

import (
	"cmp"
	"slices"
)

// PriorityQuestion asks which places prioritise an industry.
type PriorityQuestion struct {
	Industry ID
	Narrower bool     // count narrower industries too
	RollUp   bool     // answer with cities instead of their districts
	AsOf     Date     // the map to roll up by; of each claim's own date when empty
	Stances  []Stance // only these; all when empty
}

// SharedPriority is one place that prioritises the industry.
type SharedPriority struct {
	Place      ID
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

// SharedPriorities answers which places share a priority, ordered by place.
func (v *View) SharedPriorities(q PriorityQuestion) ([]SharedPriority, error) {
	if _, err := v.Require(q.Industry, Industry); err != nil {
		return nil, err
	}
	type stated struct{ answer, place, industry ID }
	claims := make(map[stated][]*Claim)
	for _, industry := range v.Branch(q.Industry, q.Narrower) {
		for _, edge := range v.In(industry, "prioritises") {
			for _, claim := range edge.Claims {
				if len(q.Stances) > 0 && !slices.Contains(q.Stances, claim.Stance) {
					continue
				}
				key := stated{edge.Subject, edge.Subject, industry}
				if q.RollUp {
					key.answer = v.City(edge.Subject, cmp.Or(q.AsOf, v.DateOf(claim).Earliest))
				}
				claims[key] = append(claims[key], claim)
			}
		}
	}
	answers := make(map[ID]*SharedPriority)
	for key, list := range claims {
		answer := answers[key.answer]
		if answer == nil {
			answer = &SharedPriority{Place: key.answer}
			answers[key.answer] = answer
		}
		answer.Priorities = append(answer.Priorities, Priority{Place: key.place, Industry: key.industry, Claims: list})
	}
	result := make([]SharedPriority, 0, len(answers))
	for _, id := range sortedKeys(answers) {
		v.summarise(answers[id])
		result = append(result, *answers[id])
	}
	return result, nil
}

func (v *View) summarise(a *SharedPriority) {
	slices.SortFunc(a.Priorities, func(x, y Priority) int {
		return cmp.Or(cmp.Compare(x.Place, y.Place), cmp.Compare(x.Industry, y.Industry))
	})
	var all []*Claim
	for _, p := range a.Priorities {
		all = append(all, p.Claims...)
	}
	a.Stances = stancesOf(all)
	a.Documents, a.Languages, a.Since = v.provenance(all)
}

// provenance tells which documents the claims are from, in which languages, and
// when the earliest of them was written.
func (v *View) provenance(claims []*Claim) (documents []ID, languages []string, since DocumentDate) {
	for _, claim := range claims {
		if !slices.Contains(documents, claim.Document) {
			documents = append(documents, claim.Document)
		}
	}
	slices.Sort(documents)
	for _, id := range documents {
		thing := v.things[id]
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
