package export

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestMermaid(t *testing.T) {
	v := awkward(t)
	golden(t, "mermaid.golden.mmd", written(t, "mermaid", v.All().WithClaims(false), Options{}))
}

func TestTextsInMermaid(t *testing.T) {
	for text, want := range map[string]string{
		`"no" & <b>`:         "#34;no#34; #38; #60;b#62;",
		"#quot;":             "#35;quot#59;",
		"1. a":               "1#46; a", // a list in Markdown
		"*a* _b_ `c`":        "#42;a#42; #95;b#95; #96;c#96;",
		"a\nb\r\nc":          "a<br>b<br>c",
		"汉字, \u202eשלום (x)": "汉字, \u202eשלום (x)",
	} {
		if got := mermaidLabel(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestMoreTextThanMermaidReads(t *testing.T) {
	format, err := LookupFormat("mermaid")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	err = format.Write(context.Background(), &out, star(t, 290).All().WithClaims(false), Options{})
	var known *graph.Error
	if !errors.As(err, &known) || known.Code != graph.CodeInvalid || !strings.Contains(known.Message, "50000 characters") || out.Len() > 0 {
		t.Errorf("the error is %v, behind %d bytes", err, out.Len())
	}
	if text := written(t, "mermaid", star(t, 100).All().WithClaims(false), Options{}); len(text) > mermaidText {
		t.Errorf("100 edges take %d characters", len(text))
	}
}
