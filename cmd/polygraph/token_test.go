package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokensAreMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tokens.yaml")
	status, first, told := call(t, "", "token", "--name", "desk", "--role", "load", "--into", file)
	if first = strings.TrimSpace(first); status != 0 || !strings.HasPrefix(first, "polygraph_") || strings.Contains(told, first) {
		t.Fatalf("status %d: %q, %q", status, first, told)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), first) || !strings.Contains(string(text), "name: desk") {
		t.Errorf("the file holds %s", text)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
	checkRuns(t, []programRun{
		{"another", []string{"token", "--name", "reader", "--role", "read", "--expires", "2999-01-01", "--into", file}, "", 0, "polygraph_", "Keep this token"},
		{"of the same name", []string{"token", "--name", "desk", "--role", "read", "--into", file}, "", exitUsage, "", "there is a token of the name desk already"},
		{"without a file", []string{"token", "--name", "x", "--role", "admin"}, "", 0, "polygraph_", "  role: admin\n  sha256: "},
		{"without a name", []string{"token", "--role", "read"}, "", exitUsage, "", "--name: the name must tell who has the token"},
		{"without a role", []string{"token", "--name", "x"}, "", exitUsage, "", "is no role; they are read, load and admin"},
		{"that has ended", []string{"token", "--name", "x", "--role", "read", "--expires", "2020-01-01"}, "", exitUsage, "", "--expires 2020-01-01 has passed already"},
		{"into what is no file of tokens", []string{"token", "--name", "x", "--role", "read", "--into", configFile(t, "listen: x\n")}, "", exitUsage, "", "it is not what polygraph token writes"},
	})
}

// sendsTo sends requests with tokens, and tells the test when they are answered by another status.
func sendsTo(t *testing.T, base string) func(token, method, path, body string, status int) string {
	return func(token, method, path, body string, status int) string {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, base+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+strings.TrimSpace(token))
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		text, err := io.ReadAll(response.Body)
		if err != nil || response.StatusCode != status {
			t.Errorf("%s %s: status %d, %v: %.500s", method, path, response.StatusCode, err, text)
		}
		return string(text)
	}
}

// Somebody with a token checks data, loads them, asks for them, and finds himself in the history.
func TestDataAreLoadedOverHTTP(t *testing.T) {
	dir := t.TempDir()
	file, store := filepath.Join(dir, "tokens.yaml"), "bbolt:"+filepath.Join(dir, "graph.db")
	_, loader, _ := call(t, "", "token", "--name", "desk", "--role", "load", "--into", file)
	_, admin, _ := call(t, "", "token", "--name", "boss", "--role", "admin", "--into", file)
	base := serving(t, "--store", store, "--create", "--tokens", file)
	send := sendsTo(t, base)
	if text := send(loader, "POST", "/admin/check?name=mine.yaml", faultyData, 422); !strings.Contains(text, `"file":"mine.yaml","line":6`) {
		t.Errorf("faulty data: %s", text)
	}
	send(loader, "POST", "/admin/check?name=mine.yaml", goodData, 200)
	if text := send(loader, "GET", "/id/place/qufu?format=nquads", "", 404); text == "" {
		t.Error("nothing is said of what is not there")
	}
	var report struct {
		Generation int
		Claims     struct{ Added, Kept int }
	}
	if text := send(loader, "POST", "/admin/load?name=mine.yaml", goodData, 200); json.Unmarshal([]byte(text), &report) != nil || report.Generation != 2 || report.Claims.Added != 1 || report.Claims.Kept == 0 {
		t.Errorf("the load: %s", text)
	}
	if text := send(loader, "GET", "/id/place/qufu?format=nquads", "", 200); !strings.Contains(text, "Qufu") {
		t.Errorf("what was loaded: %s", text)
	}
	send(loader, "GET", "/admin/backup", "", 403)
	if text := send(admin, "GET", "/admin/fsck", "", 200); !strings.Contains(text, `"clean":true`) {
		t.Errorf("fsck: %s", text)
	}
	backup := filepath.Join(dir, "graph.backup")
	if err := os.WriteFile(backup, []byte(send(admin, "GET", "/admin/backup", "", 200)), 0o600); err != nil {
		t.Fatal(err)
	}
	send(loader, "POST", "/admin/reload", "", 409)
	if out := storeRun(t, 0, "generations", "--store", store); !strings.Contains(out, "desk") {
		t.Errorf("the history: %s", out)
	}
	says(t, storeRun(t, 0, "restore", backup, "--store", "bbolt:"+filepath.Join(dir, "other.db")), "is now generation 1")
}

// Into a store without the embedded dataset, loads over HTTP bring what was sent, and nothing else.
func TestOnlyWhatIsSentIsLoadedWithoutTheEmbeddedDataset(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name       string
		generation int    // that the store has
		create     string // a flag
	}{
		{"a store that is there", 1, "--create=false"},
		{"one that the load makes", 0, "--create"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file, store := filepath.Join(dir, "tokens.yaml"), "bbolt:"+filepath.Join(dir, "graph.db")
			_, loader, _ := call(t, "", "token", "--name", "desk", "--role", "load", "--into", file)
			if test.generation > 0 {
				storeRun(t, 0, "load", "--no-embedded", "--store", store, tiny(t))
			}
			send := sendsTo(t, serving(t, "--store", store, test.create, "--no-embedded", "--tokens", file))
			changed := tinyThings + tinyDocument + strings.Replace(tinyClaims, "NURTURE", "LIMIT", 1)
			var report struct {
				Generation int
				Sources    []struct{ Name string }
			}
			for _, what := range []string{"check", "load"} {
				text := send(loader, "POST", "/admin/"+what+"?name=mine.yaml", changed, 200)
				if err := json.Unmarshal([]byte(text), &report); err != nil || len(report.Sources) != 1 || report.Sources[0].Name != "mine.yaml" {
					t.Errorf("%s: %v: %s", what, err, text)
				}
			}
			if report.Generation != test.generation+1 {
				t.Errorf("the load is generation %d", report.Generation)
			}
			if text := send(loader, "GET", stances, "", 200); !strings.Contains(text, "LIMIT") {
				t.Errorf("what was sent: %s", text)
			}
			send(loader, "GET", "/id/place/jinan", "", 404) // of the embedded dataset
		})
	}
}
