package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// dataFlags choose what data a command reads.
type dataFlags struct {
	folders    []string
	noEmbedded bool
	base       string
	store      string // where the graph is kept
	loads      bool   // whether data are brought into the store, or only what it has is read
	served     bool   // whether data may be sent, which come into the store as noEmbedded says
	create     bool   // whether the store is made where it is not there
	commit     commitFlags
	quads      string // a file with a whole graph; empty for none
	read       quadsRead
	in         func() io.Reader // standard input
}

func (f *dataFlags) add(cmd *cobra.Command) {
	f.in = cmd.InOrStdin
	cmd.Flags().StringArrayVar(&f.folders, "data", nil, "read this folder of data files (YAML, CSV, N-Quads, JSON-LD) too; may be repeated")
	_ = cmd.MarkFlagDirname("data")
	cmd.Flags().StringVar(&f.base, "base", graph.DefaultBase, "what stands before polygraph's own IRIs in N-Quads and JSON-LD files")
	cmd.Flags().StringVar(&f.quads, "quads", "", "read this whole graph in place of all other data: N-Quads, plain or packed by gzip or zstd, taken as they are; - for standard input")
	cmd.Flags().StringVar(&f.store, "store", inMemory, "where the graph is kept: memory: for as long as the command runs, bbolt:FILE or postgres://USER@HOST/DATABASE")
	cmd.Flags().BoolVar(&f.noEmbedded, "no-embedded", false, "leave out the embedded dataset, and read only --data")
	setting(cmd, "Data", "base", "store")
}

// sources are the folders in the order in which they are read.
func (f *dataFlags) sources() ([]loader.Source, error) {
	var sources []loader.Source
	if !f.noEmbedded {
		sources = append(sources, loader.Source{Name: "data", Files: data.Files})
	}
	if err := f.checkBase(); err != nil {
		return nil, err
	}
	var seen []os.FileInfo
	for _, folder := range f.folders {
		if folder == "" {
			return nil, usageError{errors.New("the name of a data folder is empty; write . for this one")}
		}
		info, err := os.Stat(folder)
		if err != nil {
			return nil, usageError{fmt.Errorf("the data folder cannot be read: %w", err)}
		}
		if !info.IsDir() {
			return nil, usageError{fmt.Errorf("%s is a file; name the folder that holds it", folder)}
		}
		for i, other := range seen {
			if os.SameFile(info, other) {
				return nil, usageError{fmt.Errorf("%s and %s are one folder; name it once", f.folders[i], folder)}
			}
		}
		seen = append(seen, info)
		sources = append(sources, loader.Source{Name: folder, Files: os.DirFS(folder), Base: f.base})
	}
	if len(sources) == 0 {
		return nil, usageError{errors.New("--no-embedded leaves nothing to read; name a folder with --data")}
	}
	return sources, nil
}

func (f *dataFlags) checkBase() error {
	if f.base != "" && !strings.HasSuffix(f.base, "/") {
		return usageError{fmt.Errorf("--base %q must end in /, since names follow it at once, some of which have a # of their own", f.base)}
	}
	if base, err := url.Parse(f.base); f.base != "" && (err != nil || !base.IsAbs() || strings.ContainsAny(f.base, " <>\"{}|\\^`")) {
		return usageError{fmt.Errorf("--base %q is no absolute IRI, such as %s", f.base, graph.DefaultBase)}
	}
	return nil
}

// open gives the graph of the store, or loads the data. Faults go to errOut, each on a
// line of its own.
func (f *dataFlags) open(ctx context.Context, errOut io.Writer) (*graph.Store, *loader.Report, error) {
	store, report, err := f.load(ctx, errOut)
	if faults, faulty := errors.AsType[loader.Faults](err); faulty {
		printFaults(errOut, faults)
		return nil, nil, errReported
	}
	return store, report, err
}

func (f *dataFlags) load(ctx context.Context, errOut io.Writer) (store *graph.Store, report *loader.Report, err error) {
	if f.store != inMemory && !f.loads {
		return f.openStored(ctx)
	}
	// Data are looked for before the store is.
	var sources []loader.Source
	if f.quads == "" {
		if sources, err = f.sources(); err != nil {
			return nil, nil, err
		}
	}
	if f.quads != "" && f.store == inMemory {
		return f.readQuads(ctx, errOut)
	}
	if store, err = f.openStore(ctx, true); err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			_ = store.Close()
		}
	}()
	if f.quads != "" {
		report, err = f.loadQuads(ctx, store, errOut)
		return store, report, err
	}
	progress, done := progressOn(errOut)
	defer done()
	report, err = loader.Load(ctx, store, sources, progress)
	return store, report, err
}

func printFaults(w io.Writer, faults loader.Faults) {
	for _, fault := range faults {
		_, _ = fmt.Fprintln(w, fault)
	}
	_, _ = fmt.Fprintf(w, "%d %s; nothing was loaded.\n", len(faults), plural(len(faults), "fault", "faults"))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
