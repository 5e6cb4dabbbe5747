package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

func newClaims() *cobra.Command {
	var flags dataFlags
	var document string
	var line int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "claims",
		Short: "List the claims, the flat table behind the graph",
		Long: `Claims prints one claim a line: source file and line, subject, predicate, object,
qualifiers and mentions, separated by tabs; with --json one JSON object a line, with
labels and aliases and with values in base units (2000亿元 is 200000000000, 6 % is 6).`,
		Example: "  polygraph claims | grep hydrogen\n  polygraph claims --document document/gangcheng-strong-east --line 16 --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("line") && line < 1 {
				return usageError{fmt.Errorf("--line %d is no line; lines count from 1", line)}
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			view := store.View()
			if cmd.Flags().Changed("document") {
				if _, err := view.Require(graph.ID(document), graph.Document); err != nil {
					return usageError{fmt.Errorf("%w; the documents are %s", err, documentsOf(view))}
				}
			}
			var wanted []*graph.Claim
			for _, claim := range view.Claims() {
				if (document == "" || string(claim.Document) == document) && (line == 0 || claim.Line == line) {
					wanted = append(wanted, claim)
				}
			}
			if asJSON {
				return export.ClaimsJSON(cmd.OutOrStdout(), view, wanted)
			}
			return export.ClaimsText(cmd.OutOrStdout(), view, wanted)
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&document, "document", "", "only claims of this document, such as document/gangcheng-strong-east")
	cmd.Flags().IntVar(&line, "line", 0, "only claims of this line of the source file")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	return cmd
}

func documentsOf(view *graph.View) string {
	var ids []string
	for _, document := range view.Things(graph.Document) {
		ids = append(ids, string(document.ID))
	}
	return strings.Join(ids, ", ")
}
