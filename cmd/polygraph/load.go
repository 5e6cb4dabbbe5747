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
		Long: `Load reads folders of data files (YAML, CSV, N-Quads, JSON-LD) on top of the embedded dataset (named data), checks
every rule, and reports counts or, with exit status 1, every fault with file, line and column.
Without --store nothing is kept: other commands read the same folders with --data. With it, the graph in the store
becomes exactly what the embedded dataset and the folders say, all at once or not at all, and other commands read it
with the same --store.

With --quads it reads a whole graph from one file, such as export writes, straight into memory, and says how
fast. Of such a file only the syntax is checked.`,
		Example: "  polygraph load ./mydata\n  polygraph load --no-embedded ./mydata --json\n  polygraph load --quads big.nq.gz\n  polygraph load --store bbolt:graph.db ./mydata",
		RunE: func(cmd *cobra.Command, args []string) error {
			flags.folders, flags.loads = append(flags.folders, args...), true
			if err := flags.commit.check(); err != nil {
				return err
			}
			if flags.store == inMemory && (cmd.Flags().Changed("by") || cmd.Flags().Changed("keep")) {
				return usageError{errors.New("--by and --keep are of a store, and none is given; name one, such as --store bbolt:graph.db")}
			}
			store, report, err := flags.load(cmd.Context(), cmd.ErrOrStderr())
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
			defer func() { _ = store.Close() }()
			if flags.quads != "" {
				if err := flags.printQuads(cmd.OutOrStdout(), store.View(), asJSON); err != nil || asJSON || flags.store == inMemory {
					return err
				}
				return flags.printCommit(cmd.OutOrStdout(), report)
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), report)
			}
			for _, source := range report.Sources {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s: %d %s, %d %s, %d %s, %d %s\n", source.Name,
					source.Files, plural(source.Files, "file", "files"), source.Documents, plural(source.Documents, "document", "documents"),
					source.Entities, plural(source.Entities, "entity", "entities"), source.Claims, plural(source.Claims, "claim", "claims")); err != nil {
					return err
				}
			}
			if flags.store == inMemory {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "In all %d claims and %d quads. No faults.\n", report.Claims.Added, report.Quads.Added)
				return err
			}
			return flags.printCommit(cmd.OutOrStdout(), report)
		},
	}
	flags.add(cmd)
	flags.commit.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "report as JSON; faults as {\"faults\": […]}")
	return cmd
}
