package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// files makes a folder of files; a name may lead into folders of its own.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		put(t, filepath.Join(dir, name), text)
	}
	return dir
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// holds tests that a folder holds these names and no other: nothing is left over.
func holds(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		got = append(got, entry.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("the folder holds %q, want %q", got, names)
	}
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Skipf("this system makes no links: %v", err)
	}
}

func TestReplacingAFileKeepsItsMode(t *testing.T) {
	for _, mode := range []os.FileMode{0o600, 0o640, 0o644, 0o755, 0o444} {
		dir := files(t, map[string]string{"a.yaml": "old"})
		name := filepath.Join(dir, "a.yaml")
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		if err := replaceFile(name, []byte("new")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != mode {
			t.Errorf("the mode %o becomes %o, %v", mode, info.Mode().Perm(), err)
		}
		if got := read(t, name); got != "new" {
			t.Errorf("the text is %q", got)
		}
		holds(t, dir, "a.yaml")
	}
}

func TestANewFileCanBeReadByOthers(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.yaml")
	if err := replaceFile(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("the mode is %o, %v", info.Mode().Perm(), err)
	}
	holds(t, dir, "a.yaml")
}

// A file of the data may be a link into another folder: it stays one, and what it
// leads to is replaced there.
func TestReplacingAFileKeepsALink(t *testing.T) {
	for name, target := range map[string]string{"by a whole path": "", "by a path from its folder": "../there/real.yaml"} {
		t.Run(name, func(t *testing.T) {
			dir := files(t, map[string]string{"there/real.yaml": "old", "here/other.yaml": ""})
			real, linked, twice := filepath.Join(dir, "there/real.yaml"), filepath.Join(dir, "here/link.yaml"), filepath.Join(dir, "here/twice.yaml")
			if target == "" {
				target = real
			}
			link(t, target, linked)
			link(t, "link.yaml", twice)
			if err := os.Chmod(real, 0o640); err != nil {
				t.Fatal(err)
			}
			for _, through := range []string{linked, twice} {
				if err := replaceFile(through, []byte("by "+filepath.Base(through))); err != nil {
					t.Fatal(err)
				}
				if got, want := read(t, real), "by "+filepath.Base(through); got != want {
					t.Errorf("behind the link stands %q, want %q", got, want)
				}
				if info, err := os.Lstat(through); err != nil || info.Mode()&os.ModeSymlink == 0 {
					t.Errorf("%s is a link no more", through)
				}
			}
			if info, _ := os.Stat(real); info.Mode().Perm() != 0o640 {
				t.Errorf("the mode behind the link is %o", info.Mode().Perm())
			}
			holds(t, filepath.Join(dir, "here"), "link.yaml", "other.yaml", "twice.yaml")
			holds(t, filepath.Join(dir, "there"), "real.yaml")
		})
	}
}

func TestAFileThatCannotBeReplacedStays(t *testing.T) {
	t.Run("a folder stands in its place", func(t *testing.T) {
		dir := files(t, map[string]string{"a.yaml/inside.yaml": "old"})
		if err := replaceFile(filepath.Join(dir, "a.yaml"), []byte("new")); err == nil || !strings.Contains(err.Error(), "cannot write") {
			t.Errorf("a folder is replaced: %v", err)
		}
		holds(t, dir, "a.yaml")
		if got := read(t, filepath.Join(dir, "a.yaml/inside.yaml")); got != "old" {
			t.Errorf("in the folder stands %q", got)
		}
	})
	t.Run("its folder is not there", func(t *testing.T) {
		dir := t.TempDir()
		if err := replaceFile(filepath.Join(dir, "nowhere/a.yaml"), []byte("new")); err == nil || !strings.Contains(err.Error(), "cannot write to the folder of") {
			t.Errorf("written to a folder that is not there: %v", err)
		}
		holds(t, dir)
	})
	t.Run("it is a link that leads nowhere", func(t *testing.T) {
		dir := t.TempDir()
		link(t, "nowhere/real.yaml", filepath.Join(dir, "a.yaml"))
		if err := replaceFile(filepath.Join(dir, "a.yaml"), []byte("new")); err == nil || !strings.Contains(err.Error(), "leads nowhere") {
			t.Errorf("a link is replaced by a file: %v", err)
		}
		if target, err := os.Readlink(filepath.Join(dir, "a.yaml")); err != nil || target != "nowhere/real.yaml" {
			t.Errorf("the link leads to %q, %v", target, err)
		}
		holds(t, dir, "a.yaml")
	})
	t.Run("its folder takes no files", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may write anywhere")
		}
		dir := files(t, map[string]string{"a.yaml": "old"})
		if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
		if err := replaceFile(filepath.Join(dir, "a.yaml"), []byte("new")); err == nil {
			t.Error("written to a folder that takes no files")
		}
		if got := read(t, filepath.Join(dir, "a.yaml")); got != "old" {
			t.Errorf("the text is %q", got)
		}
		holds(t, dir, "a.yaml")
	})
}
