package export

import (
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestGEXF(t *testing.T) {
	for _, name := range []string{"gexf", "gexf12"} {
		golden(t, name+".golden.gexf", written(t, name, awkward(t).All().WithClaims(false), Options{}))
	}
}

// NetworkX, for which 1.2draft is written, refuses graphs that have edges of both sorts;
// it has no kinds of edges, and no lists but of texts.
func TestWhatOnlyGEXF13Has(t *testing.T) {
	piece := awkward(t).All()
	newer, older := written(t, "gexf", piece, Options{}), written(t, "gexf12", piece, Options{})
	for _, only := range []string{
		`source="place/lines" target="place/quotes" type="undirected" kind="cooperatesWith"`,
		`<attribute id="line" title="line" type="listlong"/>`,
		`<attvalue for="aliases" value="[&#34;&#39;; DROP TABLE nodes; --&#34;, &#34;\\u0041 \\\&#34; \\&#34;, `,
	} {
		if !strings.Contains(newer, only) {
			t.Errorf("GEXF 1.3 lacks %s", only)
		}
	}
	for _, never := range []string{"undirected", " kind=", `type="list`} {
		if strings.Contains(older, never) {
			t.Errorf("GEXF 1.2draft has %s", never)
		}
	}
}

func TestDaysOfSpells(t *testing.T) {
	for _, test := range []struct {
		name       string
		span       graph.Span
		start, end string
	}{
		{"days", graph.Span{From: "2018-03-05", Until: "2019-01-02"}, "2018-03-05", "2019-01-01"},
		{"months", graph.Span{From: "2018-03", Until: "2019-03"}, "2018-03-01", "2019-02-28"},
		{"years", graph.Span{From: "2018", Until: "2021"}, "2018-01-01", "2020-12-31"},
		{"a leap year", graph.Span{Until: "2020-03"}, "", "2020-02-29"},
		{"open ends", graph.Span{From: "2018"}, "2018-01-01", ""},
		{"one day", graph.Span{From: "2018-03-05", Until: "2018-03-06"}, "2018-03-05", "2018-03-05"},
		{"a part of a year that is not known", graph.Span{From: "2018", Until: "2018"}, "2018-01-01", "2018-01-01"},
		{"always", graph.Span{}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if start, end := days(test.span); start != test.start || end != test.end {
				t.Errorf("got %q to %q, want %q to %q", start, end, test.start, test.end)
			}
		})
	}
}

func TestListsOfGEXF13(t *testing.T) {
	for _, test := range []struct {
		name  string
		value any
		want  string
	}{
		{"texts", []string{"a", "b"}, `["a", "b"]`},
		{"what stands for more than itself in a list", []string{`a, "b"`, `\`, "[c]", ""}, `["a, \"b\"", "\\", "[c]", ""]`},
		{"line breaks are left to XML", []string{"a\nb"}, "[\"a\nb\"]"},
		{"integers", []int64{1, 12}, "[1, 12]"},
		{"what is no list", "a", "a"},
		{"nothing", nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := listed(test.value); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
