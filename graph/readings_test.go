package graph

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestNamesAreReadAsTheyAreSpoken(t *testing.T) {
	r := newReadings()
	r.learn("乐陵", []string{"lao", "ling"})
	for name, want := range map[string]string{
		"长春市":    "chang chun shi",
		"重庆":     "chong qing",
		"厦门银行":   "xia men yin hang",
		"链长制":    "lian zhang zhi",
		"绿色":     "lu se",
		"乐陵红枣":   "lao ling hong zao",
		"重钢":     "zhong gang, chong gang",
		"行长":     "xing chang, hang chang, xing zhang, hang zhang",
		"5g产业":   "5g chan ye",
		"jinan":  "jinan",
		"2+4体系":  "2+4 ti xi",
		"乐乐乐乐乐乐": "le le le le le le, yue le le le le le, lao le le le le le, le yue le le le le",
	} {
		var got []string
		for _, syllables := range r.spell(wordsOf(name)) {
			got = append(got, strings.Join(syllables, " "))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s is read %q, want %q", name, got, want)
		}
	}
}

func TestEachKnownReadingHasASyllableForEachCharacter(t *testing.T) {
	for word, syllables := range knownReadings {
		if utf8.RuneCountInString(word) != len(strings.Fields(syllables)) {
			t.Errorf("%s is read %q", word, syllables)
		}
	}
}

func TestCuratedReadingsAreDivided(t *testing.T) {
	for _, row := range []struct{ name, sounds, want string }{
		{"泰安市", "taianshi", "tai an shi"},
		{"西安", "xian", "xi an"},
		{"县", "xian", "xian"},
		{"乐陵", "laoling", "lao ling"},
		{"5g城", "5gcheng", "5g cheng"},
		{"", "", ""},
		{"泰安", "taianshi", "none"},
		{"泰安市", "taian", "none"},
		{"泰安", "jinan", "none"},
	} {
		got := "none"
		if syllables := align(wordsOf(row.name), row.sounds); syllables != nil {
			got = strings.Join(syllables, " ")
		}
		if got != row.want {
			t.Errorf("%s, read %s, is divided into %q, want %q", row.name, row.sounds, got, row.want)
		}
	}
}

func TestTonesWrittenAsNumbersAreLeftOut(t *testing.T) {
	for text, want := range map[string]string{
		"ji3nan2":           "jinan",
		"ji3 nan2":          "ji nan",
		"liang4zi5ke1ji4":   "liangzikeji",
		"liang4zi ke1 ji4":  "liangzi ke ji",
		"lv4se4":            "lvse",
		"er2":               "er",
		"jilin1":            "",
		"jilin":             "",
		"5g":                "",
		"2+4":               "",
		"14th":              "",
		"gang1cheng2 group": "",
	} {
		if got, toned := withoutToneNumbers(text); toned != (want != "") || toned && got != want {
			t.Errorf("%q without tones is %q, %t, want %q", text, got, toned, want)
		}
	}
}

// Most characters have several readings, of which many are written alike; so there are many
// ways to the place where a curated reading stops being one.
func TestAReadingThatFailsAtItsEndFailsAtOnce(t *testing.T) {
	defer time.AfterFunc(30*time.Second, func() { panic("all ways are tried") }).Stop()
	name, sounds := strings.Repeat("钢城", 50), strings.Repeat("gangcheng", 49)
	if syllables := align(wordsOf(name), sounds+"gangtie"); syllables != nil {
		t.Errorf("%v", syllables)
	}
	if syllables := align(wordsOf(name), sounds+"gangcheng"); len(syllables) != 100 {
		t.Errorf("%d syllables", len(syllables))
	}
}

// A text where a name should stand, as --quads takes it.
func TestATextForANameIsSpeltInShortTime(t *testing.T) {
	defer time.AfterFunc(30*time.Second, func() { panic("the whole text is spelt") }).Stop()
	v := NewView([]Quad{
		edge("industry/a", rdfType, ownVocabulary+"Industry", GraphCurated),
		{IRI("industry/a"), IRI(prefLabel), LanguageText("钢城"+strings.Repeat("钢铁产业", 50_000), Simplified), IRI(GraphCurated)},
		{IRI("industry/a"), IRI(altLabel), LanguageText("steel "+strings.Repeat("works ", 50_000), English), IRI(GraphCurated)},
	})
	for _, text := range []string{"钢城钢铁", "gangchenggangtie", "steel works"} {
		if matches, err := v.Search(t.Context(), text, nil); err != nil || len(matches) != 1 {
			t.Errorf("%q finds %v, %v", text, matches, err)
		}
	}
}
