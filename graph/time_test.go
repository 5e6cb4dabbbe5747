package graph

import "testing"

func TestDeadlinesAreReckonedFromTheDateOfTheDocument(t *testing.T) {
	for _, row := range []struct{ name, document, claim, want string }{
		{"stated", "date=2018", "by=2025-06", "2025-06..2025-06"},
		{"five years of a year", "date=2018", "within=P5Y", "2023..2023 reckoned"},
		{"five years of a month", "date=2018-03", "within=P5Y", "2023-03..2023-03 reckoned"},
		{"of a date that is known to lie between two", "date=2021-11..2022-02", "within=P3Y", "2024-11..2025-02 reckoned"},
		{"six months of a year may end in the next one", "date=2018", "within=P6M", "2018-07-01..2019-07-01 reckoned"},
		{"none of a document without a date", "", "within=P5Y", ""},
		{"none where none is named", "date=2018", "", ""},
		{"a stated one wins", "date=2018", "by=2020 within=P5Y", "2020..2020"},
	} {
		t.Run(row.name, func(t *testing.T) {
			v := build(t, "document/a "+row.document+"\nplace/x hasTarget metric/m @document/a:1 amount=5 "+row.claim)
			got := ""
			if due, ok := v.Due(v.Claims()[0]); ok {
				if got = string(due.Earliest) + ".." + string(due.Latest); due.Reckoned {
					got += " reckoned"
				}
			}
			if got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
	figure := build(t, "document/a date=2018\nplace/x hasFigure metric/m @document/a:1 amount=5 by=2017")
	if due, ok := figure.Due(figure.Claims()[0]); ok {
		t.Errorf("a figure is due by %v", due)
	}
}
