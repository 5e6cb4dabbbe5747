package graph

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// lexicon is a sorted list of distinct texts, each with the numbers of those that
// hold it. It finds a text, those with a beginning, and those that are nearly a text. The
// texts lie one behind the other in memory, so that going through them is quick.
type lexicon struct {
	all     string
	ends    []uint32 // of each text in all
	shared  []uint8  // with how many characters of the text before it each begins, 255 at most
	starts  []uint32 // of each text's holders, and the end of the last
	numbers []int32  // the holders, ascending
}

func (l *lexicon) count() int { return len(l.ends) }

func (l *lexicon) text(i int32) string {
	start := uint32(0)
	if i > 0 {
		start = l.ends[i-1]
	}
	return l.all[start:l.ends[i]]
}

func (l *lexicon) holders(i int32) []int32 { return l.numbers[l.starts[i]:l.starts[i+1]] }

// holdersOf are those of all texts of a range.
func (l *lexicon) holdersOf(r textRange) []int32 { return l.numbers[l.starts[r.from]:l.starts[r.to]] }

// holding says that a text is held by something of this number.
type holding struct {
	begin  uint64 // of the text, by which most are told apart
	text   string
	number int32
}

func newHolding(text string, number int32) holding {
	return holding{beginning([]byte(text[:min(8, len(text))])), text, number}
}

func compareHoldings(a, b holding) int {
	if a.begin != b.begin {
		return cmp.Compare(a.begin, b.begin)
	}
	return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.number, b.number))
}

// newLexicon takes holdings over, and puts them in order.
func newLexicon(list []holding) *lexicon {
	sortSideBySide(list, compareHoldings)
	list = slices.Compact(list)
	l := &lexicon{numbers: make([]int32, len(list))}
	var all strings.Builder
	before := ""
	for i, h := range list {
		if i == 0 || h.text != before {
			l.add(&all, before, h.text, uint32(i))
			before = h.text
		}
		l.numbers[i] = h.number
	}
	l.end(&all, uint32(len(list)))
	return l
}

// add puts a text behind the one before; its holders begin at start.
func (l *lexicon) add(all *strings.Builder, before, text string, start uint32) {
	all.WriteString(text)
	l.ends = append(l.ends, uint32(all.Len()))
	l.shared = append(l.shared, sharedCharacters(before, text))
	l.starts = append(l.starts, start)
}

func (l *lexicon) end(all *strings.Builder, holders uint32) {
	l.all, l.starts = strings.Clone(all.String()), slices.Clip(append(l.starts, holders))
	l.ends, l.shared = slices.Clip(l.ends), slices.Clip(l.shared)
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
func (l *lexicon) beginning(text string) textRange {
	from, _ := l.find(text)
	length := sort.Search(l.count()-from, func(i int) bool { return !strings.HasPrefix(l.text(int32(from+i)), text) })
	return textRange{int32(from), int32(from + length)}
}

// find is the number of a text, if it is there, and otherwise of the first behind it.
func (l *lexicon) find(text string) (number int, found bool) {
	number = sort.Search(l.count(), func(i int) bool { return l.text(int32(i)) >= text })
	return number, number < l.count() && l.text(int32(number)) == text
}

// textRange is a range of texts of a lexicon.
type textRange struct{ from, to int32 }

func (r textRange) has(text int32) bool { return text >= r.from && text < r.to }

// near visits all texts that differ from the wanted one, whole or in their
// beginning, by at most so many slips: a character too few, one too many, another
// one, or two changed over.
//
// It goes through the texts in order and keeps the table of differences of the
// characters that one shares with the next. Where a beginning has gone astray,
// all texts with that beginning are skipped at once.
func (l *lexicon) near(wanted string, slips int, visit func(text int32, slips int, whole bool)) {
	w := newWalk(wanted, slips)
	for i := 0; i < l.count(); {
		ended := w.follow(l.text(int32(i)), int(l.shared[i]))
		begun := w.begun()
		if ended {
			if whole := w.whole(); whole <= slips {
				visit(int32(i), whole, true)
			} else if begun <= slips {
				visit(int32(i), begun, false)
			}
			i++
			continue
		}
		for astray := uint8(min(w.depth, 255)); ; {
			if begun <= slips {
				visit(int32(i), begun, false)
			}
			if i++; i == l.count() || l.shared[i] < astray {
				break
			}
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
	begun  int // the fewest between a beginning of the text so far and all that is wanted
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

// step is the step at a depth. What was not computed there counts as too many slips.
func (w *walk) step(depth int) *step {
	if depth == len(w.steps) {
		slips := make([]int, len(w.wanted)+1)
		for i := range slips {
			slips[i] = w.slips + 1
		}
		w.steps = append(w.steps, step{slips: slips})
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
// any beginning of the wanted text is away. Beginnings that are longer or shorter
// by more characters than there may be slips are left out.
func (w *walk) add(letter rune, end int) int {
	now, before := w.step(w.depth), &w.steps[w.depth-1]
	now.letter, now.end = letter, end
	fewest := w.slips + 1
	if w.depth <= w.slips {
		now.slips[0] = w.depth
		fewest = w.depth
	}
	for i := max(0, w.depth-1-w.slips); i < min(len(w.wanted), w.depth+w.slips); i++ {
		slips := before.slips[i]
		if letter != w.wanted[i] {
			slips = 1 + min(slips, before.slips[i+1], now.slips[i])
			if w.depth > 1 && i > 0 && letter == w.wanted[i-1] && before.letter == w.wanted[i] {
				slips = min(slips, 1+w.steps[w.depth-2].slips[i-1])
			}
		}
		now.slips[i+1] = slips
		fewest = min(fewest, slips)
	}
	now.begun = min(before.begun, now.slips[len(w.wanted)])
	return fewest
}
