package mcp

import (
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// What a model reads of a tool is complete, and comes from the schema.
func TestToolsSayWhatTheyAreFor(t *testing.T) {
	schema := resolvers.Schema().Schema()
	for _, tool := range tools() {
		if tool.title == "" || len(tool.description) < 80 {
			t.Errorf("%s has the title %q and the description %q", tool.name, tool.title, tool.description)
		}
		if shown := tool.described(); !shown.Annotations.ReadOnlyHint || *shown.Annotations.OpenWorldHint {
			t.Errorf("%s does not say that it only reads", tool.name)
		}
		properties := tool.input["properties"].(map[string]any)
		for name, property := range properties {
			words, _ := property.(map[string]any)["description"].(string)
			if len(words) < 15 {
				t.Errorf("%s does not describe %s: %q", tool.name, name, words)
			}
		}
		if _, bounded := properties[argumentLimit]; bounded != strings.Contains(tool.document, "first: $limit") {
			t.Errorf("%s has a limit that it does not use", tool.name)
		}
		for _, name := range []string{"stance", "predicate", "kind"} {
			property, has := properties[name].(map[string]any)
			if !has {
				continue
			}
			of := tool.operation.VariableDefinitions.ForName(name).Type.Name()
			var want []any
			for _, value := range schema.Types[of].EnumValues {
				want = append(want, value.Name)
			}
			if got := property["items"].(map[string]any)["enum"].([]any); !slices.Equal(got, want) {
				t.Errorf("%s takes as %s %v, the schema %v", tool.name, name, got, want)
			}
		}
	}
}

// A relation that is added to the vocabulary has its words without anything here.
func TestEachRelationOfTheVocabularyHasWords(t *testing.T) {
	for _, value := range resolvers.Schema().Schema().Types["Predicate"].EnumValues {
		if words := relation(value.Name); words == value.Name {
			t.Errorf("%s is not found in the vocabulary", value.Name)
		}
	}
	if words := relation("HAS_TARGET"); words != "has the target" && words == "HAS_TARGET" {
		t.Errorf("HAS_TARGET reads %q", words)
	}
}

func TestTheBoundsOfArgumentsAreThoseOfTheSchema(t *testing.T) {
	session := client(t, DefaultOptions())
	for _, call := range []struct{ tool, arguments string }{
		{"path", `{"from": "place/jinan", "to": "place/rizhao", "maxLength": 8, "limit": 50}`},
		{"promises", `{"limit": 50}`},
		{"claims", `{"line": {"min": 0, "max": 1073741824}, "limit": 50}`},
	} {
		if answer := callTool(t, session, call.tool, call.arguments); answer.isError {
			t.Errorf("%s %s: %s", call.tool, call.arguments, answer.text)
		}
	}
}

// All that is cited can be looked up, and what is read says the same as the JSON.
func TestAnswersCiteWhatThereIs(t *testing.T) {
	options := DefaultOptions()
	options.Site = "https://graph.example.org"
	session := client(t, options)
	view := dataset().View()
	for _, call := range []struct{ tool, arguments string }{
		{"shared_priorities", `{"industries": ["industry/steel", "industry/hydrogen"], "rollUp": true}`},
		{"anchors", `{}`},
		{"alike", `{"place": "place/gangcheng"}`},
		{"compare", `{"places": ["place/jinan", "place/binzhou", "place/zaozhuang"]}`},
		{"office_holders", `{"limit": 50}`},
		{"promises", `{"limit": 50}`},
		{"formula", `{"limit": 50}`},
		{"path", `{"from": "enterprise/shandong-heavy-industry", "to": "place/jinan", "limit": 50}`},
		{"conflicts", `{}`},
		{"profile", `{"place": "place/gangcheng", "includeParts": true}`},
		{"claims", `{"limit": 50}`},
	} {
		answer := callTool(t, session, call.tool, call.arguments)
		if answer.isError {
			t.Errorf("%s: %s", call.tool, answer.text)
			continue
		}
		claims := 0
		walk(answer.content.Answer, func(object map[string]any) {
			if _, is := object["mentions"]; !is {
				return
			}
			claims++
			claim := view.Claim(graph.ID(object["id"].(string)))
			if claim == nil || float64(claim.Line) != object["line"] || string(claim.Document) != object["document"].(map[string]any)["id"] {
				t.Errorf("%s cites %v, which is not in the graph like that", call.tool, object["id"])
			}
			if object["url"] != "https://graph.example.org/id/"+object["id"].(string) {
				t.Errorf("%s: the address of %v is %v", call.tool, object["id"], object["url"])
			}
			if call.tool != "compare" && call.tool != "alike" { // which show a few of them in words
				if cited := citation(onLines(object).(map[string]any)); !strings.Contains(answer.text, cited) {
					t.Errorf("%s does not show %s", call.tool, cited)
				}
			}
		})
		if claims == 0 {
			t.Errorf("%s cites nothing", call.tool)
		}
		if len(answer.content.Documents) == 0 || !strings.Contains(answer.text, "https://graph.example.org/id/document/") {
			t.Errorf("%s lists no documents", call.tool)
		}
	}
}

// walk visits all objects of an answer.
func walk(value any, visit func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		visit(value)
		for _, child := range value {
			walk(child, visit)
		}
	case []any:
		for _, child := range value {
			walk(child, visit)
		}
	}
}

// A page is continued by its cursor until each answer was had once.
func TestCursorsLeadThroughAllPages(t *testing.T) {
	session := client(t, DefaultOptions())
	cursor, seen := "", map[string]bool{}
	for {
		answer := callTool(t, session, "office_holders", `{"asOf": "2018-03", "post": "mayor", "limit": 7`+cursor+`}`)
		list := answer.content.Answer["officeHolders"].(map[string]any)
		for _, node := range list["nodes"].([]any) {
			id := node.(map[string]any)["official"].(map[string]any)["id"].(string)
			if seen[id] {
				t.Errorf("%s comes twice", id)
			}
			seen[id] = true
		}
		page := list["pageInfo"].(map[string]any)
		if page["hasNextPage"] == false {
			break
		}
		if !strings.Contains(answer.text, page["endCursor"].(string)) {
			t.Fatal("the text does not say how there is more")
		}
		cursor = `, "cursor": "` + page["endCursor"].(string) + `"`
	}
	if len(seen) != 17 {
		t.Errorf("%d mayors; there are 17", len(seen))
	}
}

func TestNamesSpeakTheLanguageThatIsWanted(t *testing.T) {
	session := client(t, DefaultOptions())
	answer := callTool(t, session, "office_holders", `{"at": "Jinan", "post": "post/mayor", "language": "zh-Hans"}`)
	for _, want := range []string{`at "Jinan" as 济南市 (place/jinan)`, "王忠林 (official/wang-zhonglin)"} {
		if !strings.Contains(answer.text, want) {
			t.Errorf("%q is not in\n%s", want, answer.text)
		}
	}
}
