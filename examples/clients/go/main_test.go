package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Khan/genqlient/graphql"

	"github.com/polygraph-kg/polygraph/examples/clients/go/polygraph"
)

// ask runs the program's question on the server that POLYGRAPH names.
func ask(t *testing.T, by polygraph.Date) (string, error) {
	t.Helper()
	server := os.Getenv("POLYGRAPH")
	if server == "" {
		t.Skip("POLYGRAPH names no running server")
	}
	var out bytes.Buffer
	err := promises(context.Background(), graphql.NewClient(server+"/graphql", http.DefaultClient), by, &out)
	return out.String(), err
}

func TestPromisesBy2025(t *testing.T) {
	out, err := ask(t, "2025")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"Gangcheng District, output value (industry above designated size), by 2025\n  > 200 billion CNY (Gangcheng's part in Jinan's strong east, line 16)\n",
		"Changchun, multiple of output value (Doubling project), by 2025 (reckoned: P3Y from its document's date)\n",
	} {
		if !strings.Contains(out, line) {
			t.Errorf("the answer lacks %q:\n%s", line, out)
		}
	}
}

func TestARefusalHasACode(t *testing.T) {
	_, err := ask(t, "next year")
	if code, message := polygraph.Refusal(err); code != "INVALID_ARGUMENT" || !strings.Contains(message, "next year") {
		t.Errorf("refused with %s: %s (%v)", code, message, err)
	}
}

func TestGeneratedCodeIsUpToDate(t *testing.T) {
	before, err := os.ReadFile("polygraph/generated.go")
	if err != nil {
		t.Fatal(err)
	}
	run(t, "go", "generate", "./...")
	if after, _ := os.ReadFile("polygraph/generated.go"); !slices.Equal(before, after) {
		t.Error("go generate changed polygraph/generated.go; commit what it wrote")
	}
}

func TestEachExampleBecomesCodeThatCompiles(t *testing.T) {
	run(t, "go", "tool", "genqlient", "everything.yaml")
	run(t, "go", "vet", "./everything")
}

// downloading is what Go says of modules that are new to a machine.
var downloading = regexp.MustCompile(`(?m)^go: downloading .*\n`)

// run expects a command to succeed without a word.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if out = downloading.ReplaceAll(out, nil); err != nil || len(out) > 0 {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}
