package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/gizmo"
)

func newGizmo() *cobra.Command {
	var flags dataFlags
	limits := gizmo.DefaultLimits()
	limits.Time = time.Minute
	cmd := &cobra.Command{
		Use:   "gizmo QUERY",
		Short: "Answer a query in Gizmo, the language of Cayley",
		Long: `Gizmo runs a query in Cayley's query language, which is JavaScript, or one from standard input where the query is -, and prints
{"result": […]} as Cayley's own HTTP interface does. IRIs of polygraph are written <place/jinan> and <vocabulary#prioritises>;
the prefixes of the vocabularies, such as <vocab:prioritises> and <skos:prefLabel>, and IRIs in full are understood too. A query that
meets a limit fails, but for --limit, behind which "more" is true. The exit status is 1 when there is no answer.`,
		Example: `  polygraph gizmo 'g.V("<place/jinan>").out("<vocab:prioritises>").all()'
  echo 'g.emit(g.V().has("<rdf:type>", "<vocab:Place>").count())' | polygraph gizmo -`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			query := args[0]
			if query == "-" {
				var err error
				if query, err = readQuery(cmd.InOrStdin(), query); err != nil {
					return usageError{err}
				}
			}
			if strings.TrimSpace(query) == "" {
				return usageError{errors.New(`the argument holds no query; give one, such as 'g.V("<place/jinan>").out().all()', or - for standard input`)}
			}
			if err := checkGizmoLimits(limits); err != nil {
				return usageError{err}
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			answer, err := gizmo.Ask(cmd.Context(), store.View(), query, flags.base, limits)
			if err != nil {
				return err
			}
			return printJSON(cmd.OutOrStdout(), answer)
		},
	}
	flags.add(cmd)
	addGizmoLimits(cmd.Flags(), "", &limits)
	cmd.Flags().DurationVar(&limits.Time, "timeout", limits.Time, "time for the answer, at most")
	return cmd
}

// checkGizmoLimits refuses limits that nothing could keep.
func checkGizmoLimits(limits gizmo.Limits) error {
	for name, value := range map[string]int{"limit": limits.Results, "steps": limits.Steps, "memory": limits.Memory} {
		if value < 1 || value > 1<<30 {
			return fmt.Errorf("--%s is out of bounds: give a number from 1 to %d", name, 1<<30)
		}
	}
	if limits.Time < 10*time.Millisecond || limits.Time > time.Hour {
		return errors.New("--timeout is out of bounds: give 10ms to 1h, such as 10s")
	}
	return nil
}

// addGizmoLimits lets the limits of a query be set, by flags that begin alike.
func addGizmoLimits(flags *pflag.FlagSet, begin string, limits *gizmo.Limits) {
	flags.IntVar(&limits.Results, begin+"limit", limits.Results, "results of a Gizmo query, at most")
	flags.IntVar(&limits.Steps, begin+"steps", limits.Steps, "quads and nodes that a Gizmo query looks at, at most")
	flags.IntVar(&limits.Memory, begin+"memory", limits.Memory, "MiB that a Gizmo query takes beside its copy of the graph, at most")
}
