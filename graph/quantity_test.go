package graph

import (
	"strings"
	"testing"
)

func TestParseQuantity(t *testing.T) {
	upTo := func(v float64) *float64 { return &v }
	for text, want := range map[string]Quantity{
		"> 2000亿元":                          {Comparator: MoreThan, Value: 2e11, Unit: CNY},
		">2000億元":                           {Comparator: MoreThan, Value: 2e11, Unit: CNY},
		"> 200 billion yuan":                {Comparator: MoreThan, Value: 2e11, Unit: CNY},
		"-2 %":                              {Comparator: Equal, Value: -2, Unit: Percent},
		"6 %":                               {Comparator: Equal, Value: 6, Unit: Percent},
		"≥ 40个":                             {Comparator: AtLeast, Value: 40, Unit: Count},
		"= 7":                               {Comparator: Equal, Value: 7, Unit: Count},
		"20..50 billion CNY":                {Comparator: Equal, Value: 2e10, ValueMax: upTo(5e10), Unit: CNY},
		"1/10 ratio":                        {Comparator: Equal, Value: 0.1, Unit: Ratio},
		"31.1 million t":                    {Comparator: Equal, Value: 31100000, Unit: Tonne},
		"1.2 million t/a":                   {Comparator: Equal, Value: 1200000, Unit: TonnesPerYear},
		"千亿级":                               {Comparator: Approximately, Value: 1e11, Unit: CNY, ScaleClass: "hundred-billion-yuan"},
		"百億級":                               {Comparator: Approximately, Value: 1e10, Unit: CNY, ScaleClass: "ten-billion-yuan"},
		"万亿级":                               {Comparator: Approximately, Value: 1e12, Unit: CNY, ScaleClass: "trillion-yuan"},
		"<= 6.5 million m3":                 {Comparator: AtMost, Value: 6500000, Unit: CubicMetre},
		"~ 0.1 ratio":                       {Comparator: Approximately, Value: 0.1, Unit: Ratio},
		"12 rank":                           {Comparator: Equal, Value: 12, Unit: Rank},
		"3 thousand km":                     {Comparator: Equal, Value: 3000, Unit: Kilometre},
		"7 千瓦时":                             {Comparator: Equal, Value: 7, Unit: KilowattHour}, // a unit that begins with a number word
		"7千千瓦时":                             {Comparator: Equal, Value: 7000, Unit: KilowattHour},
		"< 100 hundredth":                   {}, // no such unit
		"2000亿":                             {Comparator: Equal, Value: 2e11, Unit: Count},
		"":                                  {},
		"about 6 %":                         {},
		"50..20 CNY":                        {},
		"20..20 CNY":                        {},
		"> 20..50 CNY":                      {},
		"千级":                                {},
		"> 千亿级":                             {},
		"千亿":                                {},
		"6 % of output":                     {},
		"1/0":                               {},
		"9999999999999999999999999999999 t": {}, // more digits than any statistic has
	} {
		got, err := ParseQuantity(text)
		if want.Unit == "" {
			if err == nil {
				t.Errorf("%q was read as %v, want an error", text, got)
			} else if CodeOf(err) != CodeInvalid {
				t.Errorf("%q: code %s", text, CodeOf(err))
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if !sameQuantity(got, want) {
			t.Errorf("%q is %v (%q), want %v (%q)", text, got, got.ScaleClass, want, want.ScaleClass)
		}
		if again, err := ParseQuantity(got.String()); err != nil || !sameQuantity(got, again) {
			t.Errorf("%q written as %q is read back as %v, %v", text, got.String(), again, err)
		}
	}
}

// A class may be named as English texts and the graph itself name it.
func TestScaleClassesInEnglish(t *testing.T) {
	for text, want := range map[string]string{
		"hundred-billion-level": "hundred-billion-level", "ten-billion-level": "ten-billion-level", "billion-yuan": "billion-level", "trillion-level": "trillion-level",
		"hundred-billion-yuan class": "hundred-billion-level", "ten-billion-yuan-level": "ten-billion-level", "hundred-million-class": "hundred-million-level",
	} {
		got, err := ParseQuantity(text)
		if err != nil || got.String() != want {
			t.Errorf("%q is read as %s, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"hundred-level", "billion", "> ten-billion-level", "ten-million-level"} {
		if got, err := ParseQuantity(text); err == nil {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// Whoever writes an amount as a text has it is told how it is written here.
func TestAnAmountThatIsNoneSaysWhatWouldBeRight(t *testing.T) {
	for text, right := range map[string]string{
		"5 to 8 billion yuan":      "20..50 billion CNY",
		"5-8 billion yuan":         "two dots",
		"14 to 30":                 "a figure and a target",
		"1,315 million CNY":        "without separators",
		"21,4 billion CNY":         "decimal point",
		"at least 60":              `">= 60"`,
		"more than 60 billion CNY": `"> 60"`,
		"about 60":                 `"~ 60"`,
		"up 7.2 percent":           "7.2 %",
		"+7.2 %":                   "7.2 %",
		"60 bushels":               "the units are CNY",
		"many":                     "a comparator, a number and a unit",
	} {
		if _, err := ParseQuantity(text); err == nil || !strings.Contains(err.Error(), right) {
			t.Errorf("%q: %v does not tell %q", text, err, right)
		}
	}
}

func TestQuantitiesAreWrittenForReaders(t *testing.T) {
	for text, want := range map[string]string{
		"> 200000000000 CNY":        "> 200 billion CNY",
		"2000亿元":                    "200 billion CNY",
		"1315 million CNY":          "1.315 billion CNY",
		"1234567 CNY":               "1234567 CNY",
		"999999 CNY":                "999999 CNY",
		"1000000 CNY":               "1 million CNY",
		"2.5 trillion CNY":          "2.5 trillion CNY",
		"20..50 billion CNY":        "20..50 billion CNY",
		"900000000..1200000000 CNY": "900..1200 million CNY",
		"900000000..1200000001 CNY": "900000000..1200000001 CNY",
		"-3 billion CNY":            "-3 billion CNY",
		"6.5 %":                     "6.5 percent",
		"0.05 ratio":                "0.05 ratio",
		">= 40":                     ">= 40",
		"3 million":                 "3 million",
		"千亿级":                       "hundred-billion-level",
		"万亿级":                       "trillion-level",
	} {
		got, err := ParseQuantity(text)
		if err != nil || got.String() != want {
			t.Errorf("%q is written %q, %v, want %q", text, got, err, want)
		}
		if again, err := ParseQuantity(got.String()); err != nil || !sameQuantity(got, again) {
			t.Errorf("%q is read back as %v, %v", got.String(), again, err)
		}
	}
}

func sameQuantity(a, b Quantity) bool {
	if (a.ValueMax == nil) != (b.ValueMax == nil) || a.ValueMax != nil && *a.ValueMax != *b.ValueMax {
		return false
	}
	return a.Comparator == b.Comparator && a.Value == b.Value && a.Unit == b.Unit && a.ScaleClass == b.ScaleClass
}

func FuzzParseQuantity(f *testing.F) {
	for _, seed := range []string{"> 2000亿元", "20..50 billion CNY", "千亿级", "1/12 ratio", "≥", "..", "9/9..9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuantity(text)
		if err != nil {
			return
		}
		again, err := ParseQuantity(q.String())
		if err != nil || !sameQuantity(q, again) {
			t.Fatalf("%q is %+v, written %q, read back %+v, %v", text, q, q.String(), again, err)
		}
	})
}

func TestQuantitiesThatCanBothHold(t *testing.T) {
	for _, row := range []struct {
		a, b string
		both bool
	}{
		{"> 10 billion CNY", "12 billion CNY", true},
		{"> 12 billion CNY", "12 billion CNY", false},
		{">= 12 billion CNY", "12 billion CNY", true},
		{"> 10 billion CNY", "> 20 billion CNY", true},
		{"< 10 %", "> 20 %", false},
		{"6 %", "7 %", false},
		{"6 %", "6", false}, // not of one unit
		{"20..50 billion CNY", "30 billion CNY", true},
		{"20..50 billion CNY", "60 billion CNY", false},
		{"千亿级", "200 billion CNY", true},
		{"千亿级", "百亿级", false},
		{"~ 100", "105", true},
		{"~ 100", "120", false},
		{"~ -2 %", "-2 %", true},
		{"~ -2 %", "-3 %", false},
		{"~ -2 %", "2 %", false},
		{"<= 10 %", ">= 10 %", true},
		{"< 10 %", ">= 10 %", false},
		{"< 10 %", "> 10 %", false},
		{"20..50 billion CNY", "50..60 billion CNY", true},
		{"20..50 billion CNY", "> 50 billion CNY", false},
	} {
		a, errA := ParseQuantity(row.a)
		b, errB := ParseQuantity(row.b)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if a.Compatible(b) != row.both || b.Compatible(a) != row.both {
			t.Errorf("%s and %s: both can hold = %v, want %v", row.a, row.b, a.Compatible(b), row.both)
		}
	}
}
