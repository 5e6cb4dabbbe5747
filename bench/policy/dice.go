package policy

import (
	"math/bits"
	"math/rand/v2"
)

// dice draws all that is random. It uses whole numbers alone: what math/rand/v2 makes
// of a float may differ in its last bit where a processor fuses multiplying and adding.
type dice struct{ source *rand.PCG }

func newDice(seed uint64) *dice {
	return &dice{rand.NewPCG(seed, 0x706f6c6963790001)} // any constant: "policy", first edition of the shape
}

// below is a number from 0 to n-1. The bias is below 2⁻³², as n is far below 2³².
func (d *dice) below(n int) int {
	high, _ := bits.Mul64(d.source.Uint64(), uint64(n))
	return int(high)
}

// between is a number from low to high, both of them included.
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

// chance is true in so many of a hundred cases.
func (d *dice) chance(percent int) bool { return d.below(100) < percent }

// about is a number within a quarter of n.
func (d *dice) about(n int) int { return d.between(n-n/4, n+n/4) }

func pick[T any](d *dice, list []T) T { return list[d.below(len(list))] }

// some are up to n different items, in the order of the list.
func some[T any](d *dice, list []T, n int) []T {
	var chosen []T
	for i, item := range list {
		if d.below(len(list)-i) < n-len(chosen) {
			chosen = append(chosen, item)
		}
	}
	return chosen
}

// skew draws ranks as Zipf's law has it: the second is half as frequent as the first,
// the third a third.
type skew struct{ upTo []int }

func newSkew(ranks int) skew {
	const first = 1 << 20
	s := skew{make([]int, ranks)}
	sum := 0
	for i := range s.upTo {
		sum += first / (i + 1)
		s.upTo[i] = sum
	}
	return s
}

func (s skew) draw(d *dice) int {
	wanted := d.below(s.upTo[len(s.upTo)-1])
	low, high := 0, len(s.upTo)-1
	for low < high {
		if middle := (low + high) / 2; s.upTo[middle] > wanted {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
