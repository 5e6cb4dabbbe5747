package server

import "github.com/polygraph-kg/polygraph/cmd/polygraph/internal/bounds"

// The JSON of requests is looked at before it is read.
const (
	deepest    = bounds.Deepest
	mostValues = bounds.MostValues
)

var errNotModest = bounds.ErrTooMuch

func modest(text []byte) error { return bounds.Check(text) }
