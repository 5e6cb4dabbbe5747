package loader

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// writeSpansYAML puts each span behind its claim's line, or in place of the span
// that is there, and leaves every other byte alone.
func writeSpansYAML(text []byte, claims []located) ([]byte, error) {
	lines := lineOffsets(text)
	var edits []insertion
	for _, c := range claims {
		node := c.draft.line
		if c.draft.span != nil {
			node = c.draft.span
		}
		at, err := scalarAt(text, lines, node)
		switch {
		case err != nil:
			return nil, err
		case c.draft.span != nil && node.Anchor != "":
			return nil, fmt.Errorf("the span of line %d has an anchor, and others may repeat it", node.Line)
		case c.draft.span != nil:
			edits = append(edits, insertion{at, c.span.String()})
		case c.draft.flow:
			edits = append(edits, insertion{byteRange{at.end, at.end}, ", span: " + c.span.String()})
		default:
			end, newline := lineEnd(text, at.end)
			indent := strings.Repeat(" ", c.draft.column-1)
			edits = append(edits, insertion{byteRange{end, end}, newline + indent + "span: " + c.span.String()})
		}
	}
	edited := apply(text, edits)
	var faults Faults
	reader{faults: &faults}.parse(bytes.TrimPrefix(edited, byteOrderMark))
	if len(faults) > 0 { // the claims are written in a way that nobody thought of
		return nil, fmt.Errorf("the file would be no YAML any more (%s)", faults[0].Wrong)
	}
	return edited, nil
}

// lineBreaks are the characters that end a line in YAML.
const lineBreaks = "\n\r\u0085\u2028\u2029"

// lineOffsets are the bytes at which lines begin, as YAML counts them.
func lineOffsets(text []byte) []int {
	offsets := []int{0}
	for i := 0; i < len(text); {
		c, size := utf8.DecodeRune(text[i:])
		i += size
		if strings.ContainsRune(lineBreaks, c) && !(c == '\r' && i < len(text) && text[i] == '\n') {
			offsets = append(offsets, i)
		}
	}
	return offsets
}

// lineEnd is the byte at which the line ends that goes on at a byte, and what ends
// a line there.
func lineEnd(text []byte, from int) (int, string) {
	end := bytes.IndexAny(text[from:], lineBreaks)
	if end < 0 { // the last line, without an end: as the others
		if bytes.Contains(text, []byte("\r\n")) {
			return len(text), "\r\n"
		}
		return len(text), "\n"
	}
	end += from
	switch rest := string(text[end:min(len(text), end+2)]); {
	case rest == "\r\n":
		return end, rest
	case rest[0] == '\r':
		return end, "\r"
	}
	return end, "\n"
}

// scalarAt finds the bytes of a value, or of an alias in its place, that is
// written on one line.
func scalarAt(text []byte, lines []int, n *yaml.Node) (byteRange, error) {
	start := lines[n.Line-1]
	if n.Line == 1 && bytes.HasPrefix(text, byteOrderMark) {
		start += len(byteOrderMark)
	}
	for range n.Column - 1 {
		_, size := utf8.DecodeRune(text[start:])
		start += size
	}
	if anchor := "&" + n.Anchor; n.Anchor != "" && bytes.HasPrefix(text[start:], []byte(anchor)) {
		rest := text[start+len(anchor):]
		start = len(text) - len(bytes.TrimLeft(rest, " \t"))
	}
	forms := []string{n.Value, `"` + n.Value + `"`, "'" + n.Value + "'"}
	if n.Kind == yaml.AliasNode {
		forms = []string{"*" + n.Value}
	}
	for _, written := range forms {
		if bytes.HasPrefix(text[start:], []byte(written)) {
			return byteRange{start, start + len(written)}, nil
		}
	}
	return byteRange{}, fmt.Errorf("the value %q of line %d is written in a way that cannot be edited", n.Value, n.Line)
}
