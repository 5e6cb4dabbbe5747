package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestVersions(t *testing.T) {
	for version, right := range map[string]bool{
		"0.3.0": true, "1.10.0": true, "0.3.0-rc.1": true,
		"": false, "v0.3.0": false, "0.3": false, "0.03.0": false, "0.3.0 ": false, "0.3.0/..": false,
	} {
		if err := checkVersion(version); (err == nil) != right {
			t.Errorf("version %q: %v", version, err)
		}
	}
}

func TestTargets(t *testing.T) {
	all, err := chooseTargets(nil)
	if err != nil || len(all) != 6 {
		t.Errorf("%d platforms, %v", len(all), err)
	}
	chosen, err := chooseTargets([]string{"windows/arm64"})
	if want := []target{{"windows", "arm64"}}; err != nil || !slices.Equal(chosen, want) {
		t.Errorf("%v, %v", chosen, err)
	}
	if _, err = chooseTargets([]string{"plan9/mips"}); err == nil || !strings.Contains(err.Error(), "there are linux/amd64") {
		t.Errorf("an unknown platform: %v", err)
	}
}

// repository is a working copy with one commit.
func repository(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	write(t, root, "README.md", "read me")
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "first"}} {
		git := exec.Command("git", args...)
		git.Dir = root
		git.Env = append(os.Environ(), "GIT_COMMITTER_DATE=2026-11-29T13:00:00+01:00")
		if told, err := git.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, told)
		}
	}
	return root
}

func write(t *testing.T, root, name, content string) {
	t.Helper()
	file := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTree(t *testing.T) {
	root := repository(t)
	clean, err := readTree(t.Context(), root)
	if err != nil || len(clean.commit) != 40 || !clean.time.Equal(noon) || len(clean.changed) != 0 {
		t.Errorf("%+v, %v", clean, err)
	}
	write(t, root, "README.md", "read me again")
	write(t, root, "new.txt", "")
	if changed, err := readTree(t.Context(), root); err != nil || strings.Join(changed.changed, " ") != "README.md new.txt" {
		t.Errorf("%+v, %v", changed, err)
	}
	if _, err := readTree(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder without commits has one")
	}
}

func TestAReleaseIsOfACommit(t *testing.T) {
	root := repository(t)
	write(t, root, "README.md", "read me again")
	var told strings.Builder
	attempt := func(allow bool) error {
		r := release{version: "0.3.0", root: root, out: t.TempDir(), allowChanges: allow, tell: io.Writer(&told)}
		return r.make(context.Background())
	}
	if err := attempt(false); err == nil || !strings.Contains(err.Error(), "README.md; commit or remove them first") {
		t.Errorf("changes are no fault: %v", err)
	}
	if err := attempt(true); err == nil || !strings.Contains(err.Error(), "run make pages first") {
		t.Errorf("allowed changes lead to %v", err)
	}
	if !strings.Contains(told.String(), "README.md") {
		t.Errorf("nobody is warned: %q", told.String())
	}
}

func TestChecksums(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "b", "")
	write(t, folder, "a", "abc")
	if err := writeChecksums(folder, []string{"b", "a"}); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(folder, "checksums.txt"))
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n"
	if err != nil || string(written) != want {
		t.Errorf("%s, %v", written, err)
	}
}
