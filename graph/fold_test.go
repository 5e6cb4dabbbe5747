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

func TestWhatMayBeLeftOutOfAChineseName(t *testing.T) {
	for name, want := range map[string]string{
		"济南市": "济南", "氢能产业": "氢能", "山钢集团": "山钢", "京博股份有限公司": "京博", "铝业": "铝业", "莒县": "莒县", "制造业": "制造", "区": "区",
	} {
		if got := shortHan(name); got != want {
			t.Errorf("%s without its ending is %s, want %s", name, got, want)
		}
	}
}
