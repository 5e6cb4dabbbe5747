package execute

// Allowance is how long an answer may become. An execution looks once in a while, so an answer
// that it did not give up can be somewhat longer.
type Allowance struct {
	Bytes    int
	exceeded bool
}

// IsExceeded tells whether an answer became longer, and was given up.
func (a *Allowance) IsExceeded() bool { return a.exceeded }

// stride is how many steps an execution takes without a look around: some ten microseconds
// of work.
const stride = 128

// never is the step before the first: who wants to stop before it stops at each.
const never = -1

// goOn lets others go first, and tells whether there is room for more. Once there is none
// nothing is written any more, whatever is taken back.
func (x *Execution) goOn() bool {
	if x.until == never || len(x.Buffer) > x.allowance.Bytes {
		x.until = never
		return false
	}
	if x.pause != nil {
		x.pause()
	}
	x.until = x.steps + stride
	return true
}

// isTooLong tells whether the answer became longer than it may be.
func (x *Execution) isTooLong() bool { return x.until == never }
