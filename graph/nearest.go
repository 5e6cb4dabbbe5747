package graph

import (
	"iter"

	"github.com/agnivade/levenshtein"
)

// Nearest is the candidate that differs from the text by the fewest letters, if
// that is few enough to be a slip (a third of the text, at least two letters);
// empty otherwise. Of equally near ones it takes the first in the alphabet.
func Nearest(text string, candidates iter.Seq[string]) string {
	best, distance := "", max(2, len(text)/3)+1
	for candidate := range candidates {
		if d := levenshtein.ComputeDistance(text, candidate); d < distance || d == distance && candidate < best {
			best, distance = candidate, d
		}
	}
	return best
}
