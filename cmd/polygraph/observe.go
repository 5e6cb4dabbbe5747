package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"log/slog"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/loader"
)

// observeFlags choose what who runs a server sees of it.
type observeFlags struct {
	format, level string
	access        bool
	traces        string // where they go
	ratio         float64
	debug         string // where profiles are to be had
	set           *pflag.FlagSet
	tracing       *observe.Tracing
}

func addObserve(cmd *cobra.Command, flags *observeFlags) {
	set := cmd.Flags()
	flags.set = set
	set.StringVar(&flags.format, "log-format", observe.FormatText, "how lines of the log are written: text or json")
	set.StringVar(&flags.level, "log-level", "info", "from which level on lines are written: debug, info, warn or error")
	set.BoolVar(&flags.access, "access-log", true, "write a line for each request; those for health and metrics are of level debug")
	set.StringVar(&flags.traces, "trace-endpoint", "", "collector that traces are sent to, as OTLP over HTTP, such as http://127.0.0.1:4318; the variables OTEL_EXPORTER_OTLP_… name one too")
	set.Float64Var(&flags.ratio, "trace-sample", observe.DefaultTraceRatio, "which part of the requests is traced, from 0 to 1, unless the header traceparent has decided")
	set.StringVar(&flags.debug, "debug-listen", "", "address of this machine alone, as HOST:PORT, for profiles at /debug/pprof/ and what the program is made of at /debug/build; none when empty")
}

// check refuses what start cannot do; start is for flags that it has let through.
func (f *observeFlags) check() error {
	if _, err := observe.NewLogger(io.Discard, f.format, f.level); err != nil {
		return usageError{err}
	}
	if f.debug != "" {
		if err := observe.CheckDebugAddress(f.debug); err != nil {
			return usageError{err}
		}
	}
	if !(f.ratio >= 0 && f.ratio <= 1) {
		return usageError{fmt.Errorf("--trace-sample %v is no part of the requests; give 0 to 1, such as 0.05", f.ratio)}
	}
	if f.traces != "" {
		if _, err := observe.CollectorURL(f.traces); err != nil {
			return usageError{err}
		}
	}
	return nil
}

// start makes the log, and lets the server be seen as the flags have it, until stop is called.
func (f *observeFlags) start(ctx context.Context, errOut io.Writer, options *server.Options) (log *slog.Logger, stop func(), err error) {
	errOut = observe.Whole(errOut)
	log, err = observe.NewLogger(errOut, f.format, f.level)
	if err != nil {
		return nil, nil, usageError{err}
	}
	// Libraries write to the standard one what clients have sent, at any length.
	stdlog.SetFlags(0)
	stdlog.SetOutput(slog.NewLogLogger(log.Handler(), slog.LevelDebug).Writer())
	made := build.Read()
	if f.tracing, err = f.startTracing(ctx, made, log); err != nil {
		return nil, nil, usageError{err}
	}
	if f.debug != "" {
		address, err := observe.ServeDebug(ctx, f.debug)
		if err != nil {
			return nil, nil, err
		}
		log.Info("profiles are to be had, on this machine alone", "open", "http://"+address.String()+"/debug/pprof/")
	}
	options.Observe.Tracer = f.tracing.Tracer()
	options.Observe.Metrics = observe.NewMetrics(made)
	var lines *observe.Lines
	if f.access {
		lines = observe.NewLines(errOut, func(lost int) {
			log.Warn("lines of requests were lost: they came faster than the log is written", "lines", lost)
		})
		options.Observe.Access, _ = observe.NewLogger(lines, f.format, f.level) // which are right, as above
	}
	return log, func() {
		// ctx has ended, which is why the server stops.
		some, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
		defer cancel()
		f.tracing.Close(some)
		if lines != nil {
			_ = lines.Close()
		}
	}, nil
}

// flushTime is how long the end waits for a collector to take the last spans.
const flushTime = 2 * time.Second

func (f *observeFlags) startTracing(ctx context.Context, made build.Info, log *slog.Logger) (*observe.Tracing, error) {
	options := observe.TraceOptions{Endpoint: f.traces, Build: made, Log: log}
	if f.set.Changed("trace-sample") {
		options.Ratio = &f.ratio
	}
	return observe.StartTracing(ctx, options)
}

// outcomeOf is what a load came to, as it is counted.
func outcomeOf(report *loader.Report, err error) string {
	_, faulty := errors.AsType[loader.Faults](err)
	switch {
	case faulty:
		return observe.LoadFaulty
	case err != nil:
		return observe.LoadFailed
	case report.Quads.Added+report.Quads.Removed == 0:
		return observe.LoadUnchanged
	}
	return observe.LoadChanged
}
