package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/results"
)

// whole is a number with commas between its thousands.
func whole(n int) string {
	text := strconv.Itoa(n)
	var b strings.Builder
	for i, digit := range text {
		if i > 0 && (len(text)-i)%3 == 0 && text[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

// significant is a number to three digits, or to all that stand before the point.
func significant(x float64) string {
	switch size := math.Abs(x); {
	case size >= 100:
		return whole(int(math.Round(x)))
	case size >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// ranged is a median with the least and the most.
func ranged(s results.Spread) string {
	return fmt.Sprintf("%s (%s–%s)", significant(s.Median), significant(s.Least), significant(s.Most))
}

// millis are microseconds in milliseconds.
func millis(microseconds float64) string { return significant(microseconds / 1000) }
