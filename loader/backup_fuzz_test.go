package loader_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// FuzzBackup reads arbitrary bytes as a backup, or arbitrary lines that are packed as one.
// Either they are refused in a short line with the code of what is not valid, or they come
// to a graph whose backup says the same.
func FuzzBackup(f *testing.F) {
	whole := backup(f, loadOne(f, worldSource), graph.Commit{Generation: 3, By: "a", What: "b"})
	decoder, err := zstd.NewReader(bytes.NewReader(whole))
	if err != nil {
		f.Fatal(err)
	}
	defer decoder.Close()
	lines, err := io.ReadAll(decoder)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, false)
	f.Add(lines, true)
	f.Add(whole[:len(whole)/2], false)
	f.Add(lines[:len(lines)/2], true)
	f.Add([]byte("# {\"polygraphBackup\":2}\n"), true)
	f.Add([]byte("# {\"polygraphBackup\":1}\n# {\"quads\":0,\"sha256\":\"\"}"), true)
	f.Add([]byte{}, false)
	f.Fuzz(func(t *testing.T, file []byte, pack bool) {
		if pack {
			file = []byte(zstdPacked(t, string(file)))
		}
		view, commit, err := loader.ReadBackup(t.Context(), "my.backup", bytes.NewReader(file))
		if err != nil {
			if graph.CodeOf(err) != graph.CodeInvalid || len(err.Error()) > 20_000 {
				t.Fatalf("%s: %.500v", graph.CodeOf(err), err)
			}
			return
		}
		again, of, err := loader.ReadBackup(t.Context(), "my.backup", bytes.NewReader(backup(t, view, commit)))
		if err != nil || again.Fingerprint() != view.Fingerprint() || !of.At.Equal(commit.At) || of.Generation != commit.Generation {
			t.Fatalf("written again, it is %+v in place of %+v, %v", of, commit, err)
		}
	})
}
