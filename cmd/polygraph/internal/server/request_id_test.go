package server

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
)

// Who is told of an internal error can say in which request it came, and the log says the same.
func TestInternalErrorsNameTheirRequest(t *testing.T) {
	for _, row := range []struct {
		name   string
		code   string
		answer func(ctx context.Context, w http.ResponseWriter, log *slog.Logger)
		named  bool
	}{
		{"of a resolver", "INTERNAL", inGraphQL, true},
		{"of a resolver, and the client's own", "NOT_FOUND", inGraphQL, false},
		{"of an export", "INTERNAL", func(ctx context.Context, w http.ResponseWriter, log *slog.Logger) {
			refuse(w, httptest.NewRequest(http.MethodGet, "/", nil), refusalOf(ctx, errors.New("disk full"), log))
		}, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			var out bytes.Buffer
			log, err := observe.NewLogger(&out, observe.FormatText, "info")
			if err != nil {
				t.Fatal(err)
			}
			request := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(context.WithValue(t.Context(), codeKey{}, row.code))
			request.Header.Set(observe.RequestIDHeader, "abc-1")
			recorder := httptest.NewRecorder()
			Options{}.observed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { row.answer(r.Context(), w, log) })).ServeHTTP(recorder, request)
			if got := strings.Contains(recorder.Body.String(), `"requestId":"abc-1"`); got != row.named {
				t.Errorf("answered %s", recorder.Body)
			}
			if logged := out.String(); logged != "" && !strings.Contains(logged, "request_id=abc-1") {
				t.Errorf("logged %s", logged)
			}
		})
	}
}

type codeKey struct{}

// inGraphQL answers with an error of the code.
func inGraphQL(ctx context.Context, w http.ResponseWriter, _ *slog.Logger) {
	response := nameRequest(ctx, func(context.Context) *graphql.Response {
		return &graphql.Response{Errors: gqlerror.List{{Message: "no", Extensions: map[string]any{"code": ctx.Value(codeKey{})}}}}
	})
	_, _ = w.Write(appendResponse(nil, response, ""))
}

func TestEachAnswerNamesItsRequest(t *testing.T) {
	server := start(t)
	for _, path := range []string{"/graphql", "/graphql?query=%7B__typename%7D", "/healthz", "/export/nquads", "/nowhere", "/gizmo"} {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.Header.Get(observe.RequestIDHeader) == "" {
			t.Errorf("%s answers without one", path)
		}
	}
}
