package loader

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// MaxTitleWords bounds a document's title: it is our own description of it.
const MaxTitleWords = 8

func (c *contents) document(r reader, n *yaml.Node) graph.ID {
	t := &graph.Thing{Kind: graph.Document, Labels: map[string]string{}, Aliases: map[string][]string{}, Source: &graph.Source{}}
	var id *yaml.Node
	given := r.fields(n, "the document", map[string]func(*yaml.Node){
		"id": func(n *yaml.Node) {
			id = n
			if t.ID = c.id(r, n); t.ID != "" && t.ID.Kind() != graph.Document {
				r.fault(n, "write document/name", "%q is not the ID of a document", t.ID)
			}
		},
		"sourceFile": func(n *yaml.Node) {
			if t.Source.File = r.text(n, "sourceFile"); strings.ContainsAny(t.Source.File, `/\`) || t.Source.File == "." || t.Source.File == ".." {
				r.fault(n, "give the file's name alone; verify --sources names its folder", "sourceFile %q is a path", t.Source.File)
			}
		},
		"title": func(n *yaml.Node) {
			r.byLanguage(n, "title", func(language string, value *yaml.Node) {
				t.Labels[language] = r.title(value)
			})
		},
		"publisher": func(n *yaml.Node) { t.Source.Publisher = r.text(n, "publisher") },
		"language":  func(n *yaml.Node) { t.Source.Language = r.choice(n, "language", graph.DocumentLanguages()) },
		"note":      func(n *yaml.Node) { t.Note = r.text(n, "note") },
		"date":      func(n *yaml.Node) { t.Source.Date = r.documentDate(n) },
		"sections":  func(n *yaml.Node) { t.Source.Sections = r.sections(n) },
		"reviewed":  func(n *yaml.Node) { t.Source.Reviewed = r.reviewed(n) },
	})
	if n.Kind != yaml.MappingNode {
		return ""
	}
	if id == nil {
		r.fault(n, "add id: document/name", "the document has no id")
		return ""
	}
	for _, required := range []string{"sourceFile", "title", "language"} {
		if !given.has(required) {
			r.fault(id, "add "+required+":", "the document has no %s", required)
		}
	}
	if t.ID != "" {
		c.things = append(c.things, &entry{thing: t, at: r.position(id)})
	}
	return t.ID
}

// title reads what we call a document or a section.
func (r reader) title(n *yaml.Node) string {
	title := r.text(n, "a title")
	if words := len(strings.Fields(title)); words > MaxTitleWords {
		r.fault(n, fmt.Sprintf("describe it in your own words, %d at most", MaxTitleWords), "the title has %d words", words)
	}
	return title
}

// documentDate reads a known date, or the bounds of one with what they were
// concluded from.
func (r reader) documentDate(n *yaml.Node) graph.DocumentDate {
	if n.Kind == yaml.ScalarNode {
		date := r.date(n, "date")
		return graph.DocumentDate{Earliest: date, Latest: date}
	}
	var d graph.DocumentDate
	given := r.fields(n, "date", map[string]func(*yaml.Node){
		"earliest": func(n *yaml.Node) { d.Earliest = r.date(n, "earliest") },
		"latest":   func(n *yaml.Node) { d.Latest = r.date(n, "latest") },
		"inferred": func(n *yaml.Node) { d.Inferred = r.text(n, "inferred") },
	})
	switch {
	case n.Kind != yaml.MappingNode:
	case !given.has("earliest") || !given.has("latest"):
		r.fault(n, "give both earliest and latest, or one date", "the date has one end only")
	case d.Earliest != "" && d.Latest != "" && d.Earliest.Start() > d.Latest.End():
		r.fault(n, "swap them", "the date's earliest day is after its latest")
	}
	return d
}

// sections are kept in the order in which they are written, which must be that of
// the text.
func (r reader) sections(n *yaml.Node) []graph.Section {
	var list []graph.Section
	type begin struct {
		line  int
		words string
	}
	seen := make(map[begin]bool)
	r.each(n, "sections", func(item *yaml.Node) {
		section := graph.Section{Title: map[string]string{}}
		given := r.fields(item, "a section", map[string]func(*yaml.Node){
			"line":   func(n *yaml.Node) { section.Line = r.line(n) },
			"begins": func(n *yaml.Node) { section.Begins = r.mention(n) },
			"title": func(n *yaml.Node) {
				r.byLanguage(n, "title", func(language string, value *yaml.Node) { section.Title[language] = r.title(value) })
			},
		})
		for _, required := range []string{"line", "title"} {
			if given != nil && !given.has(required) {
				r.fault(item, "add "+required+":", "the section has no %s", required)
			}
		}
		if last := len(list) - 1; last >= 0 && section.Line > 0 {
			switch before := list[last]; {
			case before.Line > section.Line:
				r.fault(item, "write sections in the order of the text", "the section of line %d stands behind that of line %d", section.Line, before.Line)
			case before.Line == section.Line && section.Begins == "":
				r.fault(item, "add begins: with words that stand where it begins", "a second section begins on line %d", section.Line)
			case seen[begin{section.Line, section.Begins}]:
				r.fault(item, "begin one of them with other words", "a second section begins on line %d with %q", section.Line, section.Begins)
			}
		}
		seen[begin{section.Line, section.Begins}] = true
		list = append(list, section)
	})
	return list
}

func (r reader) reviewed(n *yaml.Node) []graph.Review {
	var list []graph.Review
	seen := make(map[string]bool)
	r.each(n, "reviewed", func(item *yaml.Node) {
		var review graph.Review
		given := r.fields(item, "a review", map[string]func(*yaml.Node){
			"line":     func(n *yaml.Node) { review.Line = r.line(n) },
			"mentions": func(n *yaml.Node) { review.Mentions = r.mentions(n) },
			"reason":   func(n *yaml.Node) { review.Reason = r.text(n, "reason") },
		})
		for _, required := range []string{"line", "reason"} {
			if given != nil && !given.has(required) {
				r.fault(item, "add "+required+":", "the review has no %s", required)
			}
		}
		words := fmt.Sprintln(review.Line, strings.Join(review.Mentions, "\n"))
		if review.Line > 0 && seen[words] {
			r.fault(item, "delete one", "the same words of line %d are reviewed twice", review.Line)
		}
		seen[words] = true
		list = append(list, review)
	})
	slices.SortStableFunc(list, func(a, b graph.Review) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), slices.Compare(a.Mentions, b.Mentions))
	})
	return list
}
