package bbolt_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
)

// quads are as many as a number says, of one sort.
func quads(sort string, count int) []graph.Quad {
	list := make([]graph.Quad, count)
	for i := range list {
		list[i] = graph.Quad{Subject: graph.IRI(fmt.Sprintf("place/%s-%d", sort, i)), Predicate: graph.IRI("vocabulary#partOf"), Object: graph.IRI("place/whole"), Graph: graph.IRI("document/d")}
	}
	return list
}

// filled is a file with two commits.
func filled(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "graph.db")
	j := bbolt.Open(file, true)
	for i, name := range []string{"a", "b"} {
		if _, err := j.Commit(t.Context(), uint64(i), graph.Changeset{Add: quads(name, 4_000)}, graph.Commit{}); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// use reads all of a file, and commits.
func use(t *testing.T, file string) (read, commit error) {
	t.Helper()
	j := bbolt.Open(file, true).Impatient(300 * time.Millisecond)
	s, read := graph.OpenStore(t.Context(), j, graph.StoreOptions{})
	if read != nil {
		_, commit = j.Commit(t.Context(), 2, graph.Changeset{Add: quads("c", 1)}, graph.Commit{})
		return read, commit
	}
	_, commit = s.Apply(t.Context(), graph.Changeset{Add: quads("c", 1)})
	return read, commit
}

func TestFilesThatAreNone(t *testing.T) {
	t.Parallel()
	other := func(layout []byte) func(*testing.T, string) {
		return func(t *testing.T, file string) {
			t.Helper()
			db, err := bolt.Open(file, 0o644, nil)
			if err != nil {
				t.Fatal(err)
			}
			err = db.Update(func(tx *bolt.Tx) error {
				bucket, err := tx.CreateBucket([]byte("polygraph"))
				if err != nil {
					return err
				}
				return errors.Join(bucket.Put([]byte("layout"), layout), bucket.Put([]byte("base"), make([]byte, 8)))
			})
			if err := errors.Join(err, db.Close()); err != nil {
				t.Fatal(err)
			}
		}
	}
	write := func(text string) func(*testing.T, string) {
		return func(t *testing.T, file string) {
			t.Helper()
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		make func(*testing.T, string)
		code graph.Code
		says string
	}{
		"a text":             {write("# notes\n"), graph.CodeInvalid, "is no store of polygraph"},
		"a longer text":      {write(strings.Repeat("all work and no play\n", 5000)), graph.CodeInvalid, "is no store of polygraph"},
		"another's database": {other([]byte("1")), graph.CodeInvalid, "is no store of polygraph"},
		"a later layout":     {other([]byte{0, 0, 0, 0, 0, 0, 0, 2}), graph.CodeInvalid, "was written by a later polygraph"},
		"a part is missing":  {other([]byte{0, 0, 0, 0, 0, 0, 0, 1}), graph.CodeInternal, "a part of it is missing"},
		"an empty file":      {write(""), graph.CodeInvalid, "is empty"},
		"a folder":           {func(t *testing.T, file string) { _ = os.Mkdir(file, 0o755) }, graph.CodeInvalid, "is no store of polygraph"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "graph.db")
			c.make(t, file)
			before, _ := os.ReadFile(file)
			read, commit := use(t, file)
			for what, err := range map[string]error{"read": read, "commit": commit} {
				if graph.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), file) {
					t.Errorf("%s: %v", what, err)
				}
			}
			if after, _ := os.ReadFile(file); !slices.Equal(before, after) {
				t.Error("the file is another one now")
			}
		})
	}
}

func TestNoFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "graph.db")
	if _, err := graph.OpenStore(t.Context(), bbolt.Open(file, false), graph.StoreOptions{}); graph.CodeOf(err) != graph.CodeNotFound || !strings.Contains(err.Error(), "load --store") {
		t.Errorf("a file that is not there: %v", err)
	}
	away := filepath.Join(t.TempDir(), "none", "graph.db")
	if _, commit := use(t, away); commit == nil || !strings.Contains(commit.Error(), away) {
		t.Errorf("a folder that is not there: %v", commit)
	}
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reading made the file: %v", err)
	}
}

// A file that was cut off anywhere, or in which something is written over, is refused or
// read as it was; it never stops the process, and never gives other quads.
func TestDamagedFiles(t *testing.T) {
	t.Parallel()
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[uint64]string{0: graph.NewView(nil).Fingerprint(), 1: graph.NewView(quads("a", 4_000)).Fingerprint(),
		2: graph.NewView(slices.Concat(quads("a", 4_000), quads("b", 4_000))).Fingerprint()}
	try := func(name string, damaged []byte) (refused bool) {
		file := filepath.Join(t.TempDir(), "graph.db")
		if err := os.WriteFile(file, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := graph.OpenStore(t.Context(), bbolt.Open(file, false), graph.StoreOptions{})
		if err != nil {
			if !strings.Contains(err.Error(), file) && !strings.Contains(err.Error(), "damaged") {
				t.Errorf("%s: %v", name, err)
			}
			return true
		}
		if v := s.View(); v.Fingerprint() != wanted[v.Generation()] {
			t.Errorf("%s: generation %d has %d quads that nobody put there", name, v.Generation(), v.Size())
		}
		return false
	}
	if try("whole", whole) {
		t.Error("the whole file is refused")
	}
	refused := 0
	for size := len(whole) - 1; size > 0; size -= max(1, len(whole)/40) {
		if try(fmt.Sprintf("cut off at %d", size), whole[:size]) {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no file that is cut off is refused")
	}
	refused = 0
	for at := 0; at+200 <= len(whole); at += max(200, len(whole)/80) {
		damaged := slices.Clone(whole)
		for i := range 200 {
			damaged[at+i] ^= 0x5a
		}
		if try(fmt.Sprintf("written over at %d", at), damaged) {
			refused++
		}
	}
	if refused == 0 {
		t.Error("no file that is written over is refused")
	}
}

func TestContention(t *testing.T) {
	t.Parallel()
	file := filled(t)
	db, err := bolt.Open(file, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	j := bbolt.Open(file, false).Impatient(300 * time.Millisecond)
	_, err = j.Newest(t.Context())
	if graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), fmt.Sprintf("in use by process %d (", os.Getpid())) {
		t.Errorf("while another has it: %v", err)
	}
	patient, done := bbolt.Open(file, false), make(chan error)
	go func() {
		_, err := patient.Newest(t.Context())
		done <- err
	}()
	time.Sleep(50 * time.Millisecond) // so that it has to wait; it would succeed without, too
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("when the other one is done: %v", err)
	}
}
