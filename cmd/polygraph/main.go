// Command polygraph loads, checks, serves and queries a policy graph whose every
// edge can be checked.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/gizmo"
)

// The exit statuses.
const (
	exitFault = 1 // faulty data, or an answer that is an error
	exitUsage = 2 // wrong usage
)

func main() {
	gizmo.WorkIfAsked()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	status := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// usageError is an error of the person who typed the command.
type usageError struct{ error }

// errReported ends a command whose output has said already what is wrong.
var errReported = errors.New("reported")

func run(ctx context.Context, args, environment []string, in io.Reader, out, errOut io.Writer) int {
	root := newRoot(environment)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	cmd, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errReported):
		return exitFault
	case errors.Is(err, context.Canceled):
		_, _ = fmt.Fprintln(errOut, "polygraph: interrupted")
		return exitFault
	}
	_, _ = fmt.Fprintln(errOut, "polygraph:", err)
	if _, usage := errors.AsType[usageError](err); usage {
		_, _ = fmt.Fprintf(errOut, "Try: %s --help\n", cmd.CommandPath())
		return exitUsage
	}
	return exitFault
}

func newRoot(environment []string) *cobra.Command {
	root := &cobra.Command{
		Use:           "polygraph",
		Short:         "A policy graph whose every edge can be checked",
		Long:          "polygraph answers relational questions on China's regional industrial policy, and says for each edge which document and line states it.",
		Example:       "  polygraph serve\n  polygraph query examples/01-shared-priorities.graphql\n  polygraph claims --line 16 --json",
		Version:       build.Read().String(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          usage(cobra.NoArgs),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentPreRunE = takeSettings(environment)
	addConfig(root)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		if invalid, is := errors.AsType[*pflag.InvalidValueError](err); is {
			err = fmt.Errorf("--%s %.100q is no value of it; %s", invalid.GetFlag().Name, invalid.GetValue(), wanted(invalid.GetFlag(), errors.Unwrap(invalid)))
		}
		return usageError{err}
	})
	root.AddCommand(newServe(), newConfig(), newToken(), newHealth(), newLoad(), newQuery(), newGizmo(), newMCP(), newClaims(), newStats(), newVerify(), newLocate(), newCoverage(), newNew(), newFind(), newSchema(), newExport(), newDescribe(),
		newGenerations(), newDiff(), newBackup(), newRestore(), newFsck())
	return root
}

// usage makes wrong arguments an error of usage.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}
