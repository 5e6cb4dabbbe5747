package graph

import (
	"errors"
	"fmt"
)

// Code is the stable kind of an error: what a program may act on.
type Code string

// The codes. Every error that leaves this package has one of them; anything
// else is internal to the process and is shown to nobody.
const (
	CodeNotFound    Code = "NOT_FOUND"
	CodeInvalid     Code = "INVALID_ARGUMENT"
	CodeConflict    Code = "CONFLICT"
	CodeUnavailable Code = "UNAVAILABLE"
	CodeInternal    Code = "INTERNAL"
)

// Codes lists every code, for tables that must cover them all.
func Codes() []Code {
	return []Code{CodeNotFound, CodeInvalid, CodeConflict, CodeUnavailable, CodeInternal}
}

// Error is an error with a code and a sentence fit for the person who asked.
type Error struct {
	Code    Code
	Message string
	Cause   error
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Message + ": " + e.Cause.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Cause }

// CodeOf tells the code of err, CodeInternal when it carries none.
func CodeOf(err error) Code {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

func invalid(format string, args ...any) error {
	return &Error{Code: CodeInvalid, Message: fmt.Sprintf(format, args...)}
}

func notFound(format string, args ...any) error {
	return &Error{Code: CodeNotFound, Message: fmt.Sprintf(format, args...)}
}
