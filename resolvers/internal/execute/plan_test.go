package execute

import (
	"fmt"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// drawn is what a plan selects of a field, with the types that its value can be.
func drawn(f *Field) string {
	var types []string
	for i, of := range f.returns {
		var fields []string
		for _, field := range f.On(i) {
			text := strings.TrimSuffix(field.key, ":")
			if len(field.returns) > 0 {
				text += drawn(&field)
			}
			fields = append(fields, text)
		}
		types = append(types, of.name+"{"+strings.Join(fields, " ")+"}")
	}
	return strings.ReplaceAll("("+strings.Join(types, " ")+")", `"`, "")
}

func TestPlans(t *testing.T) {
	for _, row := range []struct {
		name, query string
		variables   map[string]any
		want        string
	}{
		{"fields in the order in which they are met", `{ item { price name } }`, nil, `(Query{item(Item{price name})})`},
		{"aliases", `{ a: item { x: name name } }`, nil, `(Query{a(Item{x name})})`},
		{"types", `{ __typename item { t: __typename } }`, nil, `(Query{__typename:Query item(Item{t:Item})})`},
		{"fields that are one", `{ item { name } item { price } ... { item { name like { name } } } }`, nil, `(Query{item(Item{name price like(Item{name})})})`},
		{"conditions of types", `{ offers { ... on Item { price } ... on Offer { name } ... on Service { s: name } } }`, nil, `(Query{offers(Item{price name} Service{name s})})`},
		{"fragments", `{ offers { ...a ...b } } fragment a on Item { name ...b } fragment b on Offer { name n: name }`, nil, `(Query{offers(Item{name n} Service{name n})})`},
		{"conditions", `{ item { name @skip(if: true) price @include(if: false) like @include(if: true) { name } } }`, nil, `(Query{item(Item{like(Item{name})})})`},
		{"conditions by variables", `query($yes: Boolean!, $no: Boolean!) { item { a: name @skip(if: $yes) b: name @include(if: $yes) c: name @skip(if: $no) @include(if: $no) } }`, map[string]any{"yes": true, "no": false}, `(Query{item(Item{b})})`},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := drawn(NewPlans(planned).Of(asked(t, row.query, row.variables)).Root()); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}

func TestWhatHasNoPlan(t *testing.T) {
	for name, operation := range map[string]*graphql.OperationContext{
		"introspection":                asked(t, `{ item { name } __schema { queryType { name } } }`, nil),
		"introspection in a fragment":  asked(t, `{ ...f } fragment f on Query { __type(name: "Item") { name } }`, nil),
		"a condition without a value":  asked(t, `query($yes: Boolean = true) { item @skip(if: $yes) { name } }`, map[string]any{"yes": nil}),
		"what changes or lasts longer": {Operation: &ast.OperationDefinition{Operation: ast.Subscription}},
	} {
		if plan := NewPlans(planned).Of(operation); plan != nil {
			t.Errorf("%s has the plan %s", name, drawn(plan.Root()))
		}
	}
}

// Who sends many variables, or many fields, has plans made that are not kept.
func TestPlansAreBounded(t *testing.T) {
	plans := NewPlans(planned)
	operation := asked(t, `query(`+repeated(8, "$v%d: Boolean! ")+`) { `+repeated(8, "a%d: item @skip(if: $v%[1]d) { name } ")+`}`, nil)
	for n := range 256 {
		operation.Variables = map[string]any{}
		for bit := range 8 {
			operation.Variables[fmt.Sprint("v", bit)] = n>>bit&1 == 1
		}
		plans.Of(operation)
	}
	known := plans.kept.Of(operation.Operation, func() *variants { return nil })
	if len(known.plans) != keptVariants {
		t.Errorf("%d plans of one operation are kept", len(known.plans))
	}
	large := asked(t, `{ item { `+repeated(keptFields+1, "a%d: name ")+`} }`, nil)
	first := plans.Of(large)
	first.Root().On(0)[0].On(0)
	if plans.Of(large) == first {
		t.Error("a large plan is kept")
	}
}

func repeated(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}
