package graph

import (
	"iter"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Nearest is the candidate that differs from the text by the fewest letters, if
// that is few enough to be a slip (a third of the text, at least two letters);
// empty otherwise. Of equally near ones it takes the first in the alphabet.
func Nearest(text string, candidates iter.Seq[string]) string {
	letters := utf8.RuneCountInString(text)
	best, distance := "", max(2, letters/3)+1
	for candidate := range candidates {
		if difference := letters - utf8.RuneCountInString(candidate); difference > distance || difference < -distance {
			continue // too far away, whatever the letters: no long text costs much
		}
		if d := levenshtein.ComputeDistance(text, candidate); d < distance || d == distance && candidate < best {
			best, distance = candidate, d
		}
	}
	return best
}
