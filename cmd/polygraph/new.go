package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/loader"
)

// schemaName is the name under which a data folder keeps the JSON Schema.
const schemaName = "polygraph.schema.json"

// scaffoldFlags say where a new entry goes.
type scaffoldFlags struct {
	into  string
	brief bool
}

func newNew() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new document|entity|claim",
		Short: "Scaffold an entry of your own data",
		Long: `New writes an entry for a data file in YAML, to standard output or, with --into, at the end
of its part of a file, which is made where there is none. Values are given as key=value, by
the names of the CSV columns: labels.en=Qufu, "mentions=hydrogen|lay out". What is required
and not given stands there to be filled in, and polygraph load points it out; what is
optional stands there as a comment, unless --brief is given. Beside a new file it puts
` + schemaName + `, by which editors complete and check the file.`,
		Example: "  polygraph new document document/qufu-plan sourceFile=qufu.txt language=en --into mydata/qufu.yaml\n  polygraph new claim place/jining hasTarget metric/output-value line=4",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var flags scaffoldFlags
	document := &cobra.Command{
		Use:     "document ID [KEY=VALUE]...",
		Short:   "Scaffold the entry of a document",
		Example: `  polygraph new document document/qufu-plan sourceFile=qufu.txt "title.en=Qufu's industrial plan" language=en date=2024-05 --into mydata/qufu.yaml`,
		Args:    atLeast(1, "an ID, such as place/qufu"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !strings.HasPrefix(args[0], "document/") {
				return usageError{fmt.Errorf("%q is not the ID of a document; write document/name", args[0])}
			}
			return flags.scaffold(cmd, args[1:], func(cells []loader.Cell) (*loader.Scaffold, error) {
				return loader.NewEntity(args[0], cells, flags.brief)
			})
		},
	}
	entity := &cobra.Command{
		Use:     "entity ID [KEY=VALUE]...",
		Short:   "Scaffold the entry of a place, an industry, an enterprise …",
		Example: `  polygraph new entity place/qufu labels.en=Qufu labels.zh-Hans=曲阜市 level=county partOf=place/jining --into mydata/qufu.yaml`,
		Args:    atLeast(1, "an ID, such as place/qufu"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if strings.HasPrefix(args[0], "document/") {
				return usageError{errors.New("a document is no entity; use polygraph new document")}
			}
			return flags.scaffold(cmd, args[1:], func(cells []loader.Cell) (*loader.Scaffold, error) {
				return loader.NewEntity(args[0], cells, flags.brief)
			})
		},
	}
	claim := &cobra.Command{
		Use:     "claim SUBJECT PREDICATE OBJECT [KEY=VALUE]...",
		Short:   "Scaffold the entry of a claim",
		Example: `  polygraph new claim place/qufu prioritises industry/hydrogen line=3 stance=NURTURE "mentions=hydrogen|lay out" --into mydata/qufu.yaml`,
		Args:    atLeast(3, "a subject, a predicate and an object, such as place/jining prioritises industry/steel"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return flags.scaffold(cmd, args[3:], func(cells []loader.Cell) (*loader.Scaffold, error) {
				return loader.NewClaim(args[0], args[1], args[2], cells, flags.brief)
			})
		},
	}
	for _, sub := range []*cobra.Command{document, entity, claim} {
		sub.Flags().StringVar(&flags.into, "into", "", "put the entry into this YAML file")
		sub.Flags().BoolVar(&flags.brief, "brief", false, "leave out the comments on optional keys")
		cmd.AddCommand(sub)
	}
	return cmd
}

// atLeast asks for the arguments by what they are.
func atLeast(count int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < count {
			return usageError{fmt.Errorf("give %s", what)}
		}
		return nil
	}
}

func (f *scaffoldFlags) scaffold(cmd *cobra.Command, values []string, make func([]loader.Cell) (*loader.Scaffold, error)) error {
	var cells []loader.Cell
	for _, value := range values {
		key, text, given := strings.Cut(value, "=")
		if !given {
			return usageError{fmt.Errorf("%q is no key=value; quote a value that holds spaces", value)}
		}
		cells = append(cells, loader.Cell{Column: key, Value: text})
	}
	entry, err := make(cells)
	if err != nil {
		return usageError{err}
	}
	if f.into == "" && cmd.Flags().Changed("into") {
		return usageError{errors.New("--into names no file; leave it out to print the entry")}
	}
	if f.into == "" {
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s:\n%s", entry.Part, entry.Text)
		return err
	}
	if extension := strings.ToLower(filepath.Ext(f.into)); extension != ".yaml" && extension != ".yml" {
		return usageError{fmt.Errorf("--into %s is no YAML file; give it a name that ends in .yaml", f.into)}
	}
	text, err := os.ReadFile(f.into)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = f.begin()
	}
	if err != nil {
		return err
	}
	text, err = entry.Insert(text)
	if err != nil {
		return fmt.Errorf("%s: %w", f.into, err)
	}
	if err := replaceFile(f.into, text); err != nil {
		return err
	}
	if _, err = fmt.Fprintf(cmd.OutOrStdout(), "Added to %s in %s.\n", entry.Part, f.into); err == nil && len(entry.Open) > 0 {
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "To be filled in: %s.\n", strings.Join(entry.Open, ", "))
	}
	return err
}

// begin makes the folder of a new file, puts the JSON Schema there, and returns
// the line that leads editors to it.
func (f *scaffoldFlags) begin() ([]byte, error) {
	folder := filepath.Dir(f.into)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("cannot make the folder of %s: %w", f.into, err)
	}
	if err := replaceFile(filepath.Join(folder, schemaName), data.Schema); err != nil {
		return nil, err
	}
	return []byte("# yaml-language-server: $schema=" + schemaName + "\n"), nil
}
