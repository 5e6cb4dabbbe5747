package graph

import (
	"strings"
	"testing"
)

func promisedLine(p Promise) string {
	text := p.Target.ID.Name() + " @" + sources(p.Claims)
	for _, later := range p.Later {
		text += " → " + later.Figure.ID.Name() + " @" + sources(later.Claims)
	}
	return text
}

func TestWhatWasPromised(t *testing.T) {
	v := build(t, shandong+`
		document/before date=2018
		document/after date=2020
		document/between date=2018-06..2019-06
		cluster/steel partOf=place/gangcheng
		programme/two-four
		place/binzhou runs programme/three-five @document/after:6
		programme/three-five hasTarget metric/jobs @document/after:7 amount=9 by=2023
		place/gangcheng hasTarget metric/output @document/before:1 amount="> 2000亿元" by=2025
		place/gangcheng hasTarget metric/output @document/before:2 amount="> 3000亿元" by=2025 stretch
		place/gangcheng hasTarget metric/output @document/after:1 amount="> 2500亿元" by=2025
		cluster/steel hasTarget metric/enterprises @document/after:2 amount="40" by=2025-06
		place/jinan hasTarget metric/output @document/after:3 amount="1万亿元" within=P5Y
		programme/two-four hasTarget metric/output @document/after:4 amount="7 billion CNY" by=2022
		place/gangcheng hasTarget metric/tax @document/between:1 amount="7元" by=2022
		place/gangcheng hasFigure metric/output @document/after:5 amount="1000亿元" in=2019`)
	const (
		cluster = "cluster.steel.enterprises.by-2025-06 @after:2\n"
		floor   = "place.gangcheng.output.by-2025 @after:1 before:1\n"
		stretch = "place.gangcheng.output.by-2025.stretch @before:2\n"
		jinan   = "place.jinan.output.within-p5y @after:3\n"
		tax     = "place.gangcheng.tax.by-2022 @between:1\n"
		run     = "programme.three-five.jobs.by-2023 @after:7\n"
		formula = "programme.two-four.output.by-2022 @after:4\n"
	)
	for name, row := range map[string]struct {
		question PromiseQuestion
		want     string
	}{
		"by anybody":                           {PromiseQuestion{}, cluster + floor + stretch + tax + jinan + run + formula},
		"by a place or a thing in it":          {PromiseQuestion{Place: "place/gangcheng"}, cluster + floor + stretch + tax},
		"by a city and its districts":          {PromiseQuestion{Place: "place/jinan"}, cluster + floor + jinan},
		"by the city of an earlier map":        {PromiseQuestion{Place: "place/laiwu"}, floor + stretch + tax},
		"of which later figures tell":          {PromiseQuestion{Followed: new(true)}, floor + stretch},
		"of which none tells":                  {PromiseQuestion{Followed: new(false)}, cluster + tax + jinan + run + formula},
		"by a programme that a place runs":     {PromiseQuestion{Place: "place/binzhou"}, run},
		"by a place without targets":           {PromiseQuestion{Place: "place/pingyin"}, ""},
		"of a metric":                          {PromiseQuestion{Metric: "metric/enterprises"}, cluster},
		"due by a year":                        {PromiseQuestion{Due: &DateRange{To: "2025"}}, cluster + floor + stretch + tax + jinan + run + formula}, // 2020 and five years
		"due in a year":                        {PromiseQuestion{Due: &DateRange{From: "2025", To: "2025"}}, cluster + floor + stretch + jinan},
		"due by a month":                       {PromiseQuestion{Due: &DateRange{To: "2023-11"}}, tax + run + formula}, // within 2023
		"due after a month":                    {PromiseQuestion{Due: &DateRange{From: "2025-07"}}, floor + stretch + jinan},
		"due in a time without deadlines":      {PromiseQuestion{Due: &DateRange{From: "2024", To: "2024"}}, ""},
		"due in a year, of a metric, of Laiwu": {PromiseQuestion{Due: &DateRange{From: "2025", To: "2025"}, Metric: "metric/output", Place: "place/laiwu"}, floor + stretch},
	} {
		t.Run(name, func(t *testing.T) {
			answers, err := v.Promises(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			for i := range answers {
				answers[i].Later = nil // shown below
			}
			listed(t, answers, promisedLine, row.want)
		})
	}
}

func TestFiguresOfLaterDocumentsStandBesideATarget(t *testing.T) {
	const target = `
		document/promise date=2018-03..2018-06
		place/jinan hasTarget metric/output @document/promise:1 amount="> 2000亿元" by=2020 `
	for name, row := range map[string]struct {
		facts string
		later string
	}{
		"of a later document":                  {`document/x date=2021` + "\n" + `place/jinan hasFigure metric/output @document/x:1 amount="1900亿元" in=2020`, "place.jinan.output.in-2020 @x:1"},
		"of the next day":                      {`document/x date=2018-07-01` + "\n" + `place/jinan hasFigure metric/output @document/x:1 amount="1000亿元" in=2017`, "place.jinan.output.in-2017 @x:1"},
		"of one later document and an earlier": {`document/x date=2021` + "\n" + `place/jinan hasFigure metric/output @document/x:1 amount=7元 in=2020` + "\n" + `document/y date=2016` + "\n" + `place/jinan hasFigure metric/output @document/y:1 amount=7元 in=2020`, "place.jinan.output.in-2020 @x:1 y:1"},
		"of an earlier document":               {`document/x date=2017` + "\n" + `place/jinan hasFigure metric/output @document/x:1 amount="1000亿元" in=2016`, ""},
		"of a document that may be earlier":    {`document/x date=2018-06-30` + "\n" + `place/jinan hasFigure metric/output @document/x:1 amount="1000亿元" in=2017`, ""},
		"of the same document":                 {`place/jinan hasFigure metric/output @document/promise:2 amount="1000亿元" in=2017`, ""},
		"of an undated document":               {`place/jinan hasFigure metric/output @document/x:1 amount="1000亿元" in=2020`, ""},
		"of another metric":                    {`document/x date=2021` + "\n" + `place/jinan hasFigure metric/tax @document/x:1 amount="1000亿元" in=2020`, ""},
		"of another place":                     {`document/x date=2021` + "\n" + `place/zibo hasFigure metric/output @document/x:1 amount="1000亿元" in=2020`, ""},
		"of another scope":                     {`document/x date=2021` + "\n" + `place/jinan hasFigure metric/output @document/x:1 amount="1000亿元" in=2020 scope=core`, ""},
		"that are targets":                     {`document/x date=2021` + "\n" + `place/jinan hasTarget metric/output @document/x:1 amount="3000亿元" by=2025`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answers, err := build(t, target+"\n"+row.facts).Promises(t.Context(), PromiseQuestion{Due: &DateRange{To: "2020"}})
			if err != nil || len(answers) != 1 {
				t.Fatal(answers, err)
			}
			_, got, _ := strings.Cut(promisedLine(answers[0]), " → ")
			if got != row.later {
				t.Errorf("the later figures are %q, want %q", got, row.later)
			}
		})
	}
}

func TestTargetsNeedKnownThingsOfTheRightKind(t *testing.T) {
	v := build(t, `place/jinan hasTarget metric/output @document/a:1 amount=7 by=2025`)
	for _, row := range []struct {
		question PromiseQuestion
		want     Code
	}{
		{PromiseQuestion{Place: "place/atlantis"}, CodeNotFound},
		{PromiseQuestion{Metric: "metric/happiness"}, CodeNotFound},
		{PromiseQuestion{Place: "metric/output"}, CodeInvalid},
		{PromiseQuestion{Due: &DateRange{From: "2030", To: "2025"}}, CodeInvalid},
		{PromiseQuestion{Metric: "place/jinan"}, CodeInvalid},
	} {
		_, err := v.Promises(t.Context(), row.question)
		refused(t, err, row.want)
	}
}
