// Load measures, in a process of its own, how long polygraph takes to read a graph of
// N-Quads and how much memory it then has, how long a change takes until readers see it,
// and how fast the graph is written again. It prints JSON:
//
//	go run ./bench/load --commits 10 --exports 3 big.nq.gz
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/polygraph-kg/polygraph/bench/memory"
	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/export"
	"github.com/polygraph-kg/polygraph/loader"
)

func main() {
	flags := flag.NewFlagSet("load", flag.ExitOnError) // without the flags of packages
	commits := flags.Int("commits", 0, "how many changes to make")
	exports := flags.Int("exports", 0, "how many times to write the graph as N-Quads")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	if err := run(context.Background(), flags.Arg(0), *commits, *exports); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, name string, commits, exports int) error {
	var found results.Process
	view, err := load(ctx, name, &found)
	if err != nil {
		return err
	}
	if exports > 0 {
		e, err := write(ctx, view, exports)
		if err != nil {
			return err
		}
		found.Exports = append(found.Exports, e)
	}
	if commits > 0 {
		c, err := commit(ctx, view, commits)
		if err != nil {
			return err
		}
		found.Commits = append(found.Commits, c)
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

// toView is what is measured of loading. The report looks for it.
const toView = "packed N-Quads to a View"

// readingGarbage is how much garbage there may be while a graph is read, as in polygraph
// itself: a percentage of what is in use.
const readingGarbage = 25

// load reads the graph, and then makes what the first questions would wait for.
func load(ctx context.Context, name string, found *results.Process) (*graph.View, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	usual := debug.SetGCPercent(readingGarbage)
	begun := time.Now()
	source := loader.QuadFile{Name: name, Base: graph.DefaultBase}
	view, report, err := source.Read(ctx, file)
	if err != nil {
		return nil, err
	}
	took := time.Since(begun)
	found.Loads = append(found.Loads, results.Load{System: "polygraph", What: toView, Quads: report.Quads, Seconds: took.Seconds(), Peak: memory.Peak(), Live: memory.Live()})
	debug.SetGCPercent(usual)
	begun = time.Now()
	view.Prepare()
	took += time.Since(begun)
	found.Loads = append(found.Loads, results.Load{System: "polygraph", What: toView + ", with all that is made when it is first asked for", Quads: report.Quads, Seconds: took.Seconds(), Peak: memory.Peak(), Live: memory.Live()})
	runtime.KeepAlive(view)
	return view, nil
}

// write writes the graph, with its claims, to where bytes are only counted.
func write(ctx context.Context, view *graph.View, times int) (results.Export, error) {
	e := results.Export{Format: "nquads"}
	format, err := export.LookupFormat(e.Format)
	if err != nil {
		return e, err
	}
	var seconds []float64
	for range times {
		w := &counter{}
		begun := time.Now()
		if err := format.Write(ctx, w, view.All().WithClaims(true), export.Options{}); err != nil {
			return e, err
		}
		seconds = append(seconds, time.Since(begun).Seconds())
		e.Bytes = w.bytes
	}
	e.Quads, e.Seconds = view.Counts().Quads, results.SpreadOf(seconds)
	return e, nil
}

type counter struct{ bytes int64 }

func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	return len(p), nil
}
