package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// maxQuery bounds a GraphQL document, as the server does.
const maxQuery = 1 << 20

func newQuery() *cobra.Command {
	var flags dataFlags
	var variables, operation string
	cmd := &cobra.Command{
		Use:   "query FILE",
		Short: "Answer a GraphQL document, with no server",
		Long:  "Query runs a GraphQL document from a file, or from standard input where the file is -, and prints the answer as JSON. The exit status is 1 when the answer has errors.",
		Example: `  polygraph query examples/01-shared-priorities.graphql
  echo '{ formulas(formula: "2+4") { nodes { programme { label } } } }' | polygraph query -`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := readQuery(cmd.InOrStdin(), args[0])
			if err != nil {
				return usageError{err}
			}
			values := map[string]any{}
			if err := json.Unmarshal([]byte(variables), &values); err != nil {
				return usageError{fmt.Errorf("--variables is no JSON object: %w", err)}
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			response := answer(cmd, store, log, &graphql.RawParams{Query: text, OperationName: operation, Variables: values})
			if err := printJSON(cmd.OutOrStdout(), response); err != nil {
				return err
			}
			if len(response.Errors) > 0 {
				return errReported
			}
			return nil
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&variables, "variables", "{}", "values of the document's variables, as a JSON object")
	cmd.Flags().StringVar(&operation, "operation", "", "which operation to run, where the document has several")
	return cmd
}

func readQuery(in io.Reader, name string) (string, error) {
	if name == "" {
		return "", errors.New("the name of the GraphQL file is empty; write - for standard input")
	}
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer func() { _ = file.Close() }()
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxQuery+1))
	if err == nil && len(text) > maxQuery {
		err = errors.New("the GraphQL document is larger than 1 MiB")
	}
	return string(text), err
}

func answer(cmd *cobra.Command, store *graph.Store, log *slog.Logger, params *graphql.RawParams) *graphql.Response {
	exec := executor.New(resolvers.Schema())
	resolvers.Configure(exec, store, resolvers.DefaultOptions(), log)
	ctx, leave := context.WithCancel(graphql.StartOperationTrace(cmd.Context()))
	defer leave() // of a subscription the first answer is all
	operation, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		return exec.DispatchError(graphql.WithOperationContext(ctx, operation), errs)
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	return responses(ctx)
}
