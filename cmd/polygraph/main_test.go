package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// call runs the program as a shell would.
func call(t *testing.T, in string, args ...string) (status int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(context.Background(), args, nil, strings.NewReader(in), &o, &e)
	return status, o.String(), e.String()
}

// folder holds one data file of the user's own.
func folder(t *testing.T, yaml string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// programRun is one call of the program with what comes of it.
type programRun struct {
	name   string
	args   []string
	in     string
	status int
	out    string // contained in standard output
	errOut string // contained in standard error
}

func checkRuns(t *testing.T, runs []programRun) {
	t.Helper()
	for _, row := range runs {
		t.Run(row.name, func(t *testing.T) {
			status, out, errOut := call(t, row.in, row.args...)
			if status != row.status {
				t.Errorf("status %d, want %d\n%s%s", status, row.status, out, errOut)
			}
			if !strings.Contains(out, row.out) {
				t.Errorf("output lacks %q:\n%.600s", row.out, out)
			}
			if !strings.Contains(errOut, row.errOut) {
				t.Errorf("error output lacks %q:\n%.600s", row.errOut, errOut)
			}
		})
	}
}

const (
	goodData = `
entities:
- id: place/qufu
  labels: {en: Qufu, zh-Hans: 曲阜市}
  level: county
  partOf: place/jining
document:
  id: document/mine
  sourceFile: mine.txt
  title: {en: A note on Qufu}
  language: en
  date: 2024-05
claims:
- claim: place/qufu prioritises industry/steel
  line: 2
  stance: GROW
  mentions: [steel]
`
	faultyData = `
entities:
- id: place/qufu
  labels: {en: Qufu}
  level: county
  partOf: place/jinning
`
)

func TestExitStatusAndOutput(t *testing.T) {
	good, faulty := folder(t, goodData), folder(t, faultyData)
	sources := t.TempDir()
	if err := os.WriteFile(filepath.Join(sources, "mine.txt"), []byte("A note\non steel\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	checkRuns(t, []programRun{
		{"help without a command", nil, "", 0, "polygraph query", ""},
		{"an unknown command", []string{"lode"}, "", 2, "", `unknown command "lode"`},
		{"an unknown flag", []string{"stats", "--jsn"}, "", 2, "", "unknown flag"},
		{"an argument too many", []string{"stats", "x"}, "", 2, "", `unknown command "x"`},
		{"the embedded data is sound", []string{"load"}, "", 0, "No faults.", ""},
		{"one's own folder", []string{"load", good}, "", 0, "/001: 1 file, 1 document, 1 entity, 1 claim\n", ""},
		{"a faulty folder", []string{"load", faulty}, "", 1, "", `mine.yaml:6:11: partOf is "place/jinning", which is defined nowhere; did you mean "place/jining"?`},
		{"a faulty folder as JSON", []string{"load", "--json", faulty}, "", 1, `"line": 6`, ""},
		{"faulty data stops other commands too", []string{"stats", "--data", faulty}, "", 1, "", "1 fault; nothing was loaded."},
		{"a folder that is not there", []string{"load", "/nowhere"}, "", 2, "", "/nowhere"},
		{"a file in place of a folder", []string{"load", filepath.Join(good, "mine.yaml")}, "", 2, "", "name the folder that holds it"},
		{"one folder twice", []string{"load", good, "--data", good + "/."}, "", 2, "", "are one folder; name it once"},
		{"a base without an end", []string{"stats", "--base", "https://example.org/id"}, "", 2, "", "must end in /"},
		{"a base that is no IRI", []string{"stats", "--base", "no iri /"}, "", 2, "", "is no absolute IRI"},
		{"an entry for no file", []string{"new", "entity", "place/x", "--into", ""}, "", 2, "", "--into names no file"},
		{"a claim without its words", []string{"new", "claim"}, "", 2, "", "give a subject, a predicate and an object"},
		{"nothing to read", []string{"stats", "--no-embedded"}, "", 2, "", "name a folder with --data"},
		{"an overlay that needs the embedded data", []string{"load", "--no-embedded", good}, "", 1, "", "defined nowhere"},
		{"a query from standard input", []string{"query", "-"}, `{ place(id: "place/jinan") { label } }`, 0, `"label": "Jinan"`, ""},
		{"a query over one's own data", []string{"query", "-", "--data", good}, `{ place(id: "place/qufu") { prioritises { nodes: totalCount } } }`, 0, `"nodes": 1`, ""},
		{"variables", []string{"query", "-", "--variables", `{"id":"place/jinan"}`}, `query($id: ID!) { place(id: $id) { label } }`, 0, `"label": "Jinan"`, ""},
		{"variables that are no JSON", []string{"query", "-", "--variables", "x"}, "{ __typename }", 2, "", "no JSON object"},
		{"an answer that is an error", []string{"query", "-"}, `{ alike(place: "place/jinnan") { totalCount } }`, 1, "NOT_FOUND", ""},
		{"a query file that is not there", []string{"query", "nowhere.graphql"}, "", 2, "", "nowhere.graphql"},
		{"claims of a line", []string{"claims", "--document", "document/gangcheng-strong-east", "--line", "16"}, "", 0, "003_3a8f504408d92bd7.txt:16\tplace/gangcheng\thasTarget", ""},
		{"claims of an unknown document", []string{"claims", "--document", "document/gangcheng-strong-est"}, "", 2, "", `did you mean "document/gangcheng-strong-east"?`},
		{"claims of no document", []string{"claims", "--document", ""}, "", 2, "", "the documents are document/changchun-industry-2022, "},
		{"a folder without a name", []string{"load", ""}, "", 2, "", "write . for this one"},
		{"a query file without a name", []string{"query", ""}, "", 2, "", "write - for standard input"},
		{"a query of nothing", []string{"query", "-"}, "", 1, "no operation provided", ""},
		{"a query that is too large", []string{"query", "-"}, strings.Repeat(" ", maxQuery+1), 2, "", "larger than 1 MiB"},
		{"an operation that is not in the document", []string{"query", "-", "--operation", "b"}, "query a { __typename }", 1, "operation b not found", ""},
		{"claims of a line that cannot be", []string{"claims", "--line", "0"}, "", 2, "", "lines count from 1"},
		{"statistics", []string{"stats"}, "", 0, "claims on", ""},
		{"verify without sources", []string{"verify", "--sources", ""}, "", 2, "", "--sources DIR"},
		{"verify with a wrong folder", []string{"verify", "--sources", "/nowhere"}, "", 2, "", "/nowhere"},
		{"verify finds what is missing", []string{"verify", "--sources", good, "--document", "document/gangcheng-strong-east"}, "", 1, "discrepanc", "the source file is not in the folder"},
		{"serve on a bad address", []string{"serve", "--listen", "nonsense"}, "", 2, "", "write HOST:PORT"},
		{"serve on no address", []string{"serve", "--listen", ""}, "", 2, "", "write HOST:PORT"},
		{"serve on a port that cannot be", []string{"serve", "--listen", "127.0.0.1:99999"}, "", 2, "", "write HOST:PORT"},
		{"serve with a limit that nothing keeps", []string{"serve", "--max-depth", "0"}, "", 2, "", "--max-depth is out of bounds"},
		{"serve with no time to answer", []string{"serve", "--timeout", "0s"}, "", 2, "", "--timeout is out of bounds"},
		{"serve trusted documents of nobody", []string{"serve", "--trusted-only"}, "", 2, "", "--trusted-documents FILE"},
		{"serve trusted documents that are not there", []string{"serve", "--trusted-documents", "nowhere.json"}, "", 2, "", "nowhere.json"},
		{"serve trusted documents that are none", []string{"serve", "--trusted-documents", filepath.Join(good, "mine.yaml")}, "", 2, "", "it is no manifest"},
		{"serve on an address of another machine", []string{"serve", "--listen", "192.0.2.1:80"}, "", 1, "", "choose another address"},
		{"verify one document of one's own", []string{"verify", "--data", good, "--sources", sources, "--document", "document/mine"}, "", 0, "1 claim with 0 spans and 1 mention checked: 0", ""},
		{"verify an unknown document", []string{"verify", "--sources", sources, "--document", "document/nine"}, "", 2, "", "there is no"},
		{"the version", []string{"--version"}, "", 0, "polygraph version", ""},
	})
}

func TestEachCommandHasHelpWithAnExample(t *testing.T) {
	var check func(cmd *cobra.Command)
	check = func(cmd *cobra.Command) {
		if cmd.Short == "" || cmd.Example == "" {
			t.Errorf("%s lacks a description or an example", cmd.CommandPath())
		}
		for _, sub := range cmd.Commands() {
			check(sub)
		}
	}
	check(newRoot(nil))
}

// Each example of the tour gives the answer that is kept beside it. After a
// change that is meant: make answers, and read the difference.
func TestTour(t *testing.T) {
	examples, err := filepath.Glob("../../examples/*.graphql")
	if err != nil || len(examples) < 10 {
		t.Fatalf("%d examples, %v", len(examples), err)
	}
	for _, example := range examples {
		name := strings.TrimSuffix(filepath.Base(example), ".graphql")
		t.Run(name, func(t *testing.T) {
			status, out, errOut := call(t, "", "query", example)
			if status != 0 {
				t.Fatalf("status %d\n%s%s", status, out, errOut)
			}
			want, err := os.ReadFile(filepath.Join("../../examples/answers", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			if out != string(want) {
				t.Errorf("the answer differs from examples/answers/%s.json; make answers shows how", name)
			}
		})
	}
}

func TestClaimsAsJSONLines(t *testing.T) {
	_, out, _ := call(t, "", "claims", "--document", "document/gangcheng-strong-east", "--line", "16", "--json")
	for line := range strings.Lines(out) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if row["predicate"] != "hasTarget" {
			continue
		}
		for field, want := range map[string]any{
			"sourceFile": "003_3a8f504408d92bd7.txt", "line": 16.0, "metric": "metric/output-value", "comparator": ">", "value": 2e11, "unit": "CNY", "by": "2025",
		} {
			if row[field] != want {
				t.Errorf("%s is %v, want %v", field, row[field], want)
			}
		}
		if labels := row["subject"].(map[string]any)["labels"].(map[string]any); labels["zh-Hans"] != "钢城区" {
			t.Errorf("labels of the subject: %v", labels)
		}
		return
	}
	t.Fatalf("no target on line 16:\n%s", out)
}

var ready = regexp.MustCompile(`open=(http://[0-9.:]+)/`)

func TestServeAnswersOverHTTP(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	logged, log := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0"}, nil, strings.NewReader(""), io.Discard, log)
		_ = log.Close()
	}()
	line := make([]byte, 1000)
	n, err := logged.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, logged) }()
	base := ready.FindStringSubmatch(string(line[:n]))
	if base == nil {
		t.Fatalf("no address in %q", line[:n])
	}
	response, err := http.Post(base[1]+"/graphql", "application/json", strings.NewReader(`{"query":"{ formulas(formula: \"2+4\") { nodes { parts { size } } } }"}`))
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(response.Body)
	_ = response.Body.Close()
	if got, want := strings.TrimSpace(string(body)), `{"data":{"formulas":{"nodes":[{"parts":[{"size":2},{"size":4}]}]}},"extensions":{"generation":1}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	stop()
	select {
	case status := <-ended:
		if status != 0 {
			t.Errorf("status %d after the signal", status)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the server does not end")
	}
}

// What a claim does not state is null in the API, never an empty text.
func TestWhatIsAbsentIsNull(t *testing.T) {
	status, out, _ := call(t, `{ claims(first: 100) { nodes { note stance part from until by within recurrence baseline reading
		date { inferred } document { publisher note } quantity { scaleClass valueMax }
		object { note ... on Target { scope from by within } ... on Figure { scope from by within } ... on Tenure { from until } ... on Programme { formula } } } } }`, "query", "-")
	if status != 0 || strings.Contains(out, `""`) || !strings.Contains(out, `"scaleClass": null`) {
		t.Errorf("status %d; an empty text stands in the answer, or no null:\n%.400s", status, out)
	}
}
