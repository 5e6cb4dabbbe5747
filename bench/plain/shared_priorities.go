package plain

import (
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// SharedPriorities are the priorities in an industry or a narrower one of the places that
// come first, by place.
func (x *Index) SharedPriorities(industry string, places int) []*relation {
	number, found := x.numbers[industry]
	if !found {
		return nil
	}
	list := x.inBranch[number]
	for i := range list {
		if i > 0 && list[i].subject == list[i-1].subject {
			continue
		}
		if places == 0 {
			return list[:i]
		}
		places--
	}
	return list
}

// AppendSharedPriorities answers which places prioritise an industry, with what stance,
// since when.
func (x *Index) AppendSharedPriorities(b []byte, industry string, places int) []byte {
	list := x.SharedPriorities(industry, places)
	b = append(b, `{"data":{"sharedPriorities":{"nodes":[`...)
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].subject == list[from].subject {
			to++
		}
		if from > 0 {
			b = append(b, ',')
		}
		b = x.appendSharedPriority(b, list[from:to])
		from = to
	}
	return append(b, `]}}}`...)
}

func (x *Index) appendSharedPriority(b []byte, ofPlace []*relation) []byte {
	var has stanceSet
	var since *date
	var document int32
	for _, r := range ofPlace {
		for _, c := range r.claims {
			has.add(c.stance)
			written := x.things[c.document].date
			if since == nil || written.begin < since.begin || written.begin == since.begin && c.document < document {
				since, document = written, c.document
			}
		}
	}
	b = append(b, `{"place":`...)
	b = appendThing(b, &x.things[ofPlace[0].subject])
	b = append(b, `,"stances":`...)
	b = has.append(b)
	b = append(b, `,"since":{"earliest":`...)
	b = appendText(b, since.earliest)
	b = append(b, `,"latest":`...)
	b = appendText(b, since.latest)
	b = append(b, `},"priorities":`...)
	b = appendList(b, ofPlace, func(b []byte, r *relation) []byte {
		b = append(b, `{"industry":`...)
		return append(appendThing(b, &x.things[r.object]), '}')
	})
	return append(b, '}')
}

// stanceSet has a bit for each stance, in the order of the enum.
type stanceSet uint8

var stances = []graph.Stance{graph.Lead, graph.Grow, graph.Nurture, graph.Upgrade, graph.Limit, graph.Unstated}

func (s *stanceSet) add(stance graph.Stance) {
	if i := slices.Index(stances, stance); i >= 0 {
		*s |= 1 << i
	}
}

func (s stanceSet) append(b []byte) []byte {
	b = append(b, '[')
	for i, stance := range stances {
		if s&(1<<i) != 0 {
			if b[len(b)-1] != '[' {
				b = append(b, ',')
			}
			b = appendText(b, string(stance))
		}
	}
	return append(b, ']')
}
