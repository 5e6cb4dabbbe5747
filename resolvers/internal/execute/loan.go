package execute

import "context"

// Loan lends the buffer in which an answer was written to whoever sends it, so that a long
// answer is not copied only to stand between two brackets. What was lent must not be used
// once it is returned.
type Loan struct{ execution *Execution }

type loanKey struct{}

// Lend lends the first answer that is made in the context.
func Lend(ctx context.Context) (context.Context, *Loan) {
	loan := new(Loan)
	return context.WithValue(ctx, loanKey{}, loan), loan
}

// opening stands before the data in each buffer, and there is room for the closing behind it.
const (
	opening = `{"data":`
	closing = "}\n"
)

// Opened is the text of a response up to the end of its data, if those are lent: the caller
// appends the rest.
func (l *Loan) Opened(data []byte) ([]byte, bool) {
	if l.execution == nil || len(data) == 0 || &data[0] != &l.execution.Buffer[len(opening)] {
		return nil, false
	}
	return l.execution.Buffer, true
}

// Return gives the buffer back.
func (l *Loan) Return() {
	if x := l.execution; x != nil {
		l.execution = nil
		x.release()
	}
}
