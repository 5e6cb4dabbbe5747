package graph

import "strings"

// ID names one thing for good: its kind's prefix, a slash, and a readable name
// ("place/jinan", "industry/steel"). It is also the thing's Relay global ID and,
// behind the base IRI, its IRI.
type ID string

// MaxIDLength bounds IDs, in bytes.
const MaxIDLength = 200

// ParseID refuses whatever is not an ID of a known kind, so that a bad one is
// stopped at the line that holds it and never reaches a query.
func ParseID(text string) (ID, error) {
	if len(text) > MaxIDLength {
		return "", invalid("an ID is too long: write %d characters at most", MaxIDLength)
	}
	prefix, name, found := strings.Cut(text, "/")
	if !found {
		return "", invalid("%q is not an ID: write kind/name, such as place/jinan", text)
	}
	kind, known := KindOf(prefix)
	if !known {
		return "", invalid("%q begins with no known kind: the kinds are %s", text, strings.Join(prefixes(), ", "))
	}
	// Generated names join others by dots, so those may hold none.
	if !validName(name) || !kind.Info().Minted && strings.Contains(name, ".") {
		return "", invalid("%q has a malformed name: use lower-case letters a-z, digits and single hyphens (dots in generated names)", text)
	}
	return ID(text), nil
}

// Kind is the kind that the prefix stands for; empty for a malformed ID.
func (id ID) Kind() Kind {
	prefix, _, _ := strings.Cut(string(id), "/")
	kind, _ := KindOf(prefix)
	return kind
}

// Name is what follows the slash.
func (id ID) Name() string {
	_, name, _ := strings.Cut(string(id), "/")
	return name
}

// dotted writes the ID as one part of a generated name.
func (id ID) dotted() string { return strings.Replace(string(id), "/", ".", 1) }

func validName(name string) bool {
	separator := true // a name may not begin with a separator
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			separator = false
		case r == '-' || r == '.':
			if separator {
				return false
			}
			separator = true
		default:
			return false
		}
	}
	return !separator
}

// slug turns free words into a part of a generated name.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}
