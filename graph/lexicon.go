package graph

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// lexicon is a sorted list of distinct texts, each with the spellings that have
// it. It finds a text, those with a beginning, and those that are nearly a text.
type lexicon struct {
	texts   []string
	shared  []uint8   // with how many characters of the text before it each begins, 255 at most
	holders [][]int32 // numbers of spellings, ascending
}

func newLexicon(holders map[string][]int32) *lexicon {
	l := &lexicon{texts: sortedKeys(holders)}
	l.shared = make([]uint8, len(l.texts))
	l.holders = make([][]int32, len(l.texts))
	for i, text := range l.texts {
		l.holders[i] = holders[text]
		if i > 0 {
			l.shared[i] = sharedCharacters(l.texts[i-1], text)
		}
	}
	return l
}

func sharedCharacters(a, b string) uint8 {
	var count uint8
	for i, r := range a {
		other, size := utf8.DecodeRuneInString(b[min(i, len(b)):])
		if size == 0 || r != other || count == 255 {
			break
		}
		count++
	}
	return count
}

// beginning is the range of texts that begin with a text; the text itself, where
// it is there, comes first.
func (l *lexicon) beginning(text string) (from, to int) {
	from = sort.SearchStrings(l.texts, text)
	to = from + sort.Search(len(l.texts)-from, func(i int) bool { return !strings.HasPrefix(l.texts[from+i], text) })
	return from, to
}

// near visits all texts that differ from the wanted one, whole or in their
// beginning, by at most so many slips: a character too few, too many, another
// one, or two changed over (but none of these twice at one place).
//
// It goes through the texts in order and keeps the table of differences of the
// characters that one shares with the next. Where a beginning has gone astray,
// all texts with that beginning are skipped at once.
func (l *lexicon) near(wanted string, slips int, visit func(text, slips int, whole bool)) {
	walk := newWalk(wanted, slips)
	for i := 0; i < len(l.texts); {
		ended := walk.follow(l.texts[i], int(l.shared[i]))
		begun := walk.begun()
		if ended {
			if whole := walk.whole(); whole <= slips {
				visit(i, whole, true)
			} else if begun <= slips {
				visit(i, begun, false)
			}
			i++
			continue
		}
		astray := walk.depth
		for first := true; i < len(l.texts) && (first || int(l.shared[i]) >= astray); first = false {
			if begun <= slips {
				visit(i, begun, false)
			}
			i++
		}
	}
}

// walk compares texts with one wanted text, character by character. Its stack has
// a step for each character that the present text was followed along.
type walk struct {
	wanted []rune
	slips  int
	steps  []step
	depth  int
}

// step is the state after some characters of a text: how many slips lie between
// these and each beginning of the wanted text.
type step struct {
	letter rune
	end    int // in bytes of the text
	slips  []int
	begun  int // fewest slips between a beginning of the text so far and all that is wanted
}

func newWalk(wanted string, slips int) *walk {
	w := &walk{wanted: []rune(wanted), slips: slips}
	first := w.step(0)
	for i := range first.slips {
		first.slips[i] = i
	}
	first.begun = len(w.wanted)
	return w
}

func (w *walk) step(depth int) *step {
	if depth == len(w.steps) {
		w.steps = append(w.steps, step{slips: make([]int, len(w.wanted)+1)})
	}
	return &w.steps[depth]
}

func (w *walk) whole() int { return w.steps[w.depth].slips[len(w.wanted)] }

func (w *walk) begun() int { return w.steps[w.depth].begun }

// follow goes along a text that shares characters with the one before, and tells
// whether it reached the end before there were too many slips.
func (w *walk) follow(text string, shared int) bool {
	w.depth = min(shared, w.depth)
	for at := w.steps[w.depth].end; at < len(text); {
		letter, size := utf8.DecodeRuneInString(text[at:])
		at += size
		w.depth++
		if fewest := w.add(letter, at); fewest > w.slips {
			return false
		}
	}
	return true
}

// add takes one more character of the text, and returns the fewest slips that
// any beginning of the wanted text is away.
func (w *walk) add(letter rune, end int) int {
	now, before := w.step(w.depth), &w.steps[w.depth-1]
	now.letter, now.end = letter, end
	now.slips[0] = w.depth
	fewest := w.depth
	for i, other := range w.wanted {
		slips := before.slips[i]
		if letter != other {
			slips = 1 + min(slips, before.slips[i+1], now.slips[i])
			if w.depth > 1 && i > 0 && letter == w.wanted[i-1] && before.letter == other {
				slips = min(slips, 1+w.steps[w.depth-2].slips[i-1])
			}
		}
		now.slips[i+1] = slips
		fewest = min(fewest, slips)
	}
	now.begun = min(before.begun, now.slips[len(w.wanted)])
	return fewest
}
