package resolvers

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validate has documents keep to the rules of the specification, and to ours. What takes them
// is called otherwise of gqlgen's server than of its bare executor.
func validate(e Executor) {
	all := func() *rules.Rules {
		list := rules.NewDefaultRules()
		list.AddRule("NumbersCanBeRead", numbersCanBeRead)
		return list
	}
	switch e := e.(type) {
	case interface{ SetDefaultRulesFn(func() *rules.Rules) }:
		e.SetDefaultRulesFn(all)
	case interface{ SetValidationRulesFn(func() *rules.Rules) }:
		e.SetValidationRulesFn(all)
	}
}

// numbersCanBeRead refuses numbers that are too large where a scalar of our own stands, or what
// a router represents. Elsewhere gqlparser does; here it lets them pass and panics over them
// when arguments are read.
func numbersCanBeRead(observers *core.Events, refuse core.AddErrFunc) {
	observers.OnValue(func(_ *core.Walker, value *ast.Value) {
		if value.Kind != ast.IntValue && value.Kind != ast.FloatValue {
			return
		}
		if of := value.Definition; of != nil && (of.Kind != ast.Scalar || of.OneOf("Int", "Float", "String", "Boolean", "ID")) {
			return
		}
		if _, err := value.Value(nil); err != nil {
			refuse(core.Message("a number is too large"), core.At(value.Position))
		}
	})
}
