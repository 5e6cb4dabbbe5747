package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func TestWrongFlagsOfObserving(t *testing.T) {
	checkRuns(t, []programRun{
		{"a log in no format", []string{"serve", "--log-format", "xml"}, "", 2, "", "give text or json"},
		{"a level that is none", []string{"serve", "--log-level", "loud"}, "", 2, "", "give debug, info, warn or error"},
		{"a collector that is none", []string{"serve", "--trace-endpoint", "127.0.0.1:4318"}, "", 2, "", "such as http://127.0.0.1:4318"},
		{"more than all requests", []string{"serve", "--trace-sample", "1.5"}, "", 2, "", "give 0 to 1"},
		{"a part that is no number", []string{"serve", "--trace-sample", "NaN"}, "", 2, "", "give 0 to 1"},
		{"profiles for everybody", []string{"serve", "--debug-listen", ":6060"}, "", 2, "", "other machines"},
	})
}

// logOf is what a handler logs of one request, with the flags.
func logOf(t *testing.T, path string, args ...string) string {
	t.Helper()
	cmd := &cobra.Command{}
	var flags observeFlags
	addObserve(cmd, &flags)
	if err := cmd.ParseFlags(args); err != nil {
		t.Fatal(err)
	}
	var log lockedBuffer
	options := server.DefaultOptions()
	logger, stop, err := flags.start(t.Context(), &log, &options)
	if err != nil {
		t.Fatal(err)
	}
	handler := server.Handler(graph.NewStore(nil), options, func() server.DataStatus { return server.DataStatus{} }, logger)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	handler.ServeHTTP(discarded{}, request)
	stop() // writes what is pending
	return log.String()
}

// discarded is an answer that nobody reads.
type discarded struct{}

func (discarded) Header() http.Header            { return http.Header{} }
func (discarded) Write(body []byte) (int, error) { return len(body), nil }
func (discarded) WriteHeader(int)                {}

func TestFlagsOfTheLog(t *testing.T) {
	for _, row := range []struct {
		name, path string
		args       []string
		want       string // begins with; empty for no line at all
	}{
		{"text", "/id/place/no", nil, "time="},
		{"JSON", "/id/place/no", []string{"--log-format", "json"}, `{"time":`},
		{"no lines of requests", "/id/place/no", []string{"--access-log=false"}, ""},
		{"no lines below a level", "/id/place/no", []string{"--log-level", "error"}, ""},
		{"no health", "/healthz", nil, ""},
		{"health, for who wants it", "/healthz", []string{"--log-level", "debug"}, "time="},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := logOf(t, row.path, row.args...)
			if !strings.HasPrefix(got, row.want) || (got == "") != (row.want == "") {
				t.Errorf("the log is %q", got)
			}
		})
	}
}

func TestOutcomesOfLoads(t *testing.T) {
	for _, row := range []struct {
		report *loader.Report
		err    error
		want   string
	}{
		{&loader.Report{Quads: loader.Change{Added: 1}}, nil, observe.LoadChanged},
		{&loader.Report{Quads: loader.Change{Removed: 1}}, nil, observe.LoadChanged},
		{&loader.Report{Quads: loader.Change{Kept: 1}}, nil, observe.LoadUnchanged},
		{nil, loader.Faults{{}}, observe.LoadFaulty},
		{nil, errors.New("the folder is gone"), observe.LoadFailed},
	} {
		if got := outcomeOf(row.report, row.err); got != row.want {
			t.Errorf("%+v, %v is %s, want %s", row.report, row.err, got, row.want)
		}
	}
}

// What a traced load writes into its store, and a start reads from it, are spans within it.
func TestCommitsAreTraced(t *testing.T) {
	spans := tracetest.NewInMemoryExporter()
	tracer := sdktrace.NewTracerProvider(sdktrace.WithSyncer(spans)).Tracer("test")
	url, dir := "bbolt:"+t.TempDir()+"/graph.db", tiny(t)
	for _, loads := range []bool{true, false} {
		flags := dataFlags{noEmbedded: loads, store: url, loads: loads, commit: commitFlags{by: "me", keep: 1}}
		if loads {
			flags.folders = []string{dir}
		}
		ctx, span := tracer.Start(context.Background(), "load")
		store, _, err := flags.open(ctx, io.Discard)
		if err != nil {
			t.Fatal(err)
		}
		span.End()
		_ = store.Close()
	}
	commits, reads := 0, 0
	for _, span := range spans.GetSpans() {
		switch span.Name {
		case "store commit":
			commits++
			if !span.Parent.IsValid() {
				t.Error("a commit is in no load")
			}
		case "store read":
			reads++
		}
	}
	if commits != 1 || reads == 0 {
		t.Errorf("%d commits and %d reads are traced", commits, reads)
	}
}
