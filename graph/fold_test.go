package graph

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNamesAreFoldedBeforeTheyAreCompared(t *testing.T) {
	for text, want := range map[string]string{
		"Gangcheng  District":    "gangcheng district",
		" -Gangcheng/District- ": "gangcheng district",
		"Tai'an":                 "taian",
		"Qingdao’s":              "qingdaos",
		"鋼城區":                    "钢城区",
		"Gāngchéng":              "gangcheng",
		"２＋４":                    "2+4",
		"ＡＩ産業":                   "ai产业",
		"“十四五”规划":                "十四五 规划",
		"\xff":                   "",
		"":                       "",
		"……":                     "",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q is folded to %q, want %q", text, got, want)
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := fold(rapid.OneOf(rapid.String(), rapid.StringOf(rapid.SampledFrom([]rune("鋼城區Aé'’ -+１ü臺后後")))).Draw(t, "text"))
		if twice := fold(once); twice != once {
			t.Fatalf("%q is folded to %q", once, twice)
		}
	})
}

func TestEachCharacterIsAWord(t *testing.T) {
	for folded, want := range map[string]string{
		"gangcheng district": "gangcheng|district",
		"钢城区":                "钢|城|区",
		"5g产业 a":             "5g|产|业|a",
		"ai产业5":              "ai|产|业|5",
		"":                   "",
	} {
		if got := strings.Join(wordsOf(folded), "|"); got != want {
			t.Errorf("the words of %q are %q, want %q", folded, got, want)
		}
	}
}

func TestPlainWords(t *testing.T) {
	for words, want := range map[string]string{
		"the centres of fibre industries": "center fiber industry",
		"labour programmes":               "labor program",
		"specialised organisation":        "specialized organization",
		"aluminium batteries":             "aluminum battery",
		"glass status basis boxes":        "glass status basis box",
		"four hours of tourism":           "four hour tourism",
		"travelling dialogue":             "traveling dialog",
		"of the":                          "of the",
	} {
		if got := strings.Join(plain(strings.Fields(words)), " "); got != want {
			t.Errorf("%q in plain words is %q, want %q", words, got, want)
		}
	}
}

func TestWhatMayBeLeftOutOfAName(t *testing.T) {
	for _, row := range []struct {
		kind       Kind
		name, want string
	}{
		{Place, "济南市", "济南"}, {Place, "莒县", "莒县"}, {Place, "区", "区"}, {Place, "山钢集团", "山钢集团"},
		{Industry, "氢能产业", "氢能"}, {Industry, "铝业", "铝业"}, {Industry, "制造业", "制造"}, {Industry, "济南市", "济南市"},
		{Enterprise, "山钢集团", "山钢"}, {Enterprise, "京博股份有限公司", "京博"}, {Official, "济南市", "济南市"},
	} {
		if got := sortOf(row.kind).shortHan(row.name); got != row.want {
			t.Errorf("%s of kind %s without its ending is %s, want %s", row.name, row.kind, got, row.want)
		}
	}
}

func TestWordsOfTheSameSense(t *testing.T) {
	for words, want := range map[string]string{
		"new energy automobile":  "new energy vehicle",
		"whole region tourism":   "all area tourism",
		"biological medicine":    "biomedicine",
		"iron steel power":       "steel electricity",
		"iron":                   "iron",
		"":                       "",
		"traditional wise ocean": "traditional intelligent marine",
	} {
		if got := strings.Join(synonymous.inOneWord(strings.Fields(words)), " "); got != want {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
	seen := make(map[string]bool)
	for _, row := range synonyms {
		for _, words := range row {
			if got := strings.Join(plain(strings.Fields(words)), " "); got != words || seen[words] {
				t.Errorf("%q is written %q as plain words, or is in two rows", words, got)
			}
			seen[words] = true
		}
	}
}
