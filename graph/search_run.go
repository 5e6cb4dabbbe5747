package graph

import (
	"context"
	"slices"
	"sort"
	"strings"
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

// penalty is what slips cost, by the length of what was looked for.
func penalty(slips int, w wording) float64 {
	return 0.3 * float64(slips) / float64(utf8.RuneCountInString(w.text))
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
				s.offer(sp, MatchTypo, score(0.46, 0, w, sp))
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

// allowedSlips is how many slips are allowed in so long a text. A Chinese
// character says as much as a few letters.
func allowedSlips(text string) int {
	length := utf8.RuneCountInString(text)
	if hasHan(text) {
		length = length*4/3 + 1
	}
	switch {
	case length >= 8:
		return 2
	case length >= 4:
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
			switch {
			case sp.by == ByInitials:
			case whole:
				s.offer(sp, MatchTypo, score(0.47, 0, w, sp)-penalty(slips, w))
			default:
				s.offer(sp, MatchTypo, score(0.3, 0.08, w, sp)-penalty(slips, w))
			}
		}
	})
}

// asked is one word that is looked for, with the words that it may stand for.
type asked struct {
	text     string
	from, to int           // words that begin with it
	near     map[int32]int // words that it nearly is, with the slips
}

func (s *search) ask(word string, typos bool) asked {
	a := asked{text: word}
	a.from, a.to = s.index.words.beginning(word)
	if slips := allowedSlips(word); typos && slips > 0 && !hasHan(word) {
		a.near = make(map[int32]int)
		s.index.words.near(word, slips, func(text, slips int, whole bool) {
			if whole || utf8.RuneCountInString(word) >= minBegun {
				a.near[int32(text)] = slips
			}
		})
	}
	return a
}

// holders counts or visits the spellings with a word that the asked one may stand for.
func (a asked) holders(l *lexicon, visit func(numbers []int32)) {
	for i := a.from; i < a.to; i++ {
		visit(l.holders[i])
	}
	for i := range a.near {
		if int(i) < a.from || int(i) >= a.to {
			visit(l.holders[i])
		}
	}
}

// among finds the asked word among words that are not taken yet, and takes it.
func (a asked) among(words []int32) (slips int, found bool) {
	for i, word := range words {
		if int(word) >= a.from && int(word) < a.to {
			words[i] = -1
			return 0, true
		}
	}
	for i, word := range words {
		if slips, found := a.near[word]; found {
			words[i] = -1
			return slips, true
		}
	}
	return 0, false
}

// words finds names in which each word of the wording begins a word.
func (s *search) words(w wording, typos bool) {
	list := make([]asked, 0, len(w.words))
	rarest, fewest := 0, -1
	for i, word := range w.words {
		a := s.ask(word, typos)
		count := 0
		a.holders(s.index.words, func(numbers []int32) { count += len(numbers) })
		if fewest < 0 || count < fewest {
			rarest, fewest = i, count
		}
		list = append(list, a)
	}
	first := list[rarest]
	// The longer a word, the fewer the words that it can stand for.
	sort.SliceStable(list, func(i, j int) bool { return len(list[i].text) > len(list[j].text) })
	first.holders(s.index.words, func(numbers []int32) {
		for _, number := range numbers {
			if s.ctx.Err() != nil {
				return
			}
			if sp := &s.index.spellings[number]; len(sp.words) >= len(list) {
				s.offerWords(w, sp, list)
			}
		}
	})
}

func (s *search) offerWords(w wording, sp *spelling, list []asked) {
	left := slices.Clone(sp.words)
	total := 0
	for _, a := range list {
		slips, found := a.among(left)
		if !found {
			return
		}
		total += slips
	}
	switch {
	case total > 0:
		s.offer(sp, MatchTypo, score(0.32, 0.1, w, sp)-penalty(total, w))
	case !hasHan(w.text):
		s.offer(sp, MatchWords, score(0.52, 0.06, w, sp))
	case strings.Contains(sp.text, w.text):
		s.offer(sp, MatchPart, score(0.52, 0.06, w, sp))
	case len(list) > 2 && standInOrder(w.words, sp.text):
		s.offer(sp, MatchTypo, score(0.3, 0.1, w, sp))
	}
}

// standInOrder tells whether the characters stand in the text in their order, others
// between them.
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
