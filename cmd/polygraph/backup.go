package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func newBackup() *cobra.Command {
	var flags storeFlags
	cmd := &cobra.Command{
		Use:   "backup FILE",
		Short: "Write the newest generation of a store to a file",
		Long: `Backup writes one generation, whole, to a file that belongs to no kind of store; others may load meanwhile. It is N-Quads packed by
zstd, with a checksum in its last line. The file appears in one step; - is standard output.`,
		Example: "  polygraph backup graph.backup --store bbolt:graph.db",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == "" {
				return usageError{errors.New("the name of the backup is empty; - is standard output")}
			}
			journal, err := flags.journal()
			if err != nil {
				return err
			}
			defer func() { _ = journal.Close() }()
			builder := graph.NewBuilder()
			commit, err := journal.Read(cmd.Context(), 0, builder)
			if err != nil {
				return err
			}
			view, _ := builder.View()
			if args[0] == "-" {
				return loader.WriteBackup(cmd.Context(), cmd.OutOrStdout(), view, commit)
			}
			file, err := createFile(args[0])
			if err != nil {
				return err
			}
			defer file.discard()
			buffered := bufio.NewWriterSize(file, 1<<20)
			if err := loader.WriteBackup(cmd.Context(), buffered, view, commit); err != nil {
				return fmt.Errorf("cannot write %s: %w", args[0], err)
			}
			if err := buffered.Flush(); err != nil {
				return fmt.Errorf("cannot write %s: %w", args[0], err)
			}
			if err := file.keep(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s holds generation %d of %s: %d quads.\n", args[0], commit.Generation, shown(flags.url), view.Size())
			return err
		},
	}
	flags.add(cmd)
	return cmd
}

func newRestore() *cobra.Command {
	var flags storeFlags
	var commit commitFlags
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Make a store hold what a backup does",
		Long: `Restore reads a whole backup, refuses it where it is damaged or cut off, and then makes it the next generation of the store, in one
step. What was there before stays among the generations. A store that is not there is made. - is standard input.`,
		Example: "  polygraph restore graph.backup --store bbolt:graph.db",
		Args:    usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := commit.check(); err != nil {
				return err
			}
			journal, err := flags.open(true)
			if err != nil {
				return err
			}
			if journal == nil {
				return usageError{errors.New("a backup is restored into a store; name one, such as --store bbolt:graph.db")}
			}
			defer func() { _ = journal.Close() }()
			var in io.ReadCloser = io.NopCloser(cmd.InOrStdin())
			if args[0] != "-" {
				if in, err = os.Open(args[0]); err != nil {
					return usageError{err}
				}
			}
			defer func() { _ = in.Close() }()
			view, of, err := loader.ReadBackup(cmd.Context(), args[0], bufio.NewReaderSize(in, 1<<20))
			if err != nil {
				return err
			}
			store, err := graph.OpenStore(cmd.Context(), journal, graph.StoreOptions{By: commit.by, Keep: commit.keep})
			if err != nil {
				return err
			}
			before := store.View().Generation()
			what := fmt.Sprintf("restore of %s: generation %d of %s", args[0], of.Generation, of.At.Format(time.DateTime))
			after, _, err := store.Replace(cmd.Context(), what, view)
			if err != nil {
				return err
			}
			if after.Generation() == before {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s holds all of that already, in generation %d; nothing was changed.\n", shown(flags.url), before)
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is now generation %d: %d quads.\n", shown(flags.url), after.Generation(), after.Size())
			return err
		},
	}
	flags.add(cmd)
	commit.add(cmd)
	return cmd
}
