package main

import (
	"errors"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/loader"
)

// observeFlags choose what who runs a server sees of it.
type observeFlags struct {
	format, level string
	access        bool
}

func addObserve(cmd *cobra.Command, flags *observeFlags) {
	set := cmd.Flags()
	set.StringVar(&flags.format, "log-format", observe.FormatText, "how lines of the log are written: text or json")
	set.StringVar(&flags.level, "log-level", "info", "from which level on lines are written: debug, info, warn or error")
	set.BoolVar(&flags.access, "access-log", true, "write a line for each request; those for health and metrics are of level debug")
}

// start makes the log, and lets the server be seen as the flags have it, until stop is called.
func (f *observeFlags) start(errOut io.Writer, options *server.Options) (log *slog.Logger, stop func(), err error) {
	errOut = observe.Whole(errOut)
	log, err = observe.NewLogger(errOut, f.format, f.level)
	if err != nil {
		return nil, nil, usageError{err}
	}
	stop = func() {}
	if f.access {
		lines := observe.NewLines(errOut, func(lost int) {
			log.Warn("lines of requests were lost: they came faster than the log is written", "lines", lost)
		})
		stop = func() { _ = lines.Close() }
		options.Observe.Access, _ = observe.NewLogger(lines, f.format, f.level) // which are right, as above
	}
	options.Observe.Metrics = observe.NewMetrics(observe.ThisBuild())
	return log, stop, nil
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
