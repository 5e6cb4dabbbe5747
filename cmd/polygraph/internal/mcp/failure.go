package mcp

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/graph"
)

// The codes of errors are those of GraphQL's answers, and these.
const (
	codeAmbiguous = "AMBIGUOUS"
	codeTooLarge  = "ANSWER_TOO_LARGE"
	codeTimeout   = "TIMEOUT"
)

// failure is why a question has no answer, as the model reads it.
type failure struct {
	Code       string      `json:"code"`
	Message    string      `json:"message"`
	Candidates []candidate `json:"candidates,omitempty"`
}

func (f *failure) Error() string { return f.Code + ": " + f.Message }

func wrong(format string, args ...any) error {
	return &failure{Code: string(graph.CodeInvalid), Message: fmt.Sprintf(format, args...)}
}

// tooLate is of an answer for which there was no time.
func tooLate() *failure {
	return &failure{Code: codeTimeout, Message: "the answer took too long; ask for less at once"}
}

// failureOf is an error as it is told. The cause of an internal one is logged and never shown.
func failureOf(ctx context.Context, err error, log *slog.Logger) *failure {
	if known, is := errors.AsType[*failure](err); is {
		return known
	}
	if errors.Is(err, context.DeadlineExceeded) { // whatever it has stopped
		return tooLate()
	}
	if known, is := errors.AsType[*graph.Error](err); is && known.Code != graph.CodeInternal {
		return &failure{Code: string(known.Code), Message: known.Message}
	}
	log.ErrorContext(ctx, "a tool failed", "error", err)
	return &failure{Code: string(graph.CodeInternal), Message: "the server failed to answer; the cause is in its log"}
}

// failureIn makes the errors of a GraphQL answer one.
func failureIn(list gqlerror.List) error {
	messages := make([]string, len(list))
	for i, err := range list {
		messages[i] = err.Message
	}
	code, _ := list[0].Extensions["code"].(string)
	return &failure{Code: code, Message: strings.Join(messages, "; ")}
}

// inWords is the failure as a model reads it.
func (f *failure) inWords() string {
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "%s: %s\n", f.Code, plain(f.Message))
	for _, c := range f.Candidates {
		_, _ = fmt.Fprintf(&b, "- %s, %s: %s\n", c.ID, c.Kind, plain(c.Label))
	}
	return b.String()
}

// mostEchoed is how much of what was given an error repeats, in characters.
const mostEchoed = 80

// brief is the beginning of a text that somebody sent, on one line.
func brief(text string) string { return beginning(text, mostEchoed) }

// beginning is so many characters of a text, at most, on one line.
func beginning(text string, most int) string {
	text = plain(text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
