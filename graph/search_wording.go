package graph

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph/internal/traditional"
)

// wording is one way of understanding what is looked for.
type wording struct {
	words   []string
	text    string // the words without spaces
	length  int    // in characters
	missing int    // of these, characters of words that a name does not have
	han     bool   // whether it has Chinese characters
	loss    float64
	short   bool   // whether words were left out
	kinds   []Kind // of the things that may be meant; all when there are none
	certain bool   // whether it is what the text says, not what may have been meant
}

func newWording(words []string, loss float64, certain bool) wording {
	text := strings.Join(words, "")
	return wording{words: words, text: text, length: utf8.RuneCountInString(text), han: hasHan(text), loss: loss, short: loss >= lossShort, certain: certain}
}

// inWords tells whether it says in words of its own what is looked for.
func (w wording) inWords() bool { return w.certain && !w.short && !w.han }

// wordings are the ways of understanding a text; the first is the text itself.
func (x *searchIndex) wordings(text string) []wording {
	folded := fold(text)
	words := wordsOf(folded)
	list := []wording{newWording(words, 0, true)}
	add := func(words []string, loss float64, certain bool, kinds ...Kind) {
		w := newWording(words, loss, certain)
		w.kinds = kinds
		same := func(other wording) bool {
			return other.text == w.text && other.certain == w.certain && (other.kinds == nil || slices.Equal(other.kinds, kinds))
		}
		if w.text != "" && !slices.ContainsFunc(list, same) {
			list = append(list, w)
		}
	}
	if list[0].han {
		add(wordsOf(fold(traditional.ToMainland().Convert(text))), lossPlain, true)
		short := make([]string, len(sorts))
		for i, sort := range sorts {
			short[i] = sort.shortHan(folded)
			add(wordsOf(short[i]), lossShort, true, sort.kinds...)
		}
		// Who types pinyin and takes the wrong character has the sounds right, and
		// some write one character in letters.
		if len(words) > 1 {
			add(x.readings.spell(words)[0], 0, false)
			for i, sort := range sorts {
				if rest := wordsOf(short[i]); len(rest)+2 <= len(words) { // one character may be of the name
					add(x.readings.spell(rest)[0], lossShort, false, sort.kinds...)
				}
			}
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
	plainly := plain(wordsOf(folded))
	otherwise := synonymous.inOneWord(plainly)
	add(otherwise, lossOtherWords, true)
	for _, sort := range sorts {
		add(sort.shorten(plainly), lossShort, true, sort.kinds...)
		add([]string{sort.shortSounds(pack(folded))}, lossShort, true, sort.kinds...)
		add(sort.shorten(otherwise), lossShort+lossOtherWords, true, sort.kinds...)
	}
	add([]string{slur(pack(folded))}, 0, false)
	return list
}

// innerWordings are those of a text without the larger place in which something is said
// to lie, as in 济南市钢城区 and "Gangcheng, Jinan"; none where it names no place.
func (x *searchIndex) innerWordings(text string) []wording {
	inner := x.withoutPlace(text)
	if fold(inner) == "" {
		return nil
	}
	var list []wording
	for _, w := range x.wordings(inner) {
		w.loss += lossPlace
		if w.kinds == nil {
			w.kinds = located
		}
		list = append(list, w)
	}
	return list
}

// withoutPlace is the text behind, or before a comma and, the place that it names;
// empty where it names none.
func (x *searchIndex) withoutPlace(text string) string {
	if inner, outer, found := strings.Cut(text, ","); found && x.namesPlace(pack(fold(outer))) {
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
	return ""
}

func (x *searchIndex) namesPlace(text string) bool {
	for _, l := range []*lexicon{x.latin, x.han} {
		if i, found := l.find(text); found {
			return slices.ContainsFunc(l.holders(int32(i)), func(number int32) bool { return x.kindOf(&x.spellings[number]) == Place })
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
