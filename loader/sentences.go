package loader

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences parts a line at the marks that end sentences in English and Chinese,
// each with the quotes that close behind it. A point within a number (2.5) or a
// name (no.1) ends none. Machine translations often lack the space that would make
// it certain, so this errs towards short sentences.
func sentences(line string) []byteRange {
	var all []byteRange
	start := 0
	end := func(at int) {
		text := line[start:at]
		if trimmed := strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); trimmed != "" {
			lead := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
			all = append(all, byteRange{start + lead, start + len(strings.TrimRightFunc(text, unicode.IsSpace))})
		}
		start = at
	}
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRuneInString(line[i:])
		i += size
		if !strings.ContainsRune(".!?;。！？；…", r) || r == '.' && insideName(line, i-size) {
			continue
		}
		for i < len(line) {
			next, size := utf8.DecodeRuneInString(line[i:])
			if !strings.ContainsRune(".!?;。！？；…”’\"'」』）)", next) {
				break
			}
			i += size
		}
		end(i)
	}
	end(len(line))
	return all
}

// insideName tells whether the point at a byte belongs to a number or to a short
// form.
func insideName(line string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:at])
	after, _ := utf8.DecodeRuneInString(line[at+1:])
	if unicode.IsDigit(after) && (unicode.IsDigit(before) || unicode.IsLetter(before)) {
		return true
	}
	rest := strings.TrimLeft(line[at+1:], " ")
	next, _ := utf8.DecodeRuneInString(rest)
	switch lastWord(line[:at]) {
	case "No", "no", "Nos":
		return unicode.IsDigit(next)
	case "Mr", "Mrs", "Ms", "Dr", "Prof":
		return true
	}
	return false
}

// lastWord is the word in Latin letters with which the text ends.
func lastWord(text string) string {
	latin := func(r rune) bool { return unicode.Is(unicode.Latin, r) }
	return text[len(strings.TrimRightFunc(text, latin)):]
}
