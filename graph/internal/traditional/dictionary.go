package traditional

import (
	"embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The dictionaries are those of OpenCC, byte for byte, under the licence beside them: a word
// and what may stand for it, the usual one first, on each line.
//
//go:embed dictionary/*.txt
var files embed.FS

// ToSimplified turns traditional characters into simplified ones.
var ToSimplified = sync.OnceValue(func() *Converter {
	return &Converter{[][]dictionary{read("TSPhrases", "TSCharacters")}}
})

// ToMainland turns traditional characters into simplified ones, and says the words of Taiwan
// as they are said on the mainland: 資訊 is 信息.
var ToMainland = sync.OnceValue(func() *Converter {
	return &Converter{[][]dictionary{
		read("TWPhrasesRev", "TWVariantsRevPhrases", "TWVariantsRev"),
		read("TSPhrases", "TSCharacters"),
	}}
})

// dictionary has the words that begin with each character, the longest first.
type dictionary map[rune][]entry

type entry struct{ word, replacement string }

// wordAt is the longest word that the text begins with: its length in bytes, 0 for none, and
// what stands for it.
func (d dictionary) wordAt(text string) (length int, replacement string) {
	first, _ := utf8.DecodeRuneInString(text)
	for _, e := range d[first] {
		if strings.HasPrefix(text, e.word) {
			return len(e.word), e.replacement
		}
	}
	return 0, ""
}

// read reads dictionaries that are compiled in, so that they cannot be missing.
func read(names ...string) []dictionary {
	var dictionaries []dictionary
	for _, name := range names {
		text, err := files.ReadFile("dictionary/" + name + ".txt")
		if err != nil {
			panic("a dictionary is not compiled in: " + err.Error())
		}
		dictionaries = append(dictionaries, parse(string(text)))
	}
	return dictionaries
}

func parse(text string) dictionary {
	d := make(dictionary)
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		first, _ := utf8.DecodeRuneInString(fields[0])
		d[first] = append(d[first], entry{fields[0], fields[1]})
	}
	for _, entries := range d {
		slices.SortStableFunc(entries, func(a, b entry) int { return len(b.word) - len(a.word) })
	}
	return d
}
