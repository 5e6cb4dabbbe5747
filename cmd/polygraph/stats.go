package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
)

// statistics is what stats prints as JSON.
type statistics struct {
	Fingerprint string         `json:"fingerprint"` // the same for every graph that holds the same
	Quads       int            `json:"quads"`
	Edges       int            `json:"edges"`
	Claims      int            `json:"claims"`
	Documents   []documentSize `json:"documents"`
	Kinds       map[string]int `json:"kinds"`
	Predicates  map[string]int `json:"predicates"`
}

type documentSize struct {
	ID     graph.ID `json:"id"`
	Claims int      `json:"claims"`
	Lines  int      `json:"lines"` // that carry claims
}

func newStats() *cobra.Command {
	var flags dataFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Count what the graph holds",
		Example: "  polygraph stats\n  polygraph stats --no-embedded --data ./mydata --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			view := store.View()
			s := count(view)
			if asJSON {
				return printJSON(cmd.OutOrStdout(), s)
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', tabwriter.AlignRight)
			row := func(n int, what string) { _, _ = fmt.Fprintf(table, "%d\t  %s\n", n, what) }
			row(s.Claims, "claims")
			row(s.Edges, "relations")
			row(s.Quads, "quads")
			for _, info := range graph.Kinds() {
				if info.Kind != graph.ClaimKind {
					row(s.Kinds[info.Prefix], info.Plural)
				}
			}
			for _, p := range graph.Vocabulary() {
				row(s.Predicates[p.Name], "× "+p.Name)
			}
			for _, d := range s.Documents {
				row(d.Claims, fmt.Sprintf("claims on %d lines of %s", d.Lines, d.ID))
			}
			if err := table.Flush(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "fingerprint %s\n", s.Fingerprint)
			return err
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func count(view *graph.View) statistics {
	counts := view.Counts()
	s := statistics{Fingerprint: view.Fingerprint(), Quads: counts.Quads, Edges: counts.Edges, Claims: counts.Claims, Kinds: map[string]int{}, Predicates: counts.Predicates, Documents: []documentSize{}}
	for _, info := range graph.Kinds() {
		s.Kinds[info.Prefix] = counts.Kinds[info.Kind]
	}
	for _, document := range view.Things(graph.Document) {
		size, lines := documentSize{ID: document.ID}, map[int]bool{}
		for _, claim := range view.ClaimsAbout(document.ID) {
			if claim.Document == document.ID {
				size.Claims++
				lines[claim.Line] = true
			}
		}
		size.Lines = len(lines)
		s.Documents = append(s.Documents, size)
	}
	return s
}
