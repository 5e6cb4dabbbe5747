package mcp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

type requestOf struct{ slog.Handler }

type idKey struct{}

// Handle notes of which request a line is, as the log of a server does.
func (h requestOf) Handle(ctx context.Context, line slog.Record) error {
	line.AddAttrs(slog.Any("request_id", ctx.Value(idKey{})))
	return h.Handler.Handle(ctx, line)
}

func TestFailures(t *testing.T) {
	for _, row := range []struct {
		name   string
		err    error
		code   string
		logged bool
	}{
		{"our own", wrong("no"), "INVALID_ARGUMENT", false},
		{"of the graph", &graph.Error{Code: graph.CodeNotFound, Message: "no"}, "NOT_FOUND", false},
		{"no time for a search", fmt.Errorf("names: %w", &graph.Error{Code: graph.CodeUnavailable, Message: "no", Cause: context.DeadlineExceeded}), codeTimeout, false},
		{"no time", context.DeadlineExceeded, codeTimeout, false},
		{"given up", &graph.Error{Code: graph.CodeUnavailable, Message: "no", Cause: context.Canceled}, "UNAVAILABLE", false},
		{"inside", errors.New("disk full"), "INTERNAL", true},
		{"inside the graph", &graph.Error{Code: graph.CodeInternal, Message: "no"}, "INTERNAL", true},
	} {
		var out bytes.Buffer
		log := slog.New(requestOf{slog.NewTextHandler(&out, nil)})
		failed := failureOf(context.WithValue(t.Context(), idKey{}, "abc-1"), row.err, log)
		if failed.Code != row.code || strings.Contains(failed.Message, "disk") {
			t.Errorf("%s: %v", row.name, failed)
		}
		if strings.Contains(out.String(), "request_id=abc-1") != row.logged {
			t.Errorf("%s: logged %q", row.name, out.String())
		}
	}
}
