// Package hops measures how long a store takes to follow one or two relations: from an
// industry to the places that prioritise it, and from a place over what it prioritises to
// all places that do so too.
package hops

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/polygraph-kg/polygraph/bench/results"
)

// Walk is where relations are followed from, and how many things they lead to.
type Walk struct {
	Hops    int
	From    string
	Results int
}

// Write writes walks to a file.
func Write(name string, walks []Walk) error {
	text, err := json.Marshal(walks)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

// Read reads them.
func Read(name string) (walks []Walk, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return walks, json.Unmarshal(text, &walks)
}

// patience is how long the walks of one length are followed, over and over.
const patience = time.Second

// Measure follows all walks, and fails at a wrong answer. The times are the median of all
// calls and the quartiles.
func Measure(system string, walks []Walk, follow func(Walk) (int, error)) ([]results.Hops, error) {
	var found []results.Hops
	for length := 1; length <= 2; length++ {
		var times []float64
		reached, count := 0, 0
		for until := time.Now().Add(patience); count == 0 || time.Now().Before(until); {
			for _, w := range walks {
				if w.Hops != length {
					continue
				}
				begun := time.Now()
				got, err := follow(w)
				times = append(times, float64(time.Since(begun).Nanoseconds())/1000)
				if err != nil {
					return nil, err
				}
				if got != w.Results {
					return nil, fmt.Errorf("%s finds %d things %d relations from %s, where there are %d", system, got, w.Hops, w.From, w.Results)
				}
				reached += got
				count++
			}
			if count == 0 {
				return nil, fmt.Errorf("there are no walks of %d relations", length)
			}
		}
		found = append(found, results.Hops{System: system, Hops: length, Results: reached / count, Time: results.Quartiles(times)})
	}
	return found, nil
}
