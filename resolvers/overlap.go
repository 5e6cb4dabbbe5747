package resolvers

import "github.com/vektah/gqlparser/v2/ast"

// Validation compares all fields of one response name that stand in one place of the answer,
// pair by pair, and all that is selected below them with each other. So a text of a few
// kilobytes can take seconds. overlaps counts the pairs beforehand, in the time that it takes to
// look at each field once.

// mostOverlaps is how many pairs there may be: clients that put many fragments together, each
// with the same id, have some hundreds.
const mostOverlaps = 5_000

// mostOverlapsOf is how many pairs there are in the operation, or the unused fragment, that has
// the most.
func mostOverlapsOf(document *ast.QueryDocument) (most int) {
	spread := map[string]bool{}
	for _, operation := range document.Operations {
		most = max(most, overlaps(document, operation.SelectionSet, spread))
	}
	for _, fragment := range document.Fragments { // which are validated, used or not
		if !spread[fragment.Name] && most <= mostOverlaps {
			spread[fragment.Name] = true
			most = max(most, overlaps(document, fragment.SelectionSet, spread))
		}
	}
	return most
}

// overlaps counts the pairs of a selection with its fragments spelled out, and stops soon after
// the most that may be. How many fields that spells out must have a bound. Fragments that spread
// themselves count once, and those that are spread are noted.
func overlaps(document *ast.QueryDocument, root ast.SelectionSet, spread map[string]bool) int {
	pairs, open := 0, map[string]bool{}
	var place func(sets []ast.SelectionSet)
	place = func(sets []ast.SelectionSet) {
		below := map[string][]ast.SelectionSet{}
		seen := map[string]int{}
		var order []string
		var collect func(ast.SelectionSet)
		collect = func(set ast.SelectionSet) {
			for _, selection := range set {
				if pairs > mostOverlaps {
					return
				}
				switch node := selection.(type) {
				case *ast.Field:
					if seen[node.Alias] == 0 {
						order = append(order, node.Alias)
					}
					pairs += seen[node.Alias]
					seen[node.Alias]++
					if len(node.SelectionSet) > 0 {
						below[node.Alias] = append(below[node.Alias], node.SelectionSet)
					}
				case *ast.InlineFragment:
					collect(node.SelectionSet)
				case *ast.FragmentSpread:
					if fragment := document.Fragments.ForName(node.Name); fragment != nil && !open[node.Name] {
						open[node.Name], spread[node.Name] = true, true
						collect(fragment.SelectionSet)
						open[node.Name] = false
					}
				}
			}
		}
		for _, set := range sets {
			collect(set)
		}
		for _, name := range order {
			if pairs > mostOverlaps {
				return
			}
			place(below[name])
		}
	}
	place([]ast.SelectionSet{root})
	return pairs
}

// longestName is how long a name in a document may be: what is not known is compared with all
// that is.
const longestName = 1000

// hasLongName looks through a document for one. What stands in texts and comments is none.
func hasLongName(text string) bool {
	length := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			if length++; length > longestName {
				return true
			}
			continue
		case c == '#':
			for i+1 < len(text) && text[i+1] != '\n' && text[i+1] != '\r' {
				i++
			}
		case c == '"':
			i = endOfText(text, i)
		}
		length = 0
	}
	return false
}

// endOfText is where a text ends that begins at i.
func endOfText(text string, i int) int {
	if len(text) >= i+3 && text[i:i+3] == `"""` {
		for i += 3; i < len(text); i++ {
			if text[i] == '"' && len(text) >= i+3 && text[i:i+3] == `"""` && text[i-1] != '\\' {
				return i + 2
			}
		}
		return i
	}
	for i++; i < len(text) && text[i] != '"' && text[i] != '\n'; i++ {
		if text[i] == '\\' {
			i++
		}
	}
	return i
}
