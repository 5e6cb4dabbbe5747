package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var graphqlBlock = regexp.MustCompile("(?s)```graphql\n(.*?)```")

// Each query in the documentation runs as it stands, and finds something.
func TestQueriesOfTheDocumentationRun(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	queries := 0
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range graphqlBlock.FindAllStringSubmatch(string(text), -1) {
			queries++
			status, out, errOut := call(t, block[1], "query", "-")
			if status != 0 || strings.Contains(out, `"nodes": []`) || strings.Contains(out, `"totalCount": 0`) {
				t.Errorf("%s: status %d\n%s\n%.600s%s", page, status, block[1], out, errOut)
			}
		}
	}
	if queries == 0 {
		t.Error("there are no queries in the documentation")
	}
}
