package graph

// findings are the matches of a search so far, the best of each thing. They find their places
// by a hash table with open addressing, since a map that grows as they come takes longer than
// all else about them.
type findings struct {
	list  []finding
	slots []uint32 // place in the list + 1, or 0
}

// finding is a match in the making.
type finding struct {
	spelling *spelling
	score    float64
	thing    number
	how      qualityNumber
}

// qualityNumber is a place in the table of qualities.
type qualityNumber uint8

const (
	wholeQuality qualityNumber = iota
	beginningQuality
	wordsQuality
	partQuality
	typoQuality
	someWordsQuality
)

// quality is how much of the name matched.
func (f *finding) quality() MatchQuality { return matchQualities[f.how].Quality }

// score is that of a thing; 0 where it has not been found.
func (f *findings) score(thing number) float64 {
	if len(f.list) == 0 {
		return 0
	}
	if place := f.slots[f.slot(thing)]; place != 0 {
		return f.list[place-1].score
	}
	return 0
}

// slot is where the place of a thing stands, or is to stand.
func (f *findings) slot(thing number) uint32 {
	mask := uint32(len(f.slots) - 1)
	at := thing * 2654435769 >> 7 & mask // the golden ratio, which scatters neighbours
	for f.slots[at] != 0 && f.list[f.slots[at]-1].thing != thing {
		at = (at + 1) & mask
	}
	return at
}

// offer takes a match, unless there is one of the thing that is as good.
func (f *findings) offer(found finding) {
	if 2*len(f.list) >= len(f.slots) {
		f.slots = make([]uint32, max(64, 4*len(f.list)))
		for i := range f.list {
			f.slots[f.slot(f.list[i].thing)] = uint32(i) + 1
		}
	}
	at := f.slot(found.thing)
	if place := f.slots[at]; place == 0 {
		f.list = append(f.list, found)
		f.slots[at] = uint32(len(f.list))
	} else if old := &f.list[place-1]; found.score > old.score {
		*old = found
	}
}
