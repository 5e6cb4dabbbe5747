package execute

import (
	"sync"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Plans are the plans of all operations that are known, each kept as long as its document.
type Plans struct {
	schema *Schema
	kept   PerOperation[*variants]
}

// NewPlans makes plans for a schema.
func NewPlans(schema *Schema) *Plans { return &Plans{schema: schema} }

// Of is the plan of an operation; nil where there can be none.
func (p *Plans) Of(operation *graphql.OperationContext) *Plan {
	if operation.Operation.Operation != ast.Query {
		return nil
	}
	known := p.kept.Of(operation.Operation, func() *variants { return newVariants(operation) })
	return known.plan(operation.Variables, func(conditions map[string]bool) *Plan {
		return newPlan(p.schema, "Query", operation.Operation.SelectionSet, operation.Doc.Fragments, conditions)
	})
}

// What is kept of one operation. An operation has a plan for each way in which the
// variables of @skip and @include can stand; what goes beyond is planned anew each time.
const (
	keptVariants = 16
	keptFields   = 2000
)

// variants are the plans of one operation, by the values of its conditions.
type variants struct {
	conditions []string
	mutex      sync.RWMutex
	plans      map[string]*Plan
}

func newVariants(operation *graphql.OperationContext) *variants {
	v := &variants{plans: map[string]*Plan{}}
	for _, d := range operation.Operation.VariableDefinitions {
		if isCondition(d.Variable, operation.Operation.SelectionSet, operation.Doc.Fragments) {
			v.conditions = append(v.conditions, d.Variable)
		}
	}
	return v
}

// isCondition tells whether @skip or @include depend on a variable.
func isCondition(variable string, selections ast.SelectionSet, fragments ast.FragmentDefinitionList) bool {
	if names(variable, selections) {
		return true
	}
	for _, fragment := range fragments {
		if names(variable, fragment.SelectionSet) {
			return true
		}
	}
	return false
}

func names(variable string, selections ast.SelectionSet) bool {
	for _, selection := range selections {
		var directives ast.DirectiveList
		var below ast.SelectionSet
		switch s := selection.(type) {
		case *ast.Field:
			directives, below = s.Directives, s.SelectionSet
		case *ast.InlineFragment:
			directives, below = s.Directives, s.SelectionSet
		case *ast.FragmentSpread:
			directives = s.Directives
		}
		for _, d := range directives {
			if condition := d.Arguments.ForName("if"); condition != nil && condition.Value.Kind == ast.Variable && condition.Value.Raw == variable {
				return true
			}
		}
		if names(variable, below) {
			return true
		}
	}
	return false
}

// plan is the one for the values of the conditions; nil where a condition is no boolean.
func (v *variants) plan(variables map[string]any, make func(conditions map[string]bool) *Plan) *Plan {
	key, conditions, ok := v.read(variables)
	if !ok {
		return nil
	}
	v.mutex.RLock()
	known, is := v.plans[key]
	v.mutex.RUnlock()
	if is && (known == nil || known.size.Load() <= keptFields) {
		return known
	}
	made := make(conditions)
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if is {
		delete(v.plans, key) // it has grown too large
	}
	if len(v.plans) < keptVariants {
		v.plans[key] = made
	}
	return made
}

func (v *variants) read(variables map[string]any) (key string, conditions map[string]bool, ok bool) {
	if len(v.conditions) == 0 {
		return "", nil, true
	}
	conditions = map[string]bool{}
	text := make([]byte, len(v.conditions))
	for i, name := range v.conditions {
		value, is := variables[name].(bool)
		if !is {
			return "", nil, false
		}
		conditions[name] = value
		text[i] = '0'
		if value {
			text[i] = '1'
		}
	}
	return string(text), conditions, true
}
