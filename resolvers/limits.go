package resolvers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
)

// Limits protect the server from requests that ask for too much.
type Limits struct {
	Tokens int // of the request's text
	Depth  int // of nested fields
	Cost   int // fields that the answer can hold at most
}

// DefaultLimits leave room for every question of the tour and for introspection.
func DefaultLimits() Limits { return Limits{Tokens: 5000, Depth: 20, Cost: 1_000_000} }

// limiter refuses an operation before it runs. Unlike the executor's own
// complexity limit it measures each fragment once, so that fragments that
// spread each other cost no more than their text.
type limiter struct{ limits Limits }

var _ interface {
	graphql.OperationContextMutator
	graphql.HandlerExtension
} = limiter{}

func (limiter) ExtensionName() string { return "limits" }

func (limiter) Validate(graphql.ExecutableSchema) error { return nil }

func (l limiter) MutateOperationContext(_ context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	m := measure{variables: operation.Variables, fragments: make(map[*ast.FragmentDefinition]extent), ceiling: l.limits.Cost + 1}
	total := m.set(operation.Operation.SelectionSet)
	switch {
	case total.depth > l.limits.Depth:
		return tooLarge("the request nests %d levels of fields; %d are allowed", total.depth, l.limits.Depth)
	case total.cost > l.limits.Cost:
		return tooLarge("the answer could hold more than %d fields; ask for smaller pages (first) or fewer levels", l.limits.Cost)
	}
	return nil
}

func tooLarge(format string, args ...any) *gqlerror.Error {
	return &gqlerror.Error{Message: fmt.Sprintf(format, args...), Extensions: map[string]any{"code": codeTooLarge}}
}

// extent is how deep a selection goes and how many fields it can hold.
type extent struct{ depth, cost int }

type measure struct {
	variables map[string]any
	fragments map[*ast.FragmentDefinition]extent
	ceiling   int // costs saturate here, so that they cannot overflow
}

func (m *measure) set(selections ast.SelectionSet) extent {
	var total extent
	for _, selection := range selections {
		var e extent
		switch s := selection.(type) {
		case *ast.Field:
			e = m.set(s.SelectionSet)
			e.depth++
			e.cost = min(1+e.cost*m.items(s), m.ceiling)
		case *ast.InlineFragment:
			e = m.set(s.SelectionSet)
		case *ast.FragmentSpread:
			known, measured := m.fragments[s.Definition]
			if !measured {
				known = m.set(s.Definition.SelectionSet)
				m.fragments[s.Definition] = known
			}
			e = known
		}
		total.depth = max(total.depth, e.depth)
		total.cost = min(total.cost+e.cost, m.ceiling)
	}
	return total
}

// listSize is what a list that is not paged counts for: claims of one edge, sides
// of a conflict and the like. Root lists, which hold answers by the dozen, count
// for more. Both are about what the dataset holds.
const (
	listSize     = 5
	rootListSize = 50
)

// items is how many times a field's selection can be answered: the size of the
// page, the number of IDs asked for, or an estimate for lists that are not paged.
func (m *measure) items(f *ast.Field) int {
	if f.Definition == nil || f.Definition.Type == nil {
		return 1
	}
	isList := f.Definition.Type.Elem != nil
	paged := f.Definition.Arguments.ForName("first") != nil
	switch {
	case paged:
		return m.page(f)
	case f.Definition.Arguments.ForName("ids") != nil:
		if ids, ok := m.argument(f, "ids").([]any); ok {
			return max(len(ids), 1)
		}
		return graph.MaxPage
	case isList && f.ObjectDefinition != nil && f.ObjectDefinition.Name == "Query":
		return rootListSize
	case isList && !m.pageOf(f):
		return listSize
	}
	return 1
}

// pageOf tells whether a list is the content of a page that has been counted.
func (m *measure) pageOf(f *ast.Field) bool {
	return f.ObjectDefinition != nil && strings.HasSuffix(f.ObjectDefinition.Name, "Connection")
}

func (m *measure) argument(f *ast.Field, name string) any {
	argument := f.Arguments.ForName(name)
	if argument == nil {
		return nil
	}
	value, err := argument.Value.Value(m.variables)
	if err != nil {
		return nil
	}
	return value
}

func (m *measure) page(f *ast.Field) int {
	size := graph.DefaultPage
	for _, name := range []string{"first", "last"} {
		switch n := m.argument(f, name).(type) {
		case int64:
			size = int(min(n, graph.MaxPage))
		case int:
			size = min(n, graph.MaxPage)
		case json.Number: // as variables arrive
			if i, err := n.Int64(); err == nil {
				size = int(min(i, graph.MaxPage))
			}
		case float64:
			size = int(min(n, graph.MaxPage))
		}
	}
	return max(size, 1)
}
