package server

import "errors"

// How deep the JSON of a request may nest, and how many values it may hold: reading it takes
// memory and time by both, before anything else is known of the request.
const (
	deepest    = 200
	mostValues = 5_000
)

var errNotModest = errors.New("it nests too deep, or holds too many values")

// modest looks through JSON for how deep it nests and how many values it holds. What is no JSON
// may pass.
func modest(text []byte) error {
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
		if depth > deepest || values > mostValues {
			return errNotModest
		}
	}
	return nil
}
