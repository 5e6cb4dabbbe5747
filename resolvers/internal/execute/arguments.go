package execute

import (
	"context"
	"slices"
)

// Arguments are those of a field. They are read by gqlgen's own code, once in a request
// and not for each object; nil where they cannot be read, which is an error of each.
func Arguments[Reader, A any](x *Execution, f *Field, read func(*Reader, context.Context, map[string]any) (map[string]any, error), hold func(map[string]any) A) *A {
	if f.slot < len(x.arguments) {
		if known, is := x.arguments[f.slot].(*A); is {
			return known
		}
	}
	made := new(A)
	if f.takesValues {
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
	if n := f.slot + 1 - len(x.arguments); n > 0 {
		x.arguments = slices.Grow(x.arguments, n)[:f.slot+1]
	}
	x.arguments[f.slot] = made
	return made
}
