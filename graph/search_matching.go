package graph

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// band is where the scores of one sort of match lie: from a base upwards by how much
// of the name is covered.
type band struct{ base, span float64 }

// The bands. A slip of a whole name stands above a stretch of a long one, and below
// everything that is written right from the beginning of a word.
var (
	wholeBand          = band{1, 0}
	reorderedBand      = band{0.975, 0}
	beginningBand      = band{0.7, 0.12}
	wordsBand          = band{0.52, 0.06}
	shortBeginningBand = band{0.5, 0.12} // of what is looked for, without words that say of what sort it is, and of IDs
	nearBand           = band{0.47, 0}
	looseBand          = band{0.33, 0.1} // of initials, and of what may be one letter too long
	nearWordsBand      = band{0.32, 0.1}
	nearBeginningBand  = band{0.3, 0.08}
	partBand           = band{0.28, 0.16}
	someWordsBand      = band{0.12, 0.05}
)

// What it costs, of a score of at most 1, that a name is not taken as it stands.
const (
	lossPlain      = 0.002 // in plain words
	lossDoubt      = 0.004 // in a less likely reading
	lossOtherWords = 0.01  // in other words of the same sense
	lossShort      = 0.03  // without words that may be left out
	lossPlace      = 0.04  // without the place in which it lies
	lossAlias      = 0.002 // as the reading of another name than the label
)

// reasonCosts is what it costs to match by another name than the label.
var reasonCosts = [...]float64{byLabel: 0, byAlias: 0.012, byPinyin: 0.016, byInitials: 0.05, byID: 0.045}

// search is one search under way.
type search struct {
	watch
	index  *searchIndex
	ranges []kindRange       // of the spellings of things of kinds that may be found; all when it is nil
	chosen func(*Thing) bool // which of these; all when it is nil
	found  findings
	whole  bool             // whether a name is the text
	sure   bool             // whether a name is or begins as the text does
	asked  map[string]asked // words with slips that were looked up before
	left   []int32          // words of the name that is being looked at
	rest   []stage          // what was not looked for yet
}

// stage is something that is looked for only when more is wanted than what was found before:
// it finds nothing that matches better than most.
type stage struct {
	most float64
	look func()
}

// run tries what is certain first: the text, and whole names behind the place that it
// names. Slips are looked for only where nothing is sure, and names that have some of
// the words only where there is nothing else.
func (s *search) run(text string) {
	wordings := s.index.wordings(text)
	s.asWritten(wordings)
	if s.sure || len(s.found.list) >= MaxMatches {
		return
	}
	inner := s.index.innerWordings(text)
	for _, w := range inner {
		if w.certain {
			s.wholeNames(w)
		}
	}
	if s.sure {
		return
	}
	s.withSlips(wordings)
	for _, w := range inner {
		if len(s.found.list) == 0 {
			s.nearNames(w)
		}
	}
	if len(s.found.list) > 0 {
		return
	}
	for _, w := range wordings {
		if w.inWords() {
			s.someWords(w)
		}
	}
}

// asWritten leaves words out only where no whole name is found, and looks for what is
// less than a beginning only where there is room for it. Where a name is or begins as the
// text does, that can wait.
func (s *search) asWritten(wordings []wording) {
	for _, w := range wordings {
		if w.certain && !(w.short && s.whole) {
			s.beginnings(w)
		}
	}
	if len(s.found.list) >= MaxMatches {
		return
	}
	var inWords []wording
	most := 0.0
	for _, w := range wordings {
		if w.certain && !w.short {
			inWords, most = append(inWords, w), max(most, s.mostInWords(w))
		}
	}
	s.rest = []stage{
		{most, func() {
			for _, w := range inWords {
				s.words(w, s.ask)
			}
		}},
		{partBand.base + partBand.span, func() { s.parts(wordings[0]) }},
	}
	if !s.sure {
		s.complete()
	}
}

// complete looks for all that was left for later.
func (s *search) complete() {
	for len(s.rest) > 0 {
		stage := s.rest[0]
		s.rest = s.rest[1:]
		stage.look()
	}
}

// until looks for as much as is needed to know the best so many.
func (s *search) until(wanted int) {
	for len(s.rest) > 0 {
		stage, better := s.rest[0], 0
		for i := range s.found.list {
			if s.found.list[i].score > stage.most {
				better++
			}
		}
		if better >= wanted {
			return
		}
		s.rest = s.rest[1:]
		stage.look()
	}
}

// mostInWords is how well a name of this index can match at best that has the words of a
// wording: all of them in another order only if each is a word of some name.
func (s *search) mostInWords(w wording) float64 {
	if slices.ContainsFunc(w.words, func(word string) bool { _, is := s.index.words.find(word); return !is }) {
		return wordsBand.base + wordsBand.span
	}
	return w.mostInWords()
}

// mostInWords is the same for any names.
func (w *wording) mostInWords() float64 {
	if !w.han && len(w.words) > 1 {
		return reorderedBand.base
	}
	return wordsBand.base + wordsBand.span
}

func (s *search) withSlips(wordings []wording) {
	for _, w := range wordings {
		if !w.certain {
			s.beginnings(w)
		}
		s.nearNames(w)
		if w.inWords() {
			s.words(w, s.askNear)
		}
	}
}

// wanted tells whether a spelling that may be found is one of a thing that is looked for.
func (s *search) wanted(sp *spelling) bool {
	return s.chosen == nil || s.chosen(s.index.view.thing(sp.thing))
}

// ofKind tells whether things of the kind may be found.
func (s *search) ofKind(kind kindNumber) bool {
	return s.ranges == nil || slices.ContainsFunc(s.ranges, func(r kindRange) bool { return r.kind == kind })
}

// means tells whether a wording may stand for a thing of that kind.
func (s *search) means(w *wording, sp *spelling) bool {
	return w.kinds == nil || slices.Contains(w.kinds, s.index.kindOf(sp))
}

// mayBe tells, without looking at a spelling, whether it is of a kind that may be found.
func (s *search) mayBe(number int32) bool {
	if s.ranges == nil {
		return true
	}
	for _, r := range s.ranges {
		if number >= r.from && number < r.to {
			return true
		}
	}
	return false
}

// offer takes a match, unless there is a better one of the thing.
func (s *search) offer(sp *spelling, how qualityNumber, score float64) {
	if s.wanted(sp) {
		s.found.offer(finding{sp, score, sp.thing, how})
	}
}

// offerIn takes a match whose score lies in a band, less what it costs to take the
// text and the name otherwise than they stand, and less what slips cost, by the
// length of what was looked for.
func (s *search) offerIn(b band, how qualityNumber, w *wording, sp *spelling, slips float64) {
	covered := min(1, float64(w.length-w.missing)/float64(sp.length))
	s.offer(sp, how, b.base+b.span*covered-w.loss-sp.cost-slipCost*slips/float64(w.length))
}

const (
	someWordsSpan = 0.2  // of the scores of names that have some words, by how good a part of them
	enoughWords   = 0.4  // as a part of a text
	slipCost      = 0.3  // of a slip in a text of one letter
	slurSlips     = 1.25 // slips that count for sounds that are not kept apart
	headSlips     = 0.75 // more slips that count for a wrong first letter: few begin a name wrongly
	akinSlips     = 2    // slips that count for another ending of a word
)

// beginnings finds names that are the wording or begin with it.
func (s *search) beginnings(w wording) {
	for _, l := range s.index.lexicons() {
		found := l.beginning(w.text)
		if found.from < found.to && len(l.text(found.from)) == len(w.text) { // the first alone can be the whole
			s.offerBeginnings(&w, l.holders(found.from), true)
			found.from++
		}
		s.offerBeginnings(&w, l.holdersOf(found), false)
	}
}

// offerBeginnings offers those of the spellings that may be found.
func (s *search) offerBeginnings(w *wording, numbers []int32, whole bool) {
	for _, number := range numbers {
		if s.isGivenUp() {
			return
		}
		if s.mayBe(number) {
			s.offerBeginning(w, &s.index.spellings[number], whole)
		}
	}
}

// wholeNames finds names that are the wording.
func (s *search) wholeNames(w wording) {
	for _, l := range s.index.lexicons() {
		if i, found := l.find(w.text); found {
			s.offerBeginnings(&w, l.holders(int32(i)), true)
		}
	}
}

func (s *search) offerBeginning(w *wording, sp *spelling, whole bool) {
	if !s.means(w, sp) {
		return
	}
	certain := w.certain && !sp.flags.has(isSlurred)
	switch {
	case whole && !certain:
		s.offerIn(nearBand, typoQuality, w, sp, slurSlips)
	case whole && sp.by == byPinyin && utf8.RuneCountInString(s.index.nameOf(sp).Text) == 1: // of the many characters that sound so
		s.offerIn(shortBeginningBand, wholeQuality, w, sp, 0)
	case whole && !(w.short && sp.flags.has(isShort)): // where both left words out, these may differ
		if s.wanted(sp) {
			s.whole, s.sure = true, true
		}
		s.offerIn(wholeBand, wholeQuality, w, sp, 0)
	case !certain:
		s.offerIn(nearBeginningBand, typoQuality, w, sp, slurSlips)
	case sp.by == byInitials || s.runsOver(w, sp):
		s.offerIn(looseBand, beginningQuality, w, sp, 0)
	case sp.by == byID || w.short:
		s.offerIn(shortBeginningBand, beginningQuality, w, sp, 0)
	default:
		s.sure = s.sure || s.wanted(sp)
		s.offerIn(beginningBand, beginningQuality, w, sp, 0)
	}
}

// runsOver tells whether a word that is looked for goes one letter beyond the end
// of a word of the name: that letter is as likely one too many.
func (s *search) runsOver(w *wording, sp *spelling) bool {
	if w.han || len(w.words[len(w.words)-1]) == 1 {
		return false
	}
	length := 0
	for _, word := range s.index.wordsOf(sp) {
		if length += len(s.index.words.text(word)); length >= len(w.text)-1 {
			return length == len(w.text)-1
		}
	}
	return false
}

// parts finds names with the wording in the middle of their words.
func (s *search) parts(w wording) {
	for _, i := range s.index.pieces.rarest(w.text) {
		if s.isGivenUp() {
			return
		}
		holders := s.mayHold(s.index.latin.holders(i))
		if !slices.ContainsFunc(holders, s.mayBe) || !strings.Contains(s.index.latin.text(i), w.text) {
			continue
		}
		for _, number := range holders {
			if sp := &s.index.spellings[number]; s.mayBe(number) && s.found.score(sp.thing) < partBand.base+partBand.span {
				s.offerIn(partBand, partQuality, &w, sp, 0)
			}
		}
	}
}

// allowedSlips is how many slips are allowed in a text, by its letters: one of three,
// two of eight, three of twelve. A Chinese character says more than a letter, and in
// figures nothing is a slip.
func allowedSlips(text string) int {
	letters, many := 0, 8
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
		if isHan(r) {
			many = 6
		}
	}
	switch {
	case letters >= 12:
		return 3
	case letters >= many:
		return 2
	case letters >= 3:
		return 1
	}
	return 0
}

// minBegun is how many letters must be looked for where a beginning with slips is enough.
const minBegun = 5

// nearNames finds names that are the wording, or begin with it, but for slips.
func (s *search) nearNames(w wording) {
	l, allowed := s.index.latin, allowedSlips(w.text)
	switch {
	case w.han:
		l = s.index.han
	case !w.certain:
		l, allowed = s.index.odd, min(allowed, 1)
	}
	if allowed == 0 {
		return
	}
	l.near(w.text, allowed, func(text int32, slips int, whole bool) {
		if s.isGivenUp() || !whole && w.length < minBegun {
			return
		}
		cost := float64(slips)
		if l.text(text)[0] != w.text[0] {
			cost += headSlips
		}
		if !w.certain {
			cost += slurSlips
		}
		for _, number := range l.holders(text) {
			if !s.mayBe(number) {
				continue
			}
			switch sp := &s.index.spellings[number]; {
			case sp.by == byInitials || !s.means(&w, sp):
			case whole:
				s.offerIn(nearBand, typoQuality, &w, sp, cost)
			default:
				s.offerIn(nearBeginningBand, typoQuality, &w, sp, cost)
			}
		}
	})
}

// asked is one word that is looked for, with the words that it may stand for.
type asked struct {
	text   string
	begun  textRange  // words that begin with it
	akin   textRange  // words with the same stem, or what is taken for one
	near   []nearWord // words that it nearly is, in their order
	weight int        // how many spellings have one of these words
}

type nearWord struct {
	word  int32
	slips int
}

const (
	minNear   = 4 // letters of a word in which a slip is allowed
	minStem   = 5 // letters of a stem
	maxEnding = 4 // letters of the ending after a stem
)

// ask looks a word up as it is written.
func (s *search) ask(word string) asked {
	words := s.index.words
	a := asked{text: word, begun: words.beginning(word)}
	a.stands(func(word int32) { a.weight += len(words.holders(word)) })
	return a
}

// askNear looks a word up with slips and other endings, once in a search.
func (s *search) askNear(word string) asked {
	if known, found := s.asked[word]; found {
		return known
	}
	words := s.index.words
	a := s.ask(word)
	if len(word) >= minNear {
		if len(word) > minStem {
			a.akin = words.beginning(word[:max(minStem, len(word)-maxEnding)])
		}
		words.near(word, allowedSlips(word), func(text int32, slips int, whole bool) {
			if whole || len(word) >= minBegun {
				a.near = append(a.near, nearWord{text, slips})
			}
		})
	}
	a.weight = 0
	a.stands(func(word int32) { a.weight += len(words.holders(word)) })
	if s.asked == nil {
		s.asked = make(map[string]asked)
	}
	s.asked[word] = a
	return a
}

// stands visits each word that the asked one may stand for.
func (a *asked) stands(visit func(word int32)) {
	for i := a.begun.from; i < a.begun.to; i++ {
		visit(i)
	}
	for i := a.akin.from; i < a.akin.to; i++ {
		if !a.begun.has(i) {
			visit(i)
		}
	}
	for _, near := range a.near {
		if !a.begun.has(near.word) && !a.akin.has(near.word) {
			visit(near.word)
		}
	}
}

// slips tells whether the asked word may stand for a word, and with how many slips.
func (a *asked) slips(word int32) (int, bool) {
	if a.begun.has(word) {
		return 0, true
	}
	if i, found := slices.BinarySearchFunc(a.near, word, func(n nearWord, word int32) int { return cmp.Compare(n.word, word) }); found {
		return a.near[i].slips, true
	}
	return akinSlips, a.akin.has(word)
}

// among finds the asked word among words that are not taken yet, and takes the
// one with the fewest slips.
func (a *asked) among(words []int32) (slips int, found bool) {
	best := -1
	for i, word := range words {
		if of, can := a.slips(word); can && (best < 0 || of < slips) {
			best, slips = i, of
		}
	}
	if best >= 0 {
		words[best] = taken
	}
	return slips, best >= 0
}

// taken stands for a word that was found, and is no word.
const taken = -1

// words finds names in which each word of the wording begins a word, or stands for
// it in some other way in which it is asked.
func (s *search) words(w wording, ask func(word string) asked) {
	list := make([]asked, 0, len(w.words))
	for _, word := range w.words {
		list = append(list, ask(word))
	}
	rarest := slices.MinFunc(list, func(a, b asked) int { return cmp.Compare(a.weight, b.weight) })
	longestFirst(list)
	s.holders(rarest, func(sp *spelling) { s.offerWords(&w, sp, list) })
}

// longestFirst puts words so that those which can stand for few others choose first.
func longestFirst(list []asked) {
	slices.SortStableFunc(list, func(a, b asked) int { return cmp.Compare(len(b.text), len(a.text)) })
}

// holders visits the spellings that have a word for which the asked one may stand.
func (s *search) holders(a asked, visit func(*spelling)) {
	a.stands(func(word int32) {
		for _, number := range s.mayHold(s.index.words.holders(word)) {
			if s.isGivenUp() {
				return
			}
			if s.mayBe(number) {
				visit(&s.index.spellings[number])
			}
		}
	})
}

// mayHold cuts from the ends of a list of spellings, which is ascending, those that are of no
// kind that may be found.
func (s *search) mayHold(numbers []int32) []int32 {
	if s.ranges == nil {
		return numbers
	}
	if len(s.ranges) == 0 {
		return nil
	}
	first, _ := slices.BinarySearch(numbers, s.ranges[0].from)
	last, _ := slices.BinarySearch(numbers, s.ranges[len(s.ranges)-1].to)
	return numbers[first:last]
}

// offerWords offers a name that has all asked words.
func (s *search) offerWords(w *wording, sp *spelling, list []asked) {
	if int(sp.words) < len(list) || s.found.score(sp.thing) >= w.mostInWords() {
		return
	}
	s.left = append(s.left[:0], s.index.wordsOf(sp)...)
	total := 0
	for i := range list {
		slips, found := list[i].among(s.left)
		if !found {
			return
		}
		total += slips
	}
	switch {
	case total > 0:
		s.offerIn(nearWordsBand, typoQuality, w, sp, float64(total))
	case !w.han && len(list) > 1 && w.length == int(sp.length): // all words, in another order
		s.offerIn(reorderedBand, wordsQuality, w, sp, 0)
	case !w.han:
		s.offerIn(wordsBand, wordsQuality, w, sp, 0)
	case strings.Contains(s.index.textOf(sp), w.text):
		s.offerIn(wordsBand, partQuality, w, sp, 0)
	case len(list) > 2 && standInOrder(w.words, s.index.textOf(sp)):
		s.offerIn(nearBeginningBand, typoQuality, w, sp, 0)
	}
}

// someWords finds names that have some of the words. What no name has says nothing,
// and what only says of what sort a thing is counts for little.
func (s *search) someWords(w wording) {
	var list []asked
	all, telling := 0.0, 0
	for _, word := range w.words {
		if !isSortWord(word) {
			telling++
		}
		switch a := s.askNear(word); {
		case a.weight > 0:
			list = append(list, a)
			all += s.tells(a)
		case strings.ContainsFunc(word, unicode.IsDigit): // no other figure will do
			return
		}
	}
	longestFirst(list)
	seen := make(map[*spelling]bool)
	for _, a := range list {
		s.holders(a, func(sp *spelling) {
			if !seen[sp] {
				seen[sp] = true
				s.offerSomeWords(w, sp, list, all, telling)
			}
		})
	}
}

// tells is how much an asked word says of a name, in nats.
func (s *search) tells(a asked) float64 {
	return math.Log(1 + float64(len(s.index.spellings))/float64(a.weight))
}

// offerSomeWords offers a name that has a good part of the words: of the number of
// telling ones, and of what all say, which is the more, the fewer names have them.
func (s *search) offerSomeWords(w wording, sp *spelling, list []asked, all float64, telling int) {
	s.left = append(s.left[:0], s.index.wordsOf(sp)...)
	part, letters, total, right := 0.0, 0, 0, false
	for i := range list {
		if slips, found := list[i].among(s.left); found {
			share := s.tells(list[i]) / all
			if !isSortWord(list[i].text) {
				share += 1 / float64(telling)
			}
			part += share / 2 * (1 - float64(slips)/float64(len(list[i].text)))
			letters += len(list[i].text)
			total += slips
			right = right || slips == 0
		} else if strings.ContainsFunc(list[i].text, unicode.IsDigit) {
			return
		}
	}
	if !right || part < enoughWords {
		return
	}
	w.missing = w.length - letters
	b := someWordsBand
	b.base += someWordsSpan * part
	s.offerIn(b, someWordsQuality, &w, sp, float64(total))
}

// standInOrder tells whether the characters stand in the text in their order,
// others between them.
func standInOrder(characters []string, text string) bool {
	for _, character := range characters {
		_, rest, found := strings.Cut(text, character)
		if !found {
			return false
		}
		text = rest
	}
	return true
}
