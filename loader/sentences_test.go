package loader_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/polygraph-kg/polygraph/loader"
)

func TestSentencesOfALine(t *testing.T) {
	for _, c := range []struct {
		name string
		line string
		want string // with bars between the sentences
	}{
		{"one sentence without a mark", "Steel comes first", "Steel comes first"},
		{"several", "Steel grows. Does glass? It does! All grow; so be it.", "Steel grows.|Does glass?|It does!|All grow;|so be it."},
		{"a comma and a colon end none", "Steel, glass: both grow.", "Steel, glass: both grow."},
		{"the same in Chinese", "钢铁先行。玻璃呢？也要！都要；是的。", "钢铁先行。|玻璃呢？|也要！|都要；|是的。"},
		{"Chinese commas end none", "钢铁，玻璃、氢能：都要发展", "钢铁，玻璃、氢能：都要发展"},
		{"both languages on one line", "Steel 先行。And glass. 玻璃也要。", "Steel 先行。|And glass.|玻璃也要。"},
		{"without spaces, as machines translate", "Steel grows.Glass does.so does all", "Steel grows.|Glass does.|so does all"},
		{"a number at the end, without a space", "It began in 2025.Steel grew", "It began in 2025.|Steel grew"},
		{"two spaces, a tab, and the wide space of Chinese", "Steel.  Glass.\tAll.\u3000钢铁。", "Steel.|Glass.|All.|钢铁。"},
		{"space before and behind, and the rest of a Windows line end", "  Steel. Glass.  \r", "Steel.|Glass."},

		{"decimals", "It grew by 2.5% to 1.25 tons. Then 3.", "It grew by 2.5% to 1.25 tons.|Then 3."},
		{"a version", "It is v2.0 of the plan.", "It is v2.0 of the plan."},
		{"numbered things", "Factory No. 1 and no. 2, Nos. 3 and 4, No.5. End.", "Factory No. 1 and no. 2, Nos. 3 and 4, No.5.|End."},
		{"a number behind a letter", "It is in Annex A.2 and Fig.3. End.", "It is in Annex A.2 and Fig.3.|End."},
		{"no as an answer", "Steel? No. Glass.", "Steel?|No.|Glass."},
		{"titles", "Mr. Song and Dr.Yu met Prof. Li, Mrs. Wu and Ms. Ma. All spoke.", "Mr. Song and Dr.Yu met Prof. Li, Mrs. Wu and Ms. Ma.|All spoke."},
		// The short forms above count as words of their own only.
		{"words that end like short forms", "It is a casino. 5 rooms. We have ATMs. They work. Four VMs. Pianos. 6 of them.",
			"It is a casino.|5 rooms.|We have ATMs.|They work.|Four VMs.|Pianos.|6 of them."},
		{"a short form in brackets, at the begin, and behind Chinese", "(No. 1) stands. No. 2 too. 第No. 3号。", "(No. 1) stands.|No. 2 too.|第No. 3号。"},

		{"quotes that close behind the mark", "“Steel grows.” He left. 「钢铁。」他说：“好！”他走了。", "“Steel grows.”|He left.|「钢铁。」|他说：“好！”|他走了。"},
		{"straight quotes and brackets", "He said \"steel.\" (And glass.) 『好。』 （完。）", "He said \"steel.\"|(And glass.)|『好。』|（完。）"},
		{"quotes that open behind the mark", "He came.“Steel.” 来了。“钢铁。”", "He came.|“Steel.”|来了。|“钢铁。”"},
		{"marks in a row", "Really?! Well... 是吗？！哎……好。", "Really?!|Well...|是吗？！|哎……|好。"},
		{"an ellipsis of one character", "Steel… and glass", "Steel…|and glass"},

		{"no letters", "—— 。 ... (!) “”", ""},
		{"no letters between sentences", "Steel. —— . Glass.", "Steel.|Glass."},
		{"digits alone", "2025. 12", "2025.|12"},
		{"an empty line", "", ""},
		{"a mark at the begin", ". Steel.", "Steel."},
		{"broken characters", "Ste\xffel.\xff\xfe. Glass", "Ste\xffel.|Glass"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range loader.Sentences(c.line) {
				got = append(got, c.line[s[0]:s[1]])
			}
			if got := strings.Join(got, "|"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// FuzzSentences: sentences follow one another within the line, at characters'
// bounds, and nothing that can be read lies outside of them.
func FuzzSentences(f *testing.F) {
	for _, seed := range []string{
		"", ".", "Steel grows by 2.5%. “So be it.” No. 1!", "钢铁先行。「好！」他说……", "a.b.c...", "\xff.\xff", "No", "No.", "Dr.", " . 1. a", "e\u0301.\u200b 1.2.\r",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		readable := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
		end := 0
		for _, s := range append(loader.Sentences(line), [2]int{len(line), len(line)}) {
			if s[0] < end || s[1] < s[0] || s[1] > len(line) {
				t.Fatalf("the sentence %v stands behind %d in a line of %d", s, end, len(line))
			}
			if between := line[end:s[0]]; strings.ContainsFunc(between, readable) {
				t.Fatalf("%q of %q lies in no sentence", between, line)
			}
			if s[0] == len(line) {
				break
			}
			text := line[s[0]:s[1]]
			if !strings.ContainsFunc(text, readable) || strings.TrimSpace(text) != text {
				t.Fatalf("%q is no sentence", text)
			}
			if utf8.ValidString(line) && !utf8.ValidString(text) {
				t.Fatalf("%q is cut within a character", text)
			}
			// Sentences stay what they are: they have none within them.
			if again := loader.Sentences(text); len(again) != 1 || again[0] != [2]int{0, len(text)} {
				t.Fatalf("%q of %q parts anew into %v", text, line, again)
			}
			end = s[1]
		}
	})
}
