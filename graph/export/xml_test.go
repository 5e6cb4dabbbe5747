package export

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"
)

func TestXMLIsIndentedAndClosed(t *testing.T) {
	var out strings.Builder
	x := newXML(&out)
	x.begin("graph", "mode", "static", "left-out", "")
	x.text("creator", "a & b", "lang", "en")
	x.text("description", "")
	x.begin("nodes")
	x.empty("node", "id", `"1"`)
	x.end()
	x.begin("edges")
	if err := x.close(); err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<graph mode="static">
 <creator lang="en">a &amp; b</creator>
 <description/>
 <nodes>
  <node id="&#34;1&#34;"/>
 </nodes>
 <edges/>
</graph>
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// What is written is read back by a parser, from an attribute and from an element.
func TestXMLKeepsText(t *testing.T) {
	for _, test := range []struct{ name, text, back string }{
		{"quotation marks", `"a" 'b'`, `"a" 'b'`},
		{"markup", `<b>&amp;</b> ]]> -->`, `<b>&amp;</b> ]]> -->`},
		{"line breaks and tabs", "a\nb\r\nc\td", "a\nb\r\nc\td"},
		{"spaces at the ends", "  a  ", "  a  "},
		{"Chinese and beyond the basic plane", "汉字𠮷😀", "汉字𠮷😀"},
		{"marks of direction", "\u202eab\u202c\u200f", "\u202eab\u202c\u200f"},
		{"characters that XML forbids", "a\x00b\x1bc\ufffe", "a\ufffdb\ufffdc\ufffd"},
		{"bytes that are not UTF-8", "a\xffb", "a\ufffdb"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			x := newXML(&out)
			x.text("e", test.text, "a", test.text)
			if err := x.close(); err != nil {
				t.Fatal(err)
			}
			var back struct {
				Attribute string `xml:"a,attr"`
				Content   string `xml:",chardata"`
			}
			if err := xml.Unmarshal([]byte(out.String()), &back); err != nil {
				t.Fatalf("%v\n%s", err, out.String())
			}
			if back.Attribute != test.back || back.Content != test.back {
				t.Errorf("got %q and %q, want %q", back.Attribute, back.Content, test.back)
			}
		})
	}
}

func TestXMLTellsThatWritingFailed(t *testing.T) {
	full := errors.New("no room left")
	x := newXML(failing{full})
	for range 10_000 {
		x.empty("node", "id", "1")
	}
	if err := x.close(); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

// failing is a file that cannot be written.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
