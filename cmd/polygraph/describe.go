package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

func newDescribe() *cobra.Command {
	var flags dataFlags
	var site, licence string
	cmd := &cobra.Command{
		Use:   "describe dataset|shapes|vocabulary|context|frame|columns",
		Short: "Describe the graph and its vocabulary for machines",
		Long: `Describe prints what programs want to know before they read the RDF:

  dataset     what the graph holds, from which documents, under which licence (VoID, DCAT; Turtle)
  shapes      what a valid graph looks like (SHACL; Turtle)
  vocabulary  classes and properties of our own (RDF Schema; Turtle)
  context     the JSON-LD context of exports and of data files
  frame       the JSON-LD frame of the format jsonld-framed
  columns     the attributes of nodes and edges in graph formats and tables`,
		Example:   "  polygraph describe shapes > shapes.ttl",
		ValidArgs: []string{"dataset", "shapes", "vocabulary", "context", "frame", "columns"},
		Args:      usage(cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs)),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if err := checkDescription(site, licence); err != nil {
				return err
			}
			switch args[0] {
			case "shapes":
				return export.Shapes(out, flags.base)
			case "vocabulary":
				return export.Vocabulary(out, flags.base)
			case "context":
				return printIndented(out, map[string]any{"@context": graph.JSONLDContext(flags.base)})
			case "columns":
				return printColumns(out)
			case "frame":
				return printIndented(out, export.JSONLDFrame(flags.base))
			}
			store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			return export.Dataset(out, store.View(), export.DatasetOptions{Base: flags.base, Site: strings.TrimSuffix(site, "/"), Licence: flags.licenceOf(licence)})
		},
	}
	flags.add(cmd)
	addDescription(cmd, &site, &licence)
	return cmd
}

// addDescription adds what a description of the dataset needs to be told.
func addDescription(cmd *cobra.Command, site, licence *string) {
	cmd.Flags().StringVar(site, "site", "", "where the outside finds the server, such as https://graph.example.org; without it serve takes the address at which it is asked, and describe gives none")
	cmd.Flags().StringVar(licence, "licence", "", "IRI of the licence of the data; that of the embedded dataset stands by itself where it is all")
}

// checkDescription refuses what is no address, which would break the description.
func checkDescription(site, licence string) error {
	for flag, text := range map[string]string{"site": site, "licence": licence} {
		if iri, err := url.Parse(text); text != "" && (err != nil || !iri.IsAbs() || iri.Host == "" || strings.ContainsAny(text, " <>\"{}|\\^`")) {
			return usageError{fmt.Errorf("--%s %q is no absolute address, such as %s", flag, text, map[string]string{"site": "https://graph.example.org", "licence": embeddedLicence}[flag])}
		}
	}
	return nil
}

// licenceOf is the licence of the data that are read: what the operator says, or that of
// the embedded dataset where nothing else is read.
func (f *dataFlags) licenceOf(said string) string {
	if said == "" && !f.noEmbedded && len(f.folders) == 0 {
		return embeddedLicence
	}
	return said
}

// embeddedLicence is that of the facts in the folder data; data/LICENSE.md tells it to people.
const embeddedLicence = "https://creativecommons.org/licenses/by/4.0/"

// printColumns prints the tables of columns.
func printColumns(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, of := range []struct {
		name    string
		columns []export.Column
	}{{"node", export.NodeColumns()}, {"edge", export.EdgeColumns()}} {
		for _, c := range of.columns {
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", of.name, c.Name, c.Type, c.Description)
		}
	}
	return table.Flush()
}

func printIndented(w io.Writer, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, text, "", "  "); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, indented.String())
	return err
}
