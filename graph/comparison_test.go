package graph

import (
	"fmt"
	"strings"
	"testing"
)

func TestPlacesSideBySide(t *testing.T) {
	c, err := build(t, policies).Compare(t.Context(), ComparisonQuestion{Places: []ID{"place/jinan", "place/binzhou", "place/gangcheng"}})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what all prioritise", joined(c.Shared), "")
	// Binzhou caps steel, which is no priority.
	listed(t, c.Industries, func(row IndustryComparison) string {
		var cells []string
		for _, claims := range row.Cells {
			cells = append(cells, "["+sources(claims)+"]")
		}
		return fmt.Sprintf("%s %d %s", row.Industry, row.Count, strings.Join(cells, " "))
	}, `
		industry/hydrogen 2 [new:2] [undated:1] []
		industry/fine-steel 1 [] [] [new:7]
		industry/steel 1 [] [] [new:8 old:6]`)
	listed(t, c.Metrics, func(row MetricComparison) string {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, "["+sources(cell.Targets)+" | "+sources(cell.Figures)+"]")
		}
		return string(row.Metric) + " " + strings.Join(cells, " ")
	}, `
		metric/jobs [old:3 | ] [ | ] [ | ]
		metric/output [new:9 | new:10 undated:4] [undated:5 | ] [ | ]`)
	listed(t, c.Pairs, func(p PairLikeness) string { return string(p.First) + " " + likeness(p.Likeness) }, `
		place/jinan place/binzhou 1.0000 shared [industry/hydrogen] here [] there []
		place/jinan place/gangcheng 0.0000 shared [] here [industry/hydrogen] there [industry/fine-steel industry/steel]
		place/binzhou place/gangcheng 0.0000 shared [] here [industry/hydrogen] there [industry/fine-steel industry/steel]`)
}

func TestDistrictsCountForTheirCityWhenRolledUp(t *testing.T) {
	c, err := build(t, policies).Compare(t.Context(), ComparisonQuestion{Places: []ID{"place/jinan", "place/laiwu"}, RollUp: true})
	if err != nil {
		t.Fatal(err)
	}
	// Gangcheng was Laiwu's when the old document was written, and Jinan's at the new one.
	listed(t, c.Industries, func(row IndustryComparison) string {
		return fmt.Sprintf("%s [%s] [%s]", row.Industry, sources(row.Cells[0]), sources(row.Cells[1]))
	}, `
		industry/steel [new:8] [old:6]
		industry/fine-steel [new:7] []
		industry/hydrogen [new:2] []`)
}

// A district that is counted for its city does not pass for one without priorities.
func TestWhatWasRolledAwayIsNoAnswer(t *testing.T) {
	v := build(t, policies)
	_, compared := v.Compare(t.Context(), ComparisonQuestion{Places: []ID{"place/jinan", "place/gangcheng"}, RollUp: true})
	_, alike := v.Alike(t.Context(), LikenessQuestion{Place: "place/gangcheng", RollUp: true, AsOf: "2021"})
	for _, err := range []error{compared, alike} {
		refused(t, err, CodeInvalid, `what "place/gangcheng" prioritises counts for "place/`, "without rolling up")
	}
	if _, err := v.Compare(t.Context(), ComparisonQuestion{Places: []ID{"place/jinan", "place/pingyin"}, RollUp: true}); err != nil {
		t.Errorf("a district without priorities: %v", err)
	}
}

func TestComparisonsThatCannotBeHad(t *testing.T) {
	v := build(t, policies)
	for _, row := range []struct {
		places []ID
		code   Code
		says   string
	}{
		{nil, CodeInvalid, "name 2 to 5"},
		{[]ID{"place/jinan"}, CodeInvalid, "name 2 to 5"},
		{[]ID{"place/jinan", "place/jinan"}, CodeInvalid, "named twice"},
		{[]ID{"place/jinan", "place/binzhuo"}, CodeNotFound, "there is no"},
		{[]ID{"place/jinan", "industry/steel"}, CodeInvalid, "wanted here is Place"},
		{[]ID{"place/jinan", "place/laiwu", "place/binzhou", "place/gangcheng", "place/pingyin", "place/shandong"}, CodeInvalid, "name 2 to 5"},
	} {
		_, err := v.Compare(t.Context(), ComparisonQuestion{Places: row.places})
		refused(t, err, row.code, row.says)
	}
}
