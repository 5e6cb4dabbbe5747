package loader_test

import (
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// Exports put one space between terms. Others put more, and their lines say the same.
func TestHowNQuadsAreSpacedDoesNotMatter(t *testing.T) {
	want := loadOne(t, everyKey())
	text := nquads(quadsOf(want))
	for name, other := range map[string]string{
		"one space":     text,
		"two spaces":    strings.ReplaceAll(text, "> <", ">  <"),
		"no space":      strings.ReplaceAll(text, "> <", "><"),
		"tabs":          strings.ReplaceAll(text, "> <", ">\t<"),
		"spaces around": strings.ReplaceAll(text, "\n", " \r\n\t"),
		"comments":      strings.ReplaceAll(text, " .\n", " . # said\n"),
		"escapes":       strings.ReplaceAll(text, "/id/", `/\u0069d/`),
	} {
		t.Run(name, func(t *testing.T) {
			if got := loadOne(t, folder(map[string]string{"all.nq": other})); got.Fingerprint() != want.Fingerprint() {
				sameQuads(t, got, want)
			}
		})
	}
}

// A line is refused alike whether or not its IRIs stood in a line before.
func TestFaultsOfNQuadsBehindGoodLines(t *testing.T) {
	const level = `<place/zibo> <vocabulary#level> "city" <curated> .`
	for name, line := range map[string]string{
		"no graph":                `<place/zibo> <vocabulary#level> "city" .`,
		"no full stop":            `<place/zibo> <vocabulary#level> "city" <curated>`,
		"two full stops":          level + " .",
		"a quad behind":           level + " " + level,
		"a text as subject":       `"place/zibo" <vocabulary#level> "city" <curated> .`,
		"a text as predicate":     `<place/zibo> "level" "city" <curated> .`,
		"a text as graph":         `<place/zibo> <vocabulary#level> "city" "curated" .`,
		"a text that runs on":     `<place/zibo> <vocabulary#level> "city <curated> .`,
		"a quote in a text":       `<place/zibo> <vocabulary#level> "ci"ty" <curated> .`,
		"an IRI that runs on":     `<place/zibo <vocabulary#level> "city" <curated> .`,
		"a bracket too much":      `<<place/zibo> <vocabulary#level> "city" <curated> .`,
		"no bracket":              `place/zibo> <vocabulary#level> "city" <curated> .`,
		"a language that is none": `<place/zibo> <vocabulary#level> "city"@ <curated> .`,
		"a language without @":    `<place/zibo> <vocabulary#level> "city"en <curated> .`,
		"a datatype and a text":   `<place/zibo> <vocabulary#level> "1"^^"city" <curated> .`,
		"a broken line end":       "<place/zibo> <vocabulary#level> \"ci\rty\" <curated> .",
		"a blank node":            `_:b <vocabulary#level> "city" <curated> .`,
		"an escape of nothing":    `<place/zibo> <vocabulary#level> "ci\xty" <curated> .`,
	} {
		t.Run(name, func(t *testing.T) {
			line := strings.TrimSuffix(behind(graph.DefaultBase, line), "\n")
			good := behind(graph.DefaultBase, ziboQuads)
			alone := refused(t, folder(map[string]string{"case.nq": line + "\n" + good}))
			after := refused(t, folder(map[string]string{"case.nq": good + line}))
			_, wantAlone, found := strings.Cut(alone, "case.nq:1:1: ")
			_, gotAfter, _ := strings.Cut(after, ":1: ")
			if !found || wantAlone != gotAfter || strings.Contains(alone, "\n") {
				t.Errorf("first it is %q, behind good lines %q", alone, after)
			}
		})
	}
}
