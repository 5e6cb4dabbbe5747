package graph

import (
	"encoding/binary"
	"slices"
	"sync"
)

// beginning is the first eight bytes of a text, as a number in their order.
func beginning(text []byte) uint64 {
	if len(text) >= 8 {
		return binary.BigEndian.Uint64(text)
	}
	var padded [8]byte
	copy(padded[:], text)
	return binary.BigEndian.Uint64(padded[:])
}

// smallSort is for how many items sorting side by side is not worth it.
const smallSort = 1 << 14

// sortSideBySide sorts a list in its place: what is less than its middle, about, and the
// rest at once.
func sortSideBySide[T any](list []T, compare func(a, b T) int) {
	if len(list) < smallSort {
		slices.SortFunc(list, compare)
		return
	}
	some := make([]T, 0, 101)
	for i := range cap(some) {
		some = append(some, list[i*(len(list)-1)/(cap(some)-1)])
	}
	slices.SortFunc(some, compare)
	middle := some[len(some)/2]
	less := 0
	for i, item := range list {
		if compare(item, middle) < 0 {
			list[i], list[less] = list[less], item
			less++
		}
	}
	var both sync.WaitGroup
	both.Go(func() { slices.SortFunc(list[:less], compare) })
	slices.SortFunc(list[less:], compare)
	both.Wait()
}

// firstOf are the first of a list, in order; the list is left in some order.
func firstOf[T any](list []T, wanted int, compare func(a, b T) int) []T {
	if wanted >= len(list) {
		slices.SortFunc(list, compare)
		return list
	}
	if wanted == 0 {
		return nil
	}
	// A heap of the best so far, the worst of them on top.
	best := list[:wanted]
	sink := func(i int) {
		for child := 2*i + 1; child < wanted; child = 2*i + 1 {
			if child+1 < wanted && compare(best[child+1], best[child]) > 0 {
				child++
			}
			if compare(best[child], best[i]) <= 0 {
				return
			}
			best[i], best[child] = best[child], best[i]
			i = child
		}
	}
	for i := wanted/2 - 1; i >= 0; i-- {
		sink(i)
	}
	for i := wanted; i < len(list); i++ {
		if compare(list[i], best[0]) < 0 {
			best[0], list[i] = list[i], best[0]
			sink(0)
		}
	}
	slices.SortFunc(best, compare)
	return best
}
