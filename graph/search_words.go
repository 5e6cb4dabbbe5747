package graph

import (
	"encoding/binary"
	"slices"
	"strings"
)

// wordList is the words of all spellings, each once, in order.
type wordList struct {
	words   []string
	numbers map[*spellingList][]int32 // of each list's own words
}

// wordHolding says that a word is held by a spelling.
type wordHolding struct{ word, number int32 }

func newWordList(lists []*spellingList) *wordList {
	w := &wordList{numbers: make(map[*spellingList][]int32)}
	for _, list := range lists {
		w.words = append(w.words, list.words...)
	}
	slices.Sort(w.words)
	w.words = slices.Compact(w.words)
	for _, list := range lists {
		numbers := make([]int32, len(list.words))
		for place, word := range list.words {
			number, _ := slices.BinarySearch(w.words, word)
			numbers[place] = int32(number)
		}
		w.numbers[list] = numbers
	}
	return w
}

// lexicon finds spellings by their words. The holdings come by spelling.
func (w *wordList) lexicon(list []wordHolding) *lexicon {
	starts := make([]uint32, len(w.words)+1)
	last := make([]int32, len(w.words))                       // the spelling that held each word last, + 1
	list = slices.DeleteFunc(list, func(h wordHolding) bool { // a name may have a word twice
		again := last[h.word] == h.number+1
		if last[h.word] = h.number + 1; !again {
			starts[h.word+1]++
		}
		return again
	})
	for word := range w.words {
		starts[word+1] += starts[word]
	}
	l := &lexicon{numbers: make([]int32, len(list))}
	var all strings.Builder
	before := ""
	for number, word := range w.words {
		l.add(&all, before, word, starts[number])
		before = word
	}
	l.end(&all, uint32(len(list)))
	for _, h := range list {
		l.numbers[starts[h.word]] = h.number
		starts[h.word]++
	}
	return l
}

// pieceLength is how many characters the pieces have by which the middles of
// words are found. Chinese characters are words, so they need no pieces.
const pieceLength = 3

// piece is so many characters, as one number.
type piece uint64

// pieces are the numbers of texts by the pieces that they hold: ascending, each as what it is
// more than the one before, since nearly all of these are small.
type pieces struct {
	places map[piece]uint32
	counts []uint32 // of the texts that hold each
	starts []uint32 // of each one's numbers among steps, and the end of the last
	steps  []byte
}

// newPieces cuts the texts of a lexicon up, twice: to count, and to note them.
func newPieces(l *lexicon) pieces {
	p := pieces{places: make(map[piece]uint32)}
	var met []uint32  // the place of each piece, text by text
	var last []uint32 // the text in which each piece was met last, + 1
	var sizes []uint32
	lengths := make([]uint32, l.count())
	var step [binary.MaxVarintLen32]byte
	for i := range l.count() {
		number := uint32(i) + 1
		eachPiece(l.text(int32(i)), func(piece piece) {
			place, known := p.places[piece]
			if !known {
				place = uint32(len(last))
				p.places[piece] = place
				p.counts, last, sizes = append(p.counts, 0), append(last, 0), append(sizes, 0)
			}
			if last[place] != number {
				sizes[place] += uint32(binary.PutUvarint(step[:], uint64(number-last[place])))
				last[place] = number
				p.counts[place]++
				met = append(met, place)
				lengths[i]++
			}
		})
	}
	p.starts = make([]uint32, len(sizes)+1)
	for place, size := range sizes {
		p.starts[place+1] = p.starts[place] + size
	}
	p.steps = make([]byte, p.starts[len(sizes)])
	next := slices.Clone(p.starts)
	clear(last)
	for i, length := range lengths {
		number := uint32(i) + 1
		for _, place := range met[:length] {
			next[place] += uint32(binary.PutUvarint(p.steps[next[place]:], uint64(number-last[place])))
			last[place] = number
		}
		met = met[length:]
	}
	return p
}

// rarest are the texts that hold the piece of a text that the fewest hold; none where the text
// has no piece, or one that no text holds.
func (p pieces) rarest(text string) []int32 {
	found, place := false, uint32(0)
	missing := false
	eachPiece(text, func(piece piece) {
		at, known := p.places[piece]
		missing = missing || !known
		if known && (!found || p.counts[at] < p.counts[place]) {
			found, place = true, at
		}
	})
	if !found || missing {
		return nil
	}
	texts := make([]int32, 0, p.counts[place])
	number := int32(-1)
	for steps := p.steps[p.starts[place]:p.starts[place+1]]; len(steps) > 0; {
		step, length := binary.Uvarint(steps)
		number += int32(step)
		texts, steps = append(texts, number), steps[length:]
	}
	return texts
}

// eachPiece visits all runs of so many characters of a text that hold no Chinese one.
func eachPiece(text string, visit func(piece)) {
	const bits = 21 // of a character
	var run piece
	count := 0
	for _, r := range text {
		if isHan(r) {
			count = 0
			continue
		}
		run = (run<<bits | piece(r)) & (1<<(bits*pieceLength) - 1)
		if count++; count >= pieceLength {
			visit(run)
		}
	}
}
