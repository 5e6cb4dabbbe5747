package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the commands of docs/curating.md print into it")

const guide = "../../docs/curating.md"

var block = regexp.MustCompile("(?ms)^```([a-z]+)(?: (\\S+))?\n(.*?)^```$")

// The guide is followed as a new user would, in an empty folder: its files are
// written, its changes made, its commands run, and what they print is compared.
func TestTheGuideToCuratingWorks(t *testing.T) {
	path, err := filepath.Abs(guide)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	ran := 0
	followed := block.ReplaceAllStringFunc(string(text), func(whole string) string {
		m := block.FindStringSubmatch(whole)
		language, file, body := m[1], m[2], m[3]
		switch {
		case language == "console":
			printed := ""
			for line := range strings.Lines(body) {
				if command, is := strings.CutPrefix(line, "$ polygraph "); is {
					var out bytes.Buffer
					run(context.Background(), words(command), nil, strings.NewReader(""), &out, &out)
					printed += line + out.String()
					ran++
				}
			}
			return "```console\n" + printed + "```"
		case file == "":
			t.Errorf("the guide has a block of %s that no one follows:\n%s", language, body)
		case language == "diff":
			change(t, file, body)
		default:
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return whole
	})
	if ran == 0 {
		t.Fatal("the guide has no command")
	}
	switch {
	case withoutCounts(followed) == withoutCounts(string(text)):
	case *update:
		if err := os.WriteFile(path, []byte(followed), 0o600); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the commands of the guide print something else than it says (go test ./cmd/polygraph -run Guide -update writes it):\n%s", firstDifference(withoutCounts(string(text)), withoutCounts(followed)))
	}
}

var countLines = regexp.MustCompile(`(?m)^(data: |In all |[0-9]+ more; ).*$`)

// withoutCounts leaves out how much the embedded dataset holds: it grows, and the
// guide need not change with it.
func withoutCounts(text string) string {
	return countLines.ReplaceAllStringFunc(text, func(line string) string { return digits.ReplaceAllString(line, "N") })
}

var digits = regexp.MustCompile(`[0-9]+`)

// change replaces the lines of a diff that are there by those that are to be.
func change(t *testing.T, file, diff string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var before, after string
	for line := range strings.Lines(diff) {
		if line[0] != '+' {
			before += line[1:]
		}
		if line[0] != '-' {
			after += line[1:]
		}
	}
	if count := strings.Count(string(text), before); count != 1 {
		t.Fatalf("%s holds what the guide changes %d times:\n%s\nin\n%s", file, count, before, text)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), before, after, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

var wordPattern = regexp.MustCompile(`"[^"]*"|\S+`)

// words parts a command as a shell would.
func words(command string) []string {
	var list []string
	for _, word := range wordPattern.FindAllString(command, -1) {
		list = append(list, strings.Trim(word, `"`))
	}
	return list
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range g {
		if i >= len(w) || w[i] != g[i] {
			return fmt.Sprintf("line %d is\n%s\nwant\n%s", i+1, g[i], w[min(i, len(w)-1)])
		}
	}
	return "the guide says more than is printed"
}
