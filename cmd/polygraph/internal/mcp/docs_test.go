package mcp

import (
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write into docs/mcp.md what the tools answer")

const guide = "../../../../docs/mcp.md"

var (
	example = regexp.MustCompile("(?ms)^```json (\\w+)( error)?\n(.*?)^```\n\n```text\n(.*?)^```$")
	section = regexp.MustCompile("(?ms)^### `(\\w+)`\n(.*?)^Arguments:.*?$")
)

// Each tool has an example in the guide, and answers it as the guide says.
func TestTheGuideSaysWhatToolsAnswer(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	session := client(t, DefaultOptions())
	described := map[string]int{}
	now := example.ReplaceAllStringFunc(string(text), func(whole string) string {
		m := example.FindStringSubmatch(whole)
		answer := callTool(t, session, m[1], m[3])
		if answer.isError != (m[2] != "") {
			t.Errorf("%s %s: %s", m[1], m[3], answer.text)
		}
		described[m[1]]++
		return "```json " + m[1] + m[2] + "\n" + m[3] + "```\n\n```text\n" + answer.text + "```"
	})
	now = section.ReplaceAllStringFunc(now, func(whole string) string {
		m := section.FindStringSubmatch(whole)
		described[m[1]]++
		return "### `" + m[1] + "`\n" + m[2] + "Arguments: " + argumentsOf(t, m[1]) + "."
	})
	for _, tool := range tools() {
		if described[tool.name] < 2 {
			t.Errorf("the guide has no section and example of %s", tool.name)
		}
	}
	if now == string(text) {
		return
	}
	if !*update {
		t.Fatal("the tools answer something else than docs/mcp.md says (go test ./cmd/polygraph/internal/mcp -run Guide -update writes it)")
	}
	if err := os.WriteFile(guide, []byte(now), 0o600); err != nil {
		t.Fatal(err)
	}
}

// argumentsOf lists those of a tool in their order, but for those that all have.
func argumentsOf(t *testing.T, name string) string {
	at := slices.IndexFunc(tools(), func(tool *tool) bool { return tool.name == name })
	if at < 0 {
		t.Fatalf("the guide has a tool %s that there is not", name)
	}
	var list []string
	for _, variable := range tools()[at].operation.VariableDefinitions {
		argument := "`" + variable.Variable + "`"
		if variable.Type.NonNull && variable.DefaultValue == nil {
			argument += " (needed)"
		}
		list = append(list, argument)
	}
	return strings.Join(list, ", ")
}
