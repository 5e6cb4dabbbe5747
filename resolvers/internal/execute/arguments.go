package execute

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// kept is where the arguments of a field stay once they are read: with the plan, for all
// requests, or, where they name variables, with the request. Whoever takes arguments
// changes nothing of them.
type kept struct {
	none    bool // whether none has a value, be it by the schema
	forever *atomic.Value
	slot    int // in a request
}

func (p *Plan) keptFor(f graphql.CollectedField) kept {
	k := kept{none: len(f.Arguments) == 0 && !slices.ContainsFunc(f.Definition.Arguments, func(a *ast.ArgumentDefinition) bool { return a.DefaultValue != nil })}
	if slices.ContainsFunc(f.Arguments, func(a *ast.Argument) bool { return Varies(a.Value) }) {
		k.slot = int(p.slots.Add(1)) - 1
	} else {
		k.forever = new(atomic.Value)
	}
	return k
}

// Varies tells whether a value names a variable.
func Varies(value *ast.Value) bool {
	return value.Kind == ast.Variable || slices.ContainsFunc(value.Children, func(c *ast.ChildValue) bool { return Varies(c.Value) })
}

func (k *kept) load(x *Execution) any {
	switch {
	case k.forever != nil:
		return k.forever.Load()
	case k.slot < len(x.arguments):
		return x.arguments[k.slot]
	}
	return nil
}

func (k *kept) store(x *Execution, arguments any) {
	if k.forever != nil {
		k.forever.Store(arguments)
		return
	}
	if n := k.slot + 1 - len(x.arguments); n > 0 {
		x.arguments = slices.Grow(x.arguments, n)[:k.slot+1]
	}
	x.arguments[k.slot] = arguments
}

// Arguments are those of a field. They are read by gqlgen's own code, and not for each
// object again; nil where they cannot be read, which is an error of each.
func Arguments[Reader, A any](x *Execution, f *Field, read func(*Reader, context.Context, map[string]any) (map[string]any, error), hold func(map[string]any) A) *A {
	if known, is := f.arguments.load(x).(*A); is {
		return known
	}
	made := new(A)
	if !f.arguments.none {
		raw := f.collected.ArgumentMap(x.Operation.Variables)
		values, err := read(nil, x.context, raw)
		if err != nil {
			ctx := x.Context() // by which the error tells where it is
			_, err = read(nil, ctx, raw)
			x.Operation.Error(ctx, err)
			return nil
		}
		*made = hold(values)
	}
	f.arguments.store(x, made)
	return made
}
