package graph

import (
	"slices"
	"sync"
)

// searchIndex holds everything under which things are found. Each name of a thing
// is kept in several spellings: as it stands, in plain words, without the words
// that may be left out, in pinyin, by its initials. They are numbered. There are many
// of them, so all lists are flat.
type searchIndex struct {
	view      *View
	readings  *readings
	spellings []spelling
	kinds     []kindRange // of the spellings, which come by kind
	made      []Name      // those that are no terms of the graph
	wordLists []int32     // of all spellings, one behind the other
	latin     *lexicon    // texts of spellings without Chinese characters
	han       *lexicon    // those with some
	odd       *lexicon    // initials and slurred spellings
	words     *lexicon    // words of spellings that are not odd
	pieces    pieces      // of texts without Chinese characters
}

// kindRange is where the spellings of the things of a kind are.
type kindRange struct {
	kind     kindNumber
	from, to int32
}

// spelling is one way of writing a name.
type spelling struct {
	cost      float64 // of matching by it instead of by the label as it stands
	thing     number
	name      uint32 // a term; where it was made, its place in made
	text      int32  // without spaces, in its lexicon
	firstWord uint32 // in wordLists, in the order of the name; none of odd ones
	words     uint16
	length    uint16 // in characters
	by        reasonNumber
	flags     spellingFlags
}

// spellingFlags are what a spelling is or is not.
type spellingFlags uint8

const (
	isSlurred   spellingFlags = 1 << iota
	isShort                   // words were left out
	isPreferred               // the name is the label in its language
	isMade                    // the name is no term of the graph
	isInHan                   // has Chinese characters
)

func (f spellingFlags) has(flag spellingFlags) bool { return f&flag != 0 }

// reasonNumber is a place in the table of reasons.
type reasonNumber uint8

const (
	byLabel reasonNumber = iota
	byAlias
	byPinyin
	byInitials
	byID
)

func (x *searchIndex) lexicons() []*lexicon { return []*lexicon{x.latin, x.han, x.odd} }

// lexiconOf is where the spelling's text stands.
func (x *searchIndex) lexiconOf(s *spelling) *lexicon {
	switch {
	case s.odd():
		return x.odd
	case s.flags.has(isInHan):
		return x.han
	}
	return x.latin
}

func (x *searchIndex) textOf(s *spelling) string { return x.lexiconOf(s).text(s.text) }

func (x *searchIndex) wordsOf(s *spelling) []int32 {
	return x.wordLists[s.firstWord : s.firstWord+uint32(s.words)]
}

// nameOf is the name that is so spelt.
func (x *searchIndex) nameOf(s *spelling) Name {
	if s.flags.has(isMade) {
		return x.made[s.name]
	}
	term := x.view.term(s.name)
	return Name{Text: term.Value, Language: term.Language, Preferred: s.flags.has(isPreferred)}
}

func (x *searchIndex) kindOf(s *spelling) Kind { return kinds[x.view.kinds[s.thing]].Kind }

func (s *spelling) odd() bool { return s.flags.has(isSlurred) || s.by == byInitials }

// reason is the sort of name that is so spelt.
func (s *spelling) reason() MatchReason { return matchReasons[s.by].Reason }

// newSearchIndex collects the names. Targets and figures are left out, as their labels
// repeat the names of others; so do those of tenures, but "mayor of Jinan" is how people
// look for whoever that is.
func newSearchIndex(v *View) *searchIndex {
	var things []number
	for _, kind := range kinds {
		if !kind.Minted || kind.Kind == Tenure {
			things = append(things, v.numbersOf(kind)...)
		}
	}
	known := newReadings()
	for _, n := range things {
		known.learnOf(v, n)
	}
	// Two halves side by side: spellings of different things have nothing to do with each other.
	halves := [2]*spellingList{newSpellingList(v, known), newSpellingList(v, known)}
	var both sync.WaitGroup
	for i, some := range [2][]number{things[:len(things)/2], things[len(things)/2:]} {
		both.Go(func() {
			for _, n := range some {
				halves[i].addThing(n)
			}
		})
	}
	both.Wait()
	x := &searchIndex{view: v, readings: known}
	x.gather(halves[0], halves[1])
	return x
}

// gather puts the spellings of both halves into lists that find them.
func (x *searchIndex) gather(halves ...*spellingList) {
	vocabulary := newWordList(halves)
	var latin, han, odd []holding
	var holders []wordHolding
	for _, half := range halves {
		for i, s := range half.spellings {
			number := int32(len(x.spellings))
			if s.flags.has(isMade) {
				s.name += uint32(len(x.made))
			}
			text := newHolding(half.texts[i], number)
			switch {
			case s.odd():
				odd = append(odd, text)
			case s.flags.has(isInHan):
				han = append(han, text)
			default:
				latin = append(latin, text)
			}
			words := half.wordsOf(&s)
			s.firstWord = uint32(len(x.wordLists))
			for _, word := range words {
				word := vocabulary.numbers[half][word]
				x.wordLists = append(x.wordLists, word)
				holders = append(holders, wordHolding{word, number})
			}
			x.spellings = append(x.spellings, s)
		}
		x.made = append(x.made, half.made...)
	}
	var both sync.WaitGroup
	both.Go(func() {
		x.odd, x.han = newLexicon(odd), newLexicon(han)
		x.words = vocabulary.lexicon(holders)
	})
	x.latin = newLexicon(latin)
	x.pieces = newPieces(x.latin)
	both.Wait()
	for _, l := range x.lexicons() {
		for text := range l.count() {
			for _, number := range l.holders(int32(text)) {
				x.spellings[number].text = int32(text)
			}
		}
	}
	for i := range x.spellings {
		kind, last := x.view.kinds[x.spellings[i].thing], len(x.kinds)-1
		if last < 0 || x.kinds[last].kind != kind {
			x.kinds = append(x.kinds, kindRange{kind, int32(i), 0})
			last++
		}
		x.kinds[last].to = int32(i) + 1
	}
	x.spellings, x.wordLists, x.made = slices.Clip(x.spellings), slices.Clip(x.wordLists), slices.Clip(x.made)
}
