// Inprocess measures the View of polygraph beside the loops that were written by hand, in
// one process and by turns: what a question costs without HTTP and without GraphQL. Both
// append the answer as JSON. It prints JSON:
//
//	go run ./bench/inprocess --quads 1000000 --seed 1 --hops hops.json big.nq.gz
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/polygraph-kg/polygraph/bench/hops"
	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

type config struct {
	quads, variables, rounds int
	seed                     uint64
	graph, hops              string
}

func main() {
	var c config
	flags := flag.NewFlagSet("inprocess", flag.ExitOnError) // without the flags of packages
	flags.IntVar(&c.quads, "quads", 1_000_000, "about how many quads the graph has")
	flags.Uint64Var(&c.seed, "seed", 1, "seed of the graph")
	flags.IntVar(&c.variables, "variables", 48, "values of a question's variables, at most")
	flags.IntVar(&c.rounds, "rounds", 5, "how many times each is measured, by turns")
	flags.StringVar(&c.hops, "hops", "", "file that names from where relations are followed")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	c.graph = flags.Arg(0)
	if err := run(context.Background(), c); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c config) error {
	walks, err := hops.Read(c.hops)
	if err != nil {
		return err
	}
	made, err := policy.New(c.seed, c.quads)
	if err != nil {
		return err
	}
	index := plain.New(made.Pieces())
	file, err := os.Open(c.graph)
	if err != nil {
		return err
	}
	defer file.Close()
	view, _, err := loader.QuadFile{Name: c.graph, Base: graph.DefaultBase}.Read(ctx, file)
	if err != nil {
		return err
	}
	view.Prepare()
	asked := &answerer{view: view}
	var found results.Process
	for _, q := range questions.All() {
		variables := q.Draw(index, c.variables)
		var text []byte
		byHand := func(v questions.Variables) error {
			text = q.Append(index, text[:0], v)
			return nil
		}
		byView := func(v questions.Variables) error { return asked.answer(ctx, q.Name, v) }
		for _, v := range variables {
			if err := errors.Join(byHand(v), byView(v)); err != nil {
				return fmt.Errorf("%s: %w", q.Name, err)
			}
			want, err := q.Facts(index, v, text)
			if err != nil {
				return err
			}
			got, err := q.Facts(index, v, asked.text)
			if err != nil {
				return err
			}
			if !slices.Equal(want, got) {
				return fmt.Errorf("%s, %+v: the View answers otherwise: %s", q.Name, v, questions.Differ(want, got))
			}
		}
		times, err := byTurns(c.rounds, variables, byHand, byView)
		if err != nil {
			return fmt.Errorf("%s: %w", q.Name, err)
		}
		found.InProcess = append(found.InProcess,
			results.InProcess{Question: q.Name, System: "by hand", Time: results.SpreadOf(times[0])},
			results.InProcess{Question: q.Name, System: "polygraph", Time: results.SpreadOf(times[1])})
	}
	found.Hops, err = hops.Measure("polygraph", walks, func(w hops.Walk) (int, error) { return follow(view, w), nil })
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

// round is how long each is asked in a round, at least.
const round = 100 * time.Millisecond

// byTurns asks each of two over and over; the times are microseconds of a question on
// average, by round.
func byTurns(rounds int, variables []questions.Variables, asked ...func(questions.Variables) error) ([][]float64, error) {
	times := make([][]float64, len(asked))
	for number := range rounds + 1 {
		for i, ask := range asked {
			begun, count := time.Now(), 0
			for count == 0 || time.Since(begun) < round {
				for _, v := range variables {
					if err := ask(v); err != nil {
						return nil, err
					}
					count++
				}
			}
			if number > 0 { // the first warms them
				times[i] = append(times[i], float64(time.Since(begun).Nanoseconds())/1000/float64(count))
			}
		}
	}
	return times, nil
}
