package main

import (
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func newVerify() *cobra.Command {
	var flags dataFlags
	var sources sourceFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify --sources DIR",
		Short: "Check every claim against your copy of the documents",
		Long: `Verify opens the source documents in a folder of yours (the articles belong to their
publishers and are not part of polygraph) and checks, claim by claim, that every
mention stands in the span that the claim names, and that the span reads as it did when
the claim was located. The exit status is 1 when one does not.`,
		Example: "  polygraph verify --sources ../shared/sources\n  polygraph verify --data ./mydata --sources ./mysources --document document/mine",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return sources.compare(cmd, &flags, func(view *graph.View, texts fs.FS, wanted func(graph.ID) bool) error {
				result, err := loader.Verify(cmd.Context(), view, texts, wanted)
				if err != nil {
					return err
				}
				if result.Documents == 0 && wanted == nil {
					return usageError{fmt.Errorf("the folder %s holds the source file of no document", sources.folder)}
				}
				if asJSON {
					err = printJSON(cmd.OutOrStdout(), result)
				} else {
					for _, discrepancy := range result.Discrepancies {
						_, _ = fmt.Fprintln(cmd.ErrOrStderr(), discrepancy)
					}
					for _, id := range result.Absent {
						_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "%s was not checked: its source file is not in the folder\n", id)
					}
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d %s, %d %s with %d %s and %d %s checked: %d %s\n", result.Documents, plural(result.Documents, "document", "documents"),
						result.Claims, plural(result.Claims, "claim", "claims"), result.Spans, plural(result.Spans, "span", "spans"), result.Mentions, plural(result.Mentions, "mention", "mentions"),
						len(result.Discrepancies), plural(len(result.Discrepancies), "discrepancy", "discrepancies"))
				}
				if err == nil && len(result.Discrepancies) > 0 {
					return errReported
				}
				return err
			})
		},
	}
	flags.add(cmd)
	sources.add(cmd)
	sources.addDocument(cmd, "check only this document's claims")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}
