package plain

import (
	"cmp"
	"slices"
)

// Count is how many places prioritise an industry.
type Count struct {
	industry int32
	Places   int32
}

// IndustryCounts counts the places in one, or in all where none is named, by the
// industries that they prioritise, and answers with the first of most places.
func (x *Index) IndustryCounts(within string, first int) []Count {
	list := slices.Clone(x.counted)
	if within != "" {
		list = x.countWithin(within)
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Places, a.Places), cmp.Compare(a.industry, b.industry))
	})
	return list[:min(first, len(list))]
}

func (x *Index) countWithin(place string) []Count {
	number, found := x.numbers[place]
	if !found {
		return nil
	}
	counts := make([]int32, len(x.industries))
	first := x.industries[0] // their IDs stand together, and so do their numbers
	var walk func(place int32)
	walk = func(place int32) {
		for _, r := range relationsOf(x.things[place].out, "prioritises") {
			counts[r.object-first]++
		}
		for _, part := range x.things[place].parts {
			walk(part)
		}
	}
	walk(number)
	var list []Count
	for i, places := range counts {
		if places > 0 {
			list = append(list, Count{first + int32(i), places})
		}
	}
	return list
}

// AppendIndustryCounts answers how many places prioritise each industry.
func (x *Index) AppendIndustryCounts(b []byte, within string, first int) []byte {
	b = append(b, `{"data":{"relations":{"facets":{"industries":`...)
	b = appendList(b, x.IndustryCounts(within, first), func(b []byte, c Count) []byte {
		b = append(b, `{"industry":`...)
		b = appendThing(b, &x.things[c.industry])
		b = append(b, `,"count":`...)
		return append(appendInt(b, c.Places), '}')
	})
	return append(b, `}}}}`...)
}
