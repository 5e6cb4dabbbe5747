package resolvers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func TestPairsOfFieldsAreCounted(t *testing.T) {
	times := func(n int, text string) string { return strings.Repeat(text+" ", n) }
	for _, test := range []struct {
		name, text string
		want       int
	}{
		{"none", "{ a b c }", 0},
		{"two of a name", "{ a a }", 1},
		{"four of a name", "{ a a a a }", 6},
		{"of other aliases", "{ a b: a c: a }", 0},
		{"one alias", "{ x: a x: b }", 1},
		{"in fragments", "{ a ...f ... { a } } fragment f on Q { a }", 3},
		{"below fields of one name", "{ a { b } a { b } a { b } }", 3 + 3},
		{"below fields of other names", "{ a { b } c { b } }", 0},
		{"two levels below", "{ a { b { c } b { c } } a { b { c } b { c } } }", 1 + 6 + 6},
		{"fragments that spread themselves", "{ ...f a } fragment f on Q { a ...f }", 1},
		{"too many", "{ " + times(200, "a") + "}", mostOverlaps + 1},
		{"too many, at three levels", "{ " + times(12, "a { "+times(12, "b { "+times(12, "c")+"}")+"}") + "}", mostOverlaps + 1},
		{"in a fragment that nothing spreads", "{ a } fragment f on Q { a a a }", 3},
		{"two dozen fragments with the same id", fragments(24), 24 * 23 / 2},
	} {
		document, err := parser.ParseQuery(&ast.Source{Input: test.text})
		if err != nil {
			t.Fatal(test.name, err)
		}
		got := mostOverlapsOf(document)
		if got != test.want && !(test.want > mostOverlaps && got > mostOverlaps && got < 2*mostOverlaps) {
			t.Errorf("%s: %d pairs, want %d", test.name, got, test.want)
		}
	}
}

func fragments(n int) string {
	spreads, texts := "", ""
	for i := range n {
		spreads += fmt.Sprintf("...f%d ", i)
		texts += fmt.Sprintf("fragment f%d on Q { id } ", i)
	}
	return "{ " + spreads + "} " + texts
}

func TestLongNamesAreFound(t *testing.T) {
	long := strings.Repeat("x", longestName+1)
	for _, test := range []struct {
		name, text string
		want       bool
	}{
		{"a field", "{ " + long + " }", true},
		{"one that is just short enough", "{ " + long[1:] + " }", false},
		{"after a text", `{ a(b: "c") ` + long + " }", true},
		{"after a block of text", `{ a(b: """c"d""") ` + long + " }", true},
		{"a text", `{ a(b: "` + long + `") }`, false},
		{"a text with a quotation mark", `{ a(b: "\"` + long + `") }`, false},
		{"a block of text", `{ a(b: """` + long + ` "" """) }`, false},
		{"a block with its end in it", `{ a(b: """\"""` + long + `""") }`, false},
		{"a comment", "# " + long + "\n{ a }", false},
		{"after a comment", "# \"\n{ " + long + " }", true},
		{"a text that does not end", `{ a(b: "` + long, false},
	} {
		if got := hasLongName(test.text); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}
