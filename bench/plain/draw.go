package plain

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// What is asked of a question in turn is drawn from the graph, always the same from the
// same graph: things whose answers are as large as the question wants them. Where a small
// graph has too few, those with the largest answers are taken.
const fewest = 8

// candidate is something that may be asked for, with the size of its answer.
type candidate struct {
	id   string
	size int
}

// draw takes up to n of those whose answer is large enough.
func draw(n, size int, candidates []candidate) []string {
	slices.SortFunc(candidates, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.size, a.size), strings.Compare(a.id, b.id)) })
	enough := 0
	for enough < len(candidates) && (candidates[enough].size >= size || enough < fewest) {
		enough++
	}
	candidates = candidates[:enough]
	shuffle(candidates)
	var ids []string
	for _, c := range candidates[:min(n, len(candidates))] {
		ids = append(ids, c.id)
	}
	return ids
}

func newDice() *rand.Rand { return rand.New(rand.NewPCG(7, 7)) }

func shuffle[T any](list []T) {
	newDice().Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// DrawPrioritised draws industries that, with narrower ones, so many places prioritise.
func (x *Index) DrawPrioritised(n, places int) []string {
	var list []candidate
	for _, industry := range x.industries {
		count := 0
		for i, r := range x.inBranch[industry] {
			if i == 0 || r.subject != x.inBranch[industry][i-1].subject {
				count++
			}
		}
		list = append(list, candidate{x.things[industry].id, count})
	}
	return draw(n, places, list)
}

// DrawAnchored draws industries in which, or in narrower ones, so many relations anchor
// clusters.
func (x *Index) DrawAnchored(n, anchors int) []string {
	var list []candidate
	for _, industry := range x.industries {
		list = append(list, candidate{x.things[industry].id, len(x.anchored[industry])})
	}
	return draw(n, anchors, list)
}

// DrawAlike draws places that share a priority with so many others.
func (x *Index) DrawAlike(n, others int) []string {
	var list []candidate
	for i := range x.things {
		t := &x.things[i]
		if len(t.priorities) < 3 {
			continue
		}
		var with []int32
		for _, industry := range t.priorities {
			with = append(with, x.holders[industry]...)
		}
		list = append(list, candidate{t.id, min(others, len(unique(with))-1)})
	}
	return draw(n, others, list)
}

// DrawProfiled draws places whose profile has about so many records: from four fifths to
// six fifths of it.
func (x *Index) DrawProfiled(n, records int) []string {
	var list []candidate
	for i := range x.things {
		if t := &x.things[i]; t.kind == graph.Place {
			off := x.Profile(t.id).records() - records
			list = append(list, candidate{t.id, -max(off, -off)})
		}
	}
	return draw(n, -records/5, list)
}

// records are the things, relations and claims in a profile.
func (p *Profile) records() int {
	n := 1 + len(p.parts) + len(p.leaders) + len(p.programmes) + len(p.undertakings) + len(p.documents)
	for _, list := range [][]*relation{p.priorities, p.clusters, p.targets} {
		for _, r := range list {
			n += 1 + len(r.claims)
		}
	}
	return n
}

// DrawRegions draws cities and provinces in which so many industries are prioritised. The
// empty one stands for the whole graph.
func (x *Index) DrawRegions(n, industries int) []string {
	var list []candidate
	for i := range x.things {
		if t := &x.things[i]; t.kind == graph.Place && (t.level == "CITY" || t.level == "PROVINCE") {
			list = append(list, candidate{t.id, min(industries, len(x.countWithin(t.id)))})
		}
	}
	return append(draw(n-1, industries, list), "")
}

// DrawBeginnings draws beginnings of names, each a surname and a letter, that so many
// officials have.
func (x *Index) DrawBeginnings(n, officials int) []string {
	counts := make(map[string]int)
	for i := range x.things {
		if t := &x.things[i]; t.kind == graph.Official {
			if surname, given, found := strings.Cut(strings.ToLower(t.label), " "); found && given != "" {
				counts[surname+" "+given[:1]] = 0
			}
		}
	}
	var list []candidate
	for text := range counts {
		list = append(list, candidate{text, min(officials, len(x.begins(folded(text))))})
	}
	return draw(n, officials, list)
}

// Begins counts the officials whose names begin with a text.
func (x *Index) Begins(text string) int { return len(x.begins(folded(text))) }

// DrawConnected draws pairs of things, of two to so many steps from each other.
func (x *Index) DrawConnected(n, length int) [][2]string {
	var ends []int32
	for i := range x.things {
		switch x.things[i].kind {
		case graph.Place, graph.Enterprise, graph.Cluster, graph.Project, graph.Programme, graph.Official:
			ends = append(ends, int32(i))
		}
	}
	dice := newDice()
	var pairs [][2]string
	for tries := 0; len(pairs) < n && tries < 1000*n; tries++ {
		from, to := x.things[ends[dice.IntN(len(ends))]].id, x.things[ends[dice.IntN(len(ends))]].id
		if len(x.Path(from, to, length)) > 1 {
			pairs = append(pairs, [2]string{from, to})
		}
	}
	return pairs
}
