package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/resolvers"
)

func newSchema() *cobra.Command {
	var federation bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the GraphQL schema",
		Long: `Schema prints the SDL that clients generate code from: every type with its descriptions,
in the order of their names. With --federation it prints what a router of Apollo Federation
reads from _service { sdl } instead, to compose it with other subgraphs.`,
		Example: "  polygraph schema > polygraph.graphql\n  polygraph schema --federation > subgraph.graphql",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			sdl := resolvers.ClientSDL()
			if federation {
				if sdl, err = resolvers.SubgraphSDL(cmd.Context()); err != nil {
					return err
				}
			}
			_, err = io.WriteString(cmd.OutOrStdout(), sdl)
			return err
		},
	}
	cmd.Flags().BoolVar(&federation, "federation", false, "print the schema of the subgraph, with @key and @link")
	return cmd
}
