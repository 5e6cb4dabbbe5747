package loader

import (
	"cmp"
	"slices"
)

// spanWriters write spans into the text of a file, by its extension.
var spanWriters = map[string]func(text []byte, claims []located) ([]byte, error){
	".yaml": writeSpansYAML, ".yml": writeSpansYAML, ".csv": writeSpansCSV,
}

// insertion replaces a part of a text.
type insertion struct {
	byteRange
	text string
}

// apply makes all insertions, none of which overlap.
func apply(text []byte, edits []insertion) []byte {
	slices.SortFunc(edits, func(a, b insertion) int { return cmp.Compare(a.start, b.start) })
	var edited []byte
	from := 0
	for _, edit := range edits {
		edited = append(append(edited, text[from:edit.start]...), edit.text...)
		from = edit.end
	}
	return append(edited, text[from:]...)
}
