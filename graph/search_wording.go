package graph

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// wording is one way of understanding what is looked for.
type wording struct {
	words   []string
	text    string // the words without spaces
	length  int    // in characters
	missing int    // of these, characters of words that a name does not have
	han     bool   // whether it has Chinese characters
	loss    float64
	short   bool // whether words were left out
	certain bool // whether it is what the text says, not what may have been meant
}

func newWording(words []string, loss float64, certain bool) wording {
	text := strings.Join(words, "")
	return wording{words: words, text: text, length: utf8.RuneCountInString(text), han: hasHan(text), loss: loss, short: loss >= lossShort, certain: certain}
}

// wordings are the ways of understanding a text; the first is the text itself.
func (x *searchIndex) wordings(text string) []wording {
	folded := fold(text)
	words := wordsOf(folded)
	list := []wording{newWording(words, 0, true)}
	add := func(words []string, loss float64, certain bool) {
		w := newWording(words, loss, certain)
		same := func(other wording) bool { return other.text == w.text && other.certain == w.certain }
		if w.text != "" && !slices.ContainsFunc(list, same) {
			list = append(list, w)
		}
	}
	if list[0].han {
		add(wordsOf(fold(convert(text, mainland()))), lossPlain, true)
		add(wordsOf(shortHan(folded)), lossShort, true)
		// Who types pinyin and takes the wrong character has the sounds right, and
		// some write one character in letters.
		if len(words) > 1 {
			add(x.readings.spell(words)[0], 0, false)
		}
		return list
	}
	add(plain(words), lossPlain, true)
	if toneless, toned := withoutToneNumbers(folded); toned {
		folded = toneless
		add(wordsOf(folded), 0, true)
	}
	folded = keyboardUmlauts.Replace(folded)
	add(wordsOf(folded), 0, true)
	add(without(plain(wordsOf(folded)), optionalWords), lossShort, true)
	for _, ending := range optionalSounds {
		if rest, found := strings.CutSuffix(pack(folded), ending); found {
			add([]string{rest}, lossShort, true)
		}
	}
	add([]string{slur(pack(folded))}, 0, false)
	return list
}

// withoutPlace leaves out the larger place in which something is said to lie, as in
// 济南市钢城区 and "Gangcheng, Jinan".
func (x *searchIndex) withoutPlace(text string) string {
	if inner, _, found := strings.Cut(text, ","); found {
		return inner
	}
	words := wordsOf(fold(text))
	for n := len(words) - 1; n > 0; n-- {
		if x.namesPlace(strings.Join(words[:n], "")) {
			if hasHan(words[n]) {
				return strings.Join(words[n:], "")
			}
			return strings.Join(words[n:], " ")
		}
	}
	return text
}

func (x *searchIndex) namesPlace(text string) bool {
	for _, l := range []*lexicon{x.latin, x.han} {
		if found := l.beginning(text); found.from < found.to && l.texts[found.from] == text {
			return slices.ContainsFunc(l.holders[found.from], func(number int32) bool { return x.spellings[number].thing.Kind == Place })
		}
	}
	return false
}

// syllable is one syllable of pinyin, with or without its tone as a number.
var syllable = regexp.MustCompile(`(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng|n|r)?([0-5]?) ?`)

// withoutToneNumbers leaves out the tones of pinyin where they are written as
// numbers, as in ji3nan2. Most syllables must have one: Jilin1 is no pinyin.
func withoutToneNumbers(folded string) (toneless string, toned bool) {
	var b strings.Builder
	with, all, end := 0, 0, 0
	for _, at := range syllable.FindAllStringSubmatchIndex(folded, -1) {
		if at[0] != end {
			return "", false
		}
		all++
		if at[2] < at[3] {
			with++
		}
		b.WriteString(folded[at[0]:at[2]])
		b.WriteString(folded[at[3]:at[1]])
		end = at[1]
	}
	return b.String(), end == len(folded) && 2*with > all
}

// keyboardUmlauts writes u for the v that stands for ü on keyboards.
var keyboardUmlauts = strings.NewReplacer("lv", "lu", "nv", "nu")
