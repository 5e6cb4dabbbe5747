package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// administration does over HTTP what the commands load, backup and fsck do.
type administration struct {
	serving *serveCommand
	store   *graph.Store
	watch   *watch
}

var _ server.Administration = (*administration)(nil)

// conflict is an error of asking for what this server does not do.
func conflict(message string) error { return &graph.Error{Code: graph.CodeConflict, Message: message} }

// with are the sources of the server, and what was sent.
func (a *administration) with(name string, files fs.FS) ([]loader.Source, error) {
	flags := a.serving.data
	if flags.quads != "" {
		return nil, conflict("this server serves one whole graph, of --quads; data cannot be loaded beside it")
	}
	if flags.noEmbedded && len(flags.folders) == 0 {
		return []loader.Source{{Name: name, Files: files, Base: flags.base}}, nil
	}
	sources, err := flags.sources()
	if err != nil {
		return nil, err
	}
	return append(sources, loader.Source{Name: name, Files: files, Base: flags.base}), nil
}

// Check loads data into a copy of the graph, which nobody sees.
func (a *administration) Check(ctx context.Context, name string, files fs.FS) (*loader.Report, error) {
	sources, err := a.with(name, files)
	if err != nil {
		return nil, err
	}
	defer a.serving.options.Memory.Loading()()
	return loader.Load(ctx, graph.NewStore(a.store.View()), sources, nil)
}

// Load makes the graph hold what the server would load at its start, and what was sent.
func (a *administration) Load(ctx context.Context, by, name string, files fs.FS) (*loader.Report, error) {
	if a.serving.watched {
		return nil, conflict("this server loads what its folders say, and would undo the load with the next change of theirs; put the files there, and POST /admin/reload")
	}
	sources, err := a.with(name, files)
	if err != nil {
		return nil, err
	}
	defer a.serving.options.Memory.Loading()()
	begun := time.Now()
	report, err := loader.Load(graph.By(ctx, by), a.store, sources, nil)
	a.serving.options.Observe.Metrics.Loaded(outcomeOf(report, err), time.Since(begun))
	return report, err
}

// Reload reads the watched folders at once.
func (a *administration) Reload(ctx context.Context) error {
	if !a.serving.watched {
		return conflict("this server watches no folders; it would have to be started with --data DIR --watch")
	}
	a.watch.reload(ctx, false)
	return ctx.Err()
}

// Backup writes the generation that is served, of a store or of memory.
func (a *administration) Backup(ctx context.Context, w io.Writer) error {
	view := a.store.View()
	commit := graph.Commit{Generation: view.Generation(), At: time.Now().UTC()}
	// The store may be ahead of the View.
	commits, _ := a.store.History(ctx)
	if i := slices.IndexFunc(commits, func(c graph.Commit) bool { return c.Generation == view.Generation() }); i >= 0 {
		commit = commits[i]
	}
	return loader.WriteBackup(ctx, w, view, commit)
}

// Fsck checks what the store keeps.
func (a *administration) Fsck(ctx context.Context) ([]graph.Problem, error) {
	journal, err := openJournal(a.serving.data.store, false)
	if err != nil {
		return nil, err
	}
	if journal == nil {
		var problems []graph.Problem
		err := a.store.View().Audit(ctx, func(p graph.Problem) { problems = append(problems, p) })
		return problems, err
	}
	defer func() { _ = journal.Close() }()
	problems, _, err := check(ctx, journal)
	if errors.Is(err, context.Canceled) {
		return nil, err
	}
	return problems, err
}
