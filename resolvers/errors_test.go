package resolvers

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql/executor"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestEachCodeOfTheGraphReachesTheClientWithItsMessage(t *testing.T) {
	present := presenter(slog.New(slog.DiscardHandler))
	for _, code := range graph.Codes() {
		shown := present(context.Background(), &graph.Error{Code: code, Message: "what to do"})
		if shown.Extensions["code"] != string(code) {
			t.Errorf("%s is shown as %v", code, shown.Extensions)
		}
		if (shown.Message == "what to do") != (code != graph.CodeInternal) {
			t.Errorf("%s says %q", code, shown.Message)
		}
	}
}

func TestInternalErrorsAreLoggedAndNotShown(t *testing.T) {
	var log bytes.Buffer
	present := presenter(slog.New(slog.NewTextHandler(&log, nil)))
	for _, err := range []error{
		errors.New("secret cause"),
		&graph.Error{Code: graph.CodeInternal, Message: "panic", Cause: errors.New("secret cause")},
	} {
		log.Reset()
		shown := present(context.Background(), err)
		if shown.Extensions["code"] != "INTERNAL" || strings.Contains(shown.Error(), "secret") || strings.Contains(shown.Error(), "panic") {
			t.Errorf("shown: %v %v", shown, shown.Extensions)
		}
		if !strings.Contains(log.String(), "secret cause") {
			t.Errorf("the log does not tell the cause: %s", log.String())
		}
	}
	if shown := present(context.Background(), context.DeadlineExceeded); shown.Extensions["code"] != codeTimeout {
		t.Errorf("a timeout is shown as %v", shown.Extensions)
	}
}

// A router that asks for what there is not is told so, and fills no log.
func TestWrongRepresentationsAreTheRoutersOwn(t *testing.T) {
	var log bytes.Buffer
	exec := executor.New(Schema())
	Configure(exec, steelTown(t, "industry/steel"), DefaultOptions(), slog.New(slog.NewTextHandler(&log, nil)))
	for _, wrong := range []string{
		`[{__typename: "Nonsense", id: "place/jinan"}]`, `[{}]`, `[{__typename: 5}]`, `[{__typename: "Place"}]`, `[{__typename: "Place", id: null}]`, `[{__typename: "Place", id: 5}]`, `[{__typename: "Place", id: ""}]`,
		`[5]`, `"x"`, `[[{}]]`,
	} {
		_, errors := answerOf(t, exec, "", `{ found: _entities(representations: `+wrong+`) { ... on Place { id } } }`)
		if got := code(t, errors); got != string(graph.CodeInvalid) {
			t.Errorf("%s: %v", wrong, errors)
		}
	}
	if log.Len() > 0 {
		t.Errorf("it logs %s", log.String())
	}
}
