package resolvers

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Limits protect the server from requests that ask for too much. What a fragment
// holds counts wherever it is spread.
type Limits struct {
	Tokens     int // of the request's text
	Depth      int // of nested fields
	Fields     int // that the request selects
	RootFields int
	Aliases    int
	Directives int
	Cost       int // fields that the answer can hold at most
	// AnswerBytes are those of an answer, or of all answers to a batch.
	AnswerBytes int
	Errors      int // told of one request
	Past        int // quads of an earlier generation that is read for an answer
}

// DefaultLimits leave room for every question of the tour, for what clients
// generate, and for introspection.
func DefaultLimits() Limits {
	return Limits{Tokens: 4000, Depth: 20, Fields: 2000, RootFields: 30, Aliases: 50, Directives: 50, Cost: 1_000_000, AnswerBytes: 16 << 20, Errors: 10, Past: 2_000_000}
}

// The codes of what exceeds a limit. Each error tells the limit and what was asked.
const (
	codeTooManyTokens     = "TOO_MANY_TOKENS"
	codeTooDeep           = "QUERY_TOO_DEEP"
	codeTooManyFields     = "TOO_MANY_FIELDS"
	codeTooManyRootFields = "TOO_MANY_ROOT_FIELDS"
	codeTooManyAliases    = "TOO_MANY_ALIASES"
	codeTooManyDirectives = "TOO_MANY_DIRECTIVES"
	codeTooManyOverlaps   = "TOO_MANY_OVERLAPS"
	codeNameTooLong       = "NAME_TOO_LONG"
	codeTooCostly         = "QUERY_TOO_COSTLY"
	codeTooLarge          = "ANSWER_TOO_LARGE"
)

// beyond is the error for what exceeds a limit.
func beyond(code string, limit, asked int, format string, args ...any) *gqlerror.Error {
	return &gqlerror.Error{Message: fmt.Sprintf(format, args...), Extensions: map[string]any{"code": code, "limit": limit, "asked": asked}}
}
