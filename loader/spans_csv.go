package loader

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// writeSpansCSV fills the column span, and adds it where there is none. It leaves
// every other byte alone.
func writeSpansCSV(text []byte, claims []located) ([]byte, error) {
	bare := bytes.TrimPrefix(text, byteOrderMark)
	t := newTable(bare)
	rows := make(map[int]graph.TextSpan, len(claims)) // by the line on which the row begins
	for _, c := range claims {
		rows[c.draft.at.Line] = c.span
	}
	lines := []int{0} // where they begin
	for i, b := range bare {
		if b == '\n' {
			lines = append(lines, i+1)
		}
	}
	separator := string(t.Comma)
	var edits []insertion
	column := -1
	for header := true; ; header = false {
		row, err := t.Read()
		if err == io.EOF {
			break
		}
		if err != nil && blank(row, err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		begin := func(cell int) int {
			line, at := t.FieldPos(cell)
			return lines[line-1] + at - 1
		}
		end := begin(0) + len(bytes.TrimRight(bare[begin(0):t.InputOffset()], "\r\n"))
		if header {
			column = slices.IndexFunc(row, func(name string) bool { return strings.TrimSpace(name) == "span" })
			if column < 0 {
				edits = append(edits, insertion{byteRange{end, end}, separator + "span"})
			}
			continue
		}
		line, _ := t.FieldPos(0)
		span, changed := rows[line]
		switch {
		case column < 0 && changed:
			edits = append(edits, insertion{byteRange{end, end}, separator + span.String()})
		case column < 0:
			edits = append(edits, insertion{byteRange{end, end}, separator})
		case changed && column+1 < len(row):
			edits = append(edits, insertion{byteRange{begin(column), begin(column+1) - len(separator)}, span.String()})
		case changed:
			edits = append(edits, insertion{byteRange{begin(column), end}, span.String()})
		}
	}
	return slices.Concat(text[:len(text)-len(bare)], apply(bare, edits)), nil
}
