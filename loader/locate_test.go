package loader_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// marked parts a text at the brackets ⟦ ⟧ and returns it without them, with the
// stretches, in bytes, that stood between them.
func marked(text string) (string, [][2]int) {
	var plain strings.Builder
	var open []int // stretches may overlap: what begins first ends first
	var stretches [][2]int
	for _, c := range text {
		switch c {
		case '⟦':
			open = append(open, plain.Len())
		case '⟧':
			stretches = append(stretches, [2]int{open[0], plain.Len()})
			open = open[1:]
		default:
			plain.WriteRune(c)
		}
	}
	return plain.String(), stretches
}

func TestTheShortestStretchHoldsAllMentions(t *testing.T) {
	for _, c := range []struct {
		name     string
		line     string // the wanted stretches are marked
		mentions []string
	}{
		{"one mention", "we make ⟦steel⟧ here", []string{"steel"}},
		{"the whole line", "⟦steel⟧", []string{"steel"}},
		{"from the first to the last of several", "we ⟦make steel and glass⟧ here", []string{"glass", "make", "steel"}},
		{"the order of mentions does not matter", "we ⟦make steel and glass⟧ here", []string{"steel", "glass", "make"}},
		{"the nearer of two places", "steel, far from it ⟦glass and steel⟧", []string{"steel", "glass"}},
		{"the nearer of two places, on the left", "⟦steel and glass⟧, far from it steel", []string{"steel", "glass"}},
		{"a stretch within another", "steel ⟦steel glass⟧", []string{"steel", "glass"}},
		{"a mention within another", "the ⟦fine steel⟧ of old", []string{"fine steel", "steel"}},
		{"a mention within another, which also stands alone", "steel, and ⟦fine steel⟧, and steel", []string{"steel", "fine steel"}},
		{"mentions that share letters", "⟦abcd⟧ abc bcd", []string{"abc", "bcd"}},
		{"in the middle of a word", "a ⟦steel⟧works", []string{"steel"}},
		{"characters, where bytes are misleading", "发展⟦钢铁⟧产业", []string{"钢铁"}},
		{"shorter in bytes, not in characters", "钢 铁 ⟦铁 a 钢⟧ b", []string{"钢", "铁", "a"}},

		{"a word twice", "⟦steel⟧ and ⟦steel⟧", []string{"steel"}},
		{"a word that overlaps itself", "⟦a⟦a⟧a⟧ b", []string{"aa"}},
		{"a pair twice", "⟦a b⟧ or ⟦a b⟧", []string{"a", "b"}},
		{"a pair around one in the middle", "⟦a ⟦b⟧ a⟧", []string{"a", "b"}},

		{"no mention on the line", "steel", []string{"glass"}},
		{"one of the mentions not on the line", "steel", []string{"steel", "glass"}},
		{"another case of letters", "Steel", []string{"steel"}},
		{"nothing on an empty line", "", []string{"steel"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			line, want := marked(c.line)
			if got := loader.ShortestStretches(line, c.mentions); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// The plainest way to say it: of all stretches of the line those that hold every
// mention, and of those the shortest.
func everyShortest(line string, mentions []string) [][2]int {
	var best [][2]int
	for length := 1; length <= len(line) && best == nil; length++ {
		for start := 0; start+length <= len(line); start++ {
			text := line[start : start+length]
			if !slices.ContainsFunc(mentions, func(m string) bool { return !strings.Contains(text, m) }) {
				best = append(best, [2]int{start, start + length})
			}
		}
	}
	return best
}

func TestTheShortestStretchIsThatOfAPlainSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Few letters, so that mentions repeat and overlap, one of them of three bytes.
		line := rapid.StringOfN(rapid.SampledFrom([]rune("ab 钢")), 0, 16, -1).Draw(t, "line")
		mentions := rapid.SliceOfN(rapid.StringOfN(rapid.SampledFrom([]rune("ab钢")), 1, 3, -1), 1, 4).Draw(t, "mentions")
		if got, want := loader.ShortestStretches(line, mentions), everyShortest(line, mentions); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// Our own words. "steel" stands on the second line behind characters of three
// bytes, and twice on the third.
const locateSource = "Steel comes first.\n" +
	"氢能产业先行，然后是钢铁 and steel.\n" +
	"More steel, less old steel.\n"

// hashed replaces <words> by the hash of the words, so that cases can be read.
func hashed(text string) string {
	return regexp.MustCompile(`<([^>]+)>`).ReplaceAllStringFunc(text, func(words string) string {
		return graph.HashText(strings.Trim(words, "<>"))
	})
}

// locateFile locates the claims of one file, which lies beside the world.
func locateFile(t testing.TB, name, text, source string) *loader.Location {
	t.Helper()
	return locateIn(t, loader.Source{Files: fstest.MapFS{name: {Data: []byte(text)}}}, sources(source))
}

func locateIn(t testing.TB, source loader.Source, documents fs.FS) *loader.Location {
	t.Helper()
	result, err := loader.Locate(t.Context(), []loader.Source{worldSource, source}, documents, nil)
	if err != nil {
		t.Fatalf("the claims were not located:\n%v", err)
	}
	return result
}

// checkAllLocated tests that a source is what locating promises: there is nothing
// left to do, and every claim is verified.
func checkAllLocated(t testing.TB, source loader.Source, text string) {
	t.Helper()
	again := locateIn(t, source, sources(text))
	if len(again.Edits) > 0 || len(again.Problems) > 0 || again.Kept != again.Claims {
		t.Errorf("located again: %+v", again)
	}
	store := openStore(t)
	load(t, store, worldSource, source)
	result, err := loader.Verify(t.Context(), store.View(), sources(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Discrepancies) > 0 || result.Spans != result.Claims {
		t.Errorf("verified: %+v", result)
	}
}

const eastDocument = "document: {id: document/east, sourceFile: east.txt, title: {en: On the east}, language: en}\n"

func TestSpansAreWrittenIntoYAML(t *testing.T) {
	const steel = "claim: place/gangcheng prioritises industry/steel"
	for _, c := range []struct{ name, before, after string }{
		{"behind the line",
			"claims:\n- " + steel + "\n  line: 2\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"one for each claim",
			"claims:\n- " + steel + "\n  line: 1\n  mentions: [Steel]\n- " + steel + "\n  line: 2\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  line: 1\n  span: 0-5 <Steel>\n  mentions: [Steel]\n- " + steel + "\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"behind a comment",
			"claims:\n- " + steel + "\n  line: 2 # 氢能\n  # more\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  line: 2 # 氢能\n  span: 17-22 <steel>\n  # more\n  mentions: [steel]\n"},
		{"where the line is the first key",
			"claims:\n- line: 2\n  " + steel + "\n  mentions: [steel]\n",
			"claims:\n- line: 2\n  span: 17-22 <steel>\n  " + steel + "\n  mentions: [steel]\n"},
		{"where the line is the last key",
			"claims:\n- " + steel + "\n  mentions: [steel]\n  line: 2\n\n# end\n",
			"claims:\n- " + steel + "\n  mentions: [steel]\n  line: 2\n  span: 17-22 <steel>\n\n# end\n"},
		{"where the hyphen stands alone",
			"claims:\n-\n   " + steel + "\n   line: 2\n   mentions: [steel]\n",
			"claims:\n-\n   " + steel + "\n   line: 2\n   span: 17-22 <steel>\n   mentions: [steel]\n"},
		{"where the list is indented deeper",
			"claims:\n    -   " + steel + "\n        line: 2\n        mentions:\n        -  steel\n",
			"claims:\n    -   " + steel + "\n        line: 2\n        span: 17-22 <steel>\n        mentions:\n        -  steel\n"},
		{"where the number stands on a line of its own",
			"claims:\n- " + steel + "\n  line:\n    2\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  line:\n    2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"where the number is quoted and keys are too",
			"claims:\n- " + steel + "\n  'line' : \"2\"\t# two\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  'line' : \"2\"\t# two\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"where keys are explicit",
			"claims:\n- ? claim\n  : place/gangcheng prioritises industry/steel\n  ? line\n  : 2\n  ? mentions\n  : [steel]\n",
			"claims:\n- ? claim\n  : place/gangcheng prioritises industry/steel\n  ? line\n  : 2\n  span: 17-22 <steel>\n  ? mentions\n  : [steel]\n"},
		{"with Windows line ends",
			"claims:\r\n- " + steel + "\r\n  line: 2 # two\r\n  mentions: [steel]\r\n",
			"claims:\r\n- " + steel + "\r\n  line: 2 # two\r\n  span: 17-22 <steel>\r\n  mentions: [steel]\r\n"},
		{"with Windows line ends, the line last",
			"claims:\r\n- " + steel + "\r\n  mentions: [steel]\r\n  line: 2\r\n",
			"claims:\r\n- " + steel + "\r\n  mentions: [steel]\r\n  line: 2\r\n  span: 17-22 <steel>\r\n"},
		{"with the line ends of old Macs",
			"claims:\r- " + steel + "\r  line: 2\r  mentions: [steel]\r",
			"claims:\r- " + steel + "\r  line: 2\r  span: 17-22 <steel>\r  mentions: [steel]\r"},
		// Each line keeps its kind of end, and the span takes that of its claim's line.
		{"with line ends of two kinds",
			"# one\r\nclaims:\n- " + steel + "\n  line: 2\n  mentions: [steel]\n",
			"# one\r\nclaims:\n- " + steel + "\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		// In YAML these three end a line as well.
		{"behind characters that are line ends in YAML alone",
			"# a\u0085# b\u2028# c\u2029claims:\n- " + steel + "\n  line: 2 # d\u2028  mentions: [steel]\n",
			"# a\u0085# b\u2028# c\u2029claims:\n- " + steel + "\n  line: 2 # d\n  span: 17-22 <steel>\u2028  mentions: [steel]\n"},

		{"between braces",
			"claims:\n- {" + steel + ", line: 2, mentions: [steel]}\n",
			"claims:\n- {" + steel + ", line: 2, span: 17-22 <steel>, mentions: [steel]}\n"},
		{"between braces, the line last",
			"claims: [{" + steel + ", mentions: [steel], line: 2}]\n",
			"claims: [{" + steel + ", mentions: [steel], line: 2, span: 17-22 <steel>}]\n"},
		{"between braces, two on one line",
			"claims: [{" + steel + ", line: 1, mentions: [Steel]}, {" + steel + ", line: 2, mentions: [steel]}]\n",
			"claims: [{" + steel + ", line: 1, span: 0-5 <Steel>, mentions: [Steel]}, {" + steel + ", line: 2, span: 17-22 <steel>, mentions: [steel]}]\n"},
		{"between braces, over several lines with comments",
			"claims:\n- {" + steel + ",\n   line: 2 # two\n   , mentions: [steel]}\n",
			"claims:\n- {" + steel + ",\n   line: 2, span: 17-22 <steel> # two\n   , mentions: [steel]}\n"},
		{"between braces, behind characters of several bytes",
			"claims:\n- {" + steel + ", reading: 发展钢铁产业🏭, line: 2, mentions: [steel]}\n",
			"claims:\n- {" + steel + ", reading: 发展钢铁产业🏭, line: 2, span: 17-22 <steel>, mentions: [steel]}\n"},
		{"as in JSON",
			`"claims": [{"claim": "place/gangcheng prioritises industry/steel", "line":2,"mentions":["steel"]}]` + "\n",
			`"claims": [{"claim": "place/gangcheng prioritises industry/steel", "line":2, span: 17-22 <steel>,"mentions":["steel"]}]` + "\n"},

		{"in place of another",
			"claims:\n- " + steel + "\n  line: 2\n  span: 0-2 0123456789abcdef\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"in place of one without a hash",
			"claims:\n- " + steel + "\n  line: 2\n  mentions: [steel]\n  span: 17-22\n",
			"claims:\n- " + steel + "\n  line: 2\n  mentions: [steel]\n  span: 17-22 <steel>\n"},
		{"in place of a quoted one, before a comment",
			"claims:\n- span: \"0-2\"  # guessed\n  " + steel + "\n  line: 2\n  mentions: [steel]\n",
			"claims:\n- span: 17-22 <steel>  # guessed\n  " + steel + "\n  line: 2\n  mentions: [steel]\n"},
		{"in place of one in single quotes, between braces",
			"claims:\n- {reading: 钢铁, span: '0-2',line: 2, " + steel + ", mentions: [steel]}\n",
			"claims:\n- {reading: 钢铁, span: 17-22 <steel>,line: 2, " + steel + ", mentions: [steel]}\n"},
		{"in place of a longer one",
			"claims:\n- " + steel + "\n  line: 1\n  span: 100000-200000 0123456789abcdef\n  mentions: [Steel]\n- " + steel + "\n  line: 2\n  mentions: [steel]\n",
			"claims:\n- " + steel + "\n  line: 1\n  span: 0-5 <Steel>\n  mentions: [Steel]\n- " + steel + "\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},

		{"where the line has an anchor, and where it is an alias",
			"claims:\n- " + steel + "\n  line: &two 2\n  mentions: [steel]\n- claim: place/gangcheng prioritises industry/hydrogen\n  line: *two\n  mentions: [氢能产业]\n",
			"claims:\n- " + steel + "\n  line: &two 2\n  span: 17-22 <steel>\n  mentions: [steel]\n- claim: place/gangcheng prioritises industry/hydrogen\n  line: *two\n  span: 0-4 <氢能产业>\n  mentions: [氢能产业]\n"},
		{"the same between braces",
			"claims: [{" + steel + ", line: &two 2, mentions: [steel]}, {claim: place/gangcheng prioritises industry/hydrogen, line: *two , mentions: [氢能产业]}]\n",
			"claims: [{" + steel + ", line: &two 2, span: 17-22 <steel>, mentions: [steel]}, {claim: place/gangcheng prioritises industry/hydrogen, line: *two, span: 0-4 <氢能产业> , mentions: [氢能产业]}]\n"},
		{"where the mentions are an alias",
			"claims:\n- " + steel + "\n  mentions: &m [steel]\n  line: 2\n- {claim: place/jinan prioritises industry/steel, mentions: *m , line: 2}\n",
			"claims:\n- " + steel + "\n  mentions: &m [steel]\n  line: 2\n  span: 17-22 <steel>\n- {claim: place/jinan prioritises industry/steel, mentions: *m , line: 2, span: 17-22 <steel>}\n"},
		{"where the claim has an anchor",
			"claims:\n-     &c\n  " + steel + "\n  line: 2\n  mentions: [steel]\n",
			"claims:\n-     &c\n  " + steel + "\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"where the claim has an anchor and an explicit key",
			"claims:\n- &c\n  ? claim\n  : place/gangcheng prioritises industry/steel\n  line: 2\n  mentions: [steel]\n",
			"claims:\n- &c\n  ? claim\n  : place/gangcheng prioritises industry/steel\n  line: 2\n  span: 17-22 <steel>\n  mentions: [steel]\n"},
		{"where the claim has a tag",
			"claims:\n- !!map\n    " + steel + "\n    line: 2\n    mentions: [steel]\n",
			"claims:\n- !!map\n    " + steel + "\n    line: 2\n    span: 17-22 <steel>\n    mentions: [steel]\n"},
		{"where the span of another claim is repeated by an alias",
			"claims:\n- " + steel + "\n  line: 2\n  span: &s 17-22 <steel>\n  mentions: [steel]\n- " + steel + "\n  line: 1\n  span: *s\n  mentions: [Steel]\n",
			"claims:\n- " + steel + "\n  line: 2\n  span: &s 17-22 <steel>\n  mentions: [steel]\n- " + steel + "\n  line: 1\n  span: 0-5 <Steel>\n  mentions: [Steel]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			// What stands before and behind the claims, and at which byte, does not matter.
			for _, frame := range []struct{ name, before, after string }{
				{"before the document", "", eastDocument},
				{"behind a byte order mark", "\ufeff", eastDocument},
				{"behind the document", eastDocument, ""},
				{"behind a byte order mark and the document", "\ufeff" + eastDocument, ""},
				{"before the end of the document in YAML", "---\n", eastDocument + "...\n"},
			} {
				before, after := frame.before+hashed(c.before)+frame.after, frame.before+hashed(c.after)+frame.after
				checkEdit(t, frame.name, "case.yaml", before, after)
			}
			end := "\r\n"
			checkEdit(t, "without a line end", "case.yaml", eastDocument+strings.TrimRight(hashed(c.before), end), eastDocument+strings.TrimRight(hashed(c.after), end))
		})
	}
}

func checkEdit(t *testing.T, what, name, before, after string) {
	t.Helper()
	result := locateFile(t, name, before, locateSource)
	switch {
	case len(result.Problems) > 0 || len(result.Edits) != 1:
		t.Errorf("%s: got %+v", what, result)
	case string(result.Edits[0].Text) != after:
		t.Errorf("%s: got\n%q\nwant\n%q", what, result.Edits[0].Text, after)
	default:
		checkAllLocated(t, loader.Source{Files: fstest.MapFS{name: {Data: []byte(after)}}}, locateSource)
	}
}

func TestSpansAreWrittenIntoTables(t *testing.T) {
	const (
		documents = "id,sourceFile,title.en,language\ndocument/east,east.txt,On the east,en\n"
		edge      = "place/gangcheng,prioritises,industry/steel"
	)
	for _, c := range []struct{ name, before, after string }{
		{"in a new column",
			"document,line,subject,predicate,object,mentions\ndocument/east,1," + edge + ",Steel\ndocument/east,2," + edge + ",steel\n",
			"document,line,subject,predicate,object,mentions,span\ndocument/east,1," + edge + ",Steel,0-5 <Steel>\ndocument/east,2," + edge + ",steel,17-22 <steel>\n"},
		{"in the column that is there",
			"document,line,span,subject,predicate,object,mentions\ndocument/east,1,," + edge + ",Steel\ndocument/east,2,0-2 0123456789abcdef," + edge + ",steel\n",
			"document,line,span,subject,predicate,object,mentions\ndocument/east,1,0-5 <Steel>," + edge + ",Steel\ndocument/east,2,17-22 <steel>," + edge + ",steel\n"},
		{"in the first column",
			"span,document,line,subject,predicate,object,mentions\n,document/east,2," + edge + ",steel\n",
			"span,document,line,subject,predicate,object,mentions\n17-22 <steel>,document/east,2," + edge + ",steel\n"},
		{"in the last column",
			"document,line,subject,predicate,object,mentions, span \ndocument/east,2," + edge + ",steel,\n",
			"document,line,subject,predicate,object,mentions, span \ndocument/east,2," + edge + ",steel,17-22 <steel>\n"},
		{"in place of a quoted one, whose heading is quoted too",
			"document,\"span\",line,subject,predicate,object,mentions\ndocument/east,\"0-2\",2," + edge + ",steel\n",
			"document,\"span\",line,subject,predicate,object,mentions\ndocument/east,17-22 <steel>,2," + edge + ",steel\n"},
		{"beside one that is right",
			"document,line,subject,predicate,object,mentions,span\ndocument/east,1," + edge + ",Steel,\"0-5 <Steel>\"\ndocument/east,2," + edge + ",steel,\n",
			"document,line,subject,predicate,object,mentions,span\ndocument/east,1," + edge + ",Steel,\"0-5 <Steel>\"\ndocument/east,2," + edge + ",steel,17-22 <steel>\n"},
		{"with Windows line ends",
			"document,line,subject,predicate,object,mentions\r\ndocument/east,2," + edge + ",steel\r\n",
			"document,line,subject,predicate,object,mentions,span\r\ndocument/east,2," + edge + ",steel,17-22 <steel>\r\n"},
		{"between semicolons",
			"document;line;subject;predicate;object;mentions\ndocument/east;2;place/gangcheng;prioritises;industry/steel;steel\n",
			"document;line;subject;predicate;object;mentions;span\ndocument/east;2;place/gangcheng;prioritises;industry/steel;steel;17-22 <steel>\n"},
		{"between tabs",
			"document\tspan\tline\tsubject\tpredicate\tobject\tmentions\ndocument/east\t\t2\tplace/gangcheng\tprioritises\tindustry/steel\tsteel\n",
			"document\tspan\tline\tsubject\tpredicate\tobject\tmentions\ndocument/east\t17-22 <steel>\t2\tplace/gangcheng\tprioritises\tindustry/steel\tsteel\n"},
		// Quotes that nobody needs, doubled quotes, the separator and empty rows stay as they are.
		{"beside cells in quotes",
			"document,line,subject,predicate,object,reading,span,mentions\n\n\"document/east\",\"2\"," + edge + ",\"钢铁, \"\"steel\"\"\",,\"steel\"\n,,,,,,,\n\n",
			"document,line,subject,predicate,object,reading,span,mentions\n\n\"document/east\",\"2\"," + edge + ",\"钢铁, \"\"steel\"\"\",17-22 <steel>,\"steel\"\n,,,,,,,\n\n"},
		{"in a new column, behind cells in quotes and beside empty rows",
			"\n\ndocument,line,subject,predicate,object,\"mentions\"\n,,,,,\n\ndocument/east,2," + edge + ",\"steel\"\n",
			"\n\ndocument,line,subject,predicate,object,\"mentions\",span\n,,,,,,\n\ndocument/east,2," + edge + ",\"steel\",17-22 <steel>\n"},
		{"beside a row of spaces, which has no cells",
			"document,line,subject,predicate,object,mentions\n \t \ndocument/east,2," + edge + ",steel\n",
			"document,line,subject,predicate,object,mentions,span\n \t \ndocument/east,2," + edge + ",steel,17-22 <steel>\n"},
		{"behind a cell of two lines",
			"document,line,subject,predicate,object,mentions\ndocument/east,1," + edge + ",\"\nSteel\n\"\ndocument/east,2," + edge + ",steel\n",
			"document,line,subject,predicate,object,mentions,span\ndocument/east,1," + edge + ",\"\nSteel\n\",0-5 <Steel>\ndocument/east,2," + edge + ",steel,17-22 <steel>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, frame := range []struct {
				name string
				wrap func(string) string
			}{
				{"as it is", func(text string) string { return text }},
				{"behind a byte order mark", func(text string) string { return "\ufeff" + text }},
				{"without a line end", func(text string) string { return strings.TrimRight(text, "\r\n") }},
			} {
				before, after := frame.wrap(hashed(c.before)), frame.wrap(hashed(c.after))
				files := fstest.MapFS{"documents.csv": {Data: []byte(documents)}, "claims.csv": {Data: []byte(before)}}
				result := locateIn(t, loader.Source{Files: files}, sources(locateSource))
				if len(result.Problems) > 0 || len(result.Edits) != 1 {
					t.Errorf("%s: got %+v", frame.name, result)
					continue
				}
				if got := string(result.Edits[0].Text); got != after || result.Edits[0].Path != "claims.csv" {
					t.Errorf("%s: got %s with\n%q\nwant\n%q", frame.name, result.Edits[0].Path, got, after)
					continue
				}
				files["claims.csv"] = &fstest.MapFile{Data: []byte(after)}
				checkAllLocated(t, loader.Source{Files: files}, locateSource)
			}
		})
	}
}

// A text without line breaks is one long line, and a mention in it may be common.
func TestACommonMentionOnALongLine(t *testing.T) {
	begun := time.Now()
	text := "claims:\n- claim: place/gangcheng prioritises industry/steel\n  line: 1\n  mentions: [的, 好的]\n"
	result := locateFile(t, "case.yaml", text+eastDocument, strings.Repeat("的好", 100_000))
	if len(result.Problems) != 1 || len(result.Problems[0].Wrong) > 1000 || !strings.Contains(result.Problems[0].Wrong, "stand on the line 99999 times") || !strings.HasSuffix(result.Problems[0].Wrong, ", …") {
		t.Errorf("%d problems, the first of %d bytes: %.300s", len(result.Problems), len(result.Problems[0].Wrong), result.Problems[0].Wrong)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestWhatBecomesOfClaims(t *testing.T) {
	const (
		steel    = "- claim: place/gangcheng prioritises industry/steel\n  "
		hydrogen = "- claim: place/gangcheng prioritises industry/hydrogen\n  "
		remedy   = "; copy it letter by letter, or correct the line"
		add      = "; add a word that stands beside the right one, or write span: with the right numbers"
	)
	for _, c := range []struct {
		name     string
		claims   string
		kept     int
		new      int
		moved    int
		problems string
	}{
		{"without a span", steel + "line: 1\n  mentions: [Steel]\n", 0, 1, 0, ""},
		{"with the right span", steel + "line: 1\n  span: 0-5 <Steel>\n  mentions: [Steel]\n", 1, 0, 0, ""},
		{"with the right span, without its hash", steel + "line: 1\n  span: 0-5\n  mentions: [Steel]\n", 0, 0, 1, ""},
		{"with the right span, and the hash of other words", steel + "line: 1\n  span: 0-5 <steel>\n  mentions: [Steel]\n", 0, 0, 1, ""},
		{"with a wider span than is needed", steel + "line: 1\n  span: 0-11 <Steel comes>\n  mentions: [Steel]\n", 0, 0, 1, ""},
		{"with a span beyond the line", steel + "line: 1\n  span: 500-600\n  mentions: [Steel]\n", 0, 0, 1, ""},
		{"one of each", steel + "line: 1\n  span: 0-5 <Steel>\n  mentions: [Steel]\n" + steel + "line: 2\n  mentions: [steel]\n" +
			hydrogen + "line: 2\n  span: 1-2\n  mentions: [氢能产业]\n" + hydrogen + "line: 3\n  mentions: [hydrogen]\n",
			1, 1, 1, `case.yaml:13:3: east.txt:3: the mention "hydrogen" does not stand on the line` + remedy},

		{"a mention on another line", steel + "line: 1\n  mentions: [steel]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:1: the mention "steel" does not stand on the line; it stands on line 2` + remedy},
		{"a mention on no line", steel + "line: 1\n  mentions: [Steel, 钢鐵]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:1: the mention "钢鐵" does not stand on the line` + remedy},
		{"a missing mention, whatever the span says", steel + "line: 1\n  span: 0-5 <Steel>\n  mentions: [Stahl]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:1: the mention "Stahl" does not stand on the line` + remedy},
		{"the last line", steel + "line: 3\n  mentions: [old steel]\n", 0, 1, 0, ""},
		{"a line beyond the end", steel + "line: 4\n  mentions: [steel]\n", 0, 0, 0,
			"case.yaml:2:3: east.txt:4: the source has only 3 lines; correct the line"},
		{"the last line that may be written", steel + "line: 10000000\n  mentions: [steel]\n", 0, 0, 0,
			"case.yaml:2:3: east.txt:10000000: the source has only 3 lines; correct the line"},

		{"a mention that stands there twice", steel + "line: 3\n  mentions: [steel]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:3: the mentions "steel" stand on the line 2 times: 5-10 (…More steel, less old s…), 21-26 (…l, less old steel.…)` + add},
		// The curator chooses, and what was chosen stays.
		{"the first of two, chosen", steel + "line: 3\n  span: 5-10\n  mentions: [steel]\n", 0, 0, 1, ""},
		{"the second of two, chosen", steel + "line: 3\n  span: 21-26\n  mentions: [steel]\n", 0, 0, 1, ""},
		{"the second of two, chosen and located", steel + "line: 3\n  span: 21-26 <steel>\n  mentions: [steel]\n", 1, 0, 0, ""},
		{"both of two, chosen", steel + "line: 3\n  span: 5-26\n  mentions: [steel]\n", 0, 0, 1, ""},
		{"chosen so that it lacks a mention", steel + "line: 3\n  span: 5-9\n  mentions: [steel]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:3: the mentions "steel" stand on the line 2 times: 5-10 (…More steel, less old s…), 21-26 (…l, less old steel.…)` + add},
		{"chosen beyond the line", steel + "line: 3\n  span: 21-28\n  mentions: [steel]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:3: the mentions "steel" stand on the line 2 times: 5-10 (…More steel, less old s…), 21-26 (…l, less old steel.…)` + add},
		// The text is not the one in which it was chosen.
		{"chosen, and the text was another", steel + "line: 3\n  span: 21-26 <Stahl>\n  mentions: [steel]\n", 0, 0, 0,
			`case.yaml:2:3: east.txt:3: the mentions "steel" stand on the line 2 times: 5-10 (…More steel, less old s…), 21-26 (…l, less old steel.…)` + add},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := locateFile(t, "case.yaml", "claims:\n"+hashed(c.claims)+eastDocument, locateSource)
			var problems []string
			for _, problem := range result.Problems {
				problems = append(problems, problem.String())
			}
			if got := strings.Join(problems, "\n"); got != c.problems {
				t.Errorf("the problems are\n%s\nwant\n%s", got, c.problems)
			}
			if result.Kept != c.kept || result.New != c.new || result.Moved != c.moved {
				t.Errorf("%d kept, %d new, %d moved, want %d, %d, %d", result.Kept, result.New, result.Moved, c.kept, c.new, c.moved)
			}
			if want := strings.Count(c.claims, "- claim:"); result.Claims != want {
				t.Errorf("%d claims, want %d", result.Claims, want)
			}
			if written := len(result.Edits) > 0; written != (c.new+c.moved > 0) {
				t.Errorf("there is something to write: %v", written)
			}
			if result.Problems == nil {
				t.Error("the list is null in JSON, want an empty one")
			}
		})
	}
}

// What the curator chose is written down with its hash, and only the hash is new.
func TestTheChosenSpanGetsItsHash(t *testing.T) {
	const claim = "claims:\n- claim: place/gangcheng prioritises industry/steel\n  line: 3\n  span: 21-26%s\n  mentions: [steel]\n" + eastDocument
	checkEdit(t, "chosen", "case.yaml", fmt.Sprintf(claim, ""), fmt.Sprintf(claim, " "+graph.HashText("steel")))
}

func TestASourceThatIsMissingIsToldOnceADocument(t *testing.T) {
	east := "claims:\n" +
		"- {claim: place/gangcheng prioritises industry/steel, line: 1, mentions: [steel]}\n" +
		"- {claim: place/gangcheng prioritises industry/steel, line: 2, mentions: [steel]}\n" + eastDocument
	other := strings.NewReplacer("document/east", "document/%s", "east.txt", "%s.txt").Replace(east)
	source := folder(map[string]string{"east.yaml": east, "north.yaml": strings.ReplaceAll(other, "%s", "north"), "south.yaml": strings.ReplaceAll(other, "%s", "south")})
	result := locateIn(t, source, fstest.MapFS{"north.txt": {Data: []byte("steel\n\nsteel")}})
	var problems []string
	for _, problem := range result.Problems {
		problems = append(problems, problem.String())
	}
	want := []string{
		"east.yaml:2:3: east.txt:1: the source file is not in the folder; put it there, or locate other documents",
		`north.yaml:3:3: north.txt:2: the mention "steel" does not stand on the line; it stands on line 1; copy it letter by letter, or correct the line`,
		"south.yaml:2:3: south.txt:1: the source file is not in the folder; put it there, or locate other documents",
	}
	if !slices.Equal(problems, want) {
		t.Errorf("the problems are\n%s\nwant\n%s", strings.Join(problems, "\n"), strings.Join(want, "\n"))
	}
	if result.Claims != 6 || result.New != 1 || len(result.Edits) != 1 || result.Edits[0].Path != "north.yaml" {
		t.Errorf("got %+v", result)
	}
}

func TestLocatingKeepsToTheWantedSources(t *testing.T) {
	file := "claims:\n- {claim: place/gangcheng prioritises industry/steel, line: 1, mentions: [Steel]}\n" + eastDocument
	west := strings.NewReplacer("document/east", "document/west", "east.txt", "west.txt").Replace(file)
	all := []loader.Source{worldSource, folder(map[string]string{"case.yaml": file}), folder(map[string]string{"sub/case.yml": west, "empty.yaml": ""})}
	result, err := loader.Locate(t.Context(), all, fstest.MapFS{"west.txt": {Data: []byte(locateSource)}}, func(source int) bool { return source == 2 })
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Problems) > 0 || result.Claims != 1 || result.New != 1 || len(result.Edits) != 1 {
		t.Fatalf("got %+v", result)
	}
	if edit := result.Edits[0]; edit.Source != 2 || edit.Path != "sub/case.yml" || string(edit.Text) != hashed(strings.Replace(west, "line: 1", "line: 1, span: 0-5 <Steel>", 1)) {
		t.Errorf("got %d %s:\n%s", edit.Source, edit.Path, edit.Text)
	}
}

// A file is written whole or not at all, and the others all the same.
func TestFilesIntoWhichNoSpanCanBeWritten(t *testing.T) {
	const (
		first  = "claims:\n- {claim: place/gangcheng prioritises industry/steel, line: 1, mentions: [Steel]}\n"
		remedy = "; write the spans by hand"
	)
	inRDF := nquads(quadsOf(loadOne(t, loader.Source{Files: fstest.MapFS{
		"world.yaml": {Data: []byte(world)}, "case.yaml": {Data: []byte(first + eastDocument)},
	}})))
	for _, c := range []struct{ name, file, text, want string }{
		{"a number in another writing", "case.yaml", first + "- claim: place/gangcheng prioritises industry/steel\n  line: \"\\x32\"\n  mentions: [steel]\n",
			`case.yaml: the value "2" of line 4 is written in a way that cannot be edited` + remedy},
		{"a number with a tag", "case.yaml", first + "- claim: place/gangcheng prioritises industry/steel\n  line: !!int 2\n  mentions: [steel]\n",
			`case.yaml: the value "2" of line 4 is written in a way that cannot be edited` + remedy},
		{"a number in a block", "case.yaml", first + "- claim: place/gangcheng prioritises industry/steel\n  line: >-\n    2\n  mentions: [steel]\n",
			`case.yaml: the value "2" of line 4 is written in a way that cannot be edited` + remedy},
		{"a span over two lines", "case.yaml", first + "- claim: place/gangcheng prioritises industry/steel\n  line: 2\n  mentions: [steel]\n  span: 0-1\n    0123456789abcdef\n",
			`case.yaml: the value "0-1 0123456789abcdef" of line 6 is written in a way that cannot be edited` + remedy},
		{"a span that another claim repeats", "case.yaml", first + "- claim: place/gangcheng prioritises industry/steel\n  line: 2\n  mentions: [steel]\n  span: &s 0-1\n",
			`case.yaml: the span of line 6 has an anchor, and others may repeat it` + remedy},
		{"a graph", "case.nq", inRDF,
			`case.nq:1:1: east.txt:1: the span 0-5 ea9973d1460ee95c cannot be written into a file of this format; add spanStart 0, spanEnd 5 and spanHash "ea9973d1460ee95c" to the claim`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.text
			sources := []loader.Source{worldSource, folder(map[string]string{c.file: text})}
			if c.file == "case.yaml" {
				sources[1] = folder(map[string]string{c.file: text + eastDocument})
			} else {
				sources = sources[1:] // the graph holds the world
			}
			west := strings.NewReplacer("document/east", "document/west", "east.txt", "west.txt").Replace(first + eastDocument)
			sources = append(sources, folder(map[string]string{"west.yaml": west}))
			result, err := loader.Locate(t.Context(), sources, fstest.MapFS{"east.txt": {Data: []byte(locateSource)}, "west.txt": {Data: []byte(locateSource)}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(result.Problems) != 1 || result.Problems[0].String() != c.want {
				t.Errorf("got %v, want\n%s", result.Problems, c.want)
			}
			if result.New != 1 || result.Moved != 0 || len(result.Edits) != 1 || result.Edits[0].Path != "west.yaml" {
				t.Errorf("got %+v, want the one claim of west.yaml alone to be written", result)
			}
		})
	}
}

func TestLocateStops(t *testing.T) {
	good := folder(map[string]string{"case.yaml": "claims:\n- {claim: place/gangcheng prioritises industry/steel, line: 1, mentions: [Steel]}\n" + eastDocument})
	all := []loader.Source{worldSource, good}
	if _, err := loader.Locate(t.Context(), all, deniedFS{sources(locateSource), "east.txt"}, nil); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "east.txt") {
		t.Errorf("of a source that may not be read it says %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loader.Locate(ctx, all, sources(locateSource), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("when cancelled it says %v", err)
	}
	faulty := folder(map[string]string{"case.yaml": "claims: []\n"})
	_, err := loader.Locate(t.Context(), []loader.Source{worldSource, faulty}, sources(locateSource), nil)
	if faults, ok := errors.AsType[loader.Faults](err); !ok || len(faults) != 1 {
		t.Errorf("of faulty data it says %v", err)
	}
}

// spanPattern is a span as locating writes it, with what it writes before it.
var spanPattern = regexp.MustCompile(`(?:\r?\n +|, )span: "?[0-9]+-[0-9]+(?: [0-9a-f]{16})?"?`)

// Whatever the order and the shape of claims, taking the spans out of what was
// written gives back what was there.
func TestLocatingChangesNothingButSpans(t *testing.T) {
	words := []string{"steel", "氢能", "Zibo", "grow 🏭", "2.5%"}
	spans := []string{"", "", "0-5", `"1-3"`, "900-1000 0123456789abcdef", "2-4 0123456789abcdef"}
	rapid.Check(t, func(rt *rapid.T) {
		newline := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "line end")
		var lines []string
		var file strings.Builder
		fmt.Fprintf(&file, "%s# 氢能%sclaims:%s", rapid.SampledFrom([]string{"", "\ufeff"}).Draw(rt, "mark"), newline, newline)
		indent := strings.Repeat(" ", rapid.IntRange(0, 4).Draw(rt, "indent"))
		for i := range rapid.IntRange(1, 5).Draw(rt, "claims") {
			// On each line every word stands once, so that nothing is ambiguous.
			lines = append(lines, strings.Join(rapid.Permutation(words).Draw(rt, "line"), rapid.SampledFrom([]string{" ", "，", " 和 "}).Draw(rt, "between")))
			mentions := rapid.SliceOfNDistinct(rapid.SampledFrom(words), 1, 3, rapid.ID[string]).Draw(rt, "mentions")
			keys := []string{
				`claim: place/gangcheng prioritises industry/steel`,
				`reading: "发展, 钢铁 # no comment"`,
				fmt.Sprintf(rapid.SampledFrom([]string{"line: %d", `line: "%d"`, `"line": '%d'`, "line:   %d"}).Draw(rt, "number"), i+1),
				`mentions: ["` + strings.Join(mentions, `", "`) + `"]`,
			}
			keys = rapid.Permutation(keys).Draw(rt, "keys")
			if span := rapid.SampledFrom(spans).Draw(rt, "span"); span != "" {
				keys = slices.Insert(keys, rapid.IntRange(1, 4).Draw(rt, "place of the span"), "span: "+span)
			}
			gap := strings.Repeat(" ", rapid.IntRange(1, 3).Draw(rt, "gap"))
			if rapid.Bool().Draw(rt, "braces") {
				fmt.Fprintf(&file, "%s-%s{%s}%s", indent, gap, strings.Join(keys, ", "), newline)
				continue
			}
			for k, key := range keys {
				before := indent + strings.Repeat(" ", 1+len(gap))
				if k == 0 {
					before = indent + "-" + gap
				}
				comment := rapid.SampledFrom([]string{"", "", " # 氢能, span: none", newline}).Draw(rt, "comment")
				file.WriteString(before + key + comment + newline)
			}
		}
		file.WriteString(rapid.SampledFrom([]string{eastDocument, strings.TrimSuffix(eastDocument, "\n")}).Draw(rt, "end"))
		before, source := file.String(), strings.Join(lines, "\n")

		result := locateFile(t, "case.yaml", before, source)
		if len(result.Problems) > 0 || result.Kept > 0 || result.New+result.Moved != len(lines) || len(result.Edits) != 1 {
			rt.Fatalf("got %+v of\n%s", result, before)
		}
		after := string(result.Edits[0].Text)
		if spanPattern.ReplaceAllString(after, "") != spanPattern.ReplaceAllString(before, "") || strings.Count(after, "span:") < len(lines) {
			rt.Fatalf("got\n%s\nof\n%s", after, before)
		}
		checkAllLocated(t, loader.Source{Files: fstest.MapFS{"case.yaml": {Data: []byte(after)}}}, source)
	})
}

// The embedded claims have their spans already, and no sentence of their documents
// is left without a claim or a review. The texts belong to their publishers and are
// no part of the project.
func TestTheDatasetIsLocatedAndCovered(t *testing.T) {
	texts := os.DirFS(sourcesFolder(t))
	result, err := loader.Locate(t.Context(), []loader.Source{{Name: "data", Files: data.Files}}, texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range result.Problems {
		t.Error(problem)
	}
	if claims := len(dataset(t).Claims()); result.Claims != claims || result.Kept != claims || len(result.Edits) > 0 {
		t.Errorf("of %d claims %d are where they were, %d are new, %d would move", result.Claims, result.Kept, result.New, result.Moved)
	}
	all, err := loader.Cover(t.Context(), dataset(t), texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	if documents := len(dataset(t).Things(graph.Document)); len(all) != documents {
		t.Errorf("%d documents are covered, want %d", len(all), documents)
	}
	for _, c := range all {
		for _, problem := range c.Problems {
			t.Errorf("%s: %s", c.Document, problem)
		}
		for _, section := range c.Sections {
			for _, line := range section.Lines {
				for _, gap := range line.Gaps {
					t.Errorf("%s: nothing is said of line %d, characters %d-%d", c.File, line.Line, gap.Start, gap.End)
				}
			}
		}
	}
}
