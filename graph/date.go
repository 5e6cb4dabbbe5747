package graph

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date known to the year ("2025"), the month ("2019-01") or
// the day ("2018-03-05"), in the proleptic Gregorian calendar of ISO 8601. The
// empty Date is unknown. No code of ours reads the clock: "now" is always given.
type Date string

var datePattern = regexp.MustCompile(`^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`)

// ParseDate accepts a year, a month or a day between 1900 and 2200.
func ParseDate(text string) (Date, error) {
	if !datePattern.MatchString(text) || text < "1900" || text[:4] > "2200" {
		return "", invalid("%q is not a date: write 2025, 2019-01 or 2018-03-05, between 1900 and 2200", text)
	}
	if _, err := time.Parse("2006-01-02"[:len(text)], text); err != nil {
		return "", invalid("%q is not a day of the calendar", text)
	}
	return Date(text), nil
}

// Start is the first day that the date may mean, End the last; both are written
// as days, so that they compare as text. Start of an unknown date is before, and
// its End after, every known one.
func (d Date) Start() string {
	switch len(d) {
	case 4:
		return string(d) + "-01-01"
	case 7:
		return string(d) + "-01"
	case 0:
		return "0000-01-01"
	}
	return string(d)
}

// End is the last day that the date may mean.
func (d Date) End() string {
	switch len(d) {
	case 4:
		return string(d) + "-12-31"
	case 7:
		first, _ := time.Parse("2006-01", string(d))
		return first.AddDate(0, 1, -1).Format("2006-01-02")
	case 0:
		return "9999-12-31"
	}
	return string(d)
}

// Span is the time over which something holds: from its first day up to, and
// not including, the first day of Until. Empty ends are open.
type Span struct {
	From  Date
	Until Date
}

// Holds tells whether the span includes the first day of the date. An unknown
// date asks about no day in particular and lies in every span.
func (s Span) Holds(at Date) bool {
	if at == "" {
		return true
	}
	day := at.Start()
	return (s.From == "" || s.From.Start() <= day) && (s.Until == "" || day < s.Until.Start())
}

func compareSpans(a, b Span) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until))
}

// DocumentDate is when a document was written, as closely as is known. Where
// the text does not say it, Inferred tells from what it was concluded.
type DocumentDate struct {
	Earliest Date
	Latest   Date
	Inferred string
}

// Known tells whether anything is known of the date.
func (d DocumentDate) Known() bool { return d.Earliest != "" || d.Latest != "" }

// Inference tells from what the date was concluded; nil where the document says it.
func (d DocumentDate) Inference() *string {
	if d.Inferred == "" {
		return nil
	}
	return &d.Inferred
}

// Duration is an ISO 8601 length of time in years, months and days, such as P5Y.
type Duration string

var durationPattern = regexp.MustCompile(`^P([0-9]+Y)?([0-9]+M)?([0-9]+D)?$`)

// ParseDuration accepts years, months and days.
func ParseDuration(text string) (Duration, error) {
	if text == "P" || !durationPattern.MatchString(text) {
		return "", invalid("%q is not a length of time: write P5Y for five years, P6M for six months, P1Y as recurrence for every year", text)
	}
	return Duration(text), nil
}

// parts are the years, months and days of the length.
func (d Duration) parts() (years, months, days int) {
	number := func(text, unit string) int {
		n, _ := strconv.Atoi(strings.TrimSuffix(text, unit))
		return n
	}
	if m := durationPattern.FindStringSubmatch(string(d)); m != nil {
		years, months, days = number(m[1], "Y"), number(m[2], "M"), number(m[3], "D")
	}
	return years, months, days
}

// english is the length in words, such as 5 years.
func (d Duration) english() string {
	years, months, days := d.parts()
	var words []string
	for _, part := range []struct {
		number int
		unit   string
	}{{years, "year"}, {months, "month"}, {days, "day"}} {
		switch {
		case part.number == 1:
			words = append(words, "1 "+part.unit)
		case part.number > 1:
			words = append(words, strconv.Itoa(part.number)+" "+part.unit+"s")
		}
	}
	return strings.Join(words, " ")
}

// chinese is the length in Chinese, such as 5年.
func (d Duration) chinese() string {
	years, months, days := d.parts()
	text := ""
	for _, part := range []struct {
		number int
		unit   string
	}{{years, "年"}, {months, "个月"}, {days, "天"}} {
		if part.number > 0 {
			text += strconv.Itoa(part.number) + part.unit
		}
	}
	return text
}

// finer tells whether the length counts in units that the date does not know.
func (d Duration) finer(date Date) bool {
	_, months, days := d.parts()
	return months > 0 && len(date) == len("2006") || days > 0 && len(date) < len("2006-01-02")
}

// plus is the date after a length of time, known as closely as it was before.
func (d Date) plus(length Duration) Date {
	years, months, days := length.parts()
	layout := "2006-01-02"[:len(d)]
	begin, err := time.Parse(layout, string(d))
	if err != nil {
		return ""
	}
	return Date(begin.AddDate(years, months, days).Format(layout))
}

// compareStarts orders dates by the first day of each, without writing it out.
func compareStarts(a, b Date) int {
	const first = "0000-01-01"
	for i := range len(first) {
		x, y := first[i], first[i]
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return cmp.Compare(x, y)
		}
	}
	return 0
}
