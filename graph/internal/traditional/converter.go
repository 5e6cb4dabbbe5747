// Package traditional turns traditional characters into simplified ones, by the dictionaries of
// OpenCC. The Go ports of OpenCC are built on a tree of words that is under the GPL, so
// nothing but their dictionaries can be in a program under the Apache licence.
package traditional

import (
	"strings"
	"unicode/utf8"
)

// Converter replaces words by others, in steps: each reads what the one before it has
// written. It can be used by many goroutines at once.
type Converter struct {
	steps [][]dictionary // within a step, the first dictionary that knows a word decides
}

// Convert gives the text in other words. What no dictionary knows stays as it is.
func (c *Converter) Convert(text string) string {
	for _, dictionaries := range c.steps {
		text = replaceWords(text, dictionaries)
	}
	return text
}

// replaceWords goes from left to right, and takes the longest word that begins where it is.
func replaceWords(text string, dictionaries []dictionary) string {
	var b strings.Builder
	b.Grow(len(text))
	for text != "" {
		length, replacement := 0, ""
		for _, d := range dictionaries {
			if length, replacement = d.wordAt(text); length > 0 {
				break
			}
		}
		if length == 0 {
			_, length = utf8.DecodeRuneInString(text)
			replacement = text[:length]
		}
		b.WriteString(replacement)
		text = text[length:]
	}
	return b.String()
}
