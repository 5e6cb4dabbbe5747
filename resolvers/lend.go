package resolvers

import (
	"context"

	"github.com/polygraph-kg/polygraph/resolvers/internal/execute"
)

// Loan is an answer that is lent to whoever sends it.
type Loan = execute.Loan

// Lend lends the first answer that is made in the context, so that it is sent without being
// copied. Who sends it returns it then, and does not use it any more.
func Lend(ctx context.Context) (context.Context, *Loan) { return execute.Lend(ctx) }
