package graph

import (
	"fmt"
	"strings"
	"testing"
)

func trackLine(t Track) string {
	var points []string
	for _, p := range t.Points {
		points = append(points, fmt.Sprintf("%s %s..%s @%s", p.Thing.Kind, p.Time.Earliest, p.Time.Latest, sources(p.Claims)))
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", t.Of, t.Metric, t.Scope)) + ": " + strings.Join(points, "; ")
}

func TestTargetsAndFiguresInTheOrderOfTime(t *testing.T) {
	v := build(t, policies)
	const (
		binzhou = "place/binzhou metric/output: Target 2030..2030 @undated:5\n"
		jobs    = "place/jinan metric/jobs: Target 2023-03..2023-03 @old:3\n"
		output  = "place/jinan metric/output: Figure 2019..2019 @new:10 undated:4; Target 2025..2025 @new:9\n"
	)
	for _, row := range []struct {
		name     string
		question TrackQuestion
		want     string
	}{
		{"of everybody", TrackQuestion{}, binzhou + jobs + output},
		{"of a place", TrackQuestion{Place: "place/jinan"}, jobs + output},
		{"of a metric", TrackQuestion{Metric: "metric/output"}, binzhou + output},
		{"in a time", TrackQuestion{Time: &DateRange{From: "2024", To: "2026"}}, "place/jinan metric/output: Target 2025..2025 @new:9"},
		{"in one document", TrackQuestion{Filter: &ClaimFilter{Documents: []ID{"document/undated"}}}, binzhou + "place/jinan metric/output: Figure 2019..2019 @undated:4"},
	} {
		t.Run(row.name, func(t *testing.T) {
			tracks, err := v.Tracks(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, tracks, trackLine, row.want)
		})
	}
	_, err := v.Tracks(t.Context(), TrackQuestion{Metric: "metric/outputt"})
	refused(t, err, CodeNotFound, `did you mean "metric/output"?`)
}

func TestAFigureOfNoStatedTimeIsOfItsDocument(t *testing.T) {
	tracks, err := build(t, `
		document/a date=2018-03
		place/x hasFigure metric/m @document/a:1 amount=5`).Tracks(t.Context(), TrackQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	listed(t, tracks, trackLine, "place/x metric/m: Figure 2018-03..2018-03 @a:1")
}
