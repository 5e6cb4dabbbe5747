package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/graph"
)

// What is printed, as bench/results names it.
type (
	process struct {
		Loads []loaded
		Hops  []hops
	}
	loaded struct {
		System, What string
		Quads        int
		Seconds      float64
		Live, Peak   int64
	}
	hops struct {
		System        string
		Hops, Results int
		Time          struct{ Median, Least, Most float64 }
	}
)

// walk is where relations are followed from, and how many things they lead to.
type walk struct {
	Hops    int
	From    string
	Results int
}

// measure follows all walks over and over, as bench/hops does.
func measure(ctx context.Context, system string, qs graph.QuadStore, name string) ([]hops, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var walks []walk
	if err := json.Unmarshal(text, &walks); err != nil {
		return nil, err
	}
	var found []hops
	for length := 1; length <= 2; length++ {
		var times []float64
		reached := 0
		for until := time.Now().Add(time.Second); len(times) == 0 || time.Now().Before(until); {
			for _, w := range walks {
				if w.Hops != length {
					continue
				}
				begun := time.Now()
				got, err := follow(ctx, qs, w)
				times = append(times, float64(time.Since(begun).Nanoseconds())/1000)
				if err != nil {
					return nil, err
				}
				if got != w.Results {
					return nil, fmt.Errorf("%s finds %d things %d relations from %s, where there are %d", system, got, w.Hops, w.From, w.Results)
				}
				reached += got
			}
		}
		slices.Sort(times)
		h := hops{System: system, Hops: length, Results: reached / len(times)}
		h.Time.Median, h.Time.Least, h.Time.Most = times[len(times)/2], times[len(times)/4], times[3*len(times)/4]
		found = append(found, h)
	}
	return found, nil
}

// peak is the most memory that this process has had; live, what is in use without garbage.
func peak() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if size, found := strings.CutPrefix(line, "VmHWM:"); found {
			kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(size), " kB"), 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

func live() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
