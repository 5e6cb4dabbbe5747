package bounds

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		may  bool
	}{
		"a request":                 {`{"query": "{ __typename }"}`, true},
		"brackets in a text":        {`{"a":"` + strings.Repeat("[", 1000) + `"}`, true},
		"a quotation mark in one":   {`{"a":"\"` + strings.Repeat("[", 1000) + `"}`, true},
		"commas in a text":          {`{"a":"` + strings.Repeat(",", 10_000) + `"}`, true},
		"as deep as may be":         {strings.Repeat("[", Deepest) + strings.Repeat("]", Deepest), true},
		"deeper":                    {strings.Repeat("[", Deepest+1), false},
		"more values than may be":   {"[0" + strings.Repeat(",0", MostValues+1) + "]", false},
		"a text that does not end":  {`{"a":"` + strings.Repeat("[", 1000), true},
		"a backslash at the end":    {`"\`, true},
		"deep after a text":         {`{"a":"\\",` + strings.Repeat("[", Deepest+1), false},
		"side by side and not deep": {strings.Repeat("[]", 1000), true},
	} {
		if got := Check([]byte(test.text)) == nil; got != test.may {
			t.Errorf("%s: %t", name, got)
		}
	}
}
