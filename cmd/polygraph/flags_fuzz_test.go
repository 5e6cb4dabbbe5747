package main

import (
	"errors"
	"net"
	"strings"
	"testing"
	"unicode"
)

// Whatever stands behind a flag is taken, and is then what it should be, or is refused in a
// short line that is no secret.
func FuzzFlags(f *testing.F) {
	for _, text := range []string{
		"", "0", "64MiB", "1e30", "-1", "NaN", "1TiB", "2TiB", "127.0.0.1:8080", ":0", "localhost:http", "[::1]:80", "host:99999", "https://example.org/", "file:///", "http://a b/",
		"memory:", "bbolt:", "bbolt:graph.db", "bbolt://x", "postgres://user:secret@host/db", "postgres:secret@", "mysql://user:secret@host", "\x00", "https://例.example/\n", "urn:a/",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 10_000 {
			t.Skip("no command line is so long")
		}
		check := func(what string, err error) bool {
			if err == nil {
				return true
			}
			if line := err.Error(); len(line) > 500+8*len(text) || strings.ContainsFunc(line, unicode.IsControl) {
				t.Errorf("%s: the refusal of %q is no line of text: %q", what, text, line)
			}
			return false
		}
		if size, err := readSize("answer-cache", text, "none"); check("size", err) && (size < 0 || size > mostKept) {
			t.Errorf("%q is a size of %d", text, size)
		}
		if check("address", checkAddress(text)) {
			if _, _, err := net.SplitHostPort(text); err != nil {
				t.Errorf("%q is taken for an address: %v", text, err)
			}
		}
		if check("base", (&dataFlags{base: text}).checkBase()) && text != "" && (!strings.HasSuffix(text, "/") || !strings.Contains(text, ":") || strings.ContainsAny(text, " <>\"\n")) {
			t.Errorf("%q is taken for a base", text)
		}
		check("description", checkDescription(text, text))
		journal, err := openJournal(text, false)
		if journal != nil {
			_ = journal.Close()
		}
		if err != nil {
			if _, usage := errors.AsType[usageError](err); !usage {
				t.Errorf("--store %q: %v", text, err)
			}
			if _, after, has := strings.Cut(text, ":secret@"); has && !strings.Contains(after, "secret") && strings.Contains(err.Error(), "secret") {
				t.Errorf("the refusal shows the password: %v", err)
			}
		}
	})
}
