package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/resolvers"
)

func newExport() *cobra.Command {
	var flags dataFlags
	var chosen export.Request
	var name, out string
	var claims bool
	cmd := &cobra.Command{
		Use:   "export --format NAME --out FILE",
		Short: "Write the graph, or a piece of it, for other programs",
		Long: `Export writes the graph in a format that other programs open as it is. Without more it
writes all of it; --question, --around, --kind, --predicate and --as-of choose a piece.
csv, neo4j and parquet are two files each: give a folder, or a name that ends in .zip. With
--out - the export goes to standard output, two files as a .zip. A name that ends in .gz or .zst after
that is packed. A file that is there is replaced. docs/exports.md shows how each is opened.

The formats:
` + formatTable(),
		Example: `  polygraph export --format gexf --out policy.gexf
  polygraph export --format svg --around place/jinan --out jinan.svg
  polygraph export --format mermaid --question 'sharedPriorities(industries: ["industry/hydrogen"])' --out -
  polygraph export --format graphml --kind Place,Industry --predicate prioritises --language zh-Hans --out priorities.graphml
  polygraph export --format csv --claims --out tables/`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, err := formatFor(name, out)
			if err != nil {
				return usageError{err}
			}
			for _, flag := range []string{"question", "around", "kind", "predicate", "as-of", "language"} {
				if given := cmd.Flags().Lookup(flag); given.Changed && strings.Trim(given.Value.String(), "[], ") == "" {
					return usageError{fmt.Errorf("--%s is empty; leave it out to choose all", flag)}
				}
			}
			if cmd.Flags().Changed("claims") {
				chosen.Claims = &claims
			}
			if len(chosen.Around) == 0 && !cmd.Flags().Changed("depth") {
				chosen.Depth = 0
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			ask := resolvers.Asker(resolvers.DefaultOptions(), slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil)))
			piece, err := chosen.Select(cmd.Context(), store.View(), format, ask)
			if code := graph.CodeOf(err); code == graph.CodeInvalid || code == graph.CodeNotFound {
				return usageError{err}
			} else if err != nil {
				return err
			}
			progress, done := progressOn(cmd.ErrOrStderr())
			defer done()
			options := export.Options{Languages: chosen.Languages(), Base: flags.base}
			if progress != nil {
				options.Progress = func(n, total int) { progress("exporting", n, total) }
			}
			if err := writeExport(cmd.Context(), format, out, cmd.OutOrStdout(), piece, options); err != nil {
				return err
			}
			done()
			things, edges, claims := piece.Size()
			if out != "-" || things+claims == 0 {
				_, _ = fmt.Fprintf(cmd.ErrOrStderr(), "%s: %d things, %d relations, %d claims as nodes\n", format.Name, things, edges, claims)
			}
			return nil
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&name, "format", "", "one of the formats above; without it the ending of --out tells")
	cmd.Flags().StringVar(&out, "out", "", "file to write; a folder or a .zip for formats of two files; - for standard output")
	cmd.Flags().StringVar(&chosen.Question, "question", "", "export what a question of the GraphQL schema answers, with its arguments")
	cmd.Flags().StringSliceVar(&chosen.Around, "around", nil, "export what lies around these things, by ID")
	cmd.Flags().IntVar(&chosen.Depth, "depth", 1, "with --around: how many relations away, at most")
	cmd.Flags().StringSliceVar(&chosen.Kinds, "kind", nil, "only things of these kinds, such as Place,Industry")
	cmd.Flags().StringSliceVar(&chosen.Predicates, "predicate", nil, "only these relations, such as prioritises, and what they join")
	cmd.Flags().StringVar(&chosen.AsOf, "as-of", "", "only what was there, held and was written by this date, such as 2018 or 2018-03-05")
	cmd.Flags().StringVar(&chosen.Language, "language", "", "of labels: en, zh-Hans, zh-Hant or zh-Latn-pinyin")
	cmd.Flags().BoolVar(&claims, "claims", false, "write claims as nodes of their own (RDF and xlsx do unless told --claims=false)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(export.Names(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// formatTable lists the formats for people.
func formatTable() string {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	for _, f := range export.Formats() {
		_, _ = fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", f.Name, f.Title, f.For, f.Limit)
	}
	_ = table.Flush()
	return strings.TrimRight(text.String(), "\n")
}

// formatFor is the format that is named, or that the ending of the file tells.
func formatFor(name, out string) (export.Format, error) {
	if out == "" {
		return export.Format{}, errors.New("nothing says where to write; give --out FILE, or --out - for standard output")
	}
	whole := out
	out, ending := packed(out)
	if inner, twice := packed(out); twice != "" {
		return export.Format{}, fmt.Errorf("%s says that it is packed twice; give %s", whole, inner+ending)
	}
	if name == "" {
		for _, f := range export.Formats() {
			if strings.HasSuffix(out, f.Extension) && len(f.Files) == 0 {
				return f, nil
			}
		}
		return export.Format{}, fmt.Errorf("the ending of %s tells no format; give --format with one of %s", whole, strings.Join(export.Names(), ", "))
	}
	format, err := export.LookupFormat(name)
	if err != nil {
		return format, err
	}
	for _, f := range export.Formats() {
		if ending := filepath.Ext(out); ending == filepath.Ext(f.Extension) && ending != filepath.Ext(format.Extension) && ending != ".json" {
			return format, fmt.Errorf("%s ends as a file of %s does, and --format says %s", whole, f.Name, name)
		}
	}
	if len(format.Files) > 0 && ending != "" {
		return format, fmt.Errorf("%s consists of %s, which are not packed by %s; give a name that ends in .zip in place of %s", name, strings.Join(format.Files, " and "), ending, whole)
	}
	if info, err := os.Stat(out); len(format.Files) > 0 && !strings.HasSuffix(out, ".zip") && (err == nil && !info.IsDir() || filepath.Ext(out) == format.Extension) {
		return format, fmt.Errorf("%s consists of %s; give a folder, or a name that ends in .zip, in place of %s", name, strings.Join(format.Files, " and "), out)
	}
	return format, nil
}

// writeExport writes to where the person wants it. A file is there whole or not at all.
func writeExport(ctx context.Context, f export.Format, out string, stdout io.Writer, piece *graph.Selection, options export.Options) error {
	switch {
	case out == "-":
		return f.Write(ctx, stdout, piece, options)
	case len(f.Files) > 0 && !strings.HasSuffix(out, ".zip"):
		return writeFolder(ctx, f, out, piece, options)
	}
	file, err := createFile(out)
	if err != nil {
		return err
	}
	defer file.discard()
	if err := writePacked(file, out, func(w io.Writer) error { return f.Write(ctx, w, piece, options) }); err != nil {
		return err
	}
	return file.keep()
}

func writeFolder(ctx context.Context, f export.Format, folder string, piece *graph.Selection, options export.Options) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("%s consists of %s, for which a folder is needed: %w", f.Name, strings.Join(f.Files, " and "), err)
	}
	files := fileSet{folder: folder}
	defer files.discard()
	if err := f.WriteFiles(ctx, &files, piece, options); err != nil {
		return err
	}
	return files.keep()
}

// fileSet is the files of one export; they take their names one after the other, once all
// are written.
type fileSet struct {
	folder string
	files  []*newFile
}

func (s *fileSet) Create(name string) (io.Writer, error) {
	file, err := createFile(filepath.Join(s.folder, name))
	if err == nil {
		s.files = append(s.files, file)
	}
	return file, err
}

func (s *fileSet) keep() error {
	for _, file := range s.files {
		if err := file.keep(); err != nil {
			return err
		}
	}
	return nil
}

func (s *fileSet) discard() {
	for _, file := range slices.Backward(s.files) {
		file.discard()
	}
}
