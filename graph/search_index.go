package graph

import (
	"strings"
	"unicode/utf8"
)

// searchIndex holds everything under which things are found. Each name of a thing
// is kept in several spellings: as it stands, in plain words, without the words
// that may be left out, in pinyin, by its initials. They are numbered.
type searchIndex struct {
	readings  *readings
	spellings []spelling
	latin     *lexicon           // texts of spellings without Chinese characters
	han       *lexicon           // those with some
	odd       *lexicon           // initials and slurred spellings
	words     *lexicon           // words of spellings that are not odd
	pieces    map[string][]int32 // numbers of texts without Chinese characters, by the pieces that they hold
}

// spelling is one way of writing a name.
type spelling struct {
	thing   *Thing
	name    *Name
	by      MatchReason
	cost    float64 // of matching by it instead of by the label as it stands
	slurred bool
	short   bool    // whether words were left out
	length  int     // in characters
	text    string  // without spaces
	words   []int32 // their numbers in the lexicon, in the order of the name; none of odd ones
}

func (x *searchIndex) lexicons() []*lexicon { return []*lexicon{x.latin, x.han, x.odd} }

func (s *spelling) odd() bool { return s.slurred || s.by == ByInitials }

// betterThan tells which of two spellings that read alike says more.
func (s *spelling) betterThan(other *spelling) bool {
	if s.slurred != other.slurred {
		return other.slurred
	}
	return s.cost < other.cost
}

// newSearchIndex collects the names. Targets and figures are left out, as their labels
// repeat the names of others; so do those of tenures, but "mayor of Jinan" is how people
// look for whoever that is.
func newSearchIndex(v *View) *searchIndex {
	b := &indexBuilder{readings: newReadings()}
	var things []*Thing
	for _, kind := range kinds {
		if !kind.Minted || kind.Kind == Tenure {
			things = append(things, v.Things(kind.Kind)...)
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
	thing     *Thing
	sort      sortWords // of the thing
	first     int       // the thing's first spelling
}

func (b *indexBuilder) finish() *searchIndex {
	var latin, han, odd, words []holding
	total := 0
	for i, s := range b.spellings {
		number := int32(i)
		switch {
		case s.odd():
			odd = append(odd, holding{s.text, number})
			continue
		case hasHan(s.text):
			han = append(han, holding{s.text, number})
		default:
			latin = append(latin, holding{s.text, number})
		}
		for _, word := range b.split[i] {
			words = append(words, holding{word, number})
		}
		total += len(b.split[i])
	}
	x := &searchIndex{
		readings: b.readings, spellings: b.spellings,
		latin: newLexicon(latin), han: newLexicon(han), odd: newLexicon(odd), words: newLexicon(words),
	}
	for _, l := range x.lexicons() { // lets go of each spelling's own copy of its text
		for i, holders := range l.holders {
			for _, number := range holders {
				x.spellings[number].text = l.texts[i]
			}
		}
	}
	numbers := make([]int32, 0, total)
	for i := range x.spellings {
		if s := &x.spellings[i]; !s.odd() {
			from := len(numbers)
			for _, word := range b.split[i] {
				numbers = append(numbers, x.words.number(word))
			}
			s.words = numbers[from:len(numbers):len(numbers)]
		}
	}
	x.indexPieces()
	return x
}

// pieceLength is how many characters the pieces have by which the middles of
// words are found. Chinese characters are words, so they need no pieces.
const pieceLength = 3

func (x *searchIndex) indexPieces() {
	x.pieces = make(map[string][]int32)
	for i, text := range x.latin.texts {
		for _, piece := range piecesOf(text) {
			if list := x.pieces[piece]; len(list) == 0 || list[len(list)-1] != int32(i) {
				x.pieces[piece] = append(list, int32(i))
			}
		}
	}
}

// piecesOf are all runs of so many characters of a text that hold no Chinese one.
func piecesOf(text string) []string {
	var list []string
	var starts [pieceLength]int
	count := 0
	for i, r := range text {
		if isHan(r) {
			count = 0
			continue
		}
		starts[count%pieceLength] = i
		if count++; count >= pieceLength {
			list = append(list, text[starts[count%pieceLength]:i+utf8.RuneLen(r)])
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
	if short := wordsOf(sortOf(thing.Kind).shortHan(name)); len(short) < len(words) {
		b.readings.learn(strings.Join(short, ""), syllables[:len(short)])
	}
}

// curatedReading is the folded Chinese label with a syllable for each character;
// nil where the thing has no curated reading that can be so divided.
func curatedReading(thing *Thing) (string, []string) {
	label, sounds := chineseLabel(thing), thing.Labels[Pinyin]
	if label == nil || sounds == "" {
		return "", nil
	}
	name := fold(label.Text)
	return name, align(wordsOf(name), pack(fold(sounds)))
}

// chineseLabel is the Chinese label of a thing, in simplified characters if it has
// such; nil where it has none.
func chineseLabel(thing *Thing) *Name {
	for _, language := range []string{Simplified, Traditional} {
		if label, found := thing.Labels[language]; found {
			return &Name{Text: label, Language: language, Preferred: true}
		}
	}
	return nil
}

// addThing adds the names of a thing. Of two spellings that read alike the better
// is kept.
func (b *indexBuilder) addThing(thing *Thing) {
	b.thing, b.sort, b.first = thing, sortOf(thing.Kind), len(b.spellings)
	names := thing.Names()
	for i := range names {
		name := &names[i]
		by := ByAlias
		if name.Preferred {
			by = ByLabel
		}
		switch folded := fold(name.Text); {
		case name.Language == Pinyin:
			b.addCurated(name, folded)
		case hasHan(folded):
			b.addChinese(name, by, folded)
		default:
			b.addEnglish(name, by, folded)
		}
	}
	b.add(&Name{Text: string(thing.ID)}, ByID, 0, wordsOf(fold(thing.ID.Name())))
}

func (b *indexBuilder) addEnglish(name *Name, by MatchReason, folded string) {
	words := wordsOf(folded)
	b.add(name, by, 0, words)
	words = plain(words)
	b.add(name, by, lossPlain, words)
	b.add(name, by, lossOtherWords, synonymous.inOneWord(words))
	b.add(name, by, lossShort, b.sort.shorten(words))
	b.addInitials(name, 0, words)
}

// addChinese adds a name in characters and, where the thing has no curated reading
// for it, in pinyin.
func (b *indexBuilder) addChinese(name *Name, by MatchReason, folded string) {
	words, short := wordsOf(folded), wordsOf(b.sort.shortHan(folded))
	b.add(name, by, 0, words)
	b.add(name, by, lossShort, short)
	if name.Preferred && b.thing.Labels[Pinyin] != "" {
		return
	}
	for i, syllables := range b.readings.spell(words) {
		loss := 0.0
		if !name.Preferred {
			loss += lossAlias
		}
		if i > 0 {
			loss += lossDoubt
		}
		b.addSyllables(name, loss, syllables, len(short))
	}
}

// addCurated adds a curated reading. It points to the Chinese name that it spells.
func (b *indexBuilder) addCurated(reading *Name, folded string) {
	name := chineseLabel(b.thing)
	if name == nil {
		name = reading
	}
	if label, syllables := curatedReading(b.thing); syllables != nil && reading.Preferred {
		b.addSyllables(name, 0, syllables, len(wordsOf(b.sort.shortHan(label))))
		return
	}
	words := wordsOf(folded)
	b.addSounds(name, 0, words)
	b.addSounds(name, lossShort, b.sort.shorten(words))
}

// addSyllables adds a reading, whole and without what may be left out at its end.
func (b *indexBuilder) addSyllables(name *Name, loss float64, syllables []string, short int) {
	b.addSounds(name, loss, syllables)
	b.addSounds(name, loss+lossShort, syllables[:short])
	b.addInitials(name, 0, syllables)
	b.addInitials(name, lossShort, syllables[:short])
}

func (b *indexBuilder) addSounds(name *Name, loss float64, syllables []string) {
	b.add(name, ByPinyin, loss, syllables)
	slurred := slur(strings.Join(syllables, ""))
	b.addSpelling(spelling{name: name, by: ByPinyin, cost: loss + reasonCosts[ByPinyin], slurred: true, text: slurred}, nil)
}

func (b *indexBuilder) addInitials(name *Name, loss float64, words []string) {
	if len(words) > 1 {
		b.add(name, ByInitials, loss, []string{initials(words)})
	}
}

func (b *indexBuilder) add(name *Name, by MatchReason, loss float64, words []string) {
	b.addSpelling(spelling{name: name, by: by, cost: loss + reasonCosts[by], short: loss >= lossShort, text: strings.Join(words, "")}, words)
}

func (b *indexBuilder) addSpelling(s spelling, words []string) {
	if s.text == "" {
		return
	}
	s.thing, s.length = b.thing, utf8.RuneCountInString(s.text)
	for i := b.first; i < len(b.spellings); i++ {
		if other := &b.spellings[i]; other.text == s.text {
			if s.betterThan(other) {
				*other, b.split[i] = s, words
			}
			return
		}
	}
	b.spellings = append(b.spellings, s)
	b.split = append(b.split, words)
}
