package graph

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// searchIndex holds everything under which things are found. Each name of a thing
// is kept in several spellings: as it stands, in plain words, without the words
// that may be left out, in pinyin, by its initials.
type searchIndex struct {
	readings  *readings
	spellings []spelling
	packed    *lexicon           // texts of spellings
	words     *lexicon           // words of spellings
	pieces    map[string][]int32 // numbers of texts, by the pieces that they hold
}

// spelling is one way of writing a name.
type spelling struct {
	thing *Thing
	name  Name
	by    MatchReason
	loss  float64 // what it costs not to be the name as it stands
	slip  bool    // whether it is a wrong way of writing the name
	text  string  // without spaces
	words []int32 // their numbers in the lexicon, in the order of the name; none of initials and slips
}

// cost is what it costs to match by the spelling instead of by the label.
func (s *spelling) cost() float64 {
	cost := s.loss + reasonLosses[s.by]
	if s.slip {
		cost++
	}
	return cost
}

// pieceLength is how many characters the pieces have by which the middles of
// words are found. A Chinese character is a word, so it needs none.
const pieceLength = 3

// newSearchIndex collects the names. Minted things are left out: their labels
// repeat the names of others.
func newSearchIndex(v *View) *searchIndex {
	b := &indexBuilder{readings: newReadings(), packed: map[string][]int32{}, words: map[string][]int32{}}
	var things []*Thing
	for _, kind := range kinds {
		if !kind.Minted {
			things = append(things, v.kinds[kind.Kind]...)
		}
	}
	for _, thing := range things {
		b.learnReading(thing)
	}
	for _, thing := range things {
		b.addThing(thing)
	}
	return b.finish()
}

type indexBuilder struct {
	readings  *readings
	spellings []spelling
	split     [][]string // the words of each spelling
	packed    map[string][]int32
	words     map[string][]int32
	thing     *Thing
	first     int // the thing's first spelling
}

func (b *indexBuilder) finish() *searchIndex {
	x := &searchIndex{readings: b.readings, spellings: b.spellings, packed: newLexicon(b.packed), words: newLexicon(b.words), pieces: map[string][]int32{}}
	numbers := make(map[string]int32, len(x.words.texts))
	for i, word := range x.words.texts {
		numbers[word] = int32(i)
	}
	for i := range x.spellings {
		for _, word := range b.split[i] {
			x.spellings[i].words = append(x.spellings[i].words, numbers[word])
		}
	}
	for i, text := range x.packed.texts {
		for _, piece := range piecesOf(text) {
			if list := x.pieces[piece]; len(list) == 0 || list[len(list)-1] != int32(i) {
				x.pieces[piece] = append(list, int32(i))
			}
		}
	}
	return x
}

// piecesOf are the pieces of a text by which its middle is found: each Chinese
// character, and all runs of so many other characters.
func piecesOf(text string) []string {
	var list []string
	var starts []int // of the characters since the last Chinese one
	for i, r := range text {
		if isHan(r) {
			list = append(list, text[i:i+utf8.RuneLen(r)])
			starts = starts[:0]
			continue
		}
		starts = append(starts, i)
		if len(starts) >= pieceLength {
			list = append(list, text[starts[len(starts)-pieceLength]:i+utf8.RuneLen(r)])
		}
	}
	return list
}

// learnReading takes a curated reading of a Chinese name into the readings, so
// that it holds for that word in other names too.
func (b *indexBuilder) learnReading(thing *Thing) {
	name, syllables := curatedReading(thing)
	if syllables == nil || !hasHan(name) {
		return
	}
	words := wordsOf(name)
	b.readings.learn(strings.Join(words, ""), syllables)
	if short := wordsOf(shortHan(name)); len(short) < len(words) {
		b.readings.learn(strings.Join(short, ""), syllables[:len(short)])
	}
}

// curatedReading is the folded Chinese label with a syllable for each character;
// nil where the thing has no curated reading that can be so divided.
func curatedReading(thing *Thing) (string, []string) {
	label, sounds := thing.chineseLabel().Text, thing.Labels[Pinyin]
	if label == "" || sounds == "" {
		return "", nil
	}
	name := fold(label)
	return name, align(wordsOf(name), pack(fold(sounds)))
}

func (t *Thing) chineseLabel() Name {
	for _, language := range []string{Simplified, Traditional} {
		if label, found := t.Labels[language]; found {
			return Name{Text: label, Language: language, Preferred: true}
		}
	}
	return Name{}
}

// addThing adds the names of a thing. Of two spellings that read alike the better is kept.
func (b *indexBuilder) addThing(thing *Thing) {
	b.thing, b.first = thing, len(b.spellings)
	names := thing.Names()
	for _, name := range names {
		by := ByAlias
		if name.Preferred {
			by = ByLabel
		}
		if name.Language != Pinyin {
			b.addWritten(name, by)
		}
	}
	for _, name := range names {
		switch {
		case name.Language == Pinyin:
			b.addCurated(name)
		case hasHan(name.Text) && !(name.Preferred && thing.Labels[Pinyin] != ""):
			b.addRead(name)
		}
	}
	b.add(spelling{name: Name{Text: string(thing.ID)}, by: ByID}, wordsOf(fold(thing.ID.Name())))
	for _, name := range names {
		if name.Language != Pinyin && !hasHan(name.Text) {
			b.addInitials(name, plain(wordsOf(fold(name.Text))), 0)
		}
	}
}

// addWritten adds a name as it is written.
func (b *indexBuilder) addWritten(name Name, by MatchReason) {
	folded := fold(name.Text)
	words := wordsOf(folded)
	b.add(spelling{name: name, by: by}, words)
	if hasHan(folded) {
		b.add(spelling{name: name, by: by, loss: lossShort}, wordsOf(shortHan(folded)))
		return
	}
	words = plain(words)
	b.add(spelling{name: name, by: by, loss: lossPlain}, words)
	b.add(spelling{name: name, by: by, loss: lossShort}, without(words, optionalWords))
}

// addCurated adds a curated reading. It points to the Chinese name that it spells.
func (b *indexBuilder) addCurated(reading Name) {
	name := b.thing.chineseLabel()
	if name.Text == "" {
		name = reading
	}
	if folded, syllables := curatedReading(b.thing); syllables != nil && reading.Preferred {
		b.addSyllables(name, syllables, len(wordsOf(shortHan(folded))), 0)
		return
	}
	b.addSounds(name, wordsOf(fold(reading.Text)), 0)
}

// addRead adds the readings of a Chinese name that has none curated.
func (b *indexBuilder) addRead(name Name) {
	folded := fold(name.Text)
	for i, syllables := range b.readings.spell(wordsOf(folded)) {
		loss := 0.0
		if i > 0 {
			loss = lossDoubt
		}
		b.addSyllables(name, syllables, len(wordsOf(shortHan(folded))), loss)
	}
}

// addSyllables adds a reading, whole and without what may be left out at its end.
func (b *indexBuilder) addSyllables(name Name, syllables []string, short int, loss float64) {
	b.addSounds(name, syllables, loss)
	b.addSounds(name, syllables[:short], loss+lossShort)
	b.addInitials(name, syllables, loss)
	b.addInitials(name, syllables[:short], loss+lossShort)
}

func (b *indexBuilder) addSounds(name Name, syllables []string, loss float64) {
	b.add(spelling{name: name, by: ByPinyin, loss: loss}, syllables)
	b.add(spelling{name: name, by: ByPinyin, loss: loss, slip: true}, []string{slur(strings.Join(syllables, ""))})
}

func (b *indexBuilder) addInitials(name Name, words []string, loss float64) {
	if len(words) > 1 {
		b.add(spelling{name: name, by: ByInitials, loss: loss}, []string{initials(words)})
	}
}

// add adds a spelling of these words. Names are found by their words, too, in the
// spellings that hold all of these.
func (b *indexBuilder) add(s spelling, words []string) {
	s.thing, s.text = b.thing, strings.Join(words, "")
	if s.text == "" {
		return
	}
	same := func(other spelling) bool { return other.text == s.text }
	if i := slices.IndexFunc(b.spellings[b.first:], same); i >= 0 {
		if other := &b.spellings[b.first+i]; s.cost() < other.cost() {
			*other = s
		}
		return
	}
	number := int32(len(b.spellings))
	b.spellings = append(b.spellings, s)
	b.packed[s.text] = append(b.packed[s.text], number)
	if s.by == ByInitials || s.slip {
		words = nil
	}
	b.split = append(b.split, words)
	if s.loss >= lossShort {
		return
	}
	for _, word := range words {
		if list := b.words[word]; len(list) == 0 || list[len(list)-1] != number {
			b.words[word] = append(list, number)
		}
	}
}
