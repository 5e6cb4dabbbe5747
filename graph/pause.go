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
	if step%stride != 0 {
		return nil
	}
	if step > 0 {
		if pause := PauseOf(ctx); pause != nil {
			pause()
		}
	}
	if err := ctx.Err(); err != nil {
		return &Error{Code: CodeUnavailable, Message: "the request was given up", Cause: err}
	}
	return nil
}
