package main

import (
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
)

// storeFlags choose a store that is there already.
type storeFlags struct{ url string }

func (f *storeFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.url, "store", "", "where the graph is kept: bbolt:FILE or postgres://USER@HOST/DATABASE (required)")
	setting(cmd, "Data", "store")
}

func (f *storeFlags) open(create bool) (graph.Journal, error) {
	if f.url == "" {
		return nil, nil
	}
	return openJournal(f.url, create)
}

// journal opens what keeps the graph, and refuses memory, which keeps nothing.
func (f *storeFlags) journal() (graph.Journal, error) {
	journal, err := f.open(false)
	if err == nil && journal == nil {
		err = usageError{errors.New("what is asked for is a store; name one, such as --store bbolt:graph.db")}
	}
	return journal, err
}

func newGenerations() *cobra.Command {
	var flags storeFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "generations",
		Short: "List the loads that a store remembers",
		Long: `Generations prints one generation of the graph a line, the oldest first: its number, when it was loaded (UTC), how many claims and
quads that added and removed, how many claims it changed, such as in their stance, how many quads there were then, by whom, and of what.`,
		Example: "  polygraph generations --store bbolt:graph.db",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			journal, err := flags.journal()
			if err != nil {
				return err
			}
			defer func() { _ = journal.Close() }()
			commits, err := journal.Commits(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				return printJSON(cmd.OutOrStdout(), map[string]any{"generations": commits})
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, c := range commits {
				_, _ = fmt.Fprintf(table, "%d\t%s\tclaims +%d -%d, %d changed\tquads +%d -%d\t%d in all\t%s\t%s\n", c.Generation, c.At.UTC().Format(time.DateTime+"Z"),
					c.ClaimsAdded, c.ClaimsRemoved, c.ClaimsChanged, c.QuadsAdded, c.QuadsRemoved, c.Quads, oneLine(c.By), oneLine(c.What))
			}
			return table.Flush()
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// oneLine is text that neither breaks a line nor tells a terminal what to do.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\ufffd'
	}, text)
}
