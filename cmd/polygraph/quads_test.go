package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// twoTowns is a whole graph: one town prioritises steel, of which nobody says so.
const twoTowns = `<https://polygraph.example/id/place/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://polygraph.example/id/vocabulary#Place> <https://polygraph.example/id/curated> .
<https://polygraph.example/id/place/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "A"@en <https://polygraph.example/id/curated> .
<https://polygraph.example/id/industry/steel> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://polygraph.example/id/vocabulary#Industry> <https://polygraph.example/id/curated> .
<https://polygraph.example/id/place/a> <https://polygraph.example/id/vocabulary#prioritises> <https://polygraph.example/id/industry/steel> <https://polygraph.example/id/document/d> .
`

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAWholeGraphIsReadFromOneFile(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(twoTowns + twoTowns))
	_ = w.Close()
	file := writeFile(t, "all.nq.gz", packed.String())
	status, out, _ := call(t, "", "load", "--quads", file)
	want := regexp.MustCompile(`^\S+all\.nq\.gz: 4 quads, 2 things, 1 edges, 0 claims\.
Read in \d+\.\d\d s: \d+ quads/s, \d+ MB/s of N-Quads\.
4 quads stood there again and were left out\.
1 edges have neither a claim nor a curated quad that states them: nobody can check those\.
$`)
	if status != 0 || !want.MatchString(out) {
		t.Errorf("status %d:\n%s", status, out)
	}
	if status, out, _ := call(t, "", "find", "--quads", file, "A"); status != 0 || !strings.Contains(out, "place/a") {
		t.Errorf("status %d: %s", status, out)
	}
	status, out, _ = call(t, twoTowns, "load", "--quads", "-", "--json")
	var report map[string]float64
	if err := json.Unmarshal([]byte(out), &report); err != nil || status != 0 {
		t.Fatalf("status %d, %v: %s", status, err, out)
	}
	if report["quads"] != 4 || report["repeated"] != 0 || report["bytes"] != float64(len(twoTowns)) || report["things"] != 2 || report["edgesThatNothingStates"] != 1 || report["quadsPerSecond"] <= 0 {
		t.Errorf("%v", report)
	}
}

func TestAGraphBehindAnotherBaseIsToldOf(t *testing.T) {
	file := writeFile(t, "other.nq", strings.ReplaceAll(twoTowns, "polygraph.example", "other.example"))
	const want = "describes nothing of polygraph's vocabulary behind the base https://polygraph.example/id/; where its IRIs have another base, give that as --base"
	if status, _, told := call(t, "", "load", "--quads", file); status != 0 || !strings.Contains(told, want) {
		t.Errorf("status %d: %s", status, told)
	}
	if status, _, told := call(t, "", "load", "--quads", file, "--base", "https://other.example/id/"); status != 0 || strings.Contains(told, want) {
		t.Errorf("with its base, status %d: %s", status, told)
	}
}

// What export writes is the same graph when it is read.
func TestAnExportIsAWholeGraph(t *testing.T) {
	file := filepath.Join(t.TempDir(), "all.nq")
	if status, _, errors := call(t, "", "export", "--format", "nquads", "--out", file); status != 0 {
		t.Fatal(errors)
	}
	_, before, _ := call(t, "", "stats", "--json")
	_, after, _ := call(t, "", "stats", "--json", "--quads", file)
	if before != after {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

func TestWholeGraphsThatCannotBeRead(t *testing.T) {
	broken := writeFile(t, "broken.nq", "<a> .\n")
	for _, row := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"a line that is no quad", []string{"load", "--quads", broken}, 1, "broken.nq:1:4: "},
		{"the same as JSON", []string{"load", "--json", "--quads", broken}, 1, ""},
		{"no such file", []string{"load", "--quads", "nowhere.nq"}, 2, "nowhere.nq"},
		{"a folder", []string{"load", "--quads", t.TempDir()}, 2, "is a folder"},
		{"beside other data", []string{"load", "--quads", broken, t.TempDir()}, 2, "--quads is a whole graph"},
		{"watched", []string{"serve", "--watch", "--quads", broken}, 2, "--watch follows folders"},
		{"a base that ends in nothing", []string{"load", "--quads", broken, "--base", "https://example.org"}, 2, "must end in /"},
	} {
		if status, _, errors := call(t, "", row.args...); status != row.status || !strings.Contains(errors, row.says) {
			t.Errorf("%s: status %d: %s", row.name, status, errors)
		}
	}
}

func TestSizesOfTheAnswerCache(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "1000": 1000, "64MiB": 64 << 20, "1GB": 1_000_000_000} {
		if got, err := readSize("answer-cache", text, "none"); err != nil || got != want {
			t.Errorf("%s is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "much", "-1", "1.5.2MB", "2TiB", "99999999999999999999"} {
		if _, err := readSize("answer-cache", text, "none"); err == nil || !strings.Contains(err.Error(), "--answer-cache") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestABarTellsHowFastAGraphIsRead(t *testing.T) {
	var drawn bytes.Buffer
	tell, done := quadsBar(&drawn, &counted{}, 100)
	tell(1_000_000, 200_000_000)
	done()
	if got := drawn.String(); !regexp.MustCompile(`1000000 quads, \d+ quads/s, \d+ MB/s`).MatchString(got) {
		t.Errorf("%q", got)
	}
}
