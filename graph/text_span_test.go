package graph

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestATextSpanIsReadAsItIsWritten(t *testing.T) {
	const hash = "9f86d081884c7d65"
	for text, want := range map[string]TextSpan{
		"0-1":                      {0, 1, ""},
		"119-168":                  {119, 168, ""},
		"119-168 " + hash:          {119, 168, hash},
		"0-999999999":              {0, 999999999, ""},
		"007-010 0000000000000000": {7, 10, "0000000000000000"}, // a table program may fill numbers up
	} {
		got, err := ParseTextSpan(text)
		if err != nil {
			t.Errorf("%q is refused: %v", text, err)
			continue
		}
		same(t, text, got, want)
		if !got.Known() {
			t.Errorf("%q is not known", text)
		}
	}
}

func TestWhatIsNoTextSpanIsRefused(t *testing.T) {
	for _, text := range []string{
		"", "119", "119-", "-168", "-1-5", "119 - 168", " 119-168", "119-168 ", "119–168", "119..168", "1.0-2.0", "１-２", "0x1-0x5", "119-168\n",
		"119-1000000000", "119-99999999999999999999", // beyond any line
		"119-168 9f86d081884c7d6", "119-168 9f86d081884c7d650", "119-168 9F86D081884C7D65", "119-168 9f86d081884c7d6g", // no hash of ours
		"119-168  9f86d081884c7d65", "119-168\t9f86d081884c7d65", "119-168 9f86d081884c7d65 x",
	} {
		_, err := ParseTextSpan(text)
		refused(t, err, CodeInvalid, "is no span", "polygraph locate")
	}
	for _, text := range []string{"5-5", "0-0", "168-119", "10-9"} {
		_, err := ParseTextSpan(text)
		refused(t, err, CodeInvalid, "is empty", "smaller number first")
	}
}

func TestTheZeroTextSpanIsUnknown(t *testing.T) {
	if (TextSpan{}).Known() {
		t.Error("a claim that nobody located has a span")
	}
}

var drawTextSpan = rapid.Custom(func(t *rapid.T) TextSpan {
	start := rapid.IntRange(0, 20000).Draw(t, "start")
	return TextSpan{
		Start: start, End: start + rapid.IntRange(1, 500).Draw(t, "length"),
		Hash: optional(rapid.StringMatching(`[0-9a-f]{16}`)).Draw(t, "hash"),
	}
})

func TestAnyTextSpanIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := drawTextSpan.Draw(t, "span")
		if got, err := ParseTextSpan(span.String()); err != nil || got != span {
			t.Fatalf("%q is read as %+v, %v", span, got, err)
		}
	})
}

func FuzzParseTextSpan(f *testing.F) {
	for _, seed := range []string{"0-1", "119-168 9f86d081884c7d65", "5-5", "-1-5", "007-010", "1-999999999", "1-9999999999", "1-2 ", "１-２", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		span, err := ParseTextSpan(text)
		if err != nil {
			refused(t, err, CodeInvalid)
			return
		}
		if span.Start < 0 || span.End <= span.Start || !span.Known() || span.Hash != "" && len(span.Hash) != 16 {
			t.Errorf("%q is read as %+v", text, span)
		}
		if again, err := ParseTextSpan(span.String()); err != nil || again != span {
			t.Errorf("%q is read as %+v, and written %q, which is read as %+v, %v", text, span, span, again, err)
		}
	})
}

// Characters are counted, neither bytes nor what a reader takes for one letter.
func TestATextSpanIsCutOutOfItsLine(t *testing.T) {
	const line = "至2025年é鋼😀e\u0301。" // 3-byte, 1-byte, 2-byte, 4-byte, and a letter of two characters
	for _, row := range []struct {
		span TextSpan
		want string
	}{
		{TextSpan{Start: 0, End: 1}, "至"},
		{TextSpan{Start: 1, End: 6}, "2025年"},
		{TextSpan{Start: 6, End: 7}, "é"},
		{TextSpan{Start: 7, End: 9}, "鋼😀"},
		{TextSpan{Start: 9, End: 10}, "e"},
		{TextSpan{Start: 9, End: 11}, "e\u0301"},
		{TextSpan{Start: 11, End: 12}, "。"},
		{TextSpan{Start: 0, End: 12}, line},
	} {
		if got, whole := row.span.In(line); !whole || got != row.want {
			t.Errorf("%s is %q, %v; want %q", row.span, got, whole, row.want)
		}
	}
	for _, row := range []struct {
		name string
		span TextSpan
		line string
	}{
		{"ends one character behind the line", TextSpan{Start: 11, End: 13}, line},
		{"begins behind the line", TextSpan{Start: 13, End: 14}, line},
		{"begins at the line's end", TextSpan{Start: 12, End: 13}, line},
		{"counts bytes", TextSpan{Start: 0, End: len(line)}, line},
		{"lies on an empty line", TextSpan{Start: 0, End: 1}, ""},
		{"is turned round", TextSpan{Start: 6, End: 1}, line},
		{"begins before the line", TextSpan{Start: -2, End: 4}, line},
	} {
		if got, whole := row.span.In(row.line); whole || got != "" {
			t.Errorf("a span that %s is cut out as %q", row.name, got)
		}
	}
	// A byte that is no UTF-8 counts as one character, as Go's ranges count it.
	if got, whole := (TextSpan{Start: 1, End: 3}).In("a\xff鋼z"); !whole || got != "\xff鋼" {
		t.Errorf("around a broken byte %q stands, %v", got, whole)
	}
}

func TestAnyStretchOfAnyLineIsCutOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		characters := []rune(rapid.String().Draw(t, "line"))
		span := TextSpan{Start: rapid.IntRange(0, len(characters)+2).Draw(t, "start")}
		span.End = span.Start + rapid.IntRange(1, len(characters)+2).Draw(t, "length")
		got, whole := span.In(string(characters))
		switch fits := span.End <= len(characters); {
		case whole != fits:
			t.Fatalf("%s of %d characters: %v", span, len(characters), whole)
		case fits && got != string(characters[span.Start:span.End]):
			t.Fatalf("%s is %q", span, got)
		case fits && utf8.RuneCountInString(got) != span.End-span.Start:
			t.Fatalf("%s has %d characters", span, utf8.RuneCountInString(got))
		}
	})
}

// The digits are those that sha256sum prints first: others can check them.
func TestAHashIsTheBeginOfSHA256(t *testing.T) {
	for text, want := range map[string]string{
		"":     "e3b0c44298fc1c14",
		"test": "9f86d081884c7d65",
		"鋼鐵":   "a807199564999988",
	} {
		if got := HashText(text); got != want {
			t.Errorf("the hash of %q is %s, want %s", text, got, want)
		}
	}
}

func TestAHashNoticesWhatAReaderMayNot(t *testing.T) {
	seen := map[string]string{}
	for _, text := range []string{"steel", "Steel", "steel ", " steel", "ste\u00adel", "é", "e\u0301", "鋼", "钢", "20", "２０", strings.Repeat("a", 64), strings.Repeat("a", 65)} {
		if other, twice := seen[HashText(text)]; twice {
			t.Errorf("%q and %q have one hash", text, other)
		}
		seen[HashText(text)] = text
	}
}
