package graph

import (
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

// pieces are the numbers of texts by the pieces that they hold.
type pieces struct {
	places map[piece]uint32
	starts []uint32
	texts  []int32
}

// newPieces cuts the texts of a lexicon up, twice: to count, and to note them.
func newPieces(l *lexicon) pieces {
	p := pieces{places: make(map[piece]uint32)}
	var met []uint32 // the place of each piece, text by text
	var counts []uint32
	lengths := make([]uint16, l.count())
	last := []int32{} // the text in which each piece was met last
	for i := range int32(l.count()) {
		eachPiece(l.text(i), func(piece piece) {
			place, known := p.places[piece]
			if !known {
				place = uint32(len(counts))
				p.places[piece] = place
				counts, last = append(counts, 0), append(last, -1)
			}
			if last[place] != i {
				last[place] = i
				counts[place]++
				met = append(met, place)
				lengths[i]++
			}
		})
	}
	p.starts = make([]uint32, len(counts)+1)
	for place, count := range counts {
		p.starts[place+1] = p.starts[place] + count
	}
	p.texts = make([]int32, len(met))
	next := slices.Clone(p.starts)
	for i, length := range lengths {
		for _, place := range met[:length] {
			p.texts[next[place]] = int32(i)
			next[place]++
		}
		met = met[length:]
	}
	return p
}

// of are the texts that hold a piece.
func (p pieces) of(piece piece) []int32 {
	place, known := p.places[piece]
	if !known {
		return nil
	}
	return p.texts[p.starts[place]:p.starts[place+1]]
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
