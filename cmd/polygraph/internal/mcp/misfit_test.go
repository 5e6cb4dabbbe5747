package mcp

import (
	"encoding/json"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

func TestWrongArgumentsAreToldWithWhatWouldBeRight(t *testing.T) {
	session := client(t, DefaultOptions())
	for _, row := range []struct{ tool, arguments, code, want string }{
		{"profile", `{}`, "INVALID_ARGUMENT", "profile needs place"},
		{"profile", `{"plase": "Jinan"}`, "INVALID_ARGUMENT", `no argument "plase"; did you mean place?`},
		{"profile", `{"place": "Jinan", "colour": 1}`, "INVALID_ARGUMENT", "it has asOf, includeParts, language, place"},
		{"profile", `{"place": 7}`, "INVALID_ARGUMENT", "place must be of type string, not number"},
		{"profile", `{"place": ""}`, "INVALID_ARGUMENT", "place is empty"},
		{"profile", `{"place": null}`, "INVALID_ARGUMENT", "profile needs place"},
		{"profile", `[]`, "INVALID_ARGUMENT", "no JSON object"},
		{"profile", `"Jinan"`, "INVALID_ARGUMENT", "no JSON object"},
		{"profile", `{"place": "Jinan", "asOf": "last year"}`, "INVALID_ARGUMENT", "give a date as 2025"},
		{"profile", `{"place": "Jinan", "asOf": "2018-13"}`, "INVALID_ARGUMENT", "2018-13"},
		{"profile", `{"place": "Jinan", "language": "; drop"}`, "INVALID_ARGUMENT", "BCP 47"},
		{"profile", `{"place": "Jinan", "includeParts": "yes"}`, "INVALID_ARGUMENT", "includeParts must be of type boolean"},
		{"claims", `{"limit": 51}`, "INVALID_ARGUMENT", "from 1 to 50"},
		{"claims", `{"limit": 0}`, "INVALID_ARGUMENT", "from 1 to 50"},
		{"claims", `{"limit": 2.5}`, "INVALID_ARGUMENT", "limit must be of type integer"},
		{"claims", `{"limit": 1e400}`, "INVALID_ARGUMENT", "limit"},
		{"claims", `{"predicate": ["PRIORITIZES"]}`, "INVALID_ARGUMENT", "did you mean PRIORITISES?"},
		{"claims", `{"stance": "grow!"}`, "INVALID_ARGUMENT", "did you mean GROW?"},
		{"claims", `{"stance": ["ANGRY"]}`, "INVALID_ARGUMENT", "LEAD GROW NURTURE UPGRADE LIMIT UNSTATED"},
		{"claims", `{"about": ["place/jinan"` + strings.Repeat(`, "place/jinan"`, 20) + `]}`, "INVALID_ARGUMENT", "about has 21 values; 20 are allowed"},
		{"claims", `{"about": ["` + strings.Repeat("南", 201) + `"]}`, "INVALID_ARGUMENT", "about.0 has 201 characters; 200 are allowed"},
		{"claims", `{"about": []}`, "INVALID_ARGUMENT", "about is empty"},
		{"claims", `{"line": {"from": 1}}`, "INVALID_ARGUMENT", `line has no "from"`},
		{"claims", `{"line": {}}`, "INVALID_ARGUMENT", "line is empty"},
		{"claims", `{"line": {"min": -1}}`, "INVALID_ARGUMENT", "line.min is out of bounds"},
		{"claims", `{"cursor": "abc"}`, "INVALID_ARGUMENT", "cursor"},
		{"path", `{"from": "place/jinan", "to": "place/rizhao", "maxLength": 9}`, "INVALID_ARGUMENT", "from 1 to 8"},
		{"compare", `{"places": ["Jinan"]}`, "INVALID_ARGUMENT", "places"},
		{"alike", `{"place": "place/jinnan"}`, "NOT_FOUND", `did you mean "place/jinan"?`},
		{"alike", `{"place": "industry/steel"}`, "INVALID_ARGUMENT", "wanted here is Place"},
	} {
		answer := callTool(t, session, row.tool, row.arguments)
		if !answer.isError || answer.failed.Code != row.code || !strings.Contains(answer.text, row.want) {
			t.Errorf("%s %s: %v %s\nwant %s: …%s…", row.tool, row.arguments, answer.isError, answer.text, row.code, row.want)
		}
	}
}

// As GraphQL has it, and as models write it.
func TestArgumentsAreReadAsTheyAreMeant(t *testing.T) {
	session := client(t, DefaultOptions())
	for _, row := range []struct{ tool, arguments, as string }{
		{"shared_priorities", `{"industries": "steel"}`, `{"industries": ["steel"]}`},
		{"shared_priorities", `{"industries": ["steel"], "stance": null, "cursor": null}`, `{"industries": ["steel"]}`},
		{"claims", `{"limit": 3.0}`, `{"limit": 3}`},
		{"anchors", ``, `{}`},
		{"anchors", `null`, `{}`},
	} {
		var arguments any
		if row.arguments != "" {
			arguments = json.RawMessage(row.arguments)
		}
		result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: row.tool, Arguments: arguments})
		if err != nil {
			t.Errorf("%s %s: %v", row.tool, row.arguments, err)
			continue
		}
		if got, want := read(t, row.tool, result), callTool(t, session, row.tool, row.as); got.isError || got.text != want.text {
			t.Errorf("%s %s answers\n%s\nwant\n%s", row.tool, row.arguments, got.text, want.text)
		}
	}
}
