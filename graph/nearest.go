package graph

import (
	"iter"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Nearest is the candidate that differs from the text by the fewest letters, if
// that is few enough to be a slip: a third of the text, at least one letter;
// empty otherwise. Of equally near ones it takes the first in the alphabet.
func Nearest(text string, candidates iter.Seq[string]) string {
	letters := utf8.RuneCountInString(text)
	best, distance := "", max(1, letters/3)+1
	for candidate := range candidates {
		if difference := letters - utf8.RuneCountInString(candidate); difference > distance || difference < -distance {
			continue // too far away, whatever the letters: no long text costs much
		}
		if d := levenshtein.ComputeDistance(text, candidate); d < distance || d == distance && best != "" && candidate < best {
			best, distance = candidate, d
		}
	}
	return best
}

// NearestID is the ID of the same kind whose name is nearest, or else one of the
// same name under another kind; empty when there is neither.
func NearestID(id ID, candidates iter.Seq[ID]) ID {
	near := Nearest(id.Name(), func(yield func(string) bool) {
		for candidate := range candidates {
			if candidate.Kind() == id.Kind() && !yield(candidate.Name()) {
				return
			}
		}
	})
	if near != "" {
		return ID(id.Kind().Info().Prefix + "/" + near)
	}
	var namesake ID
	for candidate := range candidates {
		if candidate.Name() == id.Name() && (namesake == "" || candidate < namesake) {
			namesake = candidate
		}
	}
	return namesake
}
