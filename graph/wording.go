package graph

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
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
	if toneNumbers.MatchString(folded) {
		add(newWording(wordsOf(strings.Map(withoutDigit, folded)), 0))
	}
	if strings.ContainsRune(folded, 'v') {
		add(newWording(wordsOf(keyboardUmlauts.Replace(folded)), 0))
	}
	slurred := newWording([]string{slur(list[len(list)-1].text)}, 0)
	slurred.slip = true
	add(slurred)
	return list
}

// toneNumbers are syllables of pinyin whose tones are written as numbers, as in ji3nan2.
var toneNumbers = regexp.MustCompile(`^(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng|n|r)?[0-5] ?)+$`)

func withoutDigit(r rune) rune {
	if unicode.IsDigit(r) {
		return -1
	}
	return r
}

// keyboardUmlauts writes u for the v that stands for ü on keyboards.
var keyboardUmlauts = strings.NewReplacer("lv", "lu", "nv", "nu")
