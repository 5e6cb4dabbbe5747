package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// settleTime is how long files must rest before they are read: editors and copies
// change a file in several steps.
const settleTime = 200 * time.Millisecond

// awayTime is how often a folder that is gone is looked for: nothing tells when it
// is back.
const awayTime = time.Second

// lookTime is how often files are looked at besides.
const lookTime = 2 * time.Second

// watch loads the user's folders anew when something in them changes. With faulty
// data the store keeps its View, and the faults are logged and told in the status.
type watch struct {
	flags   *dataFlags
	store   *graph.Store
	log     *slog.Logger
	every   time.Duration // lookTime, but in tests
	again   chan struct{} // the store is back, and what it refused can be loaded
	loads   *observe.Metrics
	tracing *observe.Tracing
	memory  *server.Memory // which a load may take more of; nil where nobody looks

	mu     sync.Mutex
	status server.DataStatus
}

func newWatch(flags *dataFlags, store *graph.Store, log *slog.Logger) *watch {
	w := &watch{flags: flags, store: store, log: log, every: lookTime, again: make(chan struct{}, 1), status: server.DataStatus{
		Folders: slices.Clone(flags.folders), Quads: flags.quads, Watched: true, State: server.DataCurrent, Faults: []loader.Fault{}}}
	if flags.store != inMemory {
		w.status.Store = &server.StoreStatus{URL: shown(flags.store), State: server.StoreCurrent}
	}
	return w
}

// followStore catches up with what others load into the store, until the context ends.
func (w *watch) followStore(ctx context.Context) {
	w.store.Follow(ctx, func(err error) {
		now := &server.StoreStatus{URL: shown(w.flags.store), State: server.StoreCurrent}
		if err != nil {
			now.State, now.Since, now.Error = server.StoreAway, time.Now().UTC().Truncate(time.Second), err.Error()
			w.log.Error("the store is away; answers stay as they were", "error", err, "generation", w.store.View().Generation())
		} else {
			w.log.Info("the store is back", "generation", w.store.View().Generation())
			select {
			case w.again <- struct{}{}:
			default:
			}
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		w.status.Store = now
	})
}

// Status is what the last load came to. It may be asked at any time.
func (w *watch) Status() server.DataStatus {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.status
}

// start begins to watch, and returns once changes from then on are noticed. It
// goes on until the context ends.
func (w *watch) start(ctx context.Context) error {
	events, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("cannot watch files: %w", err)
	}
	for _, folder := range w.flags.folders {
		if err := addFolders(events, folder); err != nil {
			_ = events.Close()
			return fmt.Errorf("cannot watch %s: %w", folder, err)
		}
	}
	go func() {
		defer func() { _ = events.Close() }()
		w.follow(ctx, events)
	}()
	return nil
}

// addFolders watches a folder of the user's, which may be a link, and those in it.
func addFolders(events *fsnotify.Watcher, folder string) error {
	folder, err := filepath.EvalSymlinks(folder) // WalkDir would stop at a link
	if err != nil {
		return err
	}
	return addTree(events, folder)
}

// addNew watches what has just been made in a folder; a file, a link and what is
// gone again leave nothing to watch.
func addNew(events *fsnotify.Watcher, path string) {
	if !strings.HasPrefix(filepath.Base(path), ".") {
		_ = addTree(events, path)
	}
}

// addTree watches a folder and those in it, since the system tells of one level
// only. Those that are watched already stay so; those that the loader passes over
// (hidden ones and links) are none of ours.
func addTree(events *fsnotify.Watcher, folder string) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return err
		case path != folder && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		return events.Add(path)
	})
}

// addAgain watches what a removed and remade folder, or more changes at once than
// the system remembers, left unwatched. It tells whether a folder is gone.
func (w *watch) addAgain(events *fsnotify.Watcher) (away bool) {
	for _, folder := range w.flags.folders {
		err := addFolders(events, folder)
		if _, gone := os.Stat(folder); gone != nil {
			away = true
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) { // a folder in it may go meanwhile
			w.log.Warn("some folders of the data cannot be watched", "error", err)
		}
	}
	return away
}

func (w *watch) follow(ctx context.Context, events *fsnotify.Watcher) {
	settled := time.NewTimer(settleTime) // runs at once: files may have changed since the first load
	away := false
	looks := time.NewTicker(w.every)
	defer looks.Stop()
	seen := fingerprint(w.flags.folders)
	for first := true; ; {
		select {
		case <-ctx.Done():
			return
		case event := <-events.Events:
			if event.Op == fsnotify.Chmod {
				continue
			}
			if event.Has(fsnotify.Create) {
				addNew(events, event.Name)
			}
			settled.Reset(settleTime)
		case err := <-events.Errors: // such as more changes at once than the system remembers
			w.log.Warn("some changes of the data may have been missed; loading all of it", "error", err)
			settled.Reset(settleTime)
		case <-looks.C: // of changes behind links, and on shared disks, the system tells nothing
			if now := fingerprint(w.flags.folders); now != seen {
				seen = now
				settled.Reset(settleTime)
			}
		case <-w.again:
			settled.Reset(settleTime)
		case <-settled.C:
			seen = fingerprint(w.flags.folders)
			stillAway := away
			if away = w.addAgain(events); away {
				settled.Reset(awayTime)
			}
			if !away || !stillAway { // that it is gone is told once
				w.reload(ctx, first)
				first = false
			}
		}
	}
}

// fingerprint tells whether any file of the folders became another one: by name,
// size and time, of what links lead to.
func fingerprint(folders []string) uint64 {
	hash := fnv.New64a()
	for _, folder := range folders {
		files := os.DirFS(folder)
		_ = fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // what cannot be read is told by the load
			}
			if d.IsDir() && p != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			if info, err := fs.Stat(files, p); err == nil && !info.IsDir() {
				_, _ = fmt.Fprintln(hash, folder, p, info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return hash.Sum64()
}

// reload reads the folders again. When quiet, it says nothing unless they changed.
func (w *watch) reload(ctx context.Context, quiet bool) {
	defer w.memory.Loading()()
	begun := time.Now()
	traced, loaded := w.tracing.Root(ctx, "load")
	sources, err := w.flags.sources()
	var report *loader.Report
	if err == nil {
		report, err = loader.Load(traced, w.store, sources, nil)
	}
	loaded(err)
	if ctx.Err() != nil {
		return // the server is stopping
	}
	w.loads.Loaded(outcomeOf(report, err), time.Since(begun))
	w.mu.Lock()
	defer w.mu.Unlock()
	kept := w.store.View().Generation()
	w.status.State, w.status.Faults, w.status.Error = server.DataCurrent, []loader.Fault{}, ""
	switch faults, faulty := errors.AsType[loader.Faults](err); {
	case faulty:
		w.status.State, w.status.Faults = server.DataFaulty, faults
		for _, fault := range faults {
			w.log.Error("fault in the data", "at", fault.Position.String(), "wrong", fault.Wrong, "remedy", fault.Remedy)
		}
		w.log.Error("the changed data were not loaded; answers stay as they were", "faults", len(faults), "generation", kept)
	case err != nil:
		w.status.State, w.status.Error = server.DataFaulty, err.Error()
		w.log.Error("the changed data were not loaded; answers stay as they were", "error", err, "generation", kept)
	case report.Quads.Added+report.Quads.Removed == 0 && quiet:
	case report.Quads.Added+report.Quads.Removed == 0:
		w.log.Info("the data were read again, and say the same", "generation", kept)
	default:
		w.log.Info("the changed data were loaded", "generation", report.Generation, "claims added", report.Claims.Added, "claims changed", report.Claims.Changed, "claims removed", report.Claims.Removed,
			"quads added", report.Quads.Added, "quads removed", report.Quads.Removed)
	}
}
