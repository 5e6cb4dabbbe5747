package loader

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

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

// around shows a part of a line with a few characters on either side, of the user's own
// copy of the text.
func around(line string, s byteRange) string {
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
