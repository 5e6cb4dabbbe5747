package loader_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

func backup(t testing.TB, view *graph.View, commit graph.Commit) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := loader.WriteBackup(t.Context(), &file, view, commit); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestABackupGivesBackTheGraph(t *testing.T) {
	t.Parallel()
	commit := graph.Commit{Generation: 7, At: time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC), By: "a\nb", What: "数据", Quads: 3}
	for name, view := range map[string]*graph.View{"the dataset": dataset(t), "nothing": graph.NewView(nil)} {
		file := backup(t, view, commit)
		back, of, err := loader.ReadBackup(t.Context(), "b", iotest.OneByteReader(bytes.NewReader(file)))
		if err != nil {
			t.Fatal(err)
		}
		if of != commit {
			t.Errorf("%s: the commit came back as %+v", name, of)
		}
		if !slices.Equal(slices.Collect(back.Quads()), slices.Collect(view.Quads())) {
			t.Errorf("%s: other quads came back", name)
		}
	}
}

// Whoever reads N-Quads packed by zstd reads a backup.
func TestABackupIsAFileOfQuads(t *testing.T) {
	t.Parallel()
	view, _, err := loader.QuadFile{Name: "b"}.Read(t.Context(), bytes.NewReader(backup(t, dataset(t), graph.Commit{})))
	if err != nil || view.Fingerprint() != dataset(t).Fingerprint() {
		t.Errorf("%v", err)
	}
}

func TestADamagedBackupIsRefused(t *testing.T) {
	t.Parallel()
	whole := backup(t, dataset(t), graph.Commit{})
	refused := func(name string, file []byte) string {
		_, _, err := loader.ReadBackup(t.Context(), "my.backup", bytes.NewReader(file))
		if graph.CodeOf(err) != graph.CodeInvalid || !strings.HasPrefix(err.Error(), "my.backup ") || !strings.HasSuffix(err.Error(), "; nothing was changed") {
			t.Errorf("%s: %v", name, err)
			return ""
		}
		return err.Error()
	}
	for size := 0; size < len(whole); size += max(1, len(whole)/50) {
		refused("cut off", whole[:size])
	}
	if says := refused("cut off", whole[:len(whole)/2]); !strings.Contains(says, " byte ") {
		t.Errorf("where it is cut off is not told: %s", says)
	}
	for at := 0; at < len(whole); at += max(1, len(whole)/50) {
		damaged := slices.Clone(whole)
		damaged[at] ^= 0x10
		if _, _, err := loader.ReadBackup(t.Context(), "my.backup", bytes.NewReader(damaged)); err != nil {
			refused("one bit is another one", damaged)
		} else if view, _, _ := loader.ReadBackup(t.Context(), "", bytes.NewReader(damaged)); view.Fingerprint() != dataset(t).Fingerprint() {
			t.Errorf("a bit of byte %d may change the graph", at)
		}
	}
	// Packed anew, so that only the last line can tell.
	unpacked := unpackAll(t, whole)
	lines := bytes.SplitAfter(unpacked, []byte("\n"))
	for name, text := range map[string][]byte{
		"a line less":        bytes.Join(append(slices.Clone(lines[:5]), lines[6:]...), nil),
		"no last line":       bytes.Join(lines[:len(lines)-2], nil),
		"another first line": bytes.Replace(unpacked, []byte(`"generation":0`), []byte(`"generation":1`), 1),
		"a later version":    bytes.Replace(unpacked, []byte(`"polygraphBackup":1`), []byte(`"polygraphBackup":2`), 1),
		"no first line":      bytes.Join(lines[1:], nil),
		"no N-Quads":         bytes.Replace(unpacked, lines[3], []byte("nonsense\n"), 1),
	} {
		refused(name, packAll(t, text))
	}
	refused("something else", []byte("a text"))
	refused("something else, packed", packAll(t, []byte("a text\n")))
	refused("something behind it", append(slices.Clone(whole), packAll(t, []byte("# more\n"))...))

	away := errors.New("the disk is away")
	_, _, err := loader.ReadBackup(t.Context(), "b", io.MultiReader(bytes.NewReader(whole[:1000]), iotest.ErrReader(away)))
	if graph.CodeOf(err) != graph.CodeInvalid || !strings.Contains(err.Error(), "the disk is away") {
		t.Errorf("a disk that fails: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := loader.ReadBackup(ended, "b", bytes.NewReader(whole)); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("a context that ended: %v", err)
	}
	if err := loader.WriteBackup(ended, io.Discard, dataset(t), graph.Commit{}); !errors.Is(err, context.Canceled) {
		t.Errorf("writing in a context that ended: %v", err)
	}
}

func unpackAll(t *testing.T, packed []byte) []byte {
	t.Helper()
	d, err := zstd.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	text, err := io.ReadAll(d)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func packAll(t *testing.T, text []byte) []byte {
	t.Helper()
	e, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	return e.EncodeAll(text, nil)
}
