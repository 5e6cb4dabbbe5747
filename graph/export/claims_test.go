package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
)

// twoClaims is a graph with an edge that has a scale class and with a target.
func twoClaims(t *testing.T) *graph.View {
	t.Helper()
	target := &graph.Measure{Of: "place/gangcheng", Metric: "metric/output", Scope: "core", Period: graph.Period{By: "2025"}, Stretch: true}
	things := []*graph.Thing{
		{ID: "place/gangcheng", Kind: graph.Place, Labels: map[string]string{"en": "Gangcheng", "zh-Hans": "钢城区"}, Aliases: map[string][]string{"en": {"Steel City"}}},
		{ID: "industry/steel", Kind: graph.Industry, Labels: map[string]string{"en": "steel"}},
		{ID: "metric/output", Kind: graph.Metric, Labels: map[string]string{"en": "output value"}, Unit: graph.CNY},
		{ID: "document/a", Kind: graph.Document, Source: &graph.Source{File: "a.txt"}},
		{ID: graph.MeasureID(graph.Target, target), Kind: graph.Target, Measure: target},
	}
	claims := []*graph.Claim{
		{
			Document: "document/a", Line: 6, Subject: "place/gangcheng", Predicate: "prioritises", Object: "industry/steel",
			Mentions: []string{"five hundred billion", "steel"}, Stance: graph.Upgrade,
			Quantity: &graph.Quantity{Comparator: graph.Approximately, Value: 1e11, Unit: graph.CNY, ScaleClass: "hundred-billion-yuan"},
			Period:   graph.Period{From: "2021", By: "2025"}, Reading: "five clusters of 100 billion each",
		},
		{
			Document: "document/a", Line: 7, Subject: "place/gangcheng", Predicate: "hasTarget", Object: graph.MeasureID(graph.Target, target),
			Mentions: []string{"> 200 billion"}, Quantity: &graph.Quantity{Comparator: graph.MoreThan, Value: 2e11, Unit: graph.CNY},
			Recurrence: "P1Y", Baseline: "2020",
		},
	}
	return view(t, things, claims)
}

func view(t testing.TB, things []*graph.Thing, claims []*graph.Claim) *graph.View {
	t.Helper()
	store := graph.NewStore(nil)
	for _, claim := range claims {
		claim.ID = graph.ClaimID(claim)
	}
	v, err := store.Apply(context.Background(), graph.Changeset{Add: graph.Encode(things, claims)})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestClaimsAsJSONLines(t *testing.T) {
	v := twoClaims(t)
	var out bytes.Buffer
	if err := ClaimsJSON(&out, v, v.Claims()); err != nil {
		t.Fatal(err)
	}
	const gangcheng = `{"id":"place/gangcheng","kind":"Place","labels":{"en":"Gangcheng","zh-Hans":"钢城区"},"aliases":{"en":["Steel City"]}}`
	want := []string{
		`{"id":"claim/2d9d1e31970dbfbe","document":"document/a","sourceFile":"a.txt","line":6,"mentions":["five hundred billion","steel"],` +
			`"subject":` + gangcheng + `,"predicate":"prioritises","object":{"id":"industry/steel","kind":"Industry","labels":{"en":"steel"},"aliases":{}},` +
			`"stance":"UPGRADE","comparator":"~","value":100000000000,"scaleClass":"hundred-billion-yuan","unit":"CNY",` +
			`"from":"2021","by":"2025","reading":"five clusters of 100 billion each"}`,
		`{"id":"` + string(v.Claims()[1].ID) + `","document":"document/a","sourceFile":"a.txt","line":7,"mentions":["> 200 billion"],` +
			`"subject":` + gangcheng + `,"predicate":"hasTarget","object":{"id":"target/place.gangcheng.output.core.by-2025.stretch","kind":"Target",` +
			`"labels":{"en":"Gangcheng: output value (core, by 2025, every year, stretch)"},"aliases":{}},` +
			`"metric":"metric/output","comparator":">","value":200000000000,"unit":"CNY","scope":"core","baseline":"2020",` +
			`"by":"2025","recurrence":"P1Y","stretch":true}`,
	}
	got := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d is\n%s, want\n%s", i+1, got[i], want[i])
		}
	}
}

func TestClaimsAsLinesOfText(t *testing.T) {
	v := twoClaims(t)
	var out bytes.Buffer
	if err := ClaimsText(&out, v, v.Claims()); err != nil {
		t.Fatal(err)
	}
	want := "a.txt:6\tplace/gangcheng\tprioritises\tindustry/steel\tUPGRADE, scale hundred-billion-level, from 2021, by 2025\tfive hundred billion | steel\n" +
		"a.txt:7\tplace/gangcheng\thasTarget\ttarget/place.gangcheng.output.core.by-2025.stretch\t> 200 billion CNY, stretch, by 2025, every P1Y, against 2020\t> 200 billion\n"
	if out.String() != want {
		t.Errorf("the text is\n%s, want\n%s", out.String(), want)
	}
}

func TestWhatAClaimDoesNotHaveIsLeftOut(t *testing.T) {
	v := view(t, nil, []*graph.Claim{{Document: "document/a", Line: 1, Subject: "place/a", Predicate: "builds", Object: "cluster/b"}})
	var asJSON, asText bytes.Buffer
	if err := ClaimsJSON(&asJSON, v, v.Claims()); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"` + string(v.Claims()[0].ID) + `","document":"document/a","sourceFile":"","line":1,"mentions":[],` +
		`"subject":{"id":"place/a","kind":"Place","labels":{},"aliases":{}},"predicate":"builds","object":{"id":"cluster/b","kind":"Cluster","labels":{},"aliases":{}}}` + "\n"
	if asJSON.String() != want {
		t.Errorf("the line is\n%s, want\n%s", asJSON.String(), want)
	}
	if err := ClaimsText(&asText, v, v.Claims()); err != nil {
		t.Fatal(err)
	}
	if want := ":1\tplace/a\tbuilds\tcluster/b\t\t\n"; asText.String() != want {
		t.Errorf("the text is %q, want %q", asText.String(), want)
	}
}

func TestALocatedClaimTellsItsSpan(t *testing.T) {
	for name, row := range map[string]struct {
		span graph.TextSpan
		want string // behind the line
	}{
		"with its hash":          {graph.TextSpan{Start: 119, End: 168, Hash: "9f86d081884c7d65"}, `"line":1,"span":{"start":119,"end":168,"hash":"9f86d081884c7d65"},"mentions":`},
		"without a hash":         {graph.TextSpan{Start: 3, End: 9}, `"line":1,"span":{"start":3,"end":9},"mentions":`},
		"at the line's begin":    {graph.TextSpan{Start: 0, End: 1}, `"line":1,"span":{"start":0,"end":1},"mentions":`}, // zero is a place
		"not where nobody knows": {graph.TextSpan{}, `"line":1,"mentions":`},
	} {
		t.Run(name, func(t *testing.T) {
			v := view(t, nil, []*graph.Claim{{Document: "document/a", Line: 1, TextSpan: row.span, Subject: "place/a", Predicate: "builds", Object: "cluster/b"}})
			var asJSON, asText bytes.Buffer
			if err := errors.Join(ClaimsJSON(&asJSON, v, v.Claims()), ClaimsText(&asText, v, v.Claims())); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(asJSON.String(), row.want) {
				t.Errorf("the line is\n%s\nand lacks %s", asJSON.String(), row.want)
			}
			if want := ":1\tplace/a\tbuilds\tcluster/b\t\t\n"; asText.String() != want { // people read the mentions
				t.Errorf("the text is %q, want %q", asText.String(), want)
			}
		})
	}
}

func TestEachQualifierHasItsField(t *testing.T) {
	upper := 5e10
	holding := &graph.Holding{Official: "official/wang", Post: "post/mayor", At: "place/a", Span: graph.Span{From: "2018", Until: "2020-06"}}
	for name, row := range map[string]struct {
		claim graph.Claim
		thing *graph.Thing
		want  map[string]any
		not   []string
		text  string
	}{
		"a range": {
			graph.Claim{Subject: "place/a", Predicate: "builds", Object: "cluster/b", Quantity: &graph.Quantity{Comparator: graph.Equal, Value: 2e10, ValueMax: &upper, Unit: graph.CNY}}, nil,
			map[string]any{"value": 2e10, "valueMax": 5e10, "comparator": "=", "unit": "CNY"}, []string{"scaleClass"}, "scale 20..50 billion CNY",
		},
		"nothing of it": { // zero is a value
			graph.Claim{Subject: "place/a", Predicate: "builds", Object: "cluster/b", Quantity: &graph.Quantity{Comparator: graph.Equal, Unit: graph.Count}}, nil,
			map[string]any{"value": 0.0, "unit": "count"}, []string{"valueMax"}, "scale 0",
		},
		"a summand": {
			graph.Claim{Subject: "programme/a", Predicate: "covers", Object: "cluster/b", Part: 2}, nil,
			map[string]any{"part": 2.0}, []string{"value", "comparator"}, "part 2",
		},
		"a tenure": {
			graph.Claim{Subject: "official/wang", Predicate: "holds", Object: graph.TenureID(holding), Span: holding.Span},
			&graph.Thing{ID: graph.TenureID(holding), Kind: graph.Tenure, Holding: holding},
			map[string]any{"from": "2018", "until": "2020-06"}, []string{"by", "metric", "stretch"}, "from 2018, until 2020-06",
		},
		"a length of time": {
			graph.Claim{Subject: "place/a", Predicate: "builds", Object: "cluster/b", Period: graph.Period{Within: "P5Y"}}, nil,
			map[string]any{"within": "P5Y"}, []string{"from", "by", "until", "recurrence", "baseline"}, "within P5Y",
		},
	} {
		t.Run(name, func(t *testing.T) {
			row.claim.Document, row.claim.Line = "document/a", 1
			var things []*graph.Thing
			if row.thing != nil {
				things = append(things, row.thing)
			}
			v := view(t, things, []*graph.Claim{&row.claim})
			var asJSON, asText bytes.Buffer
			if err := errors.Join(ClaimsJSON(&asJSON, v, v.Claims()), ClaimsText(&asText, v, v.Claims())); err != nil {
				t.Fatal(err)
			}
			var fields map[string]any
			if err := json.Unmarshal(asJSON.Bytes(), &fields); err != nil {
				t.Fatal(err)
			}
			for key, want := range row.want {
				if fields[key] != want {
					t.Errorf("%s is %v, want %v", key, fields[key], want)
				}
			}
			for _, key := range row.not {
				if value, there := fields[key]; there {
					t.Errorf("%s is there as %v", key, value)
				}
			}
			if got := strings.Split(asText.String(), "\t")[4]; got != row.text {
				t.Errorf("the qualifiers are %q, want %q", got, row.text)
			}
		})
	}
}

func TestNoClaimsAreNoLines(t *testing.T) {
	var out bytes.Buffer
	v := twoClaims(t)
	if err := errors.Join(ClaimsJSON(&out, v, nil), ClaimsText(&out, v, nil)); err != nil || out.Len() > 0 {
		t.Errorf("%q, %v", out.String(), err)
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestAFailedWriteIsReported(t *testing.T) {
	v := twoClaims(t)
	if err := ClaimsJSON(fullDisk{}, v, v.Claims()); !errors.Is(err, errFull) {
		t.Errorf("JSON: %v", err)
	}
	if err := ClaimsText(fullDisk{}, v, v.Claims()); !errors.Is(err, errFull) {
		t.Errorf("text: %v", err)
	}
}
