// Exports measures every format that streams on graphs of invented policy: how fast it
// is, and that it needs no more memory for a large graph. It prints a table in
// Markdown:
//
//	go run ./bench/exports --quads 1000000 --seed 1
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/bench/measure"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
)

type config struct {
	quads, looks  int
	seed          uint64
	formats, only string
	heap          string
	memory        int64
}

func main() {
	var c config
	flags := flag.NewFlagSet("exports", flag.ExitOnError) // without the flags of packages
	flags.IntVar(&c.quads, "quads", 1_000_000, "about how many quads the graph has")
	flags.Uint64Var(&c.seed, "seed", 1, "another seed gives another graph; the same, the same graph")
	flags.StringVar(&c.formats, "formats", "", "formats to measure, with commas between; all that stream when empty")
	flags.StringVar(&c.only, "claims", "both", "whether claims are nodes: yes, no or both")
	flags.IntVar(&c.looks, "looks", 8, "how many times to look at the memory in each export")
	flags.StringVar(&c.heap, "heap", "", "write a profile of the memory in use after everything here, for go tool pprof")
	flags.Int64Var(&c.memory, "memory", 0, "GiB that the program tries to stay below, as GOMEMLIMIT does; 0 is no bound")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	if err := run(context.Background(), c); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c config) error {
	formats, err := chosen(c.formats)
	if err != nil {
		return err
	}
	if c.memory > 0 {
		debug.SetMemoryLimit(c.memory << 30)
	}
	v, err := build(c)
	if err != nil {
		return err
	}
	fmt.Println("\n| format | claims | seconds | MB | MB/s | items/s | more memory, MiB |")
	fmt.Println("|---|---|---:|---:|---:|---:|---:|")
	for _, f := range formats {
		for _, claims := range []bool{false, true} {
			if c.only != "both" && claims != (c.only == "yes") {
				continue
			}
			e, err := measure.Of(ctx, f, v.All().WithClaims(claims), c.looks)
			if err != nil {
				fmt.Printf("| %s | %s | %v | | | | |\n", f.Name, yes(claims), err)
				continue
			}
			seconds, megabytes := e.Time.Seconds(), float64(e.Bytes)/1e6
			fmt.Printf("| %s | %s | %.2f | %.1f | %.1f | %.0f | %.2f |\n",
				f.Name, yes(claims), seconds, megabytes, megabytes/seconds, float64(e.Items)/seconds, float64(e.Growth)/(1<<20))
		}
	}
	fmt.Printf("\nPeak memory of the process: %s.\n", peak())
	if c.heap != "" {
		file, err := os.Create(c.heap)
		if err != nil {
			return err
		}
		defer file.Close()
		return pprof.Lookup("heap").WriteTo(file, 0)
	}
	return nil
}

func chosen(names string) ([]export.Format, error) {
	var formats []export.Format
	if names != "" {
		for name := range strings.SplitSeq(names, ",") {
			f, err := export.LookupFormat(name)
			if err != nil {
				return nil, err
			}
			formats = append(formats, f)
		}
		return formats, nil
	}
	for _, f := range export.Formats() {
		if f.Streams() {
			formats = append(formats, f)
		}
	}
	return formats, nil
}

// build makes the graph and says how large it is.
func build(c config) (*graph.View, error) {
	begun := time.Now()
	made, err := policy.New(c.seed, c.quads)
	if err != nil {
		return nil, err
	}
	builder := graph.NewBuilder()
	for q := range made.Quads() {
		if err := builder.Add(q); err != nil {
			return nil, err
		}
	}
	making := time.Since(begun)
	begun = time.Now()
	v, _ := builder.View()
	measure.Ready(v)
	building := time.Since(begun)
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	counts := v.Counts()
	kinds := 0
	for _, n := range counts.Kinds {
		kinds += n
	}
	fmt.Printf("Seed %d: %d quads, %d things, %d relations, %d claims of %d documents. Made in %.1f s; a View of them in %.1f s, %.2f GiB in use.\n",
		c.seed, counts.Quads, kinds-counts.Claims, counts.Edges, counts.Claims, counts.Documents, making.Seconds(), building.Seconds(), float64(m.HeapAlloc)/(1<<30))
	fmt.Printf("%s, %s/%s, %d processors.\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	return v, nil
}

// peak is the most memory that the process has had, where the system tells.
func peak() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not told by this system"
	}
	for line := range strings.Lines(string(status)) {
		if size, found := strings.CutPrefix(line, "VmHWM:"); found {
			var kilobytes float64
			if _, err := fmt.Sscan(size, &kilobytes); err == nil {
				return fmt.Sprintf("%.2f GiB", kilobytes/(1<<20))
			}
		}
	}
	return "not told by this system"
}

func yes(claims bool) string {
	if claims {
		return "yes"
	}
	return "no"
}
