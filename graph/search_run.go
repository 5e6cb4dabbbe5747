package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What it costs, of a score of at most 1, that a name is not taken as it stands.
const (
	lossPlain = 0.002 // in plain words
	lossDoubt = 0.004 // in a less likely reading
	lossShort = 0.03  // without words that may be left out
)

// reasonLosses is what it costs to match by another name than the label.
var reasonLosses = map[MatchReason]float64{ByLabel: 0, ByAlias: 0.012, ByPinyin: 0.016, ByID: 0.02, ByInitials: 0.05}

// search is one search under way.
type search struct {
	ctx   context.Context
	index *searchIndex
	kinds []Kind
	best  map[*Thing]Match
	sure  bool // whether a name is or begins as the text does
}

// run tries what is quick and certain first.
func (s *search) run(wordings []wording) {
	for _, w := range wordings {
		s.beginnings(w)
	}
	for _, w := range wordings {
		if !w.slip && w.loss < lossShort {
			s.words(w, false)
		}
	}
	s.parts(wordings[0])
	if s.sure {
		return
	}
	for _, w := range wordings {
		if !w.slip && s.ctx.Err() == nil {
			s.typos(w)
			s.words(w, true)
		}
	}
}

// offer takes a match, unless there is a better one of the thing.
func (s *search) offer(sp *spelling, how MatchQuality, score float64) {
	if len(s.kinds) > 0 && !slices.Contains(s.kinds, sp.thing.Kind) {
		return
	}
	if old, found := s.best[sp.thing]; !found || score > old.Score {
		s.best[sp.thing] = Match{Thing: sp.thing, Name: sp.name, By: sp.by, How: how, Score: score}
	}
}

// score grades a match within its quality: from a base upwards by how much of the
// name is covered, less what the way of writing costs.
func score(base, span float64, w wording, sp *spelling) float64 {
	covered := min(1, float64(utf8.RuneCountInString(w.text))/float64(utf8.RuneCountInString(sp.text)))
	return base + span*covered - w.loss - sp.loss - reasonLosses[sp.by]
}

// slurSlips is how many slips count for sounds that are not kept apart.
const slurSlips = 1.25

// penalty is what slips cost, by the length of what was looked for.
func penalty(slips float64, w wording) float64 {
	return 0.3 * slips / float64(utf8.RuneCountInString(w.text))
}

// beginnings finds names that are the wording or begin with it.
func (s *search) beginnings(w wording) {
	from, to := s.index.packed.beginning(w.text)
	for i := from; i < to && s.ctx.Err() == nil; i++ {
		whole := s.index.packed.texts[i] == w.text
		for _, number := range s.index.packed.holders[i] {
			sp := &s.index.spellings[number]
			switch slip := w.slip || sp.slip; {
			case whole && slip:
				s.offer(sp, MatchTypo, score(0.47, 0, w, sp)-penalty(slurSlips, w))
			case whole:
				s.found(sp)
				s.offer(sp, MatchWhole, score(1, 0, w, sp))
			case slip:
				s.offer(sp, MatchTypo, score(0.28, 0.08, w, sp))
			case sp.by == ByInitials, s.runsOver(w, sp):
				s.offer(sp, MatchBeginning, score(0.33, 0.1, w, sp))
			default:
				s.found(sp)
				s.offer(sp, MatchBeginning, score(0.7, 0.12, w, sp))
			}
		}
	}
}

// runsOver tells whether a word that is looked for goes one letter beyond the end
// of a word of the name: that letter is as likely one too many.
func (s *search) runsOver(w wording, sp *spelling) bool {
	if len(w.words) == 0 || len(w.words[len(w.words)-1]) == 1 {
		return false
	}
	length := 0
	for _, word := range sp.words {
		length += len(s.index.words.texts[word])
		if length >= len(w.text)-1 {
			return length == len(w.text)-1
		}
	}
	return false
}

func (s *search) found(sp *spelling) {
	if len(s.kinds) == 0 || slices.Contains(s.kinds, sp.thing.Kind) {
		s.sure = true
	}
}

// parts finds names with the wording in the middle of their words.
func (s *search) parts(w wording) {
	if hasHan(w.text) { // its characters are words
		return
	}
	var rarest []int32
	for i, piece := range piecesOf(w.text) {
		if list := s.index.pieces[piece]; i == 0 || len(list) < len(rarest) {
			rarest = list
		}
	}
	for _, i := range rarest {
		if s.ctx.Err() != nil {
			return
		}
		if !strings.Contains(s.index.packed.texts[i], w.text) {
			continue
		}
		for _, number := range s.index.packed.holders[i] {
			if sp := &s.index.spellings[number]; !sp.slip && sp.by != ByInitials {
				s.offer(sp, MatchPart, score(0.24, 0.16, w, sp))
			}
		}
	}
}

// allowedSlips is how many slips are allowed in a text, by its letters: a Chinese
// character says more than a letter, and in figures nothing is a slip.
func allowedSlips(text string) int {
	length, many := 0, 8
	for _, r := range text {
		if unicode.IsLetter(r) {
			length++
		}
		if isHan(r) {
			many = 6
		}
	}
	switch {
	case length >= many:
		return 2
	case length >= 3:
		return 1
	}
	return 0
}

// minBegun is how many characters must be looked for where a beginning with slips is enough.
const minBegun = 5

// typos finds names that are the wording, or begin with it, but for slips.
func (s *search) typos(w wording) {
	slips := allowedSlips(w.text)
	if slips == 0 {
		return
	}
	long := utf8.RuneCountInString(w.text) >= minBegun
	s.index.packed.near(w.text, slips, func(text, slips int, whole bool) {
		if !whole && !long {
			return
		}
		for _, number := range s.index.packed.holders[text] {
			sp := &s.index.spellings[number]
			cost := float64(slips)
			if sp.slip {
				cost += slurSlips
			}
			switch {
			case sp.by == ByInitials:
			case whole:
				s.offer(sp, MatchTypo, score(0.47, 0, w, sp)-penalty(cost, w))
			default:
				s.offer(sp, MatchTypo, score(0.3, 0.08, w, sp)-penalty(cost, w))
			}
		}
	})
}

// asked is one word that is looked for, with the words that it may stand for.
type asked struct {
	text   string
	begun  wordRange     // words that begin with it
	akin   wordRange     // words with the same stem, or what is taken for one
	near   map[int32]int // words that it nearly is, with the slips
	weight int           // how many names have one of these words
}

// wordRange is a range of words in the lexicon.
type wordRange struct{ from, to int }

func (r wordRange) has(word int32) bool { return int(word) >= r.from && int(word) < r.to }

const (
	minNear   = 4 // letters of a word in which a slip is allowed
	minStem   = 5 // letters of a stem
	maxEnding = 4 // letters of the ending after a stem
	akinSlips = 2 // slips that count for another ending
)

func (s *search) ask(word string, typos bool) asked {
	words := s.index.words
	a := asked{text: word}
	a.begun.from, a.begun.to = words.beginning(word)
	if typos && len(word) >= minNear && !hasHan(word) {
		if len(word) > minStem {
			a.akin.from, a.akin.to = words.beginning(word[:max(minStem, len(word)-maxEnding)])
		}
		a.near = make(map[int32]int)
		words.near(word, allowedSlips(word), func(text, slips int, whole bool) {
			if whole || len(word) >= minBegun {
				a.near[int32(text)] = slips
			}
		})
	}
	a.holders(words, func(numbers []int32) { a.weight += len(numbers) })
	return a
}

// holders visits the spellings with a word that the asked one may stand for.
func (a asked) holders(l *lexicon, visit func(numbers []int32)) {
	for i := a.begun.from; i < a.begun.to; i++ {
		visit(l.holders[i])
	}
	for i := a.akin.from; i < a.akin.to; i++ {
		if !a.begun.has(int32(i)) {
			visit(l.holders[i])
		}
	}
	for i := range a.near {
		if !a.begun.has(i) && !a.akin.has(i) {
			visit(l.holders[i])
		}
	}
}

// slips tells whether the asked word may stand for a word, and with how many slips.
func (a asked) slips(word int32) (int, bool) {
	if a.begun.has(word) {
		return 0, true
	}
	slips, found := a.near[word]
	if !found && a.akin.has(word) {
		return akinSlips, true
	}
	return slips, found
}

// among finds the asked word among words that are not taken yet, and takes the
// one with the fewest slips.
func (a asked) among(words []int32) (slips int, found bool) {
	best := -1
	for i, word := range words {
		if of, can := a.slips(word); can && (best < 0 || of < slips) {
			best, slips = i, of
		}
	}
	if best >= 0 {
		words[best] = -1
	}
	return slips, best >= 0
}

// words finds names in which each word of the wording begins a word. Where typos
// are looked for, the words may have slips, and one of several may be missing.
func (s *search) words(w wording, typos bool) {
	list := make([]asked, 0, len(w.words))
	for _, word := range w.words {
		list = append(list, s.ask(word, typos))
	}
	slices.SortStableFunc(list, func(a, b asked) int { return cmp.Compare(a.weight, b.weight) })
	spare := 0
	if typos && len(list) >= minSpareWords && !hasHan(w.text) {
		spare = 1
	}
	rare := slices.Clone(list[:1+spare])
	// The longer a word, the fewer the words that it can stand for.
	slices.SortStableFunc(list, func(a, b asked) int { return cmp.Compare(len(b.text), len(a.text)) })
	for _, a := range rare {
		a.holders(s.index.words, func(numbers []int32) {
			for _, number := range numbers {
				if s.ctx.Err() != nil {
					return
				}
				s.offerWords(w, &s.index.spellings[number], list, spare)
			}
		})
	}
}

// minSpareWords is how many words must be looked for where one of them may be missing.
const minSpareWords = 3

// offerWords offers a name that has all asked words but those that can be spared.
func (s *search) offerWords(w wording, sp *spelling, list []asked, spare int) {
	if len(sp.words)+spare < len(list) {
		return
	}
	left := slices.Clone(sp.words)
	total := 0
	for _, a := range list {
		slips, found := a.among(left)
		if !found {
			if spare == 0 {
				return
			}
			spare--
			slips = len(a.text)
		}
		total += slips
	}
	switch {
	case total > 0:
		s.offer(sp, MatchTypo, score(0.32, 0.1, w, sp)-penalty(float64(total), w))
	case !hasHan(w.text) && len(w.text) == len(sp.text): // all words, in another order
		s.offer(sp, MatchWords, score(0.975, 0, w, sp))
	case !hasHan(w.text):
		s.offer(sp, MatchWords, score(0.52, 0.06, w, sp))
	case strings.Contains(sp.text, w.text):
		s.offer(sp, MatchPart, score(0.52, 0.06, w, sp))
	case len(list) > 2 && standInOrder(w.words, sp.text):
		s.offer(sp, MatchTypo, score(0.3, 0.1, w, sp))
	}
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
