package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/loader"
)

func newLoad() *cobra.Command {
	var flags dataFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "load [DIR]...",
		Short: "Check data folders and report what they hold",
		Long: `Load reads folders of YAML files on top of the embedded dataset, checks every rule,
and reports counts or, with exit status 1, every fault with file, line and column.
Nothing is kept: other commands read the same folders with --data.`,
		Example: "  polygraph load ./mydata\n  polygraph load --no-embedded ./mydata --json",
		RunE: func(cmd *cobra.Command, args []string) error {
			flags.folders = append(flags.folders, args...)
			_, report, err := flags.load(cmd.Context(), cmd.ErrOrStderr())
			if faults, faulty := errors.AsType[loader.Faults](err); faulty {
				if asJSON {
					if err := printJSON(cmd.OutOrStdout(), map[string]any{"faults": faults}); err != nil {
						return err
					}
				} else {
					printFaults(cmd.ErrOrStderr(), faults)
				}
				return errReported
			}
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), report)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d files, %d documents, %d entities\n%d claims (%d added, %d kept, %d removed)\n%d quads added, %d removed\nNo faults.\n",
				report.Files, report.Documents, report.Entities,
				report.Claims.Added+report.Claims.Kept, report.Claims.Added, report.Claims.Kept, report.Claims.Removed,
				report.Quads.Added, report.Quads.Removed)
			return err
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "report as JSON; faults as {\"faults\": […]}")
	return cmd
}
