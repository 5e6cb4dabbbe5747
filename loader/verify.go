package loader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Discrepancy is a claim whose evidence is not where the claim says it is.
type Discrepancy struct {
	Claim    graph.ID `json:"claim"`
	Document graph.ID `json:"document"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Problem  string   `json:"problem"`
}

func (d Discrepancy) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", d.File, d.Line, d.Claim, d.Problem)
}

// Verification tells what was checked against the sources.
type Verification struct {
	Documents     int           `json:"documents"`
	Claims        int           `json:"claims"`
	Mentions      int           `json:"mentions"`
	Discrepancies []Discrepancy `json:"discrepancies"`
}

// Verify opens the documents in the folder of sources and checks that every
// mention of every wanted claim (of every claim when wanted is nil) stands on the
// claim's line, letter by letter.
func Verify(ctx context.Context, v *graph.View, sources fs.FS, wanted func(*graph.Claim) bool) (*Verification, error) {
	result := &Verification{Discrepancies: []Discrepancy{}}
	texts := make(map[graph.ID][]string)
	for _, document := range v.Things(graph.Document) {
		text, err := fs.ReadFile(sources, document.Source.File)
		if errors.Is(err, fs.ErrNotExist) {
			continue // its first claim reports it
		}
		if err != nil {
			return nil, fmt.Errorf("read the source %s: %w", document.Source.File, err)
		}
		text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
		texts[document.ID] = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		result.Documents++
	}
	missing := make(map[graph.ID]bool)
	for _, claim := range v.Claims() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if wanted != nil && !wanted(claim) {
			continue
		}
		file := ""
		if document := v.Thing(claim.Document); document != nil && document.Source != nil {
			file = document.Source.File
		}
		report := func(problem string, args ...any) {
			result.Discrepancies = append(result.Discrepancies, Discrepancy{Claim: claim.ID, Document: claim.Document, File: file, Line: claim.Line, Problem: fmt.Sprintf(problem, args...)})
		}
		result.Claims++
		lines, found := texts[claim.Document]
		switch {
		case !found:
			if !missing[claim.Document] { // once, for its first claim
				report("the source file is not in the folder; check other documents with --document")
			}
			missing[claim.Document] = true
			continue
		case claim.Line > len(lines):
			report("the source has only %d lines", len(lines))
			continue
		}
		for _, mention := range claim.Mentions {
			result.Mentions++
			if !strings.Contains(lines[claim.Line-1], mention) {
				report("the mention %q does not stand on the line%s", mention, elsewhere(lines, mention))
			}
		}
	}
	return result, nil
}

// elsewhere helps to mend a wrong line.
func elsewhere(lines []string, mention string) string {
	for i, line := range lines {
		if strings.Contains(line, mention) {
			return fmt.Sprintf("; it stands on line %d", i+1)
		}
	}
	return ""
}
