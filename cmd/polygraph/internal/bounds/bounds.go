// Package bounds tells whether JSON may be read: that takes memory and time by how deep it nests
// and by how many values it holds, before anything else is known of a request.
package bounds

import "errors"

// How deep the JSON of a request may nest, and how many values it may hold.
const (
	Deepest    = 200
	MostValues = 5_000
)

// ErrTooMuch is of JSON that may not be read.
var ErrTooMuch = errors.New("it nests too deep, or holds too many values")

// Check looks through JSON for how deep it nests and how many values it holds. What is no JSON
// may pass.
func Check(text []byte) error {
	depth, values, inText := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == ',':
			values++
		}
		if depth > Deepest || values > MostValues {
			return ErrTooMuch
		}
	}
	return nil
}
