package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
)

func newFind() *cobra.Command {
	var flags dataFlags
	var kinds []string
	var limit int
	cmd := &cobra.Command{
		Use:   "find TEXT",
		Short: "Find the ID of a thing by its name, or what comes near it",
		Long: `Find looks through all names: in English, Chinese in either script, and pinyin with or
without tones, by initials, and by the known mistranslations. A piece of a name is enough, and
slips are allowed for. It prints ID, label, the name that matched, and why: which sort of name
it is (label, alias, pinyin, initials, id) and how it matches (whole, beginning, words, part,
typo), separated by tabs; better matches come first. Scopes of targets and figures that hold
the text follow, since targets meet where their scopes are the same. The exit status is 1 when
there is nothing.`,
		Example: "  polygraph find hydrogen\n  polygraph find 鋼城\n  polygraph find ji3nan2\n  polygraph find --kind Enterprise shangang",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 1 {
				return usageError{fmt.Errorf("--limit %d prints nothing; give 1 or more", limit)}
			}
			var filter *graph.ThingFilter
			for _, name := range kinds {
				kind := graph.Kind(name)
				if kind.Info().Kind == "" {
					return usageError{fmt.Errorf("--kind %s is no kind; the kinds are %s", name, kindsOf())}
				}
				if filter == nil {
					filter = &graph.ThingFilter{}
				}
				filter.Kinds = append(filter.Kinds, kind)
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			matches, err := store.View().Search(cmd.Context(), args[0], filter)
			if err != nil {
				return usageError{err}
			}
			scopes := scopesWith(store.View(), args[0])
			if len(kinds) > 0 {
				scopes = nil
			}
			if len(matches)+len(scopes) == 0 {
				return fmt.Errorf("nothing has a name like %q", args[0])
			}
			for _, match := range matches[:min(limit, len(matches))] {
				why := strings.ToLower(string(match.By) + ", " + string(match.How))
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\t%s\n", match.Node.ID(), match.Node.Label(graph.Fallback(graph.English)), match.Name().Text, why); err != nil {
					return err
				}
			}
			for _, scope := range scopes[:min(max(0, limit-len(matches)), len(scopes))] {
				if _, err := fmt.Fprintf(cmd.OutOrStdout(), "scope\t%s\n", scope); err != nil {
					return err
				}
			}
			if left := len(matches) + len(scopes) - limit; left > 0 {
				_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "%d more; --limit prints them\n", left)
			}
			return nil
		},
	}
	flags.add(cmd)
	cmd.Flags().StringArrayVar(&kinds, "kind", nil, "only things of this kind, such as Place; may be repeated")
	cmd.Flags().IntVar(&limit, "limit", 20, "how many to print at most")
	return cmd
}

func kindsOf() string {
	var names []string
	for _, info := range graph.Kinds() {
		names = append(names, string(info.Kind))
	}
	return strings.Join(names, ", ")
}

// scopesWith are the scopes in plain words that hold the text.
func scopesWith(view *graph.View, text string) []string {
	var scopes []string
	for _, kind := range []graph.Kind{graph.Target, graph.Figure} {
		for _, thing := range view.Things(kind) {
			if scope := thing.Measure.Scope; strings.Contains(scope, strings.ToLower(text)) && !strings.Contains(scope, "/") {
				scopes = append(scopes, scope)
			}
		}
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}
