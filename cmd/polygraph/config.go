package main

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
)

func newConfig() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Tell how a server is set up",
		Long: `A setting of serve is a flag, a variable of the environment, or a key of the file of --config. The command line beats the
environment, which beats the file, which beats the default.`,
		Example: "  polygraph config print --config polygraph.yaml",
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newConfigPrint())
	return cmd
}

func newConfigPrint() *cobra.Command {
	s := &serveCommand{options: server.DefaultOptions()}
	var changed bool
	cmd := &cobra.Command{
		Use:   "print",
		Short: "Print every setting of serve, what it is, and where it is from",
		Long: `Print takes the flags of serve, and tells what a server would be told that is started here and now: each setting with its
value, what it does, and whether it is the default or from the command line, the environment or the file. What serve would
refuse is refused here, too, but for what only a start shows: whether the port is free, and what is in the store. The output is a file for --config. Passwords are left out.`,
		Example: "  polygraph config print --config polygraph.yaml\n  polygraph config print --changed\n  polygraph config print > polygraph.yaml",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.check(); err != nil {
				return err
			}
			if err := s.checkFiles(); err != nil {
				return err
			}
			return printSettings(cmd.OutOrStdout(), cmd.Flags(), originsOf(cmd), changed)
		},
	}
	s.add(cmd)
	cmd.Flags().BoolVar(&changed, "changed", false, "print only what is not the default")
	return cmd
}

// printSettings prints settings as YAML, under their headings.
func printSettings(w io.Writer, flags *pflag.FlagSet, from origins, changed bool) error {
	var text bytes.Buffer
	for _, heading := range headings(flags)[1:] {
		begun := false
		sorted := flags.SortFlags
		flags.SortFlags = false
		flags.VisitAll(func(f *pflag.Flag) {
			origin, given := from[f.Name]
			if headingOrNone(f) != heading || changed && !given {
				return
			}
			if !begun {
				_, _ = fmt.Fprintf(&text, "# ---- %s\n\n", heading)
				begun = true
			}
			if !given {
				origin = "default"
			}
			_, _ = fmt.Fprintf(&text, "# %s\n%s # %s\n\n", f.Usage, inYAML(f), origin)
		})
		flags.SortFlags = sorted
	}
	_, err := io.Copy(w, &text)
	return err
}

// inYAML is a setting as a line of the file.
func inYAML(f *pflag.Flag) string {
	var value any = f.Value.String()
	if list, is := f.Value.(pflag.SliceValue); is {
		value = list.GetSlice()
	} else if f.Name == "store" {
		value = shown(f.Value.String())
	} else if address, err := url.Parse(f.Value.String()); err == nil && address.User != nil {
		value = address.Redacted()
	}
	switch f.Value.Type() {
	case "bool", "int", "float64": // whose texts need no quotes
		return f.Name + ": " + f.Value.String()
	}
	text, err := yaml.Dump(value, yaml.WithFlowSimpleCollections(true), yaml.WithLineWidth(-1))
	if err != nil {
		return f.Name + ":" // which no value of a flag leads to
	}
	return f.Name + ": " + strings.TrimSpace(string(text))
}
