package mcp

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/graph"
)

// An answer that would be too long has fewer items on its page, and then fewer in the lists
// within, and tells of it.
func TestAnswersAreNeverTooLong(t *testing.T) {
	session := client(t, DefaultOptions())
	for _, row := range []struct {
		tool, arguments string
		shortens        bool
	}{
		{"alike", `{"place": "place/gangcheng", "limit": 50}`, true},
		{"compare", `{"places": ["Jinan", "Gangcheng", "Changchun", "Laiwu", "Pingyin"]}`, true},
		{"profile", `{"place": "Shandong", "includeParts": true}`, true},
		{"claims", `{"limit": 50}`, false},
		{"formula", `{"limit": 50}`, false},
		{"path", `{"from": "official/wang-zhonglin", "to": "enterprise/jinlei-wind-power", "maxLength": 8, "limit": 50}`, false},
	} {
		answer := callTool(t, session, row.tool, row.arguments)
		if answer.isError || answer.bytes > mostBytes {
			t.Errorf("%s %s: %d bytes, %.200s", row.tool, row.arguments, answer.bytes, answer.text)
		}
		told := strings.Contains(answer.text, "Left out") || strings.Contains(answer.text, "are shown. More:")
		if row.shortens != (told && shorter(answer)) {
			t.Errorf("%s %s: left out %v, and tells so: %v", row.tool, row.arguments, answer.content.Omitted, told)
		}
	}
}

// shorter tells whether less was answered than was asked for.
func shorter(answer called) bool {
	for _, root := range answer.content.Answer {
		if list, is := root.(map[string]any); is && list["nodes"] != nil {
			return len(list["nodes"].([]any)) < 50 && list["pageInfo"].(map[string]any)["hasNextPage"] == true
		}
	}
	return len(answer.content.Omitted) > 0
}

// An answer is written several times where it is too long; others go first in between, and it ends
// with its call.
func TestWritingPauses(t *testing.T) {
	pauses := 0
	ctx, cancel := context.WithCancel(graph.WithPause(t.Context(), func() { pauses++ }))
	w := &writer{resolver: &resolver{ctx: ctx, view: dataset().View(), language: graph.English}}
	_, err := w.fitting(tools()[0], map[string]any{}, func(map[string]any) (map[string]any, error) {
		cancel()
		return map[string]any{}, nil
	})
	if failed, is := err.(*failure); !is || failed.Code != string(graph.CodeUnavailable) || pauses != 1 {
		t.Errorf("after %d pauses: %v", pauses, err)
	}
}

func TestListsBelowAPageAreCut(t *testing.T) {
	var data map[string]any
	decoder := json.NewDecoder(strings.NewReader(`{"promises": {"nodes": [{"claims": [1, 2, 3]}, {"claims": [4]}, {"claims": [5, 6, 7]}]}}`))
	if err := decoder.Decode(&data); err != nil {
		t.Fatal(err)
	}
	c := &cutting{most: 2, count: map[string]int{}}
	cut, err := encode(c.value("", data))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"promises":{"nodes":[{"claims":[1,2]},{"claims":[4]},{"claims":[5,6]}]}}`; string(cut) != want {
		t.Errorf("%s, want %s", cut, want)
	}
	if got := fmt.Sprint(c.count); got != "map[promises.nodes.claims:2]" {
		t.Errorf("tells %s", got)
	}
}

// What programs read, as a whole.
func TestStructuredContent(t *testing.T) {
	options := DefaultOptions()
	options.Site = "https://graph.example.org"
	result, err := client(t, options).CallTool(t.Context(), &sdk.CallToolParams{Name: "office_holders", Arguments: json.RawMessage(`{"at": "济南", "asOf": "2018-03"}`)})
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(result.StructuredContent, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/office_holders.json"
	if *update {
		if err := os.WriteFile(golden, append(got, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(want)) != string(got) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDatesAreAsShortAsTheyCanBe(t *testing.T) {
	for _, row := range []struct{ earliest, latest, want string }{
		{"2018-03-01", "2018-03-31", "2018-03"},
		{"2022-01-01", "2022-12-31", "2022"},
		{"2025", "2025", "2025"},
		{"2020-09-01", "2020-12-31", "2020-09-01 to 2020-12-31"},
		{"2018-03-05", "2018-03-05", "2018-03-05"},
		{"2024-02", "2024-02", "2024-02"},
	} {
		if got := when(map[string]any{"earliest": row.earliest, "latest": row.latest}); got != row.want {
			t.Errorf("%s to %s is %q, want %q", row.earliest, row.latest, got, row.want)
		}
	}
	if got := when(nil); got != "at an unknown date" {
		t.Errorf("no date is %q", got)
	}
}
