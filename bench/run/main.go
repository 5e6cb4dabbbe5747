// Run measures polygraph beside its peers on this machine, on the same graphs and in the
// same minutes, and writes what it found for docs/performance.md:
//
//	go run ./bench/run --sizes 100000,1000000 --polygraph bin/polygraph
//
// Before anything is measured, the answers of all systems are compared, fact by fact; a
// difference ends the run. What a machine cannot run is skipped, and named in the results.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/polygraph-kg/polygraph/bench/results"
)

// config is what the flags say.
type config struct {
	sizes, only, polygraph, out, work string
	seed                              uint64
	rounds, variables                 int
	round                             time.Duration
}

// parts of a run, which --only chooses among.
var parts = []string{"load", "stores", "inprocess", "cayley", "oxigraph", "http"}

func main() {
	var c config
	flags := flag.NewFlagSet("run", flag.ExitOnError) // without the flags of packages
	flags.StringVar(&c.sizes, "sizes", "100000,1000000", "about how many quads the graphs have, with commas or spaces between; 30000 at least")
	flags.StringVar(&c.only, "only", "", "parts of the run, with commas between; all when empty. load: loading, memory, changes and exports; stores: graphs that are kept; inprocess: questions without HTTP, and relations followed; cayley: its stores; oxigraph: that store; http: all servers. What the last three need beside Go, bench/install installs")
	flags.StringVar(&c.polygraph, "polygraph", "bin/polygraph", "the program to measure")
	flags.StringVar(&c.out, "out", "bin/bench.json", "file for what was found; make bench writes docs/performance/results.json, which docs/performance.md is made of")
	flags.StringVar(&c.work, "work", "", "folder for graphs and programs; one that is removed afterwards when empty")
	flags.Uint64Var(&c.seed, "seed", 1, "another seed gives other graphs; the same, the same graphs")
	flags.IntVar(&c.rounds, "rounds", 3, "how many times each system is measured with each question, by turns")
	flags.DurationVar(&c.round, "round", time.Second, "how long each time; wrk measures whole seconds")
	flags.IntVar(&c.variables, "variables", 48, "values of a question's variables, at most")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, c)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c config) error {
	if c.rounds < 1 || c.variables < 1 || c.round < 100*time.Millisecond {
		return errors.New("--rounds and --variables are 1 at least, --round 100ms")
	}
	for part := range strings.SplitSeq(c.only, ",") {
		if part != "" && !slices.Contains(parts, part) {
			return fmt.Errorf("--only %s is no part of a run; the parts are %s", part, strings.Join(parts, ", "))
		}
	}
	if c.work == "" {
		folder, err := os.MkdirTemp("", "polygraph-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(folder)
		if err := os.Chmod(folder, 0o755); err != nil { // PostgreSQL has another user
			return err
		}
		c.work = folder
	}
	programs, err := buildPrograms(ctx, c)
	if err != nil {
		return err
	}
	r := &results.Results{Machine: machine(ctx, c), Command: c.command(), Date: time.Now().UTC().Format(time.DateOnly),
		Seed: c.seed, Rounds: c.rounds, Seconds: c.round.Seconds(), LoadBefore: loadAverage()}
	for _, text := range strings.FieldsFunc(c.sizes, func(r rune) bool { return r == ',' || r == ' ' }) {
		quads, err := strconv.Atoi(text)
		if err != nil || quads < smallest {
			return fmt.Errorf("--sizes: %q is no number of quads of %d at least; a smaller graph has too little of what is asked for", text, smallest)
		}
		size := &results.Size{Wanted: quads}
		r.Sizes = append(r.Sizes, size)
		s := &sizeRun{config: c, programs: programs, size: size, quads: quads}
		if err := s.run(ctx); err != nil {
			return fmt.Errorf("%d quads: %w", quads, err)
		}
		if err := os.MkdirAll(filepath.Dir(c.out), 0o755); err != nil {
			return err
		}
		r.LoadAfter = loadAverage()
		if err := r.Write(c.out); err != nil { // after each size: the next may take long
			return err
		}
	}
	fmt.Fprintf(os.Stderr, "all that was found is in %s\n", c.out)
	return nil
}

// smallest is how many quads a graph has at least.
const smallest = 30_000

// wants tells whether a part of the run is to be done.
func (c config) wants(part string) bool {
	return c.only == "" || slices.Contains(strings.Split(c.only, ","), part)
}

// say tells what goes on.
func say(format string, values ...any) {
	fmt.Printf("%s "+format+"\n", append([]any{time.Now().Format(time.TimeOnly)}, values...)...)
}

// command is how to measure the same again.
func (c config) command() string {
	command := fmt.Sprintf("go run ./bench/run --sizes %q --seed %d --rounds %d --round %s --variables %d", c.sizes, c.seed, c.rounds, c.round, c.variables)
	if c.only != "" {
		command += " --only " + c.only
	}
	return command
}
