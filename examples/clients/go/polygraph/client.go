// Package polygraph asks a polygraph server; its types are generated from the schema
// and from the queries beside it.
package polygraph

import (
	"errors"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

//go:generate go tool genqlient ../genqlient.yaml

// Date is a calendar date known to the year (2025), the month (2019-01) or the day
// (2018-03-05).
type Date string

// Year is the date's year.
func (d Date) Year() string { return string(d[:min(4, len(d))]) }

// Refusal tells an error that the server answered with by its stable code, such as
// INVALID_ARGUMENT, and its message for people; both are empty for any other error.
func Refusal(err error) (code, message string) {
	var list gqlerror.List
	if !errors.As(err, &list) || len(list) == 0 {
		return "", ""
	}
	code, _ = list[0].Extensions["code"].(string)
	return code, list[0].Message
}
