package main

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/gizmo"
)

func TestMain(m *testing.M) {
	gizmo.WorkIfAsked()
	if os.Getenv(asProgram) != "" {
		main()
	}
	goleak.VerifyTestMain(tests{m})
}

// tests leave no connection open for a next request.
type tests struct{ *testing.M }

func (t tests) Run() int {
	defer http.DefaultClient.CloseIdleConnections()
	return t.M.Run()
}

func TestGizmoCommand(t *testing.T) {
	dir := tiny(t)
	checkRuns(t, []programRun{
		{"a query", alone(dir, "gizmo", `g.V("<place/linghe>").out("<vocab:prioritises>").all()`), "", 0, `"id": "<industry/steel>"`, ""},
		{"from standard input", alone(dir, "gizmo", "-"), `g.V("<industry/steel>").in("<vocab:prioritises>").all()`, 0, `"id": "<place/linghe>"`, ""},
		{"some of the results", alone(dir, "gizmo", `g.V().all()`, "--limit", "1"), "", 0, `"more": true`, ""},
		{"the base of the data", alone(dir, "gizmo", `g.V("<https://example.org/place/linghe>").all()`, "--base", "https://example.org/"), "", 0, `<place/linghe>`, ""},
		{"nothing asked", alone(dir, "gizmo", ` `), "", 2, "", "holds no query"},
		{"nothing asked on standard input", alone(dir, "gizmo", "-"), "\n", 2, "", "holds no query"},
		{"no query", []string{"gizmo"}, "", 2, "", "accepts 1 arg(s)"},
		{"nonsense", alone(dir, "gizmo", `nonsense(`), "", 1, "", "polygraph: SyntaxError"},
		{"an endless loop", alone(dir, "gizmo", `while (true) {}`, "--timeout", "300ms"), "", 1, "", "longer than 300ms"},
		{"too many steps", alone(dir, "gizmo", `g.V().both().both().both().all()`, "--steps", "10"), "", 1, "", "too many quads"},
		{"too much memory", alone(dir, "gizmo", `var s = "x"; while (true) s += s`, "--memory", "32"), "", 1, "", "more than 32 MiB"},
		{"a limit of nothing", alone(dir, "gizmo", `g.V().all()`, "--limit", "0"), "", 2, "", "--limit is out of bounds"},
		{"no time", alone(dir, "gizmo", `g.V().all()`, "--timeout", "0s"), "", 2, "", "--timeout is out of bounds"},
		{"a query too large", alone(dir, "gizmo", "-"), strings.Repeat(" ", 1<<20+1), 2, "", "larger than 1 MiB"},
		{"a server of trusted documents", []string{"serve", "--gizmo", "--trusted-only", "--trusted-documents", "x.json"}, "", 2, "", "--trusted-only"},
		{"a server without memory for it", []string{"serve", "--gizmo", "--gizmo-memory", "0"}, "", 2, "", "--gizmo-memory is out of bounds"},
	})
}

var gizmoBlock = regexp.MustCompile("(?s)```js\n(.*?)```")

// Each Gizmo query of the documentation runs as it stands, and finds something.
func TestGizmoOfTheDocumentationRuns(t *testing.T) {
	text, err := os.ReadFile("../../docs/cayley.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := gizmoBlock.FindAllStringSubmatch(string(text), -1)
	if len(blocks) == 0 {
		t.Error("there are no queries in the documentation")
	}
	for _, block := range blocks {
		status, out, errOut := call(t, block[1], "gizmo", "-")
		if status != 0 || strings.Contains(out, `"result": []`) {
			t.Errorf("status %d\n%s\n%.600s%s", status, block[1], out, errOut)
		}
	}
}
