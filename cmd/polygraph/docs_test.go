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
			command := []string{"query", "-"}
			if strings.Contains(block[1], "generations(") { // which a graph in memory has not
				command = append(command, "--store", storeWithHistory(t))
			}
			status, out, errOut := call(t, block[1], command...)
			if status != 0 || strings.Contains(out, `"nodes": []`) || strings.Contains(out, `"totalCount": 0`) {
				t.Errorf("%s: status %d\n%s\n%.600s%s", page, status, block[1], out, errOut)
			}
		}
	}
	if queries == 0 {
		t.Error("there are no queries in the documentation")
	}
}

// storeWithHistory is the URL of a store with four generations, between which a claim changes to and fro.
func storeWithHistory(t *testing.T) string {
	t.Helper()
	store, data := "bbolt:"+filepath.Join(t.TempDir(), "graph.db"), tiny(t)
	for _, stance := range []string{"NURTURE", "GROW", "NURTURE", "GROW"} {
		text := tinyThings + tinyDocument + strings.Replace(tinyClaims, "NURTURE", stance, 1)
		if err := os.WriteFile(filepath.Join(data, "mine.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		storeRun(t, 0, "load", "--no-embedded", "--store", store, data)
	}
	return store
}

var namedTest = regexp.MustCompile("`([a-z_/]+_test\\.go)`")

// Each test that the threat model names is there.
func TestTestsOfTheDocumentationExist(t *testing.T) {
	text, err := os.ReadFile("../../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	named := namedTest.FindAllStringSubmatch(string(text), -1)
	for _, name := range named {
		if _, err := os.Stat("../../" + name[1]); err != nil {
			t.Error(err)
		}
	}
	if len(named) < 20 {
		t.Errorf("only %d tests are named", len(named))
	}
}
