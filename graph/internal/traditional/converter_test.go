package traditional

import (
	"slices"
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"
	"pgregory.net/rapid"
)

func TestConvert(t *testing.T) {
	for _, row := range []struct{ text, simplified, mainland string }{
		{"", "", ""},
		{"steel 2+4", "steel 2+4", "steel 2+4"},
		{"鋼鐵產業", "钢铁产业", "钢铁产业"},
		{"钢铁产业", "钢铁产业", "钢铁产业"},
		{"一目瞭然", "一目了然", "一目了然"}, // a phrase, in which 瞭 becomes another character than in the next row
		{"瞭望", "瞭望", "瞭望"},
		{"資訊產業", "资讯产业", "信息产业"},
		{"網際網路", "网际网路", "互联网"},
	} {
		if got := ToSimplified().Convert(row.text); got != row.simplified {
			t.Errorf("%s is %s in simplified characters, want %s", row.text, got, row.simplified)
		}
		if got := ToMainland().Convert(row.text); got != row.mainland {
			t.Errorf("%s is %s on the mainland, want %s", row.text, got, row.mainland)
		}
	}
}

// OpenCC itself, which only tests may use for its licence, says the same of any text made of
// the words of its dictionaries, and of characters that they do not know.
func TestConvertsAsOpenCCDoes(t *testing.T) {
	pieces := []string{"a", " ", "，", "𫝈", "鋼", "钢", "PN接", "SQL隱碼"}
	for _, d := range append(ToMainland().steps[0], ToMainland().steps[1]...) {
		for _, entries := range d {
			for _, e := range entries {
				pieces = append(pieces, e.word)
			}
		}
	}
	slices.Sort(pieces) // so that a failure can be repeated
	for direction, ours := range map[string]*Converter{"t2s": ToSimplified(), "tw2sp": ToMainland()} {
		theirs, err := opencc.New(direction)
		if err != nil {
			t.Fatal(err)
		}
		check := func(t rapid.TB, text string) {
			if want, err := theirs.Convert(text); err != nil || ours.Convert(text) != want {
				t.Fatalf("%s of %q: %q, want %q (%v)", direction, text, ours.Convert(text), want, err)
			}
		}
		for _, piece := range pieces {
			check(t, piece)
		}
		rapid.Check(t, func(t *rapid.T) {
			check(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 8).Draw(t, "pieces"), ""))
		})
	}
}
