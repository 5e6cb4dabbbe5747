package plain

import (
	"cmp"
	"slices"
	"sync"
)

// Likeness is another place with its score.
type Likeness struct {
	place int32
	Score float64
}

// sums are the weights that each place has in common with one.
type sums struct {
	shared []float64
	places []int32
}

var sumsPool sync.Pool

// Alike are the places most alike to one in what they prioritise.
func (x *Index) Alike(place string, first int) []Likeness {
	number, found := x.numbers[place]
	if !found {
		return nil
	}
	s, ok := sumsPool.Get().(*sums)
	if !ok || len(s.shared) != len(x.things) {
		s = &sums{shared: make([]float64, len(x.things))}
	}
	here := &x.things[number]
	for _, industry := range here.priorities {
		weight := x.weights[industry]
		for _, other := range x.holders[industry] {
			if s.shared[other] == 0 {
				s.places = append(s.places, other)
			}
			s.shared[other] += weight
		}
	}
	best := make([]Likeness, 0, first+1)
	for _, other := range s.places {
		shared := s.shared[other]
		s.shared[other] = 0
		if other == number {
			continue
		}
		l := Likeness{other, shared / (here.total + x.things[other].total - shared)}
		if len(best) == first && compareLikeness(l, best[first-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, l, compareLikeness)
		best = slices.Insert(best, at, l)
		best = best[:min(len(best), first)]
	}
	s.places = s.places[:0]
	sumsPool.Put(s)
	for i := range best {
		best[i].Score = x.likeness(here, &x.things[best[i].place])
	}
	slices.SortFunc(best, compareLikeness)
	return best
}

func compareLikeness(a, b Likeness) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.place, b.place))
}

// likeness adds the weights in the order in which polygraph adds them, so that both come
// to the same last digit.
func (x *Index) likeness(here, there *thing) float64 {
	var shared, total float64
	a, b := here.priorities, there.priorities
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && x.rarestFirst(a[0], b[0]) < 0:
			total += x.weights[a[0]]
			a = a[1:]
		case len(a) == 0 || x.rarestFirst(a[0], b[0]) > 0:
			total += x.weights[b[0]]
			b = b[1:]
		default:
			total += x.weights[a[0]]
			shared += x.weights[a[0]]
			a, b = a[1:], b[1:]
		}
	}
	return shared / total
}

// AppendAlike answers which places are most alike to one.
func (x *Index) AppendAlike(b []byte, place string, first int) []byte {
	b = append(b, `{"data":{"alike":{"nodes":`...)
	b = appendList(b, x.Alike(place, first), func(b []byte, l Likeness) []byte {
		b = append(b, `{"place":`...)
		b = appendThing(b, &x.things[l.place])
		b = append(b, `,"score":`...)
		return append(appendFloat(b, l.Score), '}')
	})
	return append(b, `}}}`...)
}
