package mcp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// answer is what a call gives.
type answer struct {
	text string // Markdown
	json []byte // the same as structured content
}

// structured is the same for programs.
type structured struct {
	Answer     map[string]any `json:"answer"`
	Documents  []source       `json:"documents"`
	Understood []understood   `json:"understood,omitempty"`
	Omitted    []omission     `json:"omitted,omitempty"`
}

// omission is what was left out of a list within an answer.
type omission struct {
	List  string `json:"list"`
	Count int    `json:"count"`
}

// writer writes the answer to one call.
type writer struct {
	*resolver
	site string
}

// written is the answer in Markdown and in JSON, with lists below the page cut.
func (w *writer) written(t *tool, data map[string]any, most int) (*answer, error) {
	shortened := &cutting{most: most, count: map[string]int{}}
	frame := structured{Answer: shortened.value("", data).(map[string]any), Understood: w.told}
	frame.Documents = w.documents(frame.Answer)
	for _, list := range slices.Sorted(maps.Keys(shortened.count)) {
		frame.Omitted = append(frame.Omitted, omission{list, shortened.count[list]})
	}
	encoded, err := encode(frame)
	if err != nil || len(encoded) > mostBytes { // which no Markdown makes shorter
		return &answer{json: encoded}, err
	}
	var b strings.Builder
	for _, u := range w.told {
		_, _ = fmt.Fprintf(&b, "Understood: %s %q as %s (%s)", u.Argument, brief(u.Given), plain(u.Label), u.ID)
		for i, other := range u.Others {
			_, _ = fmt.Fprintf(&b, "%s %s (%s)", [...]string{"; the name is also that of", ","}[min(i, 1)], plain(other.Label), other.ID)
		}
		b.WriteString(".\n")
	}
	b.WriteString("\n")
	if err := t.reads.Execute(&b, onLines(frame.Answer)); err != nil {
		return nil, err
	}
	writeOmissions(&b, frame.Omitted)
	writeNext(&b, data)
	writeDocuments(&b, frame.Documents)
	return &answer{text: emptyLines.ReplaceAllString(strings.TrimSpace(b.String()), "\n\n") + "\n", json: encoded}, nil
}

// emptyLines are several, where templates have left out what lies between.
var emptyLines = regexp.MustCompile(`\n{3,}`)

func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(b.Bytes()), err
}

// withAddresses adds to all that has an ID where people find it.
func withAddresses(value any, site string) {
	switch value := value.(type) {
	case map[string]any:
		for _, child := range value {
			withAddresses(child, site)
		}
		if id, is := value["id"].(string); is {
			value["url"] = addressOf(site, id)
		}
	case []any:
		for _, child := range value {
			withAddresses(child, site)
		}
	}
}

func addressOf(site, id string) string { return site + (&url.URL{Path: "/id/" + id}).EscapedPath() }

func writeOmissions(b *strings.Builder, omitted []omission) {
	if len(omitted) == 0 {
		return
	}
	b.WriteString("\nLeft out, since the answer would be too long:")
	for i, o := range omitted {
		_, _ = fmt.Fprintf(b, "%s %d of %s", [...]string{"", ","}[min(i, 1)], o.Count, o.List)
	}
	b.WriteString(". Ask for less at once, or for one thing by claims.\n")
}

// writeNext says how there is more.
func writeNext(b *strings.Builder, data map[string]any) {
	for _, root := range data {
		list, _ := root.(map[string]any)
		page, _ := list["pageInfo"].(map[string]any)
		if list["totalCount"] == json.Number("0") {
			b.WriteString("\nThe graph holds nothing that fits all arguments. Ask for less, or see by search what it knows.\n")
		}
		if page["hasNextPage"] == true {
			nodes, _ := list["nodes"].([]any)
			_, _ = fmt.Fprintf(b, "\n%d of %v are shown. More: the same arguments with cursor %q.\n", len(nodes), list["totalCount"], page["endCursor"])
		}
	}
}
