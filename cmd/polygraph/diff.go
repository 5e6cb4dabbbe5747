package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

func newDiff() *cobra.Command {
	var flags storeFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Print the claims that are in one generation and not in another",
		Long: `Diff prints the claims that generation A of a store has and B has not, with - before them, and those that B has and A has
not, with +, each as the command claims prints it. Claims that changed, such as in their stance, come last: as they were, with <,
and then as they are, with >, in the same order. The exit status is 0 whether the generations differ or not.`,
		Example: "  polygraph diff 3 4 --store bbolt:graph.db",
		Args:    usage(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, args []string) error {
			var generations [2]uint64
			for i, arg := range args {
				n, err := strconv.ParseUint(arg, 10, 64)
				if err != nil || n == 0 {
					return usageError{fmt.Errorf("%q is no generation; they are numbered from 1, and polygraph generations lists them", arg)}
				}
				generations[i] = n
			}
			journal, err := flags.journal()
			if err != nil {
				return err
			}
			store, err := openOn(cmd.Context(), journal, graph.StoreOptions{})
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			var views [2]*graph.View
			for i, n := range generations {
				if views[i], err = store.At(cmd.Context(), n); err != nil {
					return err
				}
			}
			return printDifference(cmd.OutOrStdout(), views[0], views[1], asJSON)
		},
	}
	flags.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line, with \"change\" in each: added, removed, before or changed")
	return cmd
}

func printDifference(w io.Writer, from, to *graph.View, asJSON bool) error {
	d := graph.DifferenceOf(from, to)
	for _, list := range []struct {
		view   *graph.View
		claims []*graph.Claim
		sign   string
		change string
	}{
		{from, d.Removed, "-", "removed"},
		{to, d.Added, "+", "added"},
		{from, d.Before, "<", "before"},
		{to, d.Changed, ">", "changed"},
	} {
		if err := printClaims(w, list.view, list.claims, list.sign, list.change, asJSON); err != nil {
			return err
		}
	}
	return nil
}

func printClaims(w io.Writer, v *graph.View, claims []*graph.Claim, sign, change string, asJSON bool) error {
	var text bytes.Buffer
	write := export.ClaimsText
	if asJSON {
		write = export.ClaimsJSON
	}
	if err := write(&text, v, claims); err != nil {
		return err
	}
	for line := range bytes.Lines(text.Bytes()) {
		var err error
		if asJSON {
			err = printJSONLine(w, change, line)
		} else {
			_, err = fmt.Fprintf(w, "%s %s", sign, line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// printJSONLine puts what became of a claim before its members.
func printJSONLine(w io.Writer, change string, line []byte) error {
	mark, err := json.Marshal(change)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "{\"change\":%s,%s", mark, bytes.TrimPrefix(line, []byte("{")))
	return err
}
