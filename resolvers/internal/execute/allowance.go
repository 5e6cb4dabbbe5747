package execute

// Allowance is how long an answer may become.
type Allowance struct {
	Bytes    int
	exceeded bool
}

// IsExceeded tells whether an answer would have become longer, and was given up.
func (a *Allowance) IsExceeded() bool { return a.exceeded }

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
