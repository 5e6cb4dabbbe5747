package export

import (
	"fmt"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

func TestDOT(t *testing.T) {
	v := awkward(t)
	golden(t, "dot.golden.dot", written(t, "dot", v.All().WithClaims(false), Options{}))
}

func TestTextsInDOT(t *testing.T) {
	for name, row := range map[string]struct{ text, label, plain string }{
		"a quotation mark":       {`say "no"`, `"say \"no\""`, `"say \"no\""`},
		"a backslash at the end": {`a\`, `"a\\"`, `"a\\"`},
		"a backslash and a mark": {`\"`, `"\\\""`, `"\\\""`},
		"what stands for a name": {`\N and \G`, `"\\N and \\G"`, `"\\N and \\G"`},
		"lines":                  {"a\nb\r\nc\rd", `"a\nb\nc\nd"`, `"a\nb\r\nc\rd"`},
		"HTML":                   {"<b>a</b>", `"<b>a</b>"`, `"<b>a</b>"`},
		"an entity":              {"a &lt; b &#60; c & d", `"a &amp;lt; b &amp;#60; c & d"`, `"a &lt; b &#60; c & d"`},
		"汉字 and directions":      {"汉字 \u200f\u202e", "\"汉字 \u200f\u202e\"", "\"汉字 \u200f\u202e\""},
		"the end of a C text":    {"a\x00b", "\"a\uFFFDb\"", "\"a\uFFFDb\""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := dotQuoted(dotLabel(row.text)); got != row.label {
				t.Errorf("as a label it is %s, want %s", got, row.label)
			}
			if got := dotQuoted(dotText(row.text)); got != row.plain {
				t.Errorf("as a value it is %s, want %s", got, row.plain)
			}
		})
	}
}

func TestLabelsAreWrapped(t *testing.T) {
	for text, want := range map[string]string{
		"short":                    "short",
		"":                         "",
		"one two three four":       "one two\nthree four",
		"unbreakableword and":      "unbreakableword\nand",
		"产业集群高质量发展":                "产业集群高\n质量发展",
		"first line\nof two, long": "first line\nof two,\nlong",
		"a 产业 b 集群":                "a 产业 b\n集群",
	} {
		if got := wrapped(text, 10); got != want {
			t.Errorf("%q is wrapped as %q, want %q", text, got, want)
		}
	}
}

// star is a place that prioritises so many industries.
func star(t *testing.T, industries int) *graph.View {
	t.Helper()
	things := []*graph.Thing{{ID: "place/a", Kind: graph.Place}, {ID: "document/a", Kind: graph.Document}}
	var claims []*graph.Claim
	for i := range industries {
		id := graph.ID(fmt.Sprintf("industry/number-%03d", i))
		things = append(things, &graph.Thing{ID: id, Kind: graph.Industry, Labels: map[string]string{"en": "industry with a name of somewhat greater length than others"}})
		claims = append(claims, &graph.Claim{Document: "document/a", Line: 1 + i, Subject: "place/a", Predicate: "prioritises", Object: id, Stance: graph.Limit})
	}
	return view(t, things, claims)
}

func TestLargeGraphsAreLaidOutByForces(t *testing.T) {
	for _, row := range []struct {
		industries int
		layout     string
		worded     bool
	}{{5, "dot", true}, {98, "dot", true}, {99, "sfdp", true}, {401, "sfdp", false}} {
		text := written(t, "dot", star(t, row.industries).All().WithClaims(false), Options{})
		if !strings.Contains(text, `layout="`+row.layout+`"`) {
			t.Errorf("%d edges are not laid out by %s", row.industries, row.layout)
		}
		if strings.Contains(text, `label="prioritises (limit)"`) != row.worded {
			t.Errorf("%d edges: whether they have words is not %t", row.industries, row.worded)
		}
		if count := strings.Count(text, `style="dashed"`); count != row.industries {
			t.Errorf("%d edges are dashed, want %d", count, row.industries)
		}
	}
}

func TestTheStanceThatIsDrawn(t *testing.T) {
	for _, row := range []struct {
		stances []graph.Stance
		want    graph.Stance
	}{
		{nil, ""},
		{[]graph.Stance{graph.Unstated}, graph.Unstated},
		{[]graph.Stance{graph.Grow, graph.Lead}, graph.Lead},
		{[]graph.Stance{graph.Lead, graph.Limit}, graph.Limit},
	} {
		e := &edge{}
		for _, stance := range row.stances {
			e.claims = append(e.claims, &graph.Claim{Stance: stance})
		}
		if got := e.drawn(); got != row.want {
			t.Errorf("of %v, %q is drawn, want %q", row.stances, got, row.want)
		}
	}
}

func TestAllStancesAndShapesAreKnown(t *testing.T) {
	for _, info := range graph.Stances() {
		if _, known := strokes[info.Stance]; !known {
			t.Errorf("%s has no color", info.Stance)
		}
	}
	for _, info := range graph.Kinds() {
		s := styleOf(info.Kind)
		if cytoscapeShapes[s.shape] == "" || mermaidShapes[s.shape][0] == "" {
			t.Errorf("the shape %s of %s has no counterpart in Cytoscape or Mermaid", s.shape, info.Kind)
		}
	}
}
