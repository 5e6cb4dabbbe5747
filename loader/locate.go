package loader

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/polygraph-kg/polygraph/graph"
)

// Location is the outcome of locating claims on their lines.
type Location struct {
	Claims   int       `json:"claims"`
	Kept     int       `json:"kept"`     // had the right span already
	New      int       `json:"new"`      // had none
	Moved    int       `json:"moved"`    // had another
	Problems []Problem `json:"problems"` // of claims that could not be located
	Edits    []Edit    `json:"-"`
}

// Problem is a claim that cannot be located, with the place of its entry.
type Problem struct {
	Position
	Source string `json:"source"` // file and line of the document; empty for a file that cannot be written
	Wrong  string `json:"wrong"`
	Remedy string `json:"remedy"`
}

func (p Problem) String() string {
	if p.Source == "" { // of a whole file
		return fmt.Sprintf("%s: %s; %s", p.Position, p.Wrong, p.Remedy)
	}
	return fmt.Sprintf("%s: %s: %s; %s", p.Position, p.Source, p.Wrong, p.Remedy)
}

// Edit is a data file with the spans written into it.
type Edit struct {
	Source int    // its place among the sources
	Path   string // within the source
	Text   []byte
}

// Locate computes where on its line each claim of the wanted sources (by their
// number; all when wanted is nil) stands: the shortest stretch that holds all its
// mentions. Where several are as short, the span that
// the claim has already decides, if it is one that holds them. With faulty data it
// returns Faults. Nothing is written; Edits hold the files as they should be.
func Locate(ctx context.Context, sources []Source, documents fs.FS, wanted func(source int) bool) (*Location, error) {
	data, err := gather(ctx, sources, nil)
	if err != nil {
		return nil, err
	}
	files := make(map[graph.ID]string)
	var known []*graph.Thing
	for _, thing := range data.things {
		if thing.Kind == graph.Document {
			known = append(known, thing)
			files[thing.ID] = thing.Source.File
		}
	}
	texts, err := openTexts(documents, known)
	if err != nil {
		return nil, err
	}
	result := &Location{Problems: []Problem{}}
	missing := make(map[graph.ID]bool)
	changed := make(map[int][]located)
	for _, s := range data.drafts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if wanted != nil && !wanted(data.files[s.file].source) {
			continue
		}
		result.Claims++
		report := func(wrong, remedy string) {
			result.Problems = append(result.Problems, Problem{s.at, fmt.Sprintf("%s:%d", files[s.claim.Document], s.claim.Line), wrong, remedy})
		}
		lines, found := texts[s.claim.Document]
		if !found {
			if !missing[s.claim.Document] { // once, for its first claim
				report("the source file is not in the folder", "put it there, or locate other documents")
			}
			missing[s.claim.Document] = true
			continue
		}
		span, wrong, remedy := s.locate(lines)
		switch {
		case wrong != "":
			report(wrong, remedy)
			continue
		case span == s.claim.TextSpan:
			result.Kept++
			continue
		}
		changed[s.file] = append(changed[s.file], located{s, span})
	}
	for _, number := range slices.Sorted(maps.Keys(changed)) {
		f := data.files[number]
		text, err := fs.ReadFile(f.files, f.path)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.name(), err)
		}
		write := spanWriters[f.extension()]
		if write == nil {
			for _, c := range changed[number] {
				result.Problems = append(result.Problems, Problem{c.draft.at, fmt.Sprintf("%s:%d", files[c.draft.claim.Document], c.draft.claim.Line),
					fmt.Sprintf("the span %s cannot be written into a file of this format", c.span),
					fmt.Sprintf("add spanStart %d, spanEnd %d and spanHash %q to the claim", c.span.Start, c.span.End, c.span.Hash)})
			}
			continue
		}
		edited, err := write(text, changed[number])
		if err != nil {
			result.Problems = append(result.Problems, Problem{Position{File: f.name()}, "", err.Error(), "write the spans by hand"})
			continue
		}
		for _, c := range changed[number] {
			if c.draft.span == nil {
				result.New++
			} else {
				result.Moved++
			}
		}
		result.Edits = append(result.Edits, Edit{Source: f.source, Path: f.path, Text: edited})
	}
	return result, nil
}

// located is a claim with its new span.
type located struct {
	draft *draft
	span  graph.TextSpan
}

// locate finds the span of a claim, or tells why it cannot.
func (s *draft) locate(lines []string) (span graph.TextSpan, wrong, remedy string) {
	if s.claim.Line > len(lines) {
		return span, fmt.Sprintf("the source has only %d lines", len(lines)), "correct the line"
	}
	line := lines[s.claim.Line-1]
	for _, mention := range s.claim.Mentions {
		if !strings.Contains(line, mention) {
			return span, fmt.Sprintf("the mention %q does not stand on the line%s", mention, elsewhere(lines, mention)), "copy it letter by letter, or correct the line"
		}
	}
	found := shortest(line, s.claim.Mentions)
	if len(found) == 1 {
		return textSpan(line, found[0]), "", ""
	}
	// The curator's own choice among several.
	if text, whole := s.claim.TextSpan.In(line); whole && s.claim.TextSpan.Known() {
		holds := func(mention string) bool { return strings.Contains(text, mention) }
		chosen := s.claim.TextSpan
		chosen.Hash = graph.HashText(text)
		if !slices.ContainsFunc(s.claim.Mentions, func(mention string) bool { return !holds(mention) }) &&
			(s.claim.TextSpan.Hash == "" || s.claim.TextSpan.Hash == chosen.Hash) {
			return chosen, "", ""
		}
	}
	const shown = 10
	var choices []string
	for _, candidate := range found[:min(shown, len(found))] {
		place := textSpan(line, candidate)
		choices = append(choices, fmt.Sprintf("%d-%d (%s)", place.Start, place.End, around(line, candidate)))
	}
	if len(found) > shown {
		choices = append(choices, "…")
	}
	return span, fmt.Sprintf("the mentions %s stand on the line %d times: %s", quoted(s.claim.Mentions), len(found), strings.Join(choices, ", ")),
		"add a word that stands beside the right one, or write span: with the right numbers"
}

func quoted(words []string) string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = fmt.Sprintf("%q", word)
	}
	return strings.Join(list, " and ")
}

// around shows a stretch with a few characters on either side, of the user's own
// copy of the text.
func around(line string, s stretch) string {
	const characters = 12
	start, end := s.start, s.end
	for range characters {
		_, size := utf8.DecodeLastRuneInString(line[:start])
		start -= size
		_, size = utf8.DecodeRuneInString(line[end:])
		end += size
	}
	return "…" + line[start:end] + "…"
}

// spanWriters write spans into the text of a file, by its extension.
var spanWriters = map[string]func(text []byte, claims []located) ([]byte, error){
	".yaml": writeSpansYAML, ".yml": writeSpansYAML, ".csv": writeSpansCSV,
}

// insertion replaces a part of a text.
type insertion struct {
	stretch
	text string
}

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
			edits = append(edits, insertion{stretch{at.end, at.end}, ", span: " + c.span.String()})
		default:
			end, newline := lineEnd(text, at.end)
			indent := strings.Repeat(" ", c.draft.column-1)
			edits = append(edits, insertion{stretch{end, end}, newline + indent + "span: " + c.span.String()})
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

// apply makes all insertions, none of which overlap.
func apply(text []byte, edits []insertion) []byte {
	slices.SortFunc(edits, func(a, b insertion) int { return cmp.Compare(a.start, b.start) })
	var edited []byte
	from := 0
	for _, edit := range edits {
		edited = append(append(edited, text[from:edit.start]...), edit.text...)
		from = edit.end
	}
	return append(edited, text[from:]...)
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
func scalarAt(text []byte, lines []int, n *yaml.Node) (stretch, error) {
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
			return stretch{start, start + len(written)}, nil
		}
	}
	return stretch{}, fmt.Errorf("the value %q of line %d is written in a way that cannot be edited", n.Value, n.Line)
}
