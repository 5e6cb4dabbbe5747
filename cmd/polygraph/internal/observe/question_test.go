package observe

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

func TestQuestionOf(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: `type Query { place(id: ID): Place industry: Place } type Place { id: ID }`})
	doubling := "{ ...F0 }" // read one by one, these would be a billion fields
	for i := range 30 {
		doubling += fmt.Sprintf(" fragment F%d on Query { ...F%d ...F%d }", i, i+1, i+1)
	}
	doubling += " fragment F30 on Query { place { id } }"
	for _, row := range []struct{ document, want string }{
		{"{ place { id } }", "place"},
		{"query Mine { mine: place { id } other: place { id } }", "place"},
		{"{ place { id } industry { id } }", "several"},
		{"{ __typename place { id } }", "place"},
		{"{ __typename }", "introspection"},
		{"{ ... { place { id } } ...F } fragment F on Query { industry { id } }", "several"},
		{doubling, "place"},
	} {
		document := gqlparser.MustLoadQueryWithRules(schema, row.document, rules.NewDefaultRules())
		if got := questionOf(document.Operations[0]); got != row.want {
			t.Errorf("%s asks %s, want %s", strings.SplitAfter(row.document, "}")[0], got, row.want)
		}
	}
}
