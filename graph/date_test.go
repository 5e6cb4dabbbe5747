package graph

import (
	"strings"
	"testing"
	"time"
)

func TestADateIsFromItsFirstDayToItsLast(t *testing.T) {
	for _, row := range []struct {
		date       Date
		start, end string
	}{
		{"2025", "2025-01-01", "2025-12-31"},
		{"2019-01", "2019-01-01", "2019-01-31"},
		{"2019-04", "2019-04-01", "2019-04-30"},
		{"2019-02", "2019-02-01", "2019-02-28"},
		{"2020-02", "2020-02-01", "2020-02-29"}, // a leap year
		{"2100-02", "2100-02-01", "2100-02-28"}, // a century is none
		{"2019-12", "2019-12-01", "2019-12-31"},
		{"2018-03-05", "2018-03-05", "2018-03-05"},
		{"", "0000-01-01", "9999-12-31"},
	} {
		if row.date.Start() != row.start || row.date.End() != row.end {
			t.Errorf("%q is from %s to %s, want from %s to %s", row.date, row.date.Start(), row.date.End(), row.start, row.end)
		}
	}
}

func TestParseDateTakesYearsMonthsAndDays(t *testing.T) {
	for _, text := range []string{"2025", "1900", "2200", "2200-12-31", "2019-01", "2018-03-05", "2020-02-29", "2000-02-29"} {
		if date, err := ParseDate(text); err != nil || string(date) != text {
			t.Errorf("%s is %q, %v", text, date, err)
		}
	}
}

func TestParseDateRefusesWhatIsNoDateAndSaysWhatToWrite(t *testing.T) {
	const shape, day = "write 2025, 2019-01 or 2018-03-05", "is not a day of the calendar"
	for text, says := range map[string]string{
		"":                     shape,
		"25":                   shape,
		"about 2025":           shape,
		"2025年":                shape,
		"２０２５":                 shape, // full-width digits
		" 2025":                shape,
		"2025\n":               shape,
		"2025-1-1":             shape,
		"2025/01":              shape,
		"20250101":             shape,
		"-2025":                shape,
		"2018-03-05T00:00:00Z": shape,
		"1899-12-31":           shape,
		"2201":                 shape,
		"2201-01-01":           shape,
		"2025-00":              day,
		"2025-13":              day,
		"2025-01-00":           day,
		"2025-04-31":           day,
		"2019-02-29":           day,
		"1900-02-29":           day,
	} {
		if date, err := ParseDate(text); err == nil {
			t.Errorf("%q was taken as %s", text, date)
		} else {
			refused(t, err, CodeInvalid, says)
		}
	}
}

func TestASpanHoldsFromItsFirstDayUpToAndWithoutItsUntil(t *testing.T) {
	for _, row := range []struct {
		span  Span
		at    Date
		holds bool
	}{
		{Span{"2017", "2019-01"}, "2016-12-31", false},
		{Span{"2017", "2019-01"}, "2017-01-01", true},
		{Span{"2017", "2019-01"}, "2018-12-31", true},
		{Span{"2017", "2019-01"}, "2019-01-01", false},
		{Span{"2017", "2019-01"}, "2017", true}, // a year asks about its first day
		{Span{"2017", "2019-01"}, "2019", false},
		{Span{"2019-01", ""}, "2018-12-31", false},
		{Span{"2019-01", ""}, "2019", true},
		{Span{"2019-01", ""}, "2100", true},
		{Span{"", "2019-01"}, "1950", true},
		{Span{"", "2019-01"}, "2019-01", false},
		{Span{"2018-03-05", "2018-03-06"}, "2018-03-05", true},
		{Span{"2018-03-05", "2018-03-06"}, "2018-03-06", false},
		{Span{"2018-03-05", "2018-03-06"}, "2018-03", false}, // its first day is not that one
		{Span{}, "2019", true},
		{Span{"2017", "2019-01"}, "", true}, // about no day in particular
	} {
		if got := row.span.Holds(row.at); got != row.holds {
			t.Errorf("from %q until %q at %q: %v, want %v", row.span.From, row.span.Until, row.at, got, row.holds)
		}
	}
}

func TestOneOfTwoSpansThatMeetHoldsOnEveryDay(t *testing.T) {
	before, after := Span{Until: "2019-01"}, Span{From: "2019-01"}
	for day := time.Date(2018, 11, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2019 || day.Month() < 4; day = day.AddDate(0, 0, 1) {
		at := Date(day.Format("2006-01-02"))
		if before.Holds(at) == after.Holds(at) {
			t.Errorf("on %s the first holds = %v and the second too", at, before.Holds(at))
		}
	}
}

func TestParseDurationTakesYearsMonthsAndDaysInThatOrder(t *testing.T) {
	for text, valid := range map[string]bool{
		"P5Y": true, "P6M": true, "P90D": true, "P1Y6M": true, "P1Y6M15D": true,
		"": false, "P": false, "5Y": false, "P5": false, "p5y": false, "P6M1Y": false, "PT5H": false, "P5W": false,
		"P-5Y": false, "P1.5Y": false, "P５Y": false, " P5Y": false, "P5Y\n": false, "five years": false,
	} {
		duration, err := ParseDuration(text)
		switch {
		case !valid && err == nil:
			t.Errorf("%q was taken as %s", text, duration)
		case !valid:
			refused(t, err, CodeInvalid, "write P5Y for five years")
		case err != nil || string(duration) != text:
			t.Errorf("%q is %q, %v", text, duration, err)
		}
	}
}

func TestADocumentDateIsKnownByEitherEnd(t *testing.T) {
	for _, row := range []struct {
		date  DocumentDate
		known bool
	}{
		{DocumentDate{Earliest: "2018"}, true},
		{DocumentDate{Latest: "2018"}, true},
		{DocumentDate{Inferred: "it names the governor"}, false},
		{DocumentDate{}, false},
	} {
		if row.date.Known() != row.known {
			t.Errorf("%+v is known = %v, want %v", row.date, row.date.Known(), row.known)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2025", "2019-01", "2018-03-05", "2019-02-29", "1899", "2200-12-31", "2025-00", "9999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		date, err := ParseDate(text)
		if err != nil {
			refused(t, err, CodeInvalid)
			return
		}
		start, errStart := time.Parse("2006-01-02", date.Start())
		end, errEnd := time.Parse("2006-01-02", date.End())
		if errStart != nil || errEnd != nil || end.Before(start) {
			t.Fatalf("%q is from %s to %s", text, date.Start(), date.End())
		}
		// The days that the date means are those that begin with its text.
		after, before := end.AddDate(0, 0, 1).Format("2006-01-02"), start.AddDate(0, 0, -1).Format("2006-01-02")
		if !strings.HasPrefix(date.Start(), text) || !strings.HasPrefix(date.End(), text) || strings.HasPrefix(after, text) || strings.HasPrefix(before, text) {
			t.Fatalf("%q is from %s to %s", text, date.Start(), date.End())
		}
		if start.Year() < 1900 || start.Year() > 2200 {
			t.Fatalf("%q is in the year %d", text, start.Year())
		}
	})
}

func TestLengthsInWords(t *testing.T) {
	for length, want := range map[Duration][2]string{
		"P1Y":      {"1 year", "1年"},
		"P5Y":      {"5 years", "5年"},
		"P6M":      {"6 months", "6个月"},
		"P1Y1M90D": {"1 year 1 month 90 days", "1年1个月90天"},
	} {
		if got := [2]string{length.english(), length.chinese()}; got != want {
			t.Errorf("%s is %q, want %q", length, got, want)
		}
	}
	for length, want := range map[Duration][2]string{"P1Y": {"every year", "每年"}, "P2Y": {"every 2 years", "每2年"}} {
		if got := [2]string{length.every(English), length.every(Simplified)}; got != want {
			t.Errorf("%s again is %q, want %q", length, got, want)
		}
	}
}
