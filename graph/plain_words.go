package graph

import (
	"slices"
	"strings"
)

// smallWords are English words that people leave out or put otherwise. None of
// them is a syllable of pinyin.
var smallWords = []string{"and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"}

// sortWords say of what sort a thing is. They may be left out of its name or added to
// it: the city of Jinan is Jinan, but the city of steel is no industry.
type sortWords struct {
	kinds      []Kind
	words      []string // of English, and syllables of pinyin
	sounds     []string // at the end of a name in pinyin, which may be written with or without spaces
	characters []string // at the end of a Chinese name, longer ones first
}

// sorts is the table of these words. No kind is in two rows.
var sorts = []sortWords{
	{
		kinds:      []Kind{Place},
		words:      []string{"city", "county", "district", "municipality", "prefecture", "province", "township", "qu", "sheng", "shi", "xian", "zhen"},
		characters: []string{"自治区", "自治县", "开发区", "地区", "市", "区", "县", "省", "镇", "乡"},
	},
	{
		kinds:      []Kind{Enterprise, Organisation},
		words:      []string{"co", "company", "corp", "corporation", "group", "inc", "limited", "ltd"},
		sounds:     []string{"gongsi", "jituan"},
		characters: []string{"股份有限公司", "有限责任公司", "有限公司", "公司", "集团", "工业", "业"},
	},
	{
		kinds:      []Kind{Industry, Cluster},
		words:      []string{"industry", "sector"},
		sounds:     []string{"chanye", "hangye"},
		characters: []string{"产业", "行业", "工业", "业"},
	},
}

// sortOf is the row of a kind; an empty one where there is none.
func sortOf(kind Kind) sortWords {
	for _, sort := range sorts {
		if slices.Contains(sort.kinds, kind) {
			return sort
		}
	}
	return sortWords{}
}

// isSortWord tells whether a word may be left out of the name of some thing.
func isSortWord(word string) bool {
	return slices.ContainsFunc(sorts, func(sort sortWords) bool { return slices.Contains(sort.words, word) })
}

// without leaves words out, unless nothing would be left.
func without(words, left []string) []string {
	rest := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return slices.Contains(left, word) })
	if len(rest) == 0 {
		return words
	}
	return rest
}

// shorten leaves the words of this sort out.
func (s sortWords) shorten(words []string) []string { return without(words, s.words) }

// shortSounds leaves the sounds of this sort out at the end of a name in pinyin.
func (s sortWords) shortSounds(packed string) string {
	for _, ending := range s.sounds {
		if rest, found := strings.CutSuffix(packed, ending); found {
			return rest
		}
	}
	return packed
}

// shortHan leaves the characters of this sort out at the end of a Chinese name where
// two characters are left.
func (s sortWords) shortHan(folded string) string {
	for _, ending := range s.characters {
		if rest, found := strings.CutSuffix(folded, ending); found && len(wordsOf(rest)) >= 2 {
			return rest
		}
	}
	return folded
}

// plain writes words in one way out of several: in the singular, in American
// spelling, without small words. What it makes of other words need not be right,
// as names and questions go through it alike.
func plain(words []string) []string {
	list := make([]string, 0, len(words))
	for _, word := range without(words, smallWords) {
		list = append(list, american(singular(word)))
	}
	return list
}

func singular(word string) string {
	switch {
	case len(word) < 4 || !strings.HasSuffix(word, "s"):
		return word
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"):
		return strings.TrimSuffix(word, "es")
	}
	return strings.TrimSuffix(word, "s")
}

// americanEndings are British endings of words, longer ones first, with the
// American ones.
var americanEndings = [][2]string{
	{"isation", "ization"}, {"ising", "izing"}, {"lling", "ling"}, {"ised", "ized"}, {"ogue", "og"}, {"lled", "led"},
	{"ise", "ize"}, {"our", "or"}, {"tre", "ter"}, {"bre", "ber"}, {"yse", "yze"},
}

var americanWords = map[string]string{
	"aluminium": "aluminum", "artefact": "artifact", "cheque": "check", "defence": "defense", "enrol": "enroll", "fulfil": "fulfill", "gelatine": "gelatin",
	"grey": "gray", "licence": "license", "mould": "mold", "plough": "plow", "practise": "practice", "programme": "program",
	"storey": "story", "sulphur": "sulfur", "tonne": "ton", "tyre": "tire",
}

func american(word string) string {
	if other, found := americanWords[word]; found {
		return other
	}
	for _, ending := range americanEndings {
		if stem, found := strings.CutSuffix(word, ending[0]); found && len(stem) >= 2 {
			return stem + ending[1]
		}
	}
	return word
}
