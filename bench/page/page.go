// Package page puts what was measured into pages of Markdown: tables between marks, such as
//
//	<!-- measured: attacks -->
//	<!-- end -->
//
// The text around the marks is written by people.
package page

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
)

var marks = regexp.MustCompile(`(?s)(<!-- measured: ([a-z-]+) -->\n).*?(<!-- end -->)`)

// Fill puts tables between the marks that name them. A mark that names none is an error, unless
// another program fills it.
func Fill(text string, tables map[string]string, others ...string) (string, error) {
	var unknown []string
	text = marks.ReplaceAllStringFunc(text, func(block string) string {
		parts := marks.FindStringSubmatch(block)
		table, known := tables[parts[2]]
		if slices.Contains(others, parts[2]) {
			return block
		}
		if !known {
			unknown = append(unknown, parts[2])
		}
		return parts[1] + "\n" + strings.TrimSpace(table) + "\n\n" + parts[3]
	})
	if len(unknown) > 0 {
		return "", fmt.Errorf("nothing is called %s", strings.Join(unknown, ", "))
	}
	return text, nil
}

// FillFile does so in a file.
func FillFile(name string, tables map[string]string, others ...string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	filled, err := Fill(string(text), tables, others...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, []byte(filled), 0o644)
}

// Table is a table of Markdown.
type Table struct{ strings.Builder }

// NewTable begins a table. A column whose name begins with a colon is of numbers.
func NewTable(columns ...string) *Table {
	t := &Table{}
	var names, lines []string
	for _, column := range columns {
		name, number := strings.CutPrefix(column, ":")
		names = append(names, name)
		if number {
			lines = append(lines, "---:")
		} else {
			lines = append(lines, "---")
		}
	}
	t.Row(names...)
	t.WriteString("|" + strings.Join(lines, "|") + "|\n")
	return t
}

// Row appends one.
func (t *Table) Row(cells ...string) { t.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
