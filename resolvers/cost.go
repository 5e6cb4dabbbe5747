package resolvers

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// costLimit refuses an operation by how many fields its answer can hold at most, where pages
// multiply what they hold, and by what it takes to find them. Unlike the executor's own complexity limit it
// measures each fragment once, so that fragments that spread each other cost no
// more than their text, and it counts introspection.
type costLimit struct {
	limit int
	known *execute.PerOperation[cost]
}

// eventShare is which part of the limits an event of a subscription has: all subscribers get
// theirs at the same time, when the graph changes.
const eventShare = 64

// cost is what an operation costs, and whether that depends on its variables.
type cost struct {
	fields  int
	varies  bool
	longest list
}

// list is how many values an argument lists, be it in a document or in a variable.
type list struct {
	argument string
	values   int
}

var _ interface {
	graphql.OperationContextMutator
	graphql.HandlerExtension
} = costLimit{}

func (costLimit) ExtensionName() string { return "cost limit" }

func (costLimit) Validate(graphql.ExecutableSchema) error { return nil }

func (l costLimit) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	known := l.known.Of(operation.Operation, func() cost { return l.measure(operation) })
	if known.varies {
		known = l.measure(operation)
	}
	if list := known.longest; list.values > mostListed {
		return beyond(string(graph.CodeInvalid), mostListed, list.values, "%s lists %d values; %d are allowed", list.argument, list.values, mostListed)
	}
	cost := known.fields
	if spent, shared := ctx.Value(spentKey{}).(*spent); shared {
		cost = int(spent.cost.Add(int64(cost)))
	}
	limit := l.limit
	if operation.Operation.Operation == ast.Subscription {
		limit /= eventShare
	}
	if cost > limit {
		return beyond(codeTooCostly, limit, cost, "the answer could hold %d fields, or take as long to find; %d are allowed: ask for smaller pages (first), fewer levels, or with fewer conditions", cost, limit)
	}
	return nil
}

func (l costLimit) measure(operation *graphql.OperationContext) cost {
	m := measure{variables: operation.Variables, fragments: make(map[spread]int), third: l.limit/3 + 1}
	fields := m.set(operation.Operation.SelectionSet, scope{page: 1})
	return cost{fields, m.varies, m.longest}
}

// CostOf measures operations that have been checked, as the limits have it.
func CostOf(limits Limits) func(*graphql.OperationContext) int {
	return func(operation *graphql.OperationContext) int {
		return costLimit{limit: limits.Cost}.measure(operation).fields
	}
}

type measure struct {
	variables map[string]any
	fragments map[spread]int
	third     int  // more than a third of the limit: what it costs to read the schema, or earlier generations
	varies    bool // whether a variable was looked at
	longest   list // of those that are bounded
}

// scope is where fields are selected.
type scope struct {
	within reach
	page   int // items of the connection that they belong to; 1 elsewhere
}

// spread is a fragment and where it is spread.
type spread struct {
	*ast.FragmentDefinition
	scope
}

// ceiling is where costs saturate, so that neither they nor their sum over a batch can
// overflow.
const ceiling = 1 << 40

func (m *measure) set(selections ast.SelectionSet, in scope) int {
	total := 0
	for _, selection := range selections {
		cost := 0
		switch s := selection.(type) {
		case *ast.Field:
			owner := ""
			if s.ObjectDefinition != nil {
				owner = s.ObjectDefinition.Name
			}
			items, below := m.items(s, owner, in), scope{page: 1}
			var here reach
			if here, below.within = reachOf(s, owner, in.within); isConnection(typeName(s)) {
				items, below.page = 1, items
			}
			each := m.set(s.SelectionSet, below)
			if len(s.SelectionSet) > 0 && !strings.HasPrefix(typeName(s), "__") { // of the schema gqlgen makes less
				each++
			}
			cost = min(times(each, items)+m.work(s, owner, here), ceiling)
			if s.Name == "__schema" || s.Name == "_service" || s.Name == "difference" { // nobody needs these more than twice
				cost = max(cost, m.third)
			}
		case *ast.InlineFragment:
			cost = m.set(s.SelectionSet, in)
		case *ast.FragmentSpread:
			at := spread{s.Definition, in}
			known, measured := m.fragments[at]
			if !measured {
				known = m.set(s.Definition.SelectionSet, in)
				m.fragments[at] = known
			}
			cost = known
		}
		total = min(total+cost, ceiling)
	}
	return total
}

func times(cost, items int) int {
	if items > 0 && cost > ceiling/items {
		return ceiling
	}
	return cost * items
}

// How many items a list counts for that is not paged: claims of a relation, sides of
// a conflict and the like; rows of a comparison or a profile. Estimates, about what
// the dataset holds.
const (
	listSize = 5
	rowsSize = 50
)

// sizes are those of lists that hold more or less than listSize, by type and field,
// or by the type alone. Introspection is about what the schema holds.
var sizes = map[string]int{
	"Comparison": rowsSize, "Profile": rowsSize, "Likeness.terms": 15, "PairLikeness.terms": 15,
	"__Schema.types": 250, "__Type.fields": 12, "__Type.inputFields": 12, "__Type.enumValues": 8, "__Type.interfaces": 2,
}

func isConnection(name string) bool { return strings.HasSuffix(name, "Connection") }

func typeName(f *ast.Field) string {
	if f.Definition == nil || f.Definition.Type == nil {
		return ""
	}
	return f.Definition.Type.Name()
}

// items is how many times a field's selection can be answered: the size of the
// page, the number of IDs asked for, or an estimate.
func (m *measure) items(f *ast.Field, owner string, in scope) int {
	if f.Definition == nil || f.Definition.Type == nil {
		return 1
	}
	arguments := f.Definition.Arguments
	isList := f.Definition.Type.Elem != nil
	switch {
	case arguments.ForName("maxNodes") != nil:
		// Its nodes and its edges are lists that are not paged again.
		return max(m.number(f, "maxNodes"), m.number(f, "maxEdges"), 1)
	case owner == "Subgraph":
		return 1
	case arguments.ForName("first") != nil:
		return m.page(f)
	case arguments.ForName("ids") != nil:
		return m.length(f, "ids")
	case arguments.ForName("representations") != nil: // of a federation's router
		return m.length(f, "representations")
	case isList && isConnection(owner):
		return in.page
	case !isList:
		return 1
	}
	return cmp.Or(sizes[owner+"."+f.Name], sizes[owner], listSize)
}

// argument is the value of an argument: what is given, or what the schema says.
func (m *measure) argument(f *ast.Field, name string) any {
	value := f.Definition.Arguments.ForName(name).DefaultValue
	if given := f.Arguments.ForName(name); given != nil {
		value = given.Value
	}
	if value == nil {
		return nil
	}
	m.varies = m.varies || execute.Varies(value)
	plain, err := value.Value(m.variables)
	if err != nil {
		return nil
	}
	return plain
}

// length is how many values an argument lists; one value in place of a list is one.
func (m *measure) length(f *ast.Field, name string) int {
	if list, ok := m.argument(f, name).([]any); ok {
		return max(len(list), 1)
	}
	return 1
}

// number is an argument that counts; 0 when it is none.
func (m *measure) number(f *ast.Field, name string) int {
	switch n := m.argument(f, name).(type) {
	case int64:
		return int(min(n, enough))
	case int:
		return min(n, enough)
	case float64:
		return int(min(n, enough))
	case json.Number: // as variables arrive
		if i, err := n.Int64(); err == nil {
			return int(min(i, enough))
		}
	}
	return 0
}

// page is the size of the page that is asked for. One that is too large is refused
// when it is read.
func (m *measure) page(f *ast.Field) int {
	size := m.number(f, "first")
	if f.Definition.Arguments.ForName("last") != nil {
		size = max(size, m.number(f, "last"))
		if m.argument(f, "first") == nil && m.argument(f, "last") == nil {
			size = graph.DefaultPage
		}
	}
	return max(min(size, graph.MaxPage), 1)
}
