package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func lexiconOf(texts ...string) *lexicon {
	var list []holding
	for i, text := range texts {
		list = append(list, newHolding(text, int32(i)))
	}
	return newLexicon(list)
}

func textsOf(l *lexicon) []string {
	var list []string
	for i := range int32(l.count()) {
		list = append(list, l.text(i))
	}
	return list
}

func holdersOf(l *lexicon) [][]int32 {
	var list [][]int32
	for i := range int32(l.count()) {
		list = append(list, l.holders(i))
	}
	return list
}

func TestALexiconKeepsTextsInOrder(t *testing.T) {
	l := lexiconOf("jining", "钢城", "jinan", "jining", "钢都", "ji")
	same(t, "texts", textsOf(l), []string{"ji", "jinan", "jining", "钢城", "钢都"})
	same(t, "shared characters", l.shared, []uint8{0, 2, 3, 0, 1})
	same(t, "holders", holdersOf(l), [][]int32{{5}, {2}, {0, 3}, {1}, {4}})
	for text, want := range map[string]textRange{"ji": {0, 3}, "jin": {1, 3}, "jinan": {1, 2}, "钢": {3, 5}, "": {0, 5}, "k": {3, 3}, "钢铁": {5, 5}} {
		same(t, "beginning with "+text, l.beginning(text), want)
	}
}

func TestNearTexts(t *testing.T) {
	l := lexiconOf("gangcheng", "jinan", "jining", "lijin", "钢城区", "钢铁")
	for _, row := range []struct {
		wanted string
		slips  int
		want   string
	}{
		{"jinan", 0, "jinan 0"},
		{"jinam", 1, "jinan 1"},
		{"jnian", 1, "jinan 1"},
		{"jiinan", 1, "jinan 1"},
		{"jinn", 1, "jinan 1, jining 1..."},
		{"xinan", 2, "jinan 1, jining 2..."},
		{"gangxh", 1, "gangcheng 1..."},
		{"钢域区", 1, "钢城区 1"},
		{"城区", 1, "钢城区 1"},
		{"zzzzz", 2, ""},
	} {
		var got []string
		l.near(row.wanted, row.slips, func(text int32, slips int, whole bool) {
			got = append(got, nearLine(l.text(text), slips, whole))
		})
		if strings.Join(got, ", ") != row.want {
			t.Errorf("near %q with %d slips are %q, want %q", row.wanted, row.slips, got, row.want)
		}
	}
}

func nearLine(text string, slips int, whole bool) string {
	line := fmt.Sprintf("%s %d", text, slips)
	if !whole {
		line += "..."
	}
	return line
}

// The walk along shared beginnings finds what comparing each text from its start finds.
func TestNearTextsAreThoseOfAPlainScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("abc钢城")), 1, 9, -1)
		l := lexiconOf(rapid.SliceOfN(text, 1, 30).Draw(t, "texts")...)
		wanted := text.Draw(t, "wanted")
		slips := rapid.IntRange(0, 2).Draw(t, "slips")
		var got, want []string
		l.near(wanted, slips, func(text int32, slips int, whole bool) {
			got = append(got, nearLine(l.text(text), slips, whole))
		})
		for _, text := range textsOf(l) {
			begun := len(wanted)
			for i := range []rune(text) {
				begun = min(begun, slipsBetween([]rune(text)[:i], []rune(wanted)))
			}
			if whole := slipsBetween([]rune(text), []rune(wanted)); whole <= slips {
				want = append(want, nearLine(text, whole, true))
			} else if begun <= slips {
				want = append(want, nearLine(text, begun, false))
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("near %q with %d slips are %q, want %q", wanted, slips, got, want)
		}
	})
}

// slipsBetween counts slips as they are defined, from the ends of the texts.
func slipsBetween(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		for j := range table[i] {
			switch {
			case i == 0 || j == 0:
				table[i][j] = i + j
			case a[i-1] == b[j-1]:
				table[i][j] = table[i-1][j-1]
			default:
				table[i][j] = 1 + min(table[i-1][j-1], table[i-1][j], table[i][j-1])
				if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
					table[i][j] = min(table[i][j], 1+table[i-2][j-2])
				}
			}
		}
	}
	return table[len(a)][len(b)]
}
