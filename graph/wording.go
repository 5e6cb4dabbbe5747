package graph

import (
	"regexp"
	"slices"
	"strings"
)

// wording is one way of understanding what is looked for.
type wording struct {
	words []string
	text  string  // the words without spaces
	loss  float64 // what it costs not to be the words as they stand
	slip  bool    // whether it is what the words may have been meant to be
}

func newWording(words []string, loss float64) wording {
	return wording{words: words, text: strings.Join(words, ""), loss: loss}
}

// wordings are the ways of understanding a text; the first is the text itself.
func (x *searchIndex) wordings(text string) []wording {
	folded := fold(text)
	words := wordsOf(folded)
	list := []wording{newWording(words, 0)}
	add := func(w wording) {
		if w.text != "" && !slices.ContainsFunc(list, func(other wording) bool { return other.text == w.text }) {
			list = append(list, w)
		}
	}
	if hasHan(folded) {
		add(newWording(wordsOf(shortHan(folded)), lossShort))
		// Who types pinyin and takes the wrong character has the sounds right, and
		// some write one character in letters.
		sounds := newWording(x.readings.spell(words)[0], lossPlain)
		sounds.slip = true
		if len(words) > 1 {
			add(sounds)
		}
		return list
	}
	add(newWording(plain(words), lossPlain))
	add(newWording(without(plain(words), optionalWords), lossShort))
	for _, ending := range optionalSounds {
		if rest, found := strings.CutSuffix(list[0].text, ending); found {
			add(newWording([]string{rest}, lossShort))
		}
	}
	if toneless, toned := withoutToneNumbers(folded); toned {
		add(newWording(wordsOf(toneless), 0))
	}
	if strings.ContainsRune(folded, 'v') {
		add(newWording(wordsOf(keyboardUmlauts.Replace(folded)), 0))
	}
	slurred := newWording([]string{slur(list[len(list)-1].text)}, 0)
	slurred.slip = true
	add(slurred)
	return list
}

// syllable is one syllable of pinyin, with or without its tone as a number.
var syllable = regexp.MustCompile(`(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng|n|r)?([0-5]?) ?`)

// withoutToneNumbers leaves out the tones of pinyin where they are written as
// numbers, as in ji3nan2. Most syllables must have one: Jilin1 is no pinyin.
func withoutToneNumbers(folded string) (string, bool) {
	var b strings.Builder
	toned, toneless, end := 0, 0, 0
	for _, at := range syllable.FindAllStringSubmatchIndex(folded, -1) {
		if at[0] != end {
			return "", false
		}
		if at[2] < at[3] {
			toned++
		} else {
			toneless++
		}
		b.WriteString(folded[at[0]:at[2]] + folded[at[3]:at[1]])
		end = at[1]
	}
	return b.String(), end == len(folded) && toned > toneless
}

// keyboardUmlauts writes u for the v that stands for ü on keyboards.
var keyboardUmlauts = strings.NewReplacer("lv", "lu", "nv", "nu")
