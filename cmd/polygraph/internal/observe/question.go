package observe

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// The questions of operations that ask no field of ours, or more than one.
const (
	questionIntrospection = "introspection"
	questionSeveral       = "several"
)

// questionOf is what an operation asks: the name of its root field as the schema has it,
// whatever the client calls it. The operation has been checked.
func questionOf(operation *ast.OperationDefinition) string {
	var q question
	q.read(operation.SelectionSet)
	switch {
	case q.several:
		return questionSeveral
	case q.field == "":
		return questionIntrospection
	}
	return q.field
}

type question struct {
	field   string
	several bool
	spread  map[*ast.FragmentDefinition]bool // each is read once: they may spread each other many times
}

func (q *question) read(selected ast.SelectionSet) {
	for _, one := range selected {
		switch one := one.(type) {
		case *ast.Field:
			if strings.HasPrefix(one.Name, "__") {
				continue
			}
			q.several = q.several || q.field != "" && q.field != one.Name
			q.field = one.Name
		case *ast.InlineFragment:
			q.read(one.SelectionSet)
		case *ast.FragmentSpread:
			if q.spread[one.Definition] {
				continue
			}
			if q.spread == nil {
				q.spread = map[*ast.FragmentDefinition]bool{}
			}
			q.spread[one.Definition] = true
			q.read(one.Definition.SelectionSet)
		}
	}
}
