// Command release makes the files of a release: for each platform an archive with the
// program, the licences of all that is in it, a bill of materials and completions for shells,
// and beside them the bills and the checksums. Two runs on one commit write the same bytes.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := newCommand().ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func newCommand() *cobra.Command {
	var r release
	var wanted []string
	cmd := &cobra.Command{
		Use:           "release",
		Short:         "Make the files of a release",
		Example:       "  go run ./cmd/release --version 0.3.0\n  go run ./cmd/release --version 0.3.0 --target linux/arm64 --out /tmp/files",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if err := checkVersion(r.version); err != nil {
				return err
			}
			if r.targets, err = chooseTargets(wanted); err != nil {
				return err
			}
			r.tell = cmd.ErrOrStderr()
			return r.make(cmd.Context())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&r.version, "version", "", "of the release, such as 0.3.0")
	flags.StringVar(&r.root, "root", ".", "folder of the working copy")
	flags.StringVar(&r.out, "out", "dist", "folder for the files; what it holds of the same names is replaced")
	flags.StringSliceVar(&wanted, "target", nil, "platforms, such as linux/amd64; all where none is named")
	flags.BoolVar(&r.allowChanges, "allow-changes", false, "make a release of files that are in no commit; the program then says so")
	return cmd
}
