package bbolt_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// disk is a small one of its own.
func disk(t *testing.T, bytes int) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprint("size=", bytes)); err != nil {
		t.Skipf("who may not mount a disk cannot fill it: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(folder, syscall.MNT_DETACH) })
	return folder
}

// Loads fill a whole disk, on which nothing else has room either.
func TestASmallDiskIsFull(t *testing.T) {
	t.Parallel()
	for _, size := range []int{64 << 10, 300 << 10, 1 << 20} {
		file := filepath.Join(disk(t, size), "graph.db")
		out, err := loader(file, loaderRoom+"="+strconv.Itoa(1<<30)).Output()
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		if last := lines[len(lines)-1]; err == nil || !strings.Contains(last, "there is no room for the store "+file+"; nothing was changed") {
			t.Errorf("with %d bytes: %v, %s", size, err, last)
			continue
		}
		acknowledged := uint64(0)
		if len(lines) > 1 {
			if acknowledged, err = strconv.ParseUint(lines[len(lines)-2], 10, 64); err != nil {
				t.Fatal(err)
			}
		}
		reached := uint64(0)
		if _, err := os.Stat(file); err == nil {
			reached = storetest.AfterCrash(t, opener(file), acknowledged)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(file), ".*")); len(left) > 0 || reached != acknowledged {
			t.Errorf("with %d bytes: generation %d after %d, and %s is left", size, reached, acknowledged, left)
		}
		t.Logf("%d bytes had room for %d loads", size, reached)
	}
}

// A file that can only be read is read, and a load says why it is none.
func TestAFileThatCanOnlyBeRead(t *testing.T) {
	t.Parallel()
	folder := disk(t, 4<<20)
	file := filepath.Join(folder, "graph.db")
	whole, err := os.ReadFile(filled(t))
	if err := errors.Join(err, os.WriteFile(file, whole, 0o644), syscall.Mount("", folder, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")); err != nil {
		t.Fatal(err)
	}
	read, commit := use(t, file)
	if read != nil {
		t.Errorf("reading: %v", read)
	}
	if graph.CodeOf(commit) != graph.CodeUnavailable || !strings.Contains(commit.Error(), "the store "+file+" is on a disk that can only be read") {
		t.Errorf("a load: %v", commit)
	}
	_, commit = use(t, filepath.Join(folder, "new.db"))
	if graph.CodeOf(commit) != graph.CodeUnavailable || !strings.Contains(commit.Error(), "new.db is on a disk that can only be read") {
		t.Errorf("a new file: %v", commit)
	}
}

// The same for one who has no right to write, in a process of its own where this one has all rights.
func TestAFileThatIsSomebodyElses(t *testing.T) {
	t.Parallel()
	folder, err := os.MkdirTemp("", "polygraph-rights-") // which nobody can reach, unlike t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	file, program := filepath.Join(folder, "graph.db"), filepath.Join(folder, "loader")
	for to, from := range map[string]string{file: filled(t), program: os.Args[0]} {
		text, err := os.ReadFile(from)
		if err := errors.Join(err, os.WriteFile(to, text, 0o755)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Chmod(file, 0o444), os.Chmod(folder, 0o555)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{file, filepath.Join(folder, "new.db")} {
		child := exec.Command(program)
		child.Env = append(os.Environ(), loaderFile+"="+name)
		if os.Getuid() == 0 {
			child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		if out, _ := child.Output(); !strings.Contains(string(out), "this user may not write, or not read, the store "+name) {
			t.Errorf("a load into %s: %s", name, out)
		}
	}
	if view, err := graph.OpenStore(t.Context(), bbolt.Open(file, false), graph.StoreOptions{}); err != nil || view.View().Size() != 8_000 {
		t.Errorf("afterwards: %v", err)
	}
}
