package execute

import (
	"slices"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// Plan is what an operation selects. It is shared by all requests that run it, and made
// bit by bit: the fields of a type are collected when the first value of that type
// appears, so that a selection on an interface costs no more than the types it meets.
type Plan struct {
	schema     *Schema
	fragments  ast.FragmentDefinitionList
	conditions map[string]bool // the variables that @skip and @include name
	root       *Field
	slots      atomic.Int32 // handed out to fields whose arguments vary
	size       atomic.Int32 // fields collected so far
}

// newPlan plans an operation on an object. It is nil where the operation asks for a field
// that the generated code does not answer, as those of introspection.
func newPlan(schema *Schema, on string, selections ast.SelectionSet, fragments ast.FragmentDefinitionList, conditions map[string]bool) *Plan {
	p := &Plan{schema: schema, fragments: fragments, conditions: conditions}
	p.root = &Field{plan: p, collected: graphql.CollectedField{Selections: selections}, returns: schema.possible[on], on: make([]atomic.Pointer[[]Field], 1)}
	for _, field := range p.root.On(0) {
		if field.Number < 0 && !field.constant {
			return nil
		}
	}
	return p
}

// Root is the field that the whole answer is the value of.
func (p *Plan) Root() *Field { return p.root }

// Field is a field of an object as the plan has it: all its occurrences are one.
type Field struct {
	Number    int    // by which the generated code knows it
	key       string // its name in the answer, written as JSON with the colon
	constant  bool   // whether the key holds the value too
	nonNull   bool
	arguments kept
	object    string
	origin    Origin
	collected graphql.CollectedField
	plan      *Plan
	returns   []*object
	on        []atomic.Pointer[[]Field]
}

// On are the fields that are selected of the value, where it is the object with this
// number among those that it can be.
func (f *Field) On(number int) []Field {
	if known := f.on[number].Load(); known != nil {
		return *known
	}
	fields := f.plan.collect(f.collected.Selections, f.returns[number])
	// Somebody else may have collected them meanwhile; both are alike, but slots are not.
	if !f.on[number].CompareAndSwap(nil, &fields) {
		return *f.on[number].Load()
	}
	f.plan.size.Add(int32(len(fields)))
	return fields
}

// collect merges what selections ask of an object.
func (p *Plan) collect(selections ast.SelectionSet, of *object) []Field {
	c := collection{plan: p, of: of}
	c.add(selections)
	fields := make([]Field, len(c.fields))
	for i, collected := range c.fields {
		f := Field{Number: -1, key: `"` + collected.Alias + `":`, object: of.name, collected: collected, plan: p}
		if known, is := of.members[collected.Name]; is {
			f.Number, f.origin, f.nonNull, f.returns = known.number, known.Origin, known.nonNull, p.schema.possible[known.returns]
			f.on = make([]atomic.Pointer[[]Field], len(f.returns))
			if known.takesArguments {
				f.arguments = p.keptFor(collected)
			}
		} else if collected.Name == "__typename" {
			f.key += `"` + of.name + `"`
			f.constant = true
		}
		fields[i] = f
	}
	return fields
}

// collection is what has been collected of an object so far.
type collection struct {
	plan   *Plan
	of     *object
	fields []graphql.CollectedField
	spread []string // fragments need to be looked at once
}

func (c *collection) add(selections ast.SelectionSet) {
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			if c.plan.includes(s.Directives) {
				c.field(s)
			}
		case *ast.InlineFragment:
			if c.plan.includes(s.Directives) && c.of.satisfies[s.TypeCondition] {
				c.add(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			if slices.Contains(c.spread, s.Name) || !c.plan.includes(s.Directives) {
				continue
			}
			c.spread = append(c.spread, s.Name)
			if fragment := c.plan.fragments.ForName(s.Name); c.of.satisfies[fragment.TypeCondition] {
				c.add(fragment.SelectionSet)
			}
		}
	}
}

func (c *collection) field(f *ast.Field) {
	i := slices.IndexFunc(c.fields, func(other graphql.CollectedField) bool { return other.Alias == f.Alias })
	if i < 0 {
		i = len(c.fields)
		c.fields = append(c.fields, graphql.CollectedField{Field: f})
	}
	c.fields[i].Selections = append(c.fields[i].Selections, f.SelectionSet...)
}

func (p *Plan) includes(directives ast.DirectiveList) bool {
	return len(directives) == 0 || !p.holds(directives.ForName("skip"), false) && p.holds(directives.ForName("include"), true)
}

func (p *Plan) holds(d *ast.Directive, otherwise bool) bool {
	if d == nil {
		return otherwise
	}
	condition := d.Arguments.ForName("if").Value
	if condition.Kind == ast.Variable {
		return p.conditions[condition.Raw]
	}
	return condition.Raw == "true"
}
