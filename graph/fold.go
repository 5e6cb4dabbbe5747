package graph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/polygraph-kg/polygraph/graph/internal/traditional"
)

func isHan(r rune) bool { return r >= firstHan && unicode.Is(unicode.Han, r) }

// firstHan is before all Chinese characters: most that are looked at are not.
const firstHan = 0x2E80

func hasHan(text string) bool { return strings.ContainsFunc(text, isHan) }

// fold makes names comparable: full-width as half-width, lower case, simplified
// characters, no accents, tones or apostrophes, words separated by one space.
func fold(text string) string {
	if isASCII(text) {
		text = strings.ToLower(text)
	} else {
		if text = strings.ToLower(norm.NFKC.String(text)); hasHan(text) {
			text = traditional.ToSimplified().Convert(text)
		}
		text = norm.NFD.String(text)
	}
	var b strings.Builder
	apart := false // whether a space is due before the next letter
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+':
			if apart && b.Len() > 0 {
				b.WriteByte(' ')
			}
			apart = false
			b.WriteRune(r)
		default:
			apart = true
		}
	}
	return b.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func pack(folded string) string { return strings.ReplaceAll(folded, " ", "") }

// wordsOf are the words of a folded text. Chinese is written without spaces, so
// each of its characters counts as a word.
func wordsOf(folded string) []string {
	var words []string
	for _, field := range strings.Fields(folded) {
		start := 0
		for i, r := range field {
			if isHan(r) {
				if start < i {
					words = append(words, field[start:i])
				}
				start = i + len(string(r))
				words = append(words, field[i:start])
			}
		}
		if start < len(field) {
			words = append(words, field[start:])
		}
	}
	return words
}
