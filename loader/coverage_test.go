package loader_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// edges are what the claims of a coverage case say, one after another.
var edges = []string{
	"place/gangcheng prioritises industry/steel", "place/jinan prioritises industry/steel",
	"place/gangcheng prioritises industry/hydrogen", "place/jinan prioritises industry/hydrogen",
}

// covered is a document of which the claims are written "line: mention | mention",
// with a span behind the line if they have one ("2 0-5: steel").
type covered struct {
	sections string
	reviewed string
	claims   []string
}

func (c covered) file() string {
	var b strings.Builder
	b.WriteString("document:\n  id: document/east\n  sourceFile: east.txt\n  title: {en: On the east}\n  language: en\n")
	if c.sections != "" {
		fmt.Fprintf(&b, "  sections: [%s]\n", c.sections)
	}
	if c.reviewed != "" {
		fmt.Fprintf(&b, "  reviewed: [%s]\n", c.reviewed)
	}
	for i, claim := range c.claims {
		if i == 0 {
			b.WriteString("claims:\n")
		}
		place, mentions, _ := strings.Cut(claim, ": ")
		line, span, spanned := strings.Cut(place, " ")
		fmt.Fprintf(&b, "- claim: %s\n  line: %s\n  mentions: ['%s']\n", edges[i], line, strings.ReplaceAll(mentions, " | ", "', '"))
		if spanned {
			fmt.Fprintf(&b, "  span: %s\n", span)
		}
	}
	return b.String()
}

func coverage(t testing.TB, c covered, text string) loader.Coverage {
	t.Helper()
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": c.file()}))
	all, err := loader.Cover(t.Context(), store.View(), sources(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 1 || all[0].Document != "document/east" || all[0].File != "east.txt" {
		t.Fatalf("got %+v, want the coverage of one document", all)
	}
	return all[0]
}

// told writes a coverage down: problems first, then sections with their lines,
// and of each line its claims, its sentences that carry claims, and the others.
func told(c loader.Coverage) string {
	var b strings.Builder
	for _, problem := range c.Problems {
		fmt.Fprintf(&b, "! %s\n", problem)
	}
	for _, s := range c.Sections {
		fmt.Fprintf(&b, "%s %d-%d\n", s.Title, s.FirstLine, s.LastLine)
		for _, l := range s.Lines {
			fmt.Fprintf(&b, " %d: %d by %d/%d\n", l.Line, l.Claims, l.Claimed, l.Sentences)
			for _, r := range l.Reviewed {
				fmt.Fprintf(&b, "  reviewed %d-%d %s (%s)\n", r.Start, r.End, r.Begins, r.Reason)
			}
			for _, g := range l.Gaps {
				fmt.Fprintf(&b, "  gap %d-%d %s\n", g.Start, g.End, g.Begins)
			}
		}
	}
	return b.String()
}

// Our own words: two sentences on lines 1 and 3, three on line 5, and none on the
// others.
const coverSource = "Steel grows. Glass too.\n" +
	"\n" +
	"钢铁先行。氢能也要！\n" +
	"———\n" +
	"Steel again. More steel; thanks to all.\n"

func TestCoverageOfADocument(t *testing.T) {
	for _, c := range []struct {
		name     string
		document covered
		want     string
	}{
		{"nothing is claimed", covered{}, `
 1-5
 1: 0 by 0/2
  gap 0-12 Steel grows.
  gap 13-23 Glass too.
 3: 0 by 0/2
  gap 0-5 钢铁先行。
  gap 5-10 氢能也要！
 5: 0 by 0/3
  gap 0-12 Steel again.
  gap 13-24 More steel;
  gap 25-39 thanks to all.
`},
		{"a sentence carries each claim whose mention stands in it", covered{claims: []string{"1: Steel", "1: grows", "1: Glass too", "3: 氢能"}}, `
 1-5
 1: 3 by 2/2
 3: 1 by 1/2
  gap 0-5 钢铁先行。
 5: 0 by 0/3
  gap 0-12 Steel again.
  gap 13-24 More steel;
  gap 25-39 thanks to all.
`},
		{"a claim with mentions in two sentences is carried by both, and not by the one between", covered{claims: []string{"1: grows. Glass", "3: 钢铁 | 也要", "5: Steel again | thanks"}}, `
 1-5
 1: 1 by 2/2
 3: 1 by 2/2
 5: 1 by 2/3
  gap 13-24 More steel;
`},
		{"a mention that ends at the bound of a sentence is not in the next", covered{claims: []string{"3: 先行。"}, reviewed: "{line: 1, reason: a}, {line: 5, reason: b}"}, `
 1-5
 1: 0 by 0/2
  reviewed 0-12 Steel grows. (a)
  reviewed 13-23 Glass too. (a)
 3: 1 by 1/2
  gap 5-10 氢能也要！
 5: 0 by 0/3
  reviewed 0-12 Steel again. (b)
  reviewed 13-24 More steel; (b)
  reviewed 25-39 thanks to all. (b)
`},
		// "e" stands everywhere; the span tells which is meant.
		{"a span tells where the claim stands", covered{claims: []string{"1 2-3: e", "3 5-7: 氢能", "5 18-23: steel"}}, `
 1-5
 1: 1 by 1/2
  gap 13-23 Glass too.
 3: 1 by 1/2
  gap 0-5 钢铁先行。
 5: 1 by 1/3
  gap 0-12 Steel again.
  gap 25-39 thanks to all.
`},
		{"without a span it may stand in several places", covered{claims: []string{"5: ain"}, reviewed: "{line: 1, reason: a}, {line: 3, reason: a}"}, `
 1-5
 1: 0 by 0/2
  reviewed 0-12 Steel grows. (a)
  reviewed 13-23 Glass too. (a)
 3: 0 by 0/2
  reviewed 0-5 钢铁先行。 (a)
  reviewed 5-10 氢能也要！ (a)
 5: 1 by 1/3
  gap 13-24 More steel;
  gap 25-39 thanks to all.
`},
		{"a claim that stands in no sentence covers none", covered{claims: []string{"4: ——", "6: steel", "3: steel", "1 13-18: Steel"}, reviewed: "{line: 5, reason: a}, {line: 3, reason: a}"}, `
 1-5
 1: 0 by 0/2
  gap 0-12 Steel grows.
  gap 13-23 Glass too.
 3: 0 by 0/2
  reviewed 0-5 钢铁先行。 (a)
  reviewed 5-10 氢能也要！ (a)
 5: 0 by 0/3
  reviewed 0-12 Steel again. (a)
  reviewed 13-24 More steel; (a)
  reviewed 25-39 thanks to all. (a)
`},

		{"a review of words is one of their sentences", covered{reviewed: "{line: 1, mentions: [too], reason: a}, {line: 3, mentions: [行。, 氢], reason: b}, {line: 5, mentions: [thanks], reason: c}"}, `
 1-5
 1: 0 by 0/2
  reviewed 13-23 Glass too. (a)
  gap 0-12 Steel grows.
 3: 0 by 0/2
  reviewed 0-5 钢铁先行。 (b)
  reviewed 5-10 氢能也要！ (b)
 5: 0 by 0/3
  reviewed 25-39 thanks to all. (c)
  gap 0-12 Steel again.
  gap 13-24 More steel;
`},
		// A claim tells more than a review.
		{"a review of a line is one of what carries no claim", covered{claims: []string{"5: again"}, reviewed: "{line: 1, reason: a}, {line: 3, reason: b}, {line: 5, reason: c}"}, `
 1-5
 1: 0 by 0/2
  reviewed 0-12 Steel grows. (a)
  reviewed 13-23 Glass too. (a)
 3: 0 by 0/2
  reviewed 0-5 钢铁先行。 (b)
  reviewed 5-10 氢能也要！ (b)
 5: 1 by 1/3
  reviewed 13-24 More steel; (c)
  reviewed 25-39 thanks to all. (c)
`},
		{"reviews that point nowhere", covered{
			claims:   []string{"1: Steel | Glass", "3: 钢铁 | 氢能"},
			reviewed: "{line: 1, mentions: [glass], reason: a}, {line: 5, mentions: ['More', Steel again, nothing], reason: b}, {line: 5, mentions: [te], reason: c}, {line: 6, reason: d}, {line: 9, mentions: [x], reason: e}"}, `
! line 1 is reviewed at "glass", which does not stand there
! line 5 is reviewed at "More" and "Steel again" and "nothing", which does not stand there
! line 5 is reviewed at "te", which stands there 2 times; add a word beside it
! line 6 is reviewed, and the source has only 5 lines
! line 9 is reviewed, and the source has only 5 lines
 1-5
 1: 1 by 2/2
 3: 1 by 2/2
 5: 0 by 0/3
  gap 0-12 Steel again.
  gap 13-24 More steel;
  gap 25-39 thanks to all.
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			for what, text := range map[string]string{
				"as it is": coverSource, "without a line end": strings.TrimSuffix(coverSource, "\n"),
				"with Windows line ends and a byte order mark": "\ufeff" + strings.ReplaceAll(coverSource, "\n", "\r\n"),
			} {
				got := coverage(t, c.document, text)
				if told, want := told(got), strings.TrimPrefix(c.want, "\n"); told != want {
					t.Errorf("%s: got\n%s\nwant\n%s", what, told, want)
				}
				if gaps := strings.Count(c.want, "  gap "); got.Gaps() != gaps {
					t.Errorf("%s: %d gaps, want %d", what, got.Gaps(), gaps)
				}
			}
		})
	}
}

func TestCoverageOfSections(t *testing.T) {
	for _, c := range []struct {
		name, sections, want string
	}{
		{"a section goes to where the next begins", "{line: 1, title: {en: A}}, {line: 3, title: {en: B}}, {line: 4, title: {en: C}}", `
A 1-2
 1: 0 by 0/2
B 3-3
 3: 0 by 0/2
C 4-5
 5: 0 by 0/3
`},
		{"what stands before the first has no title", "{line: 3, title: {en: B}}", `
 1-2
 1: 0 by 0/2
B 3-5
 3: 0 by 0/2
 5: 0 by 0/3
`},
		{"a title in Chinese alone", "{line: 1, title: {zh-Hans: 钢铁}}", `
钢铁 1-5
 1: 0 by 0/2
 3: 0 by 0/2
 5: 0 by 0/3
`},
		{"a section without text", "{line: 1, title: {en: A}}, {line: 2, title: {en: B}}, {line: 3, title: {en: C}}", `
A 1-1
 1: 0 by 0/2
B 2-2
C 3-5
 3: 0 by 0/2
 5: 0 by 0/3
`},
		{"one begins within a line", "{line: 1, title: {en: A}}, {line: 3, begins: 氢能, title: {en: B}}", `
A 1-3
 1: 0 by 0/2
 3: 0 by 0/1
B 3-5
 3: 0 by 0/1
 5: 0 by 0/3
`},
		// No sentence is in two of them.
		{"one begins within a sentence", "{line: 1, begins: too, title: {en: A}}", `
 1-1
 1: 0 by 0/1
A 1-5
 1: 0 by 0/1
 3: 0 by 0/2
 5: 0 by 0/3
`},
		{"one begins within the first sentence of its line", "{line: 1, begins: grows, title: {en: A}}, {line: 3, begins: 铁先, title: {en: B}}", `
A 1-2
 1: 0 by 0/2
B 3-5
 3: 0 by 0/2
 5: 0 by 0/3
`},
		{"three on one line", "{line: 5, title: {en: A}}, {line: 5, begins: More, title: {en: B}}, {line: 5, begins: thanks, title: {en: C}}", `
 1-4
 1: 0 by 0/2
 3: 0 by 0/2
A 5-5
 5: 0 by 0/1
B 5-5
 5: 0 by 0/1
C 5-5
 5: 0 by 0/1
`},

		{"one begins beyond the end", "{line: 5, title: {en: A}}, {line: 6, title: {en: B}}", `
! a section begins on line 6, and the source has only 5 lines
 1-4
 1: 0 by 0/2
 3: 0 by 0/2
A 5-5
 5: 0 by 0/3
`},
		{"begins with words that do not stand there, or twice", "{line: 1, begins: steel, title: {en: A}}, {line: 5, begins: te, title: {en: B}}", `
! a section begins on line 1 with "steel", which stands there 0 times
! a section begins on line 5 with "te", which stands there 2 times
 1-5
 1: 0 by 0/2
 3: 0 by 0/2
 5: 0 by 0/3
`},
		// Only the text tells that they are swapped.
		{"two on one line in the wrong order", "{line: 5, begins: thanks, title: {en: A}}, {line: 5, begins: More, title: {en: B}}", `
! the section "B" begins on line 5 no later than the one before it
 1-5
 1: 0 by 0/2
 3: 0 by 0/2
 5: 0 by 0/2
A 5-5
 5: 0 by 0/1
`},
		{"two on the first line in the wrong order", "{line: 1, begins: Glass, title: {en: A}}, {line: 1, begins: Steel, title: {en: B}}", `
! the section "B" begins on line 1 no later than the one before it
 1-1
 1: 0 by 0/1
A 1-5
 1: 0 by 0/1
 3: 0 by 0/2
 5: 0 by 0/3
`},
		{"two in one sentence", "{line: 1, title: {en: A}}, {line: 1, begins: grows, title: {en: B}}, {line: 5, begins: More, title: {en: C}}, {line: 5, begins: steel, title: {en: D}}", `
! the section "B" begins on line 1 no later than the one before it
! the section "D" begins on line 5 no later than the one before it
A 1-5
 1: 0 by 0/2
 3: 0 by 0/2
 5: 0 by 0/1
C 5-5
 5: 0 by 0/2
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := coverage(t, covered{sections: c.sections}, coverSource)
			for s := range got.Sections { // the gaps are of no interest here
				for l := range got.Sections[s].Lines {
					got.Sections[s].Lines[l].Gaps = nil
				}
			}
			if got, want := told(got), strings.TrimPrefix(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestASectionThatBeginsWithAnIndentedLine(t *testing.T) {
	got := told(coverage(t, covered{sections: "{line: 2, begins: Glass, title: {en: B}}", reviewed: "{line: 1, reason: a}, {line: 2, reason: b}"}, "Steel.\n  Glass too.\n"))
	want := " 1-1\n 1: 0 by 0/1\n  reviewed 0-6 Steel. (a)\nB 2-2\n 2: 0 by 0/1\n  reviewed 2-12 Glass too. (b)\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Each sentence is counted once, in one section, whatever the sections, and is
// either claimed or reviewed or a gap.
func TestEverySentenceIsCoveredOnce(t *testing.T) {
	lines := strings.Split(coverSource, "\n")
	sentences := 0
	for _, line := range lines {
		sentences += len(loader.Sentences(line))
	}
	rapid.Check(t, func(rt *rapid.T) {
		var c covered
		var sections, reviews []string
		line := 1
		for i := range rapid.IntRange(0, 5).Draw(rt, "sections") {
			before := line
			line = rapid.IntRange(line, 7).Draw(rt, "line of a section")
			begins := rapid.SampledFrom([]string{"", "Steel", "Glass", "too", "氢能", "More", "steel", "thanks", "te"}).Draw(rt, "begins")
			switch {
			case begins != "":
				begins = fmt.Sprintf("begins: '%s', ", begins)
			case i > 0 && before == line: // a fault
				continue
			}
			if section := fmt.Sprintf("{line: %d, %stitle: {en: ", line, begins); !slices.ContainsFunc(sections, func(s string) bool { return strings.HasPrefix(s, section) }) {
				sections = append(sections, fmt.Sprintf("%sS%d}}", section, i))
			}
		}
		for _, line := range rapid.SliceOfNDistinct(rapid.IntRange(1, 7), 0, 3, rapid.ID[int]).Draw(rt, "reviews") {
			reviews = append(reviews, fmt.Sprintf("{line: %d, reason: r%s}", line, rapid.SampledFrom([]string{"", ", mentions: [too]", ", mentions: ['More', thanks]"}).Draw(rt, "mentions")))
		}
		c.sections, c.reviewed = strings.Join(sections, ", "), strings.Join(reviews, ", ")
		for range rapid.IntRange(0, 4).Draw(rt, "claims") {
			c.claims = append(c.claims, rapid.SampledFrom([]string{"1: Steel", "1: too", "3: 先行。氢能", "5: ea", "5: thanks", "5: steel | thanks", "9: steel"}).Draw(rt, "claim"))
		}
		got := coverage(t, c, coverSource)
		seen, last := 0, 0
		for _, s := range got.Sections {
			for _, l := range s.Lines {
				if l.Line < s.FirstLine || l.Line > s.LastLine || l.Line < last {
					rt.Fatalf("line %d lies in the section of %d-%d, behind line %d", l.Line, s.FirstLine, s.LastLine, last)
				}
				if l.Claimed+len(l.Reviewed)+len(l.Gaps) != l.Sentences || (l.Claims > 0) != (l.Claimed > 0) {
					rt.Fatalf("of line %d: %+v", l.Line, l)
				}
				seen, last = seen+l.Sentences, l.Line
			}
		}
		if seen != sentences {
			rt.Fatalf("%d sentences are covered, want %d:\n%s", seen, sentences, told(got))
		}
	})
}

func TestLongSentencesAreToldByTheirBegin(t *testing.T) {
	text := strings.Repeat("钢", 40) + "。" + strings.Repeat("铁", 39) + "。"
	got := told(coverage(t, covered{}, text))
	want := " 1-1\n 1: 0 by 0/2\n  gap 0-41 " + strings.Repeat("钢", 40) + "…\n  gap 41-81 " + strings.Repeat("铁", 39) + "。\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWhichDocumentsAreCovered(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": covered{}.file(), "west.yaml": west}))
	// The claims of one document cover nothing of another, be the words the same.
	texts := fstest.MapFS{"east.txt": {Data: []byte("Only steel.\nAnd hydrogen.")}, "other.txt": {Data: []byte("Steel.")}}
	for _, c := range []struct {
		name   string
		wanted func(graph.ID) bool
		want   []string
	}{
		{"those whose text is there", nil, []string{"document/east: 2 gaps []"}},
		{"all that are wanted", func(graph.ID) bool { return true }, []string{"document/east: 2 gaps []", "document/west: 0 gaps [the source file is not in the folder]"}},
		{"one that is wanted and not there", func(id graph.ID) bool { return id == "document/west" }, []string{"document/west: 0 gaps [the source file is not in the folder]"}},
		{"none", func(graph.ID) bool { return false }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			all, err := loader.Cover(t.Context(), store.View(), texts, c.wanted)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, one := range all {
				got = append(got, fmt.Sprintf("%s: %d gaps %v", one.Document, one.Gaps(), one.Problems))
				if one.Sections == nil || one.Problems == nil {
					t.Errorf("%s has a list that is null in JSON, want an empty one", one.Document)
				}
			}
			if all == nil || !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAnEmptyTextHasNoGaps(t *testing.T) {
	for _, text := range []string{"", "\n", "\ufeff", "\r\n\r\n", "\n\n———\n"} {
		got := coverage(t, covered{reviewed: "{line: 1, reason: nothing}", claims: []string{"1: steel"}}, text)
		if len(got.Sections) > 0 || len(got.Problems) > 0 {
			t.Errorf("of %q: %s", text, told(got))
		}
	}
}

func TestCoverStops(t *testing.T) {
	store := openStore(t)
	load(t, store, worldSource, folder(map[string]string{"east.yaml": covered{}.file()}))
	if _, err := loader.Cover(t.Context(), store.View(), deniedFS{sources(coverSource), "east.txt"}, nil); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "east.txt") {
		t.Errorf("of a source that may not be read it says %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loader.Cover(ctx, store.View(), sources(coverSource), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("when cancelled it says %v", err)
	}
}
