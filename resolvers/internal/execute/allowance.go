package execute

import (
	"context"
	"math"
)

// Allowance is how long an answer may become.
type Allowance struct {
	Bytes    int
	exceeded bool
}

type allowanceKey struct{}

// Allow bounds the answer that is made in the context.
func (a *Allowance) Allow(ctx context.Context) context.Context {
	return context.WithValue(ctx, allowanceKey{}, a)
}

// IsExceeded tells whether an answer would have become longer, and was given up.
func (a *Allowance) IsExceeded() bool { return a.exceeded }

func allowed(ctx context.Context) (*Allowance, int) {
	if a, bound := ctx.Value(allowanceKey{}).(*Allowance); bound {
		return a, a.Bytes
	}
	return nil, math.MaxInt
}

// exceeded is the length that an execution may have when it had more: nothing is written
// behind it, whatever is taken back.
const exceeded = -1

// isExceeded tells, and remembers, whether the answer is longer than it may be.
func (x *Execution) isExceeded() bool {
	if len(x.Buffer) <= x.most {
		return false
	}
	x.most = exceeded
	return true
}
