package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// found is a run in which the second system is twice as fast.
func found() *results.Results {
	size := &results.Size{Wanted: 1_000_000, Graph: results.Graph{Quads: 1_000_041}}
	for _, q := range questions.All() {
		for i, system := range servers {
			for _, connections := range []int{1, 16} {
				of := func(x float64) results.Spread { return results.Spread{Median: x, Least: x / 2, Most: 2 * x} }
				size.HTTP = append(size.HTTP, results.HTTP{Question: q.Name, System: system, Connections: connections,
					Rate: of(float64(1000 * (i + 1))), P50: of(float64(100 / (i + 1))), P99: of(1000), Bytes: 2000})
			}
		}
	}
	return &results.Results{Sizes: []*results.Size{size}}
}

func TestRatiosThatFallShortAreBold(t *testing.T) {
	size := sized{found().Sizes[0]}
	if got := size.httpRatio("alike", byHand, ready, 16, rate, atLeast(2)); got != "2.00" {
		t.Errorf("a ratio that is reached reads %s", got)
	}
	if got := size.httpRatio("alike", byHand, ready, 16, rate, atLeast(2.5)); got != "**2.00**" {
		t.Errorf("a ratio that is not reached reads %s", got)
	}
}

func TestPlotsAreXML(t *testing.T) {
	drawn := plots(found())
	if len(drawn) == 0 {
		t.Fatal("nothing is drawn")
	}
	for name, plot := range drawn {
		decoder := xml.NewDecoder(strings.NewReader(plot))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		if strings.Contains(plot, "NaN") || strings.Contains(plot, "Inf") {
			t.Errorf("%s has a place that is no number", name)
		}
	}
}
