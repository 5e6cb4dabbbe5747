package loader

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph"
)

// Coverage tells of one document which of its lines and sentences carry claims.
// A sentence carries a claim when a mention of the claim stands in it.
type Coverage struct {
	Document graph.ID          `json:"document"`
	File     string            `json:"file"`
	Sections []SectionCoverage `json:"sections"`
	Problems []string          `json:"problems"` // why something could not be looked at
}

// SectionCoverage is that of one section; of the whole document when it has none.
type SectionCoverage struct {
	Title     string         `json:"title"` // empty for what stands before the first section
	FirstLine int            `json:"firstLine"`
	LastLine  int            `json:"lastLine"`
	Lines     []LineCoverage `json:"lines"` // those with text
}

// LineCoverage is that of a line, or of the part of it that lies in the section.
type LineCoverage struct {
	Line      int        `json:"line"`
	Claims    int        `json:"claims"`
	Sentences int        `json:"sentences"`
	Claimed   int        `json:"claimed"` // sentences that carry a claim
	Reviewed  []Sentence `json:"reviewed,omitempty"`
	Gaps      []Sentence `json:"gaps,omitempty"` // sentences with neither claim nor review
}

// Sentence is one that carries no claim.
type Sentence struct {
	Start  int    `json:"start"` // character of the line, from 0
	End    int    `json:"end"`
	Begins string `json:"begins"` // its first words, from the user's own copy
	Reason string `json:"reason,omitempty"`
}

// Gaps counts the sentences that carry neither a claim nor a review.
func (c Coverage) Gaps() int {
	count := 0
	for _, section := range c.Sections {
		for _, line := range section.Lines {
			count += len(line.Gaps)
		}
	}
	return count
}

// Cover compares the wanted documents with their texts; when wanted is nil, those
// whose source file is in the folder.
func Cover(ctx context.Context, v *graph.View, sources fs.FS, wanted func(graph.ID) bool) ([]Coverage, error) {
	texts, err := openTexts(sources, v.Things(graph.Document))
	if err != nil {
		return nil, err
	}
	all := []Coverage{}
	for _, document := range v.Things(graph.Document) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if wanted != nil && !wanted(document.ID) {
			continue
		}
		lines, found := texts[document.ID]
		if !found && wanted == nil {
			continue
		}
		c := Coverage{Document: document.ID, File: document.Source.File, Sections: []SectionCoverage{}, Problems: []string{}}
		if found {
			newCover(v, document, lines, &c).sections()
		} else {
			c.Problems = append(c.Problems, "the source file is not in the folder")
		}
		all = append(all, c)
	}
	return all, nil
}

// cover is the work on one document.
type cover struct {
	source   *graph.Source
	lines    []string
	mentions map[int][]mentioned // by line
	reviews  map[int][]reviewed
	result   *Coverage
}

// mentioned is a place where a mention of a claim stands.
type mentioned struct {
	byteRange
	claim graph.ID
}

type reviewed struct {
	byteRange // the mentions; the whole line when it has none
	reason    string
}

func newCover(v *graph.View, document *graph.Thing, lines []string, result *Coverage) *cover {
	c := &cover{source: document.Source, lines: lines, mentions: map[int][]mentioned{}, reviews: map[int][]reviewed{}, result: result}
	exists := func(line int) bool { return line >= 1 && line <= len(lines) } // a View may hold what no loader has checked
	for _, claim := range v.ClaimsAbout(document.ID) {
		if claim.Document != document.ID || !exists(claim.Line) {
			continue
		}
		line := lines[claim.Line-1]
		for _, span := range c.spans(claim, line) {
			for _, mention := range claim.Mentions {
				for _, place := range occurrences(line[span.start:span.end], mention) {
					at := byteRange{span.start + place.start, span.start + place.end}
					c.mentions[claim.Line] = append(c.mentions[claim.Line], mentioned{at, claim.ID})
				}
			}
		}
	}
	for _, review := range document.Source.Reviewed {
		if !exists(review.Line) {
			c.problem("line %d is reviewed, and the source has only %d lines", review.Line, len(lines))
			continue
		}
		line := lines[review.Line-1]
		at := []byteRange{{0, len(line)}}
		if len(review.Mentions) > 0 {
			at = shortest(line, review.Mentions)
		}
		switch len(at) {
		case 0:
			c.problem("line %d is reviewed at %s, which does not stand there", review.Line, quoted(review.Mentions))
		case 1:
			c.reviews[review.Line] = append(c.reviews[review.Line], reviewed{at[0], review.Reason})
		default:
			c.problem("line %d is reviewed at %s, which stands there %d times; add a word beside it", review.Line, quoted(review.Mentions), len(at))
		}
	}
	return c
}

// spans is where a claim stands: the span that it has, or the best that its
// mentions tell.
func (c *cover) spans(claim *graph.Claim, line string) []byteRange {
	if claim.TextSpan.Known() {
		if text, whole := claim.TextSpan.In(line); whole {
			start, _ := graph.TextSpan{Start: 0, End: claim.TextSpan.Start}.In(line)
			return []byteRange{{len(start), len(start) + len(text)}}
		}
	}
	return shortest(line, claim.Mentions)
}

func (c *cover) problem(text string, args ...any) {
	c.result.Problems = append(c.result.Problems, fmt.Sprintf(text, args...))
}

// place is a position in the document.
type place struct{ line, offset int } // the line from 1, the byte on it

// sections parts the document and looks at each part.
func (c *cover) sections() {
	type part struct {
		title string
		begin place
	}
	parts := []part{{"", place{1, 0}}}
	for _, section := range c.source.Sections {
		if section.Line < 1 || section.Line > len(c.lines) {
			c.problem("a section begins on line %d, and the source has only %d lines", section.Line, len(c.lines))
			continue
		}
		begin := place{section.Line, 0}
		if section.Begins != "" {
			at := occurrences(c.lines[section.Line-1], section.Begins)
			if len(at) != 1 {
				c.problem("a section begins on line %d with %q, which stands there %d times", section.Line, section.Begins, len(at))
				continue
			}
			for i, sentence := range sentences(c.lines[section.Line-1]) {
				if i > 0 && sentence.start < at[0].end {
					begin.offset = sentence.start // no sentence lies in two sections
				}
			}
		}
		title := (&graph.Thing{Labels: section.Title}).Label(graph.English)
		switch before := parts[len(parts)-1]; {
		case before.title == "" && begin == before.begin:
			parts[0].title = title // nothing stands before it
			continue
		case begin.line < before.begin.line || begin.line == before.begin.line && begin.offset <= before.begin.offset:
			c.problem("the section %q begins on line %d no later than the one before it", title, section.Line)
			continue
		}
		parts = append(parts, part{title, begin})
	}
	for i, p := range parts {
		end := place{len(c.lines), len(c.lines[len(c.lines)-1])}
		if i+1 < len(parts) {
			if end = parts[i+1].begin; end.offset == 0 {
				end = place{end.line - 1, len(c.lines[end.line-2])}
			}
		}
		s := SectionCoverage{Title: p.title, FirstLine: p.begin.line, LastLine: end.line, Lines: []LineCoverage{}}
		for number := p.begin.line; number <= end.line; number++ {
			within := byteRange{0, len(c.lines[number-1])}
			if number == p.begin.line {
				within.start = p.begin.offset
			}
			if number == end.line {
				within.end = end.offset
			}
			if line, text := c.line(number, within); text {
				s.Lines = append(s.Lines, line)
			}
		}
		if p.title != "" || len(s.Lines) > 0 {
			c.result.Sections = append(c.result.Sections, s)
		}
	}
}

// line looks at the sentences of a line that begin within a stretch of it; false
// when there are none.
func (c *cover) line(number int, within byteRange) (LineCoverage, bool) {
	line := c.lines[number-1]
	result := LineCoverage{Line: number}
	claims := make(map[graph.ID]bool)
	for _, sentence := range sentences(line) {
		if sentence.start < within.start || sentence.start >= within.end {
			continue
		}
		result.Sentences++
		claimed := false
		for _, mention := range c.mentions[number] {
			if mention.overlaps(sentence) {
				claimed = true
				claims[mention.claim] = true
			}
		}
		if claimed {
			result.Claimed++
			continue
		}
		stated := stated(line, sentence)
		if i := slices.IndexFunc(c.reviews[number], func(r reviewed) bool { return r.overlaps(sentence) }); i >= 0 {
			stated.Reason = c.reviews[number][i].reason
			result.Reviewed = append(result.Reviewed, stated)
		} else {
			result.Gaps = append(result.Gaps, stated)
		}
	}
	result.Claims = len(claims)
	return result, result.Sentences > 0
}

// stated describes a sentence by its place and its first words.
func stated(line string, s byteRange) Sentence {
	const characters = 40
	start := utf8.RuneCountInString(line[:s.start])
	text := []rune(line[s.start:s.end])
	begins := string(text)
	if len(text) > characters {
		begins = strings.TrimSpace(string(text[:characters])) + "…"
	}
	return Sentence{Start: start, End: start + len(text), Begins: begins}
}
