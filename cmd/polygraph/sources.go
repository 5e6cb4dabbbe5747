package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
)

// sourceFlags choose the documents that claims are compared with.
type sourceFlags struct {
	folder    string
	documents []string
}

func (f *sourceFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.folder, "sources", "", "folder of the source documents")
	setting(cmd, "Data", "sources")
	_ = cmd.MarkFlagDirname("sources")
}

func (f *sourceFlags) addDocument(cmd *cobra.Command, usage string) {
	cmd.Flags().StringArrayVar(&f.documents, "document", nil, usage+"; may be repeated")
}

// open opens the folder.
func (f *sourceFlags) open() (fs.FS, error) {
	if f.folder == "" {
		return nil, usageError{errors.New("name the folder of source documents with --sources DIR")}
	}
	if info, err := os.Stat(f.folder); err != nil || !info.IsDir() {
		return nil, usageError{fmt.Errorf("--sources %s is no folder that can be read", f.folder)}
	}
	return os.DirFS(f.folder), nil
}

// wanted tells which documents were chosen; nil for all.
func (f *sourceFlags) wanted(view *graph.View) (func(graph.ID) bool, error) {
	chosen := make(map[graph.ID]bool)
	for _, id := range f.documents {
		if _, err := view.Require(graph.ID(id), graph.Document); err != nil {
			return nil, usageError{fmt.Errorf("%w; the documents are %s", err, documentsOf(view))}
		}
		chosen[graph.ID(id)] = true
	}
	if len(chosen) == 0 {
		return nil, nil
	}
	return func(id graph.ID) bool { return chosen[id] }, nil
}

// compare opens the data and the sources, and hands them on with the documents
// that were chosen.
func (f *sourceFlags) compare(cmd *cobra.Command, flags *dataFlags, with func(view *graph.View, texts fs.FS, wanted func(graph.ID) bool) error) error {
	texts, err := f.open()
	if err != nil {
		return err
	}
	store, _, err := flags.open(cmd.Context(), cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	wanted, err := f.wanted(store.View())
	if err != nil {
		return err
	}
	return with(store.View(), texts, wanted)
}
