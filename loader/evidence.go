package loader

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/graph"
)

// texts are the lines of source documents, by the document's ID. A document whose
// file is not in the folder has none.
type texts map[graph.ID][]string

// openTexts reads the source files of the documents that are there.
func openTexts(sources fs.FS, documents []*graph.Thing) (texts, error) {
	all := make(texts)
	for _, document := range documents {
		text, err := fs.ReadFile(sources, document.Source.File)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the source %s: %w", document.Source.File, err)
		}
		text = bytes.TrimPrefix(text, byteOrderMark)
		all[document.ID] = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	}
	return all, nil
}

// byteRange is a part of a line, in bytes.
type byteRange struct{ start, end int }

func (s byteRange) overlaps(o byteRange) bool { return s.start < o.end && o.start < s.end }

// occurrences are all places of the words on the line.
func occurrences(line, words string) []byteRange {
	var all []byteRange
	for from := 0; words != ""; {
		i := strings.Index(line[from:], words)
		if i < 0 {
			break
		}
		all = append(all, byteRange{from + i, from + i + len(words)})
		_, first := utf8.DecodeRuneInString(words)
		from += i + first
	}
	return all
}

// shortest are the shortest stretches of the line that hold all mentions; several
// when the mentions stand together as closely in several places, none when one of
// them does not stand on the line.
func shortest(line string, mentions []string) []byteRange {
	places := make([][]byteRange, len(mentions))
	var starts []int
	for i, mention := range mentions {
		if places[i] = occurrences(line, mention); len(places[i]) == 0 {
			return nil
		}
		for _, place := range places[i] {
			starts = append(starts, place.start)
		}
	}
	slices.Sort(starts)
	var best []byteRange
	length := len(line) + 1
	for _, start := range slices.Compact(starts) {
		end, complete := start, true
		for i, of := range places {
			for len(of) > 0 && of[0].start < start {
				of = of[1:]
			}
			places[i] = of // starts only grow
			if complete = len(of) > 0; !complete {
				break
			}
			end = max(end, of[0].end)
		}
		switch {
		case !complete || end-start > length:
		case end-start < length:
			best, length = []byteRange{{start, end}}, end-start
		default:
			best = append(best, byteRange{start, end})
		}
	}
	return best
}

// textSpan counts a stretch of the line in characters.
func textSpan(line string, s byteRange) graph.TextSpan {
	start := utf8.RuneCountInString(line[:s.start])
	text := line[s.start:s.end]
	return graph.TextSpan{Start: start, End: start + utf8.RuneCountInString(text), Hash: graph.HashText(text)}
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
