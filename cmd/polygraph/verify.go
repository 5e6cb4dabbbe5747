package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func newVerify() *cobra.Command {
	var flags dataFlags
	var sources string
	var documents []string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "verify --sources DIR",
		Short: "Check every claim against your copy of the documents",
		Long: `Verify opens the source documents in a folder of yours (the articles belong to their
publishers and are not part of polygraph) and checks, claim by claim, that every
mention stands on its line. The exit status is 1 when one does not.`,
		Example: "  polygraph verify --sources ../shared/sources\n  polygraph verify --data ./mydata --sources ./mysources --document document/mine",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if sources == "" {
				return usageError{errors.New("name the folder of source documents with --sources DIR")}
			}
			if info, err := os.Stat(sources); err != nil || !info.IsDir() {
				return usageError{fmt.Errorf("--sources %s is no folder that can be read", sources)}
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			for _, id := range documents {
				if _, err := store.View().Require(graph.ID(id), graph.Document); err != nil {
					return usageError{fmt.Errorf("%w; the documents are %s", err, documentsOf(store.View()))}
				}
			}
			result, err := loader.Verify(cmd.Context(), store.View(), os.DirFS(sources), func(c *graph.Claim) bool {
				return len(documents) == 0 || slices.Contains(documents, string(c.Document))
			})
			if err != nil {
				return err
			}
			if asJSON {
				err = printJSON(cmd.OutOrStdout(), result)
			} else {
				for _, discrepancy := range result.Discrepancies {
					_, _ = fmt.Fprintln(cmd.ErrOrStderr(), discrepancy)
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d documents, %d claims, %d mentions checked: %d %s\n", result.Documents, result.Claims, result.Mentions,
					len(result.Discrepancies), plural(len(result.Discrepancies), "discrepancy", "discrepancies"))
			}
			if err == nil && len(result.Discrepancies) > 0 {
				return errReported
			}
			return err
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&sources, "sources", os.Getenv("POLYGRAPH_SOURCES"), "folder of the source documents; POLYGRAPH_SOURCES is its default")
	cmd.Flags().StringArrayVar(&documents, "document", nil, "check only this document's claims; may be repeated")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}
