package main

import (
	"os"
	"strings"
	"testing"
)

// licenceText reads a text that is there: that of this repository.
func licenceText(t *testing.T, file string) string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestLicencesAreRecognisedAndJudged(t *testing.T) {
	apache := licenceText(t, "../../LICENSE")
	const copyleft = "This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version."
	for _, row := range []struct {
		name     string
		texts    []text
		licences string
		refused  string
	}{
		{"a licence that is allowed", []text{{"LICENSE", apache}}, "Apache-2.0", ""},
		{"notices are not judged", []text{{"LICENSE", apache}, {"NOTICE", "by hand"}}, "Apache-2.0", ""},
		{"two licences", []text{{"LICENSE", apache}, {"sub/LICENSE", mit}}, "Apache-2.0 MIT", ""},
		{"a licence that binds users", []text{{"COPYING", copyleft}}, "GPL-3.0-or-later", "GPL-3.0-or-later is not among"},
		{"one of two binds users", []text{{"LICENSE", mit}, {"sub/COPYING", copyleft}}, "GPL-3.0-or-later MIT", "GPL-3.0-or-later is not among"},
		{"something else", []text{{"LICENSE", "All rights are mine."}}, "", "is like no licence that is known"},
		{"nothing", nil, "", "no licence was found"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := component{name: "some/module", version: "v1", texts: row.texts}.recognised()
			if got := strings.Join(c.licences, " "); got != row.licences {
				t.Errorf("licences %q, want %q", got, row.licences)
			}
			err := refuseLicences([]component{c})
			if (err != nil) != (row.refused != "") || err != nil && !strings.Contains(err.Error(), "some/module v1: ") || err != nil && !strings.Contains(err.Error(), row.refused) {
				t.Errorf("refused: %v, want %q", err, row.refused)
			}
		})
	}
}

func TestTextsAreFoundByTheirNames(t *testing.T) {
	for name, want := range map[string]bool{
		"LICENSE": true, "LICENSE.txt": true, "License.md": true, "licence": true, "LICENSE-MIT": true, "COPYING": true, "NOTICE": true, "PATENTS": true,
		"UNLICENSE": true, "ThirdPartyNotices.txt": true, "licenses.go": false, "license_test.go": false, "README.md": false, "license.js": false,
	} {
		if isText(name) != want {
			t.Errorf("%s is passed on: %t", name, !want)
		}
	}
}

func TestNotices(t *testing.T) {
	got := string(notices([]component{
		{name: "b", version: "v2", address: "pkg:golang/b@v2", licences: []string{"MIT"}, texts: []text{{"LICENSE", "text of b\r\n"}}},
		{name: "a", version: "v1", address: "pkg:golang/a@v1", from: "https://a", licences: []string{"BSD-3-Clause", "MIT"}, texts: []text{{"LICENSE", "text of a"}, {"NOTICE", "notice of a"}}},
		{name: "b", version: "v2", address: "pkg:golang/b@v2", licences: []string{"MIT"}, texts: []text{{"LICENSE", "text of b"}}},
	}))
	_, got, _ = strings.Cut(got, "generated.\n\n")
	rule := strings.Repeat("=", 80)
	want := "  a v1  BSD-3-Clause, MIT\n  b v2  MIT\n\n" +
		rule + "\na v1\nBSD-3-Clause, MIT\nhttps://a\n\n-- LICENSE\n\ntext of a\n\n-- NOTICE\n\nnotice of a\n\n" +
		rule + "\nb v2\nMIT\n\n-- LICENSE\n\ntext of b\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
