package execute

import (
	"runtime"
	"sync"
	"weak"

	"github.com/vektah/gqlparser/v2/ast"
)

// PerOperation keeps what was found out about operations, each as long as the operation
// itself is kept: who bounds the documents bounds this too. A value must not lead back to
// its operation, or neither would ever go.
type PerOperation[T any] struct {
	values sync.Map // by weak.Pointer[ast.OperationDefinition]
}

// Of is the value of an operation. It is made once, or more often where several ask for
// it at the same time.
func (p *PerOperation[T]) Of(operation *ast.OperationDefinition, make func() T) T {
	key := weak.Make(operation)
	if known, is := p.values.Load(key); is {
		return known.(T)
	}
	known, was := p.values.LoadOrStore(key, make())
	if !was {
		runtime.AddCleanup(operation, func(key weak.Pointer[ast.OperationDefinition]) { p.values.Delete(key) }, key)
	}
	return known.(T)
}
