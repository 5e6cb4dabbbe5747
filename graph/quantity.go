package graph

import (
	"cmp"
	"maps"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Comparator says how a value bounds the quantity.
type Comparator string

// The comparators.
const (
	Equal          Comparator = "="
	AtLeast        Comparator = ">="
	MoreThan       Comparator = ">"
	AtMost         Comparator = "<="
	LessThan       Comparator = "<"
	Approximately  Comparator = "~"
	scaleClassMark            = "级級"
)

// Quantity is an amount as a document states it, in base units. "2000亿元,
// exceeded" is {>, 2e11, CNY}. A range has ValueMax as well. A scale class such as
// 千亿级 is no amount: it has ScaleClass, ~ and the class's lower bound.
type Quantity struct {
	Comparator Comparator
	Value      float64
	ValueMax   *float64
	Unit       Unit
	ScaleClass string
}

// Class is the scale class; nil where the quantity is an amount.
func (q Quantity) Class() *string {
	if q.ScaleClass == "" {
		return nil
	}
	return &q.ScaleClass
}

// factor is a number word, with the power of ten by which it multiplies.
type factor struct {
	word  string
	power int
}

// Factors by which number words multiply, by definition of the words. Longer
// words stand before those they begin with.
var factors = []factor{
	{"万亿", 12}, {"萬億", 12}, {"千亿", 11}, {"千億", 11}, {"百亿", 10}, {"百億", 10}, {"十亿", 9}, {"十億", 9},
	{"亿", 8}, {"億", 8}, {"千万", 7}, {"千萬", 7}, {"百万", 6}, {"百萬", 6}, {"十万", 5}, {"十萬", 5}, {"万", 4}, {"萬", 4},
	{"千", 3}, {"百", 2}, {"trillion", 12}, {"billion", 9}, {"million", 6}, {"thousand", 3},
}

// classPattern is how English names a scale class: hundred-billion-level, or as the
// graph itself names it.
var classPattern = regexp.MustCompile(`^((?:ten-|hundred-)?(?:million|billion|trillion))-(?:yuan|level|yuan[- ]class|class|yuan[- ]level)$`)

var scaleClasses = map[int]string{
	8: "hundred-million-yuan", 9: "billion-yuan", 10: "ten-billion-yuan",
	11: "hundred-billion-yuan", 12: "trillion-yuan",
}

// The number of digits is bounded so that a hostile exponent costs nothing.
var amountPattern = regexp.MustCompile(`^(>=|<=|[=><~≥≤])?\s*(-?[0-9]{1,30}(?:\.[0-9]{1,40})?(?:/[0-9]{1,9})?)?(?:\s*\.\.\s*(-?[0-9]{1,30}(?:\.[0-9]{1,40})?))?\s*(.*)$`)

// ScaleClasses are the classes, smallest first.
func ScaleClasses() []string {
	var names []string
	for _, power := range slices.Sorted(maps.Keys(scaleClasses)) {
		names = append(names, scaleClasses[power])
	}
	return names
}

// ParseQuantity reads an amount: an optional comparator (= when absent), a
// number or a range written with two dots, an optional number word and a unit.
//
//	> 2000亿元    20..50 billion CNY    6 %    1/12 ratio    >= 40    千亿级
func ParseQuantity(text string) (Quantity, error) {
	m := amountPattern.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return Quantity{}, invalid("%q is not an amount: %s", text, amountHelp(text))
	}
	q := Quantity{Comparator: Equal}
	switch m[1] {
	case "≥":
		q.Comparator = AtLeast
	case "≤":
		q.Comparator = AtMost
	case "":
	default:
		q.Comparator = Comparator(m[1])
	}
	power, rest := 0, strings.TrimSpace(m[4])
	// A unit may begin with a number word: 千瓦时 is the kilowatt-hour.
	if _, whole := ParseUnit(rest); !whole {
		for _, f := range factors {
			if after, ok := strings.CutPrefix(rest, f.word); ok {
				power, rest = f.power, strings.TrimSpace(after)
				break
			}
		}
	}
	if m[2] == "" {
		return scaleClass(text, m[1], power, rest)
	}
	if rest == "" {
		q.Unit = Count
	} else if unit, ok := ParseUnit(rest); ok {
		q.Unit = unit
	} else if hint := amountHint(text); hint != "" {
		return Quantity{}, invalid("%q is not an amount: %s", text, hint)
	} else {
		return Quantity{}, invalid("%q has the unknown unit %q: the units are %s", text, rest, unitNames())
	}
	var err error
	if q.Value, err = decimal(m[2], power); err != nil {
		return Quantity{}, invalid("%q is not an amount: %s", text, amountHelp(text))
	}
	if m[3] != "" {
		upper, err := decimal(m[3], power)
		if err != nil || upper <= q.Value || m[1] != "" {
			return Quantity{}, invalid("%q is not a range: write the smaller number first and no comparator, such as 20..50 billion CNY", text)
		}
		q.ValueMax = &upper
	}
	return q, nil
}

// amountHints are what people write in place of an amount, and what is right.
var amountHints = []struct {
	pattern *regexp.Regexp
	right   string
}{
	{regexp.MustCompile(`[0-9]\s*(to|-|–|~|至|到)\s*[0-9]`), "write a range with two dots, such as 20..50 billion CNY; what rises from one value to another is a figure and a target"},
	{regexp.MustCompile(`[0-9],[0-9]`), "write the number without separators and with a decimal point, such as 1315 million CNY or 21.4 billion CNY"},
	{regexp.MustCompile(`(?i)^(at least|no less than|more than|over|exceed|above|at most|up to|less than|under|about|around|some)`), `write a comparator, such as ">= 60", "> 60", "<= 60", "< 60" or "~ 60"`},
	{regexp.MustCompile(`(?i)^(\+|up|down|grew|rose|fell)\s*[0-9]`), "write the growth as a number, such as 7.2 % or -2 %, of a metric of growth"},
}

func amountHint(text string) string {
	for _, hint := range amountHints {
		if hint.pattern.MatchString(text) {
			return hint.right
		}
	}
	return ""
}

func amountHelp(text string) string {
	return cmp.Or(amountHint(text), `write a comparator, a number and a unit, such as "> 2000亿元", "20..50 billion CNY", "6 %", ">= 40", or a class such as "千亿级" (hundred-billion-level)`)
}

func scaleClass(text, comparator string, power int, rest string) (Quantity, error) {
	if m := classPattern.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		for of, name := range scaleClasses {
			if name == m[1]+"-yuan" {
				power, rest = of, "级"
			}
		}
	}
	name, known := scaleClasses[power]
	if comparator != "" || !known || rest == "" || !strings.Contains(scaleClassMark, rest) {
		return Quantity{}, invalid("%q is not an amount: %s", text, amountHelp(text))
	}
	value, err := decimal("1", power)
	return Quantity{Comparator: Approximately, Value: value, Unit: CNY, ScaleClass: name}, err
}

// decimal multiplies exactly and rounds once, so that 31.1 million is 31100000
// and not one bit beside it.
func decimal(number string, power int) (float64, error) {
	value, ok := new(big.Rat).SetString(number)
	if !ok {
		return 0, invalid("%q is not a number", number)
	}
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil)
	result, _ := value.Mul(value, new(big.Rat).SetInt(factor)).Float64()
	return result, nil
}

// String writes the quantity as English texts do, so that ParseQuantity reads it back:
// 200 billion CNY, > 1.5 million, 20..50 billion CNY, hundred-billion-level.
func (q Quantity) String() string {
	if q.ScaleClass != "" {
		return strings.TrimSuffix(q.ScaleClass, "-yuan") + "-level"
	}
	factor := q.factor()
	text := inFactor(q.Value, factor.power)
	if q.ValueMax != nil {
		text += ".." + inFactor(*q.ValueMax, factor.power)
	}
	if q.Comparator != Equal && q.ValueMax == nil {
		text = string(q.Comparator) + " " + text
	}
	if factor.power > 0 {
		text += " " + factor.word
	}
	if q.Unit != Count {
		text += " " + string(q.Unit)
	}
	return text
}

// The number words in which large amounts are written.
var writtenFactors = []factor{{"trillion", 12}, {"billion", 9}, {"million", 6}}

// factor is the largest number word in which the amount is written with three
// decimals at most; none where there is none.
func (q Quantity) factor() factor {
	for _, f := range writtenFactors {
		low, high := inFactor(q.Value, f.power), ""
		if q.ValueMax != nil {
			high = inFactor(*q.ValueMax, f.power)
		}
		if math.Abs(q.Value) >= math.Pow10(f.power) && decimals(low) <= 3 && decimals(high) <= 3 {
			return f
		}
	}
	return factor{}
}

func decimals(number string) int {
	_, after, _ := strings.Cut(number, ".")
	return len(after)
}

// inFactor writes a number in tens to a power. It moves the decimal point of what is
// written, as dividing could change the last digit.
func inFactor(value float64, power int) string {
	sign, digits := "", formatNumber(value)
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = "-", rest
	}
	whole, after, _ := strings.Cut(digits, ".")
	if power > 0 {
		whole = strings.Repeat("0", max(0, power+1-len(whole))) + whole
		after = strings.TrimRight(whole[len(whole)-power:]+after, "0")
		whole = whole[:len(whole)-power]
	}
	if after != "" {
		after = "." + after
	}
	return sign + whole + after
}

func formatNumber(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }

// Compatible tells whether one amount can satisfy both statements. Approximate
// values agree when they are within a tenth of each other, scale classes when
// they are of the same order of magnitude.
func (q Quantity) Compatible(other Quantity) bool {
	if q.Unit != other.Unit {
		return false
	}
	a, b := q.interval(), other.interval()
	if a.low > b.high || b.low > a.high {
		return false
	}
	if a.low == b.high {
		return !a.lowOpen && !b.highOpen
	}
	if b.low == a.high {
		return !b.lowOpen && !a.highOpen
	}
	return true
}

type interval struct {
	low, high         float64
	lowOpen, highOpen bool
}

func (q Quantity) interval() interval {
	const infinite = 1e300
	switch {
	case q.ScaleClass != "":
		return interval{low: q.Value, high: q.Value * 10, highOpen: true}
	case q.ValueMax != nil:
		return interval{low: q.Value, high: *q.ValueMax}
	}
	switch q.Comparator {
	case MoreThan:
		return interval{low: q.Value, high: infinite, lowOpen: true}
	case AtLeast:
		return interval{low: q.Value, high: infinite}
	case LessThan:
		return interval{low: -infinite, high: q.Value, highOpen: true}
	case AtMost:
		return interval{low: -infinite, high: q.Value}
	case Approximately:
		return interval{low: min(q.Value*0.9, q.Value*1.1), high: max(q.Value*0.9, q.Value*1.1)}
	default:
		return interval{low: q.Value, high: q.Value}
	}
}

// top is the largest amount that is named: the upper end of a range.
func (q Quantity) top() float64 {
	if q.ValueMax != nil {
		return *q.ValueMax
	}
	return q.Value
}
