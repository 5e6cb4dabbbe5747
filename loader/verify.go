package loader

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Discrepancy is a claim whose evidence is not where the claim says it is, or a
// document without its source file; Claim is then empty, and Line 0.
type Discrepancy struct {
	Claim    graph.ID `json:"claim"`
	Document graph.ID `json:"document"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Problem  string   `json:"problem"`
}

func (d Discrepancy) String() string {
	if d.Claim == "" {
		return fmt.Sprintf("%s: %s", d.File, d.Problem)
	}
	return fmt.Sprintf("%s:%d: %s: %s", d.File, d.Line, d.Claim, d.Problem)
}

// Verification tells what was checked against the sources.
type Verification struct {
	Documents int `json:"documents"`
	Claims    int `json:"claims"`
	Mentions  int `json:"mentions"`
	Spans     int `json:"spans"` // of claims that have one
	// Absent are the documents that were not checked, as their files are not in the
	// folder and nobody asked for them by name.
	Absent        []graph.ID    `json:"absent"`
	Discrepancies []Discrepancy `json:"discrepancies"`
}

// Verify opens the documents in the folder of sources and checks that every
// mention of every claim of the wanted documents (all when wanted is nil) stands in the
// claim's span, letter by letter, and that the span reads as it did when its hash
// was made. Of a claim without a span it checks the line. A wanted document whose
// file is not there is a discrepancy; when all are, it is told of as absent.
func Verify(ctx context.Context, v *graph.View, sources fs.FS, wanted func(graph.ID) bool) (*Verification, error) {
	texts, err := openTexts(sources, v.Things(graph.Document))
	if err != nil {
		return nil, err
	}
	result := &Verification{Discrepancies: []Discrepancy{}, Absent: []graph.ID{}}
	for _, document := range v.Things(graph.Document) {
		_, found := texts[document.ID]
		switch {
		case wanted != nil && !wanted(document.ID):
		case found:
			result.Documents++
		case wanted == nil:
			result.Absent = append(result.Absent, document.ID)
		default:
			result.Discrepancies = append(result.Discrepancies, Discrepancy{Document: document.ID, File: document.Source.File, Problem: "the source file is not in the folder"})
		}
	}
	for _, claim := range v.Claims() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		lines, found := texts[claim.Document]
		if !found || wanted != nil && !wanted(claim.Document) {
			continue
		}
		result.Claims++
		if claim.Line <= len(lines) {
			result.Mentions += len(claim.Mentions)
		}
		if claim.TextSpan.Known() {
			result.Spans++
		}
		for _, problem := range examine(claim, lines) {
			result.Discrepancies = append(result.Discrepancies, Discrepancy{Claim: claim.ID, Document: claim.Document, File: v.Thing(claim.Document).Source.File, Line: claim.Line, Problem: problem})
		}
	}
	return result, nil
}

// examine compares a claim with the lines of its document.
func examine(claim *graph.Claim, lines []string) []string {
	if claim.Line < 1 || claim.Line > len(lines) { // a View may hold what no loader has checked
		return []string{fmt.Sprintf("the source has only %d lines", len(lines))}
	}
	line := lines[claim.Line-1]
	text, where := line, "on the line"
	if claim.TextSpan.Known() {
		var whole bool
		switch text, whole = claim.TextSpan.In(line); {
		case !whole:
			return []string{fmt.Sprintf("the span %d-%d reaches beyond the line; run polygraph locate", claim.TextSpan.Start, claim.TextSpan.End)}
		case claim.TextSpan.Hash == "":
			return []string{"the span has no hash; run polygraph locate"}
		case claim.TextSpan.Hash != graph.HashText(text):
			return []string{fmt.Sprintf("the characters %d-%d do not read as they did when the claim was located; read the line again and run polygraph locate", claim.TextSpan.Start, claim.TextSpan.End)}
		}
		where = "in the span"
	}
	var problems []string
	for _, mention := range claim.Mentions {
		if !strings.Contains(text, mention) {
			problems = append(problems, fmt.Sprintf("the mention %q does not stand %s%s", mention, where, elsewhere(lines, mention)))
		}
	}
	return problems
}
