package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
)

// What it costs, of a score of at most 1, that a name is not taken as it stands.
const (
	lossPlain = 0.002 // in plain words
	lossDoubt = 0.004 // in a less likely reading
	lossShort = 0.03  // without words that may be left out
	lossAlias = 0.002 // as the reading of another name than the label
)

// reasonCosts is what it costs to match by another name than the label.
var reasonCosts = map[MatchReason]float64{ByLabel: 0, ByAlias: 0.012, ByPinyin: 0.016, ByID: 0.045, ByInitials: 0.05}

// search is one search under way.
type search struct {
	ctx   context.Context
	index *searchIndex
	kinds []Kind
	best  map[*Thing]hit
	whole bool    // whether a name is the text
	sure  bool    // whether a name is or begins as the text does
	left  []int32 // words of the name that is being looked at
}

// hit is a match in the making.
type hit struct {
	spelling *spelling
	how      MatchQuality
	score    float64
}

// run looks for a text; where nothing is found, for it without the place that it names.
func (s *search) run(text string) {
	s.try(s.index.wordings(text))
	if inner := withoutPlace(text); len(s.best) == 0 && inner != text && fold(inner) != "" {
		s.try(s.index.wordings(inner))
	}
}

// try tries what is certain first: words are left out only where no whole name is
// found, slips are looked for only where nothing is sure, and what is less than a
// beginning only where there is room for it.
func (s *search) try(wordings []wording) {
	for _, w := range wordings {
		if w.certain && !(w.short && s.whole) {
			s.beginnings(w)
		}
	}
	if len(s.best) >= MaxMatches {
		return
	}
	for _, w := range wordings {
		if w.certain && !w.short {
			s.words(w, false)
		}
	}
	s.parts(wordings[0])
	if s.sure {
		return
	}
	for _, w := range wordings {
		if !w.certain {
			s.beginnings(w)
		}
		s.nearNames(w)
		if w.certain && !w.short {
			s.words(w, true)
		}
	}
}

func (s *search) wanted(sp *spelling) bool {
	return len(s.kinds) == 0 || slices.Contains(s.kinds, sp.thing.Kind)
}

// offer takes a match, unless there is a better one of the thing.
func (s *search) offer(sp *spelling, how MatchQuality, score float64) {
	if s.wanted(sp) {
		if old, found := s.best[sp.thing]; !found || score > old.score {
			s.best[sp.thing] = hit{sp, how, score}
		}
	}
}

// grade is the score of a match: from a base upwards by how much of the name is
// covered, less what it costs to take the text and the name otherwise than they stand.
func grade(base, span float64, w wording, sp *spelling) float64 {
	return base + span*min(1, float64(w.length)/float64(sp.length)) - w.loss - sp.cost
}

// slurSlips is how many slips count for sounds that are not kept apart.
const slurSlips = 1.25

// penalty is what slips cost, by the length of what was looked for.
func penalty(slips float64, w wording) float64 { return 0.3 * slips / float64(w.length) }

// beginnings finds names that are the wording or begin with it.
func (s *search) beginnings(w wording) {
	for _, lexicon := range []*lexicon{s.index.latin, s.index.han, s.index.odd} {
		found := lexicon.beginning(w.text)
		for i := found.from; i < found.to && s.ctx.Err() == nil; i++ {
			whole := len(lexicon.texts[i]) == len(w.text)
			for _, number := range lexicon.holders[i] {
				s.offerBeginning(w, &s.index.spellings[number], whole)
			}
		}
	}
}

func (s *search) offerBeginning(w wording, sp *spelling, whole bool) {
	certain := w.certain && !sp.slurred
	switch {
	case whole && !certain:
		s.offer(sp, MatchTypo, grade(0.47, 0, w, sp)-penalty(slurSlips, w))
	case whole && !(w.short && sp.short): // where both left words out, these may differ
		if s.wanted(sp) {
			s.whole, s.sure = true, true
		}
		s.offer(sp, MatchWhole, grade(1, 0, w, sp))
	case !certain:
		s.offer(sp, MatchTypo, grade(0.28, 0.08, w, sp))
	case sp.by == ByInitials || s.runsOver(w, sp):
		s.offer(sp, MatchBeginning, grade(0.33, 0.1, w, sp))
	default:
		s.sure = s.sure || s.wanted(sp)
		s.offer(sp, MatchBeginning, grade(0.7, 0.12, w, sp))
	}
}

// runsOver tells whether a word that is looked for goes one letter beyond the end
// of a word of the name: that letter is as likely one too many.
func (s *search) runsOver(w wording, sp *spelling) bool {
	if w.han || len(w.words[len(w.words)-1]) == 1 {
		return false
	}
	length := 0
	for _, word := range sp.words {
		if length += len(s.index.words.texts[word]); length >= len(w.text)-1 {
			return length == len(w.text)-1
		}
	}
	return false
}

// parts finds names with the wording in the middle of their words.
func (s *search) parts(w wording) {
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
		if strings.Contains(s.index.latin.texts[i], w.text) {
			for _, number := range s.index.latin.holders[i] {
				sp := &s.index.spellings[number]
				s.offer(sp, MatchPart, grade(0.28, 0.16, w, sp))
			}
		}
	}
}

// allowedSlips is how many slips are allowed in a text, by its letters: a Chinese
// character says more than a letter, and in figures nothing is a slip.
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
	case letters >= many:
		return 2
	case letters >= 3:
		return 1
	}
	return 0
}

// minBegun is how many letters must be looked for where a beginning with slips is enough.
const minBegun = 5

// headSlips is how many slips more a wrong first letter counts: few begin a name wrongly.
const headSlips = 0.75

// nearNames finds names that are the wording, or begin with it, but for slips.
func (s *search) nearNames(w wording) {
	lexicon, slips := s.index.latin, allowedSlips(w.text)
	switch {
	case w.han:
		lexicon = s.index.han
	case !w.certain:
		lexicon, slips = s.index.odd, min(slips, 1)
	}
	if slips == 0 {
		return
	}
	lexicon.near(w.text, slips, func(text int32, slips int, whole bool) {
		if s.ctx.Err() != nil || !whole && w.length < minBegun {
			return
		}
		cost := float64(slips)
		if lexicon.texts[text][0] != w.text[0] {
			cost += headSlips
		}
		if !w.certain {
			cost += slurSlips
		}
		for _, number := range lexicon.holders[text] {
			switch sp := &s.index.spellings[number]; {
			case sp.by == ByInitials:
			case whole:
				s.offer(sp, MatchTypo, grade(0.47, 0, w, sp)-penalty(cost, w))
			default:
				s.offer(sp, MatchTypo, grade(0.3, 0.08, w, sp)-penalty(cost, w))
			}
		}
	})
}

// asked is one word that is looked for, with the words that it may stand for.
type asked struct {
	text   string
	begun  textRange     // words that begin with it
	akin   textRange     // words with the same stem, or what is taken for one
	near   map[int32]int // words that it nearly is, with the slips
	weight int           // how many spellings have one of these words
}

const (
	minNear   = 4 // letters of a word in which a slip is allowed
	minStem   = 5 // letters of a stem
	maxEnding = 4 // letters of the ending after a stem
	akinSlips = 2 // slips that count for another ending
)

func (s *search) ask(word string, typos bool) asked {
	words := s.index.words
	a := asked{text: word, begun: words.beginning(word)}
	if typos && len(word) >= minNear && !hasHan(word) {
		if len(word) > minStem {
			a.akin = words.beginning(word[:max(minStem, len(word)-maxEnding)])
		}
		a.near = make(map[int32]int)
		words.near(word, allowedSlips(word), func(text int32, slips int, whole bool) {
			if whole || len(word) >= minBegun {
				a.near[text] = slips
			}
		})
	}
	a.stands(func(word int32) { a.weight += len(words.holders[word]) })
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
	for i := range a.near {
		if !a.begun.has(i) && !a.akin.has(i) {
			visit(i)
		}
	}
}

// slips tells whether the asked word may stand for a word, and with how many slips.
func (a *asked) slips(word int32) (int, bool) {
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

// minSpareWords is how many words must be looked for where one of them may be missing.
const minSpareWords = 3

// words finds names in which each word of the wording begins a word. Where typos
// are looked for, the words may have slips, and one of several may be missing.
func (s *search) words(w wording, typos bool) {
	list := make([]asked, 0, len(w.words))
	for _, word := range w.words {
		list = append(list, s.ask(word, typos))
	}
	slices.SortStableFunc(list, func(a, b asked) int { return cmp.Compare(a.weight, b.weight) })
	spare := 0
	if typos && len(list) >= minSpareWords && !w.han {
		spare = 1
	}
	rare := slices.Clone(list[:1+spare])
	// The longer a word, the fewer the words that it can stand for.
	slices.SortStableFunc(list, func(a, b asked) int { return cmp.Compare(len(b.text), len(a.text)) })
	for _, a := range rare {
		a.stands(func(word int32) {
			for _, number := range s.index.words.holders[word] {
				if s.ctx.Err() != nil {
					return
				}
				s.offerWords(w, &s.index.spellings[number], list, spare)
			}
		})
	}
}

// offerWords offers a name that has all asked words but those that can be spared.
func (s *search) offerWords(w wording, sp *spelling, list []asked, spare int) {
	if len(sp.words)+spare < len(list) {
		return
	}
	s.left = append(s.left[:0], sp.words...)
	total := 0
	for i := range list {
		slips, found := list[i].among(s.left)
		if !found {
			if spare == 0 {
				return
			}
			spare--
			slips = len(list[i].text)
		}
		total += slips
	}
	switch {
	case total > 0:
		s.offer(sp, MatchTypo, grade(0.32, 0.1, w, sp)-penalty(float64(total), w))
	case !w.han && w.length == sp.length: // all words, in another order
		s.offer(sp, MatchWords, grade(0.975, 0, w, sp))
	case !w.han:
		s.offer(sp, MatchWords, grade(0.52, 0.06, w, sp))
	case strings.Contains(sp.text, w.text):
		s.offer(sp, MatchPart, grade(0.52, 0.06, w, sp))
	case len(list) > 2 && standInOrder(w.words, sp.text):
		s.offer(sp, MatchTypo, grade(0.3, 0.1, w, sp))
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
