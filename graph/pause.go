package graph

import "context"

type pauseKey struct{}

// WithPause makes long work under the context call a function between its steps, once in a
// few hundred: there a server lets others go first. It can be called by several goroutines
// at once.
func WithPause(ctx context.Context, pause func()) context.Context {
	return context.WithValue(ctx, pauseKey{}, pause)
}

// PauseOf is the function that work under the context calls; nil where there is none.
func PauseOf(ctx context.Context) func() {
	pause, _ := ctx.Value(pauseKey{}).(func())
	return pause
}

// stride is after how many steps work pauses, and looks whether somebody waits for it.
const stride = 256

// given looks at the context once in a while, so that work stops soon after nobody waits
// for it. Steps count from 0; before the first there is no pause.
func given(ctx context.Context, step int) error {
	if step%stride != 0 { // so short that it costs no call
		return nil
	}
	return lookAt(ctx, step > 0)
}

func lookAt(ctx context.Context, pauses bool) error {
	if pauses {
		if pause := PauseOf(ctx); pause != nil {
			pause()
		}
	}
	if err := ctx.Err(); err != nil {
		return &Error{Code: CodeUnavailable, Message: "the request was given up", Cause: err}
	}
	return nil
}

// watch looks at a context once in a while, where work has no list whose places it could
// count.
type watch struct {
	ctx   context.Context
	steps int // since it looked
	err   error
}

// isGivenUp tells, before a step, whether nobody waits any more. What goes on in spite of it
// finds nothing.
func (w *watch) isGivenUp() bool { return w.isGivenUpBefore(1) }

// isGivenUpBefore is the same before a step that is as long as many.
func (w *watch) isGivenUpBefore(steps int) bool {
	if w.steps += steps; w.steps >= stride/4 { // steps can be longer than those of given
		if w.steps = 0; w.err == nil {
			w.err = lookAt(w.ctx, true)
		}
	}
	return w.err != nil
}
