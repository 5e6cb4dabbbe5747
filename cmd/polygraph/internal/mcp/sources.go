package mcp

import (
	"fmt"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// source is a document that an answer cites. Claims name it by its ID; what it is stands in
// an answer once.
type source struct {
	ID         graph.ID `json:"id"`
	Title      string   `json:"title"`
	SourceFile string   `json:"sourceFile"`
	Language   string   `json:"language"`
	Earliest   string   `json:"earliest,omitempty"` // when it may have been written
	Latest     string   `json:"latest,omitempty"`
	URL        string   `json:"url,omitempty"`
}

// documents are those that the claims of an answer name, by ID.
func (w *writer) documents(data any) []source {
	var ids []graph.ID
	collectDocuments(data, &ids)
	slices.Sort(ids)
	list := []source{}
	for _, id := range slices.Compact(ids) {
		thing := w.view.Thing(id)
		if thing == nil || thing.Source == nil { // of quads that nobody checked
			list = append(list, source{ID: id, Title: string(id)})
			continue
		}
		s := source{ID: id, Title: w.label(id), SourceFile: thing.Source.File, Language: thing.Source.Language,
			Earliest: string(thing.Source.Date.Earliest), Latest: string(thing.Source.Date.Latest)}
		if w.site != "" {
			s.URL = addressOf(w.site, string(id))
		}
		list = append(list, s)
	}
	return list
}

func collectDocuments(value any, ids *[]graph.ID) {
	switch value := value.(type) {
	case map[string]any:
		if document, is := value["document"].(map[string]any); is {
			*ids = append(*ids, graph.ID(document["id"].(string)))
		}
		for _, child := range value {
			collectDocuments(child, ids)
		}
	case []any:
		for _, child := range value {
			collectDocuments(child, ids)
		}
	}
}

// writeDocuments lists the documents that are cited.
func writeDocuments(b *strings.Builder, cited []source) {
	if len(cited) > 0 {
		b.WriteString("\nDocuments:\n")
	}
	for _, s := range cited {
		written := "at an unknown date"
		if s.Earliest != "" {
			written = between(graph.Date(s.Earliest), graph.Date(s.Latest))
		}
		_, _ = fmt.Fprintf(b, "- %s: %q, %s, %s, written %s", s.ID, plain(s.Title), plain(s.SourceFile), s.Language, written)
		if s.URL != "" {
			b.WriteString(", " + s.URL)
		}
		b.WriteString("\n")
	}
}
