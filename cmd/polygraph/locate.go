package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/loader"
)

func newLocate() *cobra.Command {
	var flags dataFlags
	var sources sourceFlags
	var write, asJSON bool
	cmd := &cobra.Command{
		Use:   "locate --sources DIR",
		Short: "Find where on its line each claim stands, and write it down",
		Long: `Locate computes the span of every claim from its mentions: the shortest stretch of the line
that holds them all, with a hash by which verify notices a change. It names each mention that
does not stand on its line, and each that stands there more than once: add a word beside it.
With --write it writes the spans into the files of the --data folders, and changes nothing else
in them. Without --data it looks at the embedded claims, which it cannot write; in a clone,
name them: --no-embedded --data ./data.`,
		Example: "  polygraph locate --sources ../shared/sources\n  polygraph locate --data ./mydata --sources ./mysources --write",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			texts, err := sources.open()
			if err != nil {
				return err
			}
			folders, err := flags.sources()
			if err != nil {
				return err
			}
			// The embedded data come first, and only serve as background for the user's own.
			embedded := len(folders) - len(flags.folders)
			result, err := loader.Locate(cmd.Context(), folders, texts, func(source int) bool {
				return source >= embedded || len(flags.folders) == 0
			})
			if faults, faulty := errors.AsType[loader.Faults](err); faulty {
				printFaults(cmd.ErrOrStderr(), faults)
				return errReported
			}
			if err != nil {
				return err
			}
			if write {
				if len(flags.folders) == 0 && len(result.Edits) > 0 {
					return usageError{errors.New("the embedded data cannot be written; in a clone, add --no-embedded --data ./data")}
				}
				for _, edit := range result.Edits {
					if err := replaceFile(filepath.Join(flags.folders[edit.Source-embedded], filepath.FromSlash(edit.Path)), edit.Text); err != nil {
						return err
					}
				}
			}
			if asJSON {
				err = printJSON(cmd.OutOrStdout(), result)
			} else {
				for _, problem := range result.Problems {
					_, _ = fmt.Fprintln(cmd.ErrOrStderr(), problem)
				}
				done := "to write: add --write"
				if write {
					done = "written"
				}
				if result.New+result.Moved == 0 {
					done = "nothing to write"
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d %s: %d where they were, %d new, %d moved (%s), %d not located\n", result.Claims, plural(result.Claims, "claim", "claims"),
					result.Kept, result.New, result.Moved, done, len(result.Problems))
			}
			if err == nil && len(result.Problems) > 0 {
				return errReported
			}
			return err
		},
	}
	flags.add(cmd)
	sources.add(cmd)
	cmd.Flags().BoolVar(&write, "write", false, "write the spans into the files of the --data folders")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}
