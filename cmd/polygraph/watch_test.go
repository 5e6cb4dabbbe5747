package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/server"
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
	flags := dataFlags{folders: []string{dir}, noEmbedded: true}
	store, _, err := flags.open(t.Context(), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	var log lockedBuffer
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w := newWatch(&flags, store, slog.New(slog.NewTextHandler(&log, nil)))
	if err := w.start(ctx); err != nil {
		t.Fatal(err)
	}
	health := func() (answer struct {
		Status     string
		Generation int
		Data       server.DataStatus
	}) {
		recorder := httptest.NewRecorder()
		server.Handler(store, w.Status, slog.New(slog.DiscardHandler)).ServeHTTP(recorder, httptest.NewRequest("GET", "/healthz?verbose", nil))
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

	write("more/zoucheng.yaml", strings.NewReplacer("qufu", "zoucheng", "Qufu", "Zoucheng").Replace(mine))
	await("a file in a new folder", func() bool { return label("place/zoucheng") == "Zoucheng" })
	write("more/zoucheng.yaml", strings.NewReplacer("qufu", "zoucheng", "Qufu", "Zou").Replace(mine))
	await("a change in the new folder", func() bool { return label("place/zoucheng") == "Zou" })
	if err := os.RemoveAll(filepath.Join(dir, "more")); err != nil {
		t.Fatal(err)
	}
	await("the folder's things to go", func() bool { return label("place/zoucheng") == "" })
}
