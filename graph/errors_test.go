package graph

import (
	"errors"
	"fmt"
	"testing"
)

func TestCodeOfSeesThroughWrapping(t *testing.T) {
	cause := errors.New("disk full")
	for _, row := range []struct {
		err  error
		want Code
	}{
		{invalid("no"), CodeInvalid},
		{notFound("no"), CodeNotFound},
		{fmt.Errorf("load: %w", &Error{Code: CodeUnavailable, Message: "the store", Cause: cause}), CodeUnavailable},
		{cause, CodeInternal},
		{fmt.Errorf("load: %w", cause), CodeInternal},
		{nil, CodeInternal},
	} {
		if got := CodeOf(row.err); got != row.want {
			t.Errorf("%v has the code %s, want %s", row.err, got, row.want)
		}
	}
}

func TestAnErrorKeepsItsCause(t *testing.T) {
	cause := errors.New("disk full")
	err := &Error{Code: CodeUnavailable, Message: "the store cannot be read", Cause: cause}
	if err.Error() != "the store cannot be read: disk full" || !errors.Is(err, cause) {
		t.Errorf("the error says %q", err)
	}
	if plain := (&Error{Code: CodeInvalid, Message: "no"}); plain.Error() != "no" {
		t.Errorf("the error says %q", plain)
	}
}
