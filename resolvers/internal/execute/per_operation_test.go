package execute

import (
	"runtime"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

var shop = gqlparser.MustLoadSchema(&ast.Source{Input: `
	type Query { item(id: ID): Item offers(first: Int = 5): [Offer!]! }
	interface Offer { name: String! }
	type Item implements Offer { name: String! like: [Item!]! price(in: String): Float }
	type Service implements Offer { name: String! }
`})

var planned = NewSchema(shop, []Object{
	{Name: "Query", Fields: []Origin{{Name: "item", IsResolver: true}, {Name: "offers", IsResolver: true}}},
	{Name: "Item", Fields: []Origin{{Name: "name"}, {Name: "like"}, {Name: "price", IsMethod: true}}},
	{Name: "Service", Fields: []Origin{{Name: "name"}}},
}, map[string][]string{"Offer": {"Item", "Service"}})

func asked(t *testing.T, query string, variables map[string]any) *graphql.OperationContext {
	t.Helper()
	document, errs := gqlparser.LoadQueryWithRules(shop, query, rules.NewDefaultRules())
	if errs != nil {
		t.Fatal(errs)
	}
	return &graphql.OperationContext{Doc: document, Operation: document.Operations[0], Variables: variables}
}

// A plan goes with its document. If it led back to the operation, it would stay.
func TestPlansGoWithTheirDocuments(t *testing.T) {
	plans := NewPlans(planned)
	for range 10 {
		plan := plans.Of(asked(t, `query($yes: Boolean!) { offers { ...o } a: __typename item { price(in: "CNY") like { name @skip(if: $yes) } } } fragment o on Offer { name ... on Item { like { name } } }`, map[string]any{"yes": true}))
		for _, field := range plan.Root().On(0) {
			if field.key != `"a":"Query"` {
				field.On(0)
			}
		}
	}
	kept := func() (n int) {
		plans.kept.values.Range(func(any, any) bool { n++; return true })
		return n
	}
	for range 100 {
		if runtime.GC(); kept() == 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d plans are kept", kept())
}

func TestAPlanIsMadeOnce(t *testing.T) {
	plans, operation := NewPlans(planned), asked(t, `{ item { name } }`, nil)
	if first := plans.Of(operation); plans.Of(operation) != first {
		t.Error("it is made twice")
	}
}
