package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
	"github.com/polygraph-kg/polygraph/graph"
)

// lockedBuffer is a log that a test reads while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A user's folder is served, made faulty, mended, and given a sub-folder.
func TestWatchFollowsTheUsersFiles(t *testing.T) {
	const mine = "entities:\n- id: place/qufu\n  labels: {en: Qufu}\n  level: county\n"
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("mine.yaml", mine)
	flags := dataFlags{folders: []string{dir}, noEmbedded: true, store: inMemory}
	store, _, err := flags.open(t.Context(), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	var log lockedBuffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w := newWatch(&flags, store, slog.New(slog.NewTextHandler(&log, nil)))
	w.every = 20 * time.Millisecond
	if err := w.start(ctx); err != nil {
		t.Fatal(err)
	}
	health := func() (answer struct {
		Status     string
		Generation int
		Data       server.DataStatus
	}) {
		recorder := httptest.NewRecorder()
		server.Handler(store, server.DefaultOptions(), w.Status, slog.New(slog.DiscardHandler)).ServeHTTP(recorder, httptest.NewRequest("GET", "/healthz?verbose", nil))
		if err := json.Unmarshal(recorder.Body.Bytes(), &answer); err != nil || recorder.Code != 200 {
			t.Fatalf("/healthz?verbose answers %d: %s", recorder.Code, recorder.Body)
		}
		return answer
	}
	await := func(what string, holds func() bool) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("waited in vain for %s; the log says\n%s", what, &log)
			}
		}
	}
	label := func(id string) string {
		for _, thing := range store.View().Things("Place") {
			if string(thing.ID) == id {
				return thing.Label("en")
			}
		}
		return ""
	}

	write("mine.yaml", strings.Replace(mine, "Qufu", "Qufu City", 1))
	await("the new label", func() bool { return label("place/qufu") == "Qufu City" })
	before := health()
	if before.Data.State != server.DataCurrent || len(before.Data.Faults) != 0 || !before.Data.Watched {
		t.Errorf("sound data are told of as %+v", before.Data)
	}

	write("mine.yaml", strings.Replace(mine, "county", "shire", 1))
	await("the fault", func() bool { return health().Data.State == server.DataFaulty })
	faulty := health()
	if faulty.Status != "ok" || faulty.Generation != before.Generation || label("place/qufu") != "Qufu City" {
		t.Errorf("with faulty data the answers change: %+v, %q", faulty, label("place/qufu"))
	}
	if len(faulty.Data.Faults) != 1 || faulty.Data.Faults[0].Line != 4 || !strings.Contains(faulty.Data.Faults[0].Wrong, "shire") {
		t.Errorf("the faults are %+v", faulty.Data.Faults)
	}
	if !strings.Contains(log.String(), "mine.yaml:4:10") || !strings.Contains(log.String(), "shire") {
		t.Errorf("the log lacks the fault:\n%s", &log)
	}

	write("mine.yaml", mine)
	await("the data to be sound again", func() bool { return health().Data.State == server.DataCurrent && label("place/qufu") == "Qufu" })

	outside := filepath.Join(t.TempDir(), "linked.yaml")
	link := func(name string) {
		t.Helper()
		if err := os.WriteFile(outside, []byte(strings.NewReplacer("qufu", "sishui", "Qufu", name).Replace(mine)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link("Sishui")
	if err := os.Symlink(outside, filepath.Join(dir, "linked.yaml")); err != nil {
		t.Fatal(err)
	}
	await("a file behind a link", func() bool { return label("place/sishui") == "Sishui" })
	link("Si River")
	await("a change behind the link", func() bool { return label("place/sishui") == "Si River" })
	if err := os.Remove(filepath.Join(dir, "linked.yaml")); err != nil {
		t.Fatal(err)
	}
	await("what the link led to goes", func() bool { return label("place/sishui") == "" })

	write("more/zoucheng.yaml", strings.NewReplacer("qufu", "zoucheng", "Qufu", "Zoucheng").Replace(mine))
	await("a file in a new folder", func() bool { return label("place/zoucheng") == "Zoucheng" })
	write("more/zoucheng.yaml", strings.NewReplacer("qufu", "zoucheng", "Qufu", "Zou").Replace(mine))
	await("a change in the new folder", func() bool { return label("place/zoucheng") == "Zou" })
	if err := os.RemoveAll(filepath.Join(dir, "more")); err != nil {
		t.Fatal(err)
	}
	await("the folder's things to go", func() bool { return label("place/zoucheng") == "" })

	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	await("the loss of the whole folder", func() bool { return health().Data.Error != "" })
	write("mine.yaml", strings.Replace(mine, "Qufu", "Qufu again", 1))
	await("the folder to be back", func() bool { return label("place/qufu") == "Qufu again" })
	write("mine.yaml", mine)
	await("a change in it", func() bool { return label("place/qufu") == "Qufu" })
}

func TestEveryFolderOfTheDataIsWatched(t *testing.T) {
	dir := files(t, map[string]string{"real/a/deep/x.yaml": "", "real/b/y.yaml": "", "real/z.yaml": ""})
	link(t, "real", filepath.Join(dir, "linked"))
	root, err := filepath.EvalSymlinks(filepath.Join(dir, "real"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"real", "linked"} {
		events, err := fsnotify.NewWatcher()
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = events.Close() }()
		for range 2 { // a second time changes nothing
			if err := addFolders(events, filepath.Join(dir, folder)); err != nil {
				t.Fatal(err)
			}
		}
		want := []string{"", "/a", "/a/deep", "/b"}
		var got []string
		for _, name := range events.WatchList() {
			resolved, _ := filepath.EvalSymlinks(name)
			got = append(got, strings.TrimPrefix(resolved, root))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("of %s %q are watched, want %q", folder, got, want)
		}
	}
}

// A folder that is removed and made again, as a checkout of another version does,
// is watched again, together with what is in it.
func TestARemadeFolderIsWatchedAgain(t *testing.T) {
	dir := files(t, map[string]string{"mine/a/x.yaml": ""})
	mine := filepath.Join(dir, "mine")
	events, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = events.Close() }()
	w := newWatch(&dataFlags{folders: []string{mine}, store: inMemory}, nil, slog.New(slog.DiscardHandler))
	if w.addAgain(events) {
		t.Error("a folder that is there is away")
	}
	if err := os.Rename(mine, filepath.Join(dir, "old")); err != nil {
		t.Fatal(err)
	}
	if !w.addAgain(events) {
		t.Error("a folder that is gone is there")
	}
	put(t, filepath.Join(mine, "b/y.yaml"), "")
	if w.addAgain(events) {
		t.Error("a folder that is there again is away")
	}
	if !slices.Contains(events.WatchList(), filepath.Join(mine, "b")) {
		t.Errorf("%q are watched", events.WatchList())
	}
}

// What the loader does not read is not watched: hidden folders, such as those of
// version control, and what links lead to, which may be the whole disk.
func TestOnlyFoldersOfDataAreWatched(t *testing.T) {
	dir := files(t, map[string]string{"mine/a/x.yaml": "", "mine/.git/objects/x": "", "elsewhere/b/x": ""})
	mine := filepath.Join(dir, "mine")
	events, err := fsnotify.NewWatcher()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = events.Close() }()
	w := newWatch(&dataFlags{folders: []string{mine}, store: inMemory}, nil, slog.New(slog.DiscardHandler))
	w.addAgain(events)
	link := filepath.Join(mine, "link")
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), link); err != nil {
		t.Fatal(err)
	}
	addNew(events, link)
	put(t, filepath.Join(mine, ".hidden/y.yaml"), "")
	addNew(events, filepath.Join(mine, ".hidden"))
	put(t, filepath.Join(mine, "c/d/y.yaml"), "")
	addNew(events, filepath.Join(mine, "c"))
	want := []string{mine, filepath.Join(mine, "a"), filepath.Join(mine, "c"), filepath.Join(mine, "c/d")}
	if got := slices.Sorted(slices.Values(events.WatchList())); !slices.Equal(got, want) {
		t.Errorf("%q are watched, want %q", got, want)
	}
}

// What a stopping server did not load is no fault.
func TestALoadThatIsGivenUpTellsNothing(t *testing.T) {
	flags := dataFlags{folders: []string{folder(t, faultyData)}, noEmbedded: true, store: inMemory}
	store := graph.NewStore(nil)
	var log lockedBuffer
	w := newWatch(&flags, store, slog.New(slog.NewTextHandler(&log, nil)))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	w.reload(ctx, false)
	if status := w.Status(); status.State != server.DataCurrent || len(status.Faults) > 0 || status.Error != "" || log.String() != "" {
		t.Errorf("the status is %+v, and the log says %q", status, log.String())
	}
	if store.View().Generation() != 0 {
		t.Error("it was loaded all the same")
	}
}

// Each load replaces what the last one told.
func TestTheStatusIsThatOfTheLastLoad(t *testing.T) {
	dir := tiny(t)
	mine := filepath.Join(dir, "mine.yaml")
	sound := read(t, mine)
	store := graph.NewStore(nil)
	var log lockedBuffer
	w := newWatch(&dataFlags{folders: []string{dir}, noEmbedded: true, store: inMemory}, store, slog.New(slog.NewTextHandler(&log, nil)))
	for _, step := range []struct {
		name   string
		change func()
		quiet  bool
		state  string
		faults int
		wrong  string // in the error that is no fault
		log    string
	}{
		{"sound", func() {}, false, server.DataCurrent, 0, "", "the changed data were loaded"},
		{"the same, quietly", func() {}, true, server.DataCurrent, 0, "", ""},
		{"the same", func() {}, false, server.DataCurrent, 0, "", "say the same"},
		{"faulty", func() { put(t, mine, strings.ReplaceAll(sound, "county", "shire")) }, true, server.DataFaulty, 1, "", "mine.yaml:4:10"},
		{"empty", func() { _ = os.Remove(mine) }, false, server.DataFaulty, 0, "holds no data file", "holds no data file"},
		{"gone", func() { _ = os.Remove(dir) }, false, server.DataFaulty, 0, "the data folder cannot be read", "cannot be read"},
		{"there again", func() { put(t, mine, sound) }, false, server.DataCurrent, 0, "", "say the same"},
	} {
		step.change()
		before := len(log.String())
		w.reload(t.Context(), step.quiet)
		status, said := w.Status(), log.String()[before:]
		if status.State != step.state || len(status.Faults) != step.faults || !strings.Contains(status.Error, step.wrong) || (step.wrong == "") != (status.Error == "") {
			t.Errorf("%s: the status is %+v", step.name, status)
		}
		if !strings.Contains(said, step.log) || (step.log == "") != (said == "") {
			t.Errorf("%s: the log says %q", step.name, said)
		}
		if len(store.View().Claims()) != 2 {
			t.Errorf("%s: the answers change", step.name)
		}
	}
}
