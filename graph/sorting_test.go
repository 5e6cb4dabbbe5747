package graph

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestListsOfAnyOrderAreSorted(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for name, of := range map[string]func(i int) int{
		"in order":        func(i int) int { return i },
		"backwards":       func(i int) int { return -i },
		"all equal":       func(int) int { return 7 },
		"few different":   func(int) int { return random.IntN(3) },
		"many different":  func(int) int { return random.Int() },
		"one of its own":  func(i int) int { return min(i, 1) },
		"one at the end":  func(i int) int { return -max(i, 3*smallSort-2) },
		"two interleaved": func(i int) int { return i%2*smallSort + i },
	} {
		for _, length := range []int{0, 1, smallSort - 1, smallSort, 3 * smallSort} {
			list := make([]int, length)
			for i := range list {
				list[i] = of(i)
			}
			want := slices.Sorted(slices.Values(list))
			if sortSideBySide(list, cmp.Compare[int]); !slices.Equal(list, want) {
				t.Errorf("%d items %s are not sorted", length, name)
			}
		}
	}
}

func TestTheFirstOfAListAreThoseOfItInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.IntRange(0, 20), 0, 30).Draw(t, "list")
		wanted := rapid.IntRange(0, 35).Draw(t, "wanted")
		want := slices.Sorted(slices.Values(list))
		want = want[:min(wanted, len(want))]
		if got := firstOf(slices.Clone(list), wanted, cmp.Compare[int]); !slices.Equal(got, want) {
			t.Fatalf("the first %d of %v are %v", wanted, list, got)
		}
	})
}
