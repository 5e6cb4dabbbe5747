package graph

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
)

// likenessMeasure weighs how alike places are. The score is a weighted Jaccard index: the
// summed weights of shared industries over those of all industries of either
// place. An industry's weight is ln(1 + places/places that prioritise it), so that
// a rare priority in common says more than one that everybody has. Industries go by their
// rank, the rarest first, and places by their number among those that prioritise anything.
type likenessMeasure struct {
	view    *View
	places  []number
	ranked  []number  // industries, the rarest first
	weights []float64 // of each rank

	starts  []uint32    // of each place's entries, and the end of the last
	entries []likeEntry // by rank
	totals  []float64   // of each place, the weights of all its industries
	holders [][]int32   // of each rank, the places
	shared  sync.Pool   // of *sharedWeights
}

// likeEntry is one industry that a place prioritises.
type likeEntry struct {
	rank   int32
	claims []*Claim
}

// noPlace is the number of one that prioritises nothing.
const noPlace int32 = -1

// likeness measures by all claims, or by those that count. What all claims say is
// measured once for a View: a page of places may ask for it a hundred times.
func (v *View) likeness(ctx context.Context, f priorityFilter) (*likenessMeasure, error) {
	if f.plain() {
		return v.plainLikeness(), nil
	}
	return v.measureLikeness(ctx, f)
}

// measureLikeness takes the industries that each place prioritises. Those that are only
// capped are none: a cap is no priority that two places could share.
func (v *View) measureLikeness(ctx context.Context, f priorityFilter) (*likenessMeasure, error) {
	prioritises, _ := relationOf("prioritises")
	var all []statedPriority
	for i, edge := range v.edges.along(prioritises) {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		all = v.stated(all, edge, f)
	}
	if f.rollUp {
		all = mergePlaces(all)
	}
	all = slices.DeleteFunc(all, func(s statedPriority) bool { return capped(s.claims) })
	m := &likenessMeasure{view: v}
	m.rank(all)
	ranks := make(map[number]int32, len(m.ranked))
	for rank, industry := range m.ranked {
		ranks[industry] = int32(rank)
	}
	m.entries, m.holders = make([]likeEntry, len(all)), make([][]int32, len(m.ranked))
	for i, s := range all {
		if i == 0 || s.answer != all[i-1].answer {
			m.places, m.starts = append(m.places, s.answer), append(m.starts, uint32(i))
		}
		m.entries[i] = likeEntry{ranks[s.industry], s.claims}
	}
	m.starts = append(m.starts, uint32(len(all)))
	m.totals, m.weights = make([]float64, len(m.places)), make([]float64, len(m.ranked))
	for place := range int32(len(m.places)) {
		entries := m.of(place)
		slices.SortFunc(entries, func(a, b likeEntry) int { return cmp.Compare(a.rank, b.rank) })
		for _, e := range entries {
			m.holders[e.rank] = append(m.holders[e.rank], place)
		}
	}
	for rank, holders := range m.holders {
		m.weights[rank] = math.Log(1 + float64(len(m.places))/float64(len(holders)))
	}
	for place := range int32(len(m.places)) {
		for _, e := range m.of(place) {
			m.totals[place] += m.weights[e.rank]
		}
	}
	return m, given(ctx, 0)
}

// mergePlaces brings together what counts for one city of one industry.
func mergePlaces(all []statedPriority) []statedPriority {
	slices.SortStableFunc(all, func(a, b statedPriority) int {
		return cmp.Or(cmp.Compare(a.answer, b.answer), cmp.Compare(a.industry, b.industry), cmp.Compare(a.edge, b.edge))
	})
	merged := all[:0]
	for _, s := range all {
		if last := len(merged) - 1; last >= 0 && merged[last].answer == s.answer && merged[last].industry == s.industry {
			merged[last].claims = slices.Concat(merged[last].claims, s.claims)
		} else {
			merged = append(merged, s)
		}
	}
	return merged
}

// rank orders the industries, the rarest first.
func (m *likenessMeasure) rank(all []statedPriority) {
	holders := make(map[number]int)
	for _, s := range all {
		holders[s.industry]++
	}
	for industry := range holders {
		m.ranked = append(m.ranked, industry)
	}
	slices.SortFunc(m.ranked, func(a, b number) int {
		return cmp.Or(cmp.Compare(holders[a], holders[b]), cmp.Compare(a, b))
	})
}

func (m *likenessMeasure) industry(rank int32) ID { return m.view.idOf(m.ranked[rank]) }

// find is the place's number; false where it prioritises nothing.
func (m *likenessMeasure) find(place number) (int32, bool) {
	at, found := slices.BinarySearch(m.places, place)
	if !found {
		return noPlace, false
	}
	return int32(at), true
}

func (m *likenessMeasure) of(place int32) []likeEntry {
	if place == noPlace {
		return nil
	}
	return m.entries[m.starts[place]:m.starts[place+1]]
}

// each visits the industries of two places, the rarest first. Claims are nil where a place
// does not prioritise one.
func (m *likenessMeasure) each(here, there int32, visit func(rank int32, here, there []*Claim)) {
	ours, theirs := m.of(here), m.of(there)
	for len(ours) > 0 || len(theirs) > 0 {
		switch {
		case len(theirs) == 0 || len(ours) > 0 && ours[0].rank < theirs[0].rank:
			visit(ours[0].rank, ours[0].claims, nil)
			ours = ours[1:]
		case len(ours) == 0 || theirs[0].rank < ours[0].rank:
			visit(theirs[0].rank, nil, theirs[0].claims)
			theirs = theirs[1:]
		default:
			visit(ours[0].rank, ours[0].claims, theirs[0].claims)
			ours, theirs = ours[1:], theirs[1:]
		}
	}
}

// between compares two places.
func (m *likenessMeasure) between(here, there int32) Likeness {
	l := Likeness{measure: m, here: here, there: there}
	if there != noPlace {
		l.Place = m.view.idOf(m.places[there])
	}
	var shared, total float64
	m.each(here, there, func(rank int32, here, there []*Claim) {
		total += m.weights[rank]
		if here != nil && there != nil {
			shared += m.weights[rank]
		}
	})
	if total > 0 {
		l.Score = shared / total
	}
	return l
}

// sharedWeights are what other places have in common with one, while the most alike are
// looked for.
type sharedWeights struct {
	of     []float64
	places []int32 // that have anything in common
	best   []weighed
}

// scoreDigits is by how much two sums of the same weights may differ, and more.
const scoreDigits = 1e-12

// weighed is another place with about its score.
type weighed struct {
	place int32
	score float64
}

func compareWeighed(a, b weighed) int {
	switch { // scores are numbers, and most differ
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return cmp.Compare(a.place, b.place)
}

// mostAlike are the places most like one, as many as are wanted. Only those that share
// anything are weighed against each other; the rest follow by ID. There are fewer where
// nobody waits any more.
func (m *likenessMeasure) mostAlike(ctx context.Context, here int32, wanted int, inside func(place int32) bool) []Likeness {
	s, pooled := m.shared.Get().(*sharedWeights)
	if !pooled {
		s = &sharedWeights{of: make([]float64, len(m.places))}
	}
	m.share(s, here, wanted, inside)
	best := m.weigh(s, here, inside)
	chosen := firstOf(best, wanted, compareWeighed)
	// Sums that are reckoned in another order differ in their last digits, so whoever comes as
	// near as that to the last of the chosen may stand before it.
	for _, w := range best[len(chosen):] {
		if len(chosen) > 0 && w.score > chosen[wanted-1].score-scoreDigits {
			chosen = append(chosen, w)
		}
	}
	answers := make([]Likeness, 0, len(chosen))
	for i, w := range chosen {
		if given(ctx, i) != nil {
			break
		}
		answers = append(answers, m.between(here, w.place))
	}
	slices.SortFunc(answers, func(a, b Likeness) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.there, b.there))
	})
	answers = answers[:min(len(answers), wanted)]
	for other := int32(0); len(answers) < wanted && int(other) < len(m.places) && given(ctx, int(other)) == nil; other++ {
		if s.of[other] == 0 && other != here && (inside == nil || inside(other)) {
			answers = append(answers, m.between(here, other))
		}
	}
	for _, other := range s.places {
		s.of[other] = 0
	}
	s.places = s.places[:0]
	m.shared.Put(s)
	return answers
}

// share adds up what others have in common with a place, from the rarest industry on. The
// more places prioritise an industry, the less it weighs: once so many places as are wanted
// are more alike than any could be that shares but the rest, no others need be looked at.
func (m *likenessMeasure) share(s *sharedWeights, here int32, wanted int, inside func(place int32) bool) {
	rest, closed := m.totals[here], false
	for _, e := range m.of(here) {
		holders, weight := m.holders[e.rank], m.weights[e.rank]
		if !closed && len(holders) > 2*len(s.places) && len(s.places) > wanted && wanted > 0 {
			best := firstOf(m.weigh(s, here, inside), wanted, compareWeighed)
			closed = len(best) == wanted && rest/m.totals[here] < best[wanted-1].score-scoreDigits
		}
		for _, other := range holders {
			if s.of[other] == 0 {
				if closed {
					continue
				}
				s.places = append(s.places, other)
			}
			s.of[other] += weight
		}
		rest -= weight
	}
}

// weigh is how alike the places are by what they are known to have in common.
func (m *likenessMeasure) weigh(s *sharedWeights, here int32, inside func(place int32) bool) []weighed {
	s.best = s.best[:0]
	for _, other := range s.places {
		if other == here || inside != nil && !inside(other) {
			continue
		}
		shared := s.of[other]
		s.best = append(s.best, weighed{other, shared / (m.totals[here] + m.totals[other] - shared)})
	}
	return s.best
}
