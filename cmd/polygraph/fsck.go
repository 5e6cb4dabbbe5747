package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
)

// checkedJournal is a journal that can say what is wrong with what it keeps.
type checkedJournal interface {
	Check(ctx context.Context, tell func(graph.Problem)) error
}

func newFsck() *cobra.Command {
	var flags storeFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "fsck",
		Short: "Check everything that a store keeps",
		Long: `Fsck reads all generations of a store and tells what is wrong: checksums that do not agree, generations that are missing,
quads in the graph of a document that no claim of it states, edges that neither a claim nor curated knowledge states, claims
without an edge, and names of what nothing describes. It changes nothing. The exit status is 0 when nothing is wrong, else 1.`,
		Example: "  polygraph fsck --store bbolt:graph.db\n  polygraph fsck --store bbolt:graph.db --json",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			journal, err := flags.journal()
			if err != nil {
				return err
			}
			defer func() { _ = journal.Close() }()
			problems, view, err := check(cmd.Context(), journal)
			if err != nil {
				return err
			}
			if err := printProblems(cmd, shown(flags.url), problems, view, asJSON); err != nil {
				return err
			}
			if len(problems) > 0 {
				return errReported
			}
			return nil
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

// check looks for problems in a journal and in its newest graph. The View is nil where that
// cannot be read.
func check(ctx context.Context, journal graph.Journal) (problems []graph.Problem, view *graph.View, err error) {
	tell := func(p graph.Problem) { problems = append(problems, p) }
	if checked, can := journal.(checkedJournal); can {
		if err := checked.Check(ctx, tell); isDamage(err) {
			tell(graph.Problem{Kind: graph.DamagedStore, Where: "the store", What: err.Error()})
			return problems, nil, nil
		} else if err != nil {
			return nil, nil, err
		}
	}
	store, err := graph.OpenStore(ctx, journal, graph.StoreOptions{})
	if isDamage(err) {
		tell(graph.Problem{Kind: graph.DamagedStore, Where: "the newest generation", What: err.Error()})
		return problems, nil, nil
	} else if err != nil {
		return nil, nil, err
	}
	view = store.View()
	return problems, view, view.Audit(ctx, tell)
}

// isDamage tells what is wrong with a store from what keeps one from looking at it.
func isDamage(err error) bool {
	code := graph.CodeOf(err)
	return err != nil && (code == graph.CodeInternal || code == graph.CodeInvalid)
}

func printProblems(cmd *cobra.Command, url string, problems []graph.Problem, view *graph.View, asJSON bool) error {
	out := cmd.OutOrStdout()
	if asJSON {
		if problems == nil {
			problems = []graph.Problem{}
		}
		report := map[string]any{"store": url, "clean": len(problems) == 0, "problems": problems}
		if view != nil {
			report["generation"], report["quads"] = view.Generation(), view.Size()
		}
		return printJSON(out, report)
	}
	for _, p := range problems {
		if _, err := fmt.Fprintf(out, "%s: %s: %s\n", p.Kind, p.Where, p.What); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		remedy := ""
		if slices.ContainsFunc(problems, func(p graph.Problem) bool { return p.Kind == graph.DamagedStore }) {
			remedy = " The store is damaged, even if it can still be read: make another one from a backup, with polygraph restore."
		}
		_, err := fmt.Fprintf(out, "%d %s.%s\n", len(problems), plural(len(problems), "problem", "problems"), remedy)
		return err
	}
	_, err := fmt.Fprintf(out, "%s is clean: generation %d, %d quads, %d claims.\n", url, view.Generation(), view.Size(), len(view.Claims()))
	return err
}
