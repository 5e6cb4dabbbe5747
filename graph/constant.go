package graph

import (
	"strings"
	"unicode"
)

// Constant is a name as it stands where only capitals, digits and underscores may,
// as in a GraphQL enum: HAS_TARGET for hasTarget, NEW_AREA for new-area.
func Constant(name string) string {
	var b strings.Builder
	for _, r := range name {
		switch {
		case r == '-':
			b.WriteByte('_')
		case unicode.IsUpper(r):
			b.WriteByte('_')
			b.WriteRune(r)
		default:
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}
