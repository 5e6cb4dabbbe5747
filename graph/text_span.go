package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"unicode/utf8"
)

// TextSpan is the stretch of a line on which a claim's evidence stands. Start and
// End count Unicode code points of the line from 0, End standing behind the last
// one, as in the TextPositionSelector of W3C Web Annotation. Hash tells whether
// the stretch still reads as it did. The zero TextSpan is unknown.
type TextSpan struct {
	Start int
	End   int
	Hash  string // HashText of the stretch; empty when not computed yet
}

var textSpanPattern = regexp.MustCompile(`^([0-9]{1,9})-([0-9]{1,9})(?: ([0-9a-f]{16}))?$`)

// ParseTextSpan reads "119-168 9f86d081884c7d65"; the hash may be missing.
func ParseTextSpan(text string) (TextSpan, error) {
	m := textSpanPattern.FindStringSubmatch(text)
	if m == nil {
		return TextSpan{}, invalid("%q is no span: write the first character, counted from 0, and the one behind the last, such as 119-168, and let polygraph locate add the hash", text)
	}
	start, _ := strconv.Atoi(m[1])
	end, _ := strconv.Atoi(m[2])
	if start >= end {
		return TextSpan{}, invalid("the span %q is empty: write the smaller number first", text)
	}
	return TextSpan{Start: start, End: end, Hash: m[3]}, nil
}

// String writes the span so that ParseTextSpan reads it back.
func (s TextSpan) String() string {
	text := strconv.Itoa(s.Start) + "-" + strconv.Itoa(s.End)
	if s.Hash != "" {
		text += " " + s.Hash
	}
	return text
}

// Known tells whether there is a span at all.
func (s TextSpan) Known() bool { return s.End > 0 }

// In cuts the span out of its line; false when the line is too short. Quads that no
// loader has checked may hold any numbers.
func (s TextSpan) In(line string) (string, bool) {
	if s.Start < 0 || s.End < s.Start {
		return "", false
	}
	start, ok := byteOffset(line, s.Start)
	if !ok {
		return "", false
	}
	end, ok := byteOffset(line[start:], s.End-s.Start)
	if !ok {
		return "", false
	}
	return line[start : start+end], true
}

// byteOffset is where the character of that number begins; the number of
// characters is that of the end.
func byteOffset(text string, characters int) (int, bool) {
	offset := 0
	for ; characters > 0; characters-- {
		if offset == len(text) {
			return 0, false
		}
		_, size := utf8.DecodeRuneInString(text[offset:])
		offset += size
	}
	return offset, true
}

// HashText is the first 16 hexadecimal digits of SHA-256 over the text in UTF-8:
// enough to notice a change, too little to tell the text.
func HashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
