package graph

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// nameToSpell is a name, and where the index finds it again.
type nameToSpell struct {
	Name
	at   uint32 // a term; where the name was made, its place among those
	made bool
}

// namesToSpell are all names of a thing, in the order of Thing.Names. What claims make
// has names that are made.
type namesToSpell []nameToSpell

func (v *View) namesToSpell(thing number) namesToSpell {
	var names namesToSpell
	if kinds[v.kinds[thing]].Minted {
		for i, name := range v.thing(thing).Names() {
			names = append(names, nameToSpell{name, uint32(i), true})
		}
		return names
	}
	preferred, other, curated := v.findIRI(prefLabel), v.findIRI(altLabel), v.findIRI(GraphCurated)
	for _, place := range v.subjects.of(thing) {
		if r := v.rows[place]; r.graph == curated && (r.predicate == preferred || r.predicate == other) {
			term := v.term(r.object)
			names = append(names, nameToSpell{Name{Text: term.Value, Language: term.Language, Preferred: r.predicate == preferred}, r.object, false})
		}
	}
	slices.SortStableFunc(names, func(a, b nameToSpell) int {
		if a.Preferred != b.Preferred {
			if a.Preferred {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Language, b.Language)
	})
	return names
}

// longestSpelt is how many characters of a name are spelt: more than anybody looks for. What
// is longer is no name, but can stand where one should.
const longestSpelt = 2 * MaxQueryLength

// foldName folds as much of a name as is spelt.
func foldName(text string) string {
	characters := 0
	for i := range text {
		if characters++; characters > longestSpelt {
			return fold(text[:i])
		}
	}
	return fold(text)
}

// label is the label in a language; nil where there is none.
func (n namesToSpell) label(language string) *nameToSpell {
	for i := range n {
		if n[i].Preferred && n[i].Language == language {
			return &n[i]
		}
	}
	return nil
}

// sounds are the curated pinyin; empty where there is none.
func (n namesToSpell) sounds() string {
	if label := n.label(Pinyin); label != nil {
		return label.Text
	}
	return ""
}

// chinese is the Chinese label, in simplified characters if there is such; nil where
// there is none.
func (n namesToSpell) chinese() *nameToSpell {
	return cmp.Or(n.label(Simplified), n.label(Traditional))
}

// curatedReading is the folded Chinese label with a syllable for each character;
// nil where the thing has no curated reading that can be so divided.
func (n namesToSpell) curatedReading() (string, []string) {
	label, sounds := n.chinese(), n.sounds()
	if label == nil || sounds == "" {
		return "", nil
	}
	name := foldName(label.Text)
	return name, align(wordsOf(name), pack(foldName(sounds)))
}

// learnOf takes the curated reading of a thing's Chinese name into the readings, so
// that it holds for that word in other names too.
func (r *readings) learnOf(v *View, thing number) {
	names := v.namesToSpell(thing)
	if names.sounds() == "" {
		return
	}
	name, syllables := names.curatedReading()
	if syllables == nil || !hasHan(name) {
		return
	}
	words := wordsOf(name)
	r.learn(strings.Join(words, ""), syllables)
	if short := wordsOf(sortOf(kinds[v.kinds[thing]].Kind).shortHan(name)); len(short) < len(words) {
		r.learn(strings.Join(short, ""), syllables[:len(short)])
	}
}

// spellingList collects the spellings of things, one thing after the other.
type spellingList struct {
	view      *View
	readings  *readings
	spellings []spelling
	texts     []string // of each spelling
	wordLists []int32  // of all spellings, as places in words
	words     []string // each once
	places    map[string]int32
	made      []Name

	thing number
	names namesToSpell
	sort  sortWords // of the thing
	first int       // the thing's first spelling
}

func newSpellingList(v *View, r *readings) *spellingList {
	return &spellingList{view: v, readings: r, places: make(map[string]int32)}
}

func (b *spellingList) wordsOf(s *spelling) []int32 {
	return b.wordLists[s.firstWord : s.firstWord+uint32(s.words)]
}

// betterThan tells which of two spellings that read alike says more.
func (s *spelling) betterThan(other *spelling) bool {
	if slurred := s.flags.has(isSlurred); slurred != other.flags.has(isSlurred) {
		return !slurred
	}
	return s.cost < other.cost
}

// addThing adds the names of a thing. Of two spellings that read alike the better
// is kept.
func (b *spellingList) addThing(thing number) {
	kind := kinds[b.view.kinds[thing]].Kind
	b.thing, b.names, b.sort, b.first = thing, b.view.namesToSpell(thing), sortOf(kind), len(b.spellings)
	for i := range b.names {
		name := &b.names[i]
		if name.made {
			name.at = uint32(len(b.made))
			b.made = append(b.made, name.Name)
		}
		by := byAlias
		if name.Preferred {
			by = byLabel
		}
		switch folded := foldName(name.Text); {
		case name.Language == Pinyin:
			b.addCurated(name, folded)
		case hasHan(folded):
			b.addChinese(name, by, folded)
		default:
			b.addEnglish(name, by, folded)
		}
	}
	id := b.view.idOf(thing)
	b.add(&nameToSpell{Name: Name{Text: string(id)}, at: thing}, byID, 0, wordsOf(fold(id.Name())))
}

func (b *spellingList) addEnglish(name *nameToSpell, by reasonNumber, folded string) {
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
func (b *spellingList) addChinese(name *nameToSpell, by reasonNumber, folded string) {
	words, short := wordsOf(folded), wordsOf(b.sort.shortHan(folded))
	b.add(name, by, 0, words)
	b.add(name, by, lossShort, short)
	if name.Preferred && b.names.sounds() != "" {
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
func (b *spellingList) addCurated(reading *nameToSpell, folded string) {
	name := b.names.chinese()
	if name == nil {
		name = reading
	}
	if label, syllables := b.names.curatedReading(); syllables != nil && reading.Preferred {
		b.addSyllables(name, 0, syllables, len(wordsOf(b.sort.shortHan(label))))
		return
	}
	words := wordsOf(folded)
	b.addSounds(name, 0, words)
	b.addSounds(name, lossShort, b.sort.shorten(words))
}

// addSyllables adds a reading, whole and without what may be left out at its end.
func (b *spellingList) addSyllables(name *nameToSpell, loss float64, syllables []string, short int) {
	b.addSounds(name, loss, syllables)
	b.addSounds(name, loss+lossShort, syllables[:short])
	b.addInitials(name, 0, syllables)
	b.addInitials(name, lossShort, syllables[:short])
}

func (b *spellingList) addSounds(name *nameToSpell, loss float64, syllables []string) {
	b.add(name, byPinyin, loss, syllables)
	slurred := slur(strings.Join(syllables, ""))
	b.addSpelling(name, spelling{by: byPinyin, cost: loss + reasonCosts[byPinyin], flags: isSlurred}, slurred, nil)
}

func (b *spellingList) addInitials(name *nameToSpell, loss float64, words []string) {
	if len(words) > 1 {
		b.add(name, byInitials, loss, []string{initials(words)})
	}
}

func (b *spellingList) add(name *nameToSpell, by reasonNumber, loss float64, words []string) {
	s := spelling{by: by, cost: loss + reasonCosts[by]}
	if loss >= lossShort {
		s.flags = isShort
	}
	b.addSpelling(name, s, strings.Join(words, ""), words)
}

func (b *spellingList) addSpelling(name *nameToSpell, s spelling, text string, words []string) {
	if text == "" {
		return
	}
	s.thing, s.name, s.length = b.thing, name.at, uint16(utf8.RuneCountInString(text))
	if name.made {
		s.flags |= isMade
	}
	if name.Preferred {
		s.flags |= isPreferred
	}
	if hasHan(text) {
		s.flags |= isInHan
	}
	for i := b.first; i < len(b.spellings); i++ {
		if b.texts[i] == text {
			if other := &b.spellings[i]; s.betterThan(other) {
				b.keepWords(&s, words)
				*other = s
			}
			return
		}
	}
	b.keepWords(&s, words)
	b.spellings, b.texts = append(b.spellings, s), append(b.texts, text)
}

// keepWords keeps the words of a spelling, but for odd ones: those are found by their text.
func (b *spellingList) keepWords(s *spelling, words []string) {
	s.firstWord = uint32(len(b.wordLists))
	if s.odd() {
		return
	}
	for _, word := range words {
		place, known := b.places[word]
		if !known {
			place = int32(len(b.words))
			b.places[word] = place
			b.words = append(b.words, word)
		}
		b.wordLists = append(b.wordLists, place)
	}
	s.words = uint16(uint32(len(b.wordLists)) - s.firstWord)
}
