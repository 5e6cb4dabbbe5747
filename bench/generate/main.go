// Generate writes a graph of invented policy as N-Quads, in memory that does not grow
// with it:
//
//	go run ./bench/generate --quads 10000000 --seed 1 --out big.nq.gz
package main

import (
	"bufio"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/graph"
)

func main() {
	flags := flag.NewFlagSet("generate", flag.ExitOnError) // without the flags of packages
	quads := flags.Int("quads", 1_000_000, "about how many quads to write")
	seed := flags.Uint64("seed", 1, "another seed gives another graph; the same, the same graph")
	shape := flags.String("shape", "whole", "whole is a graph with its claims; edges has edges, kinds and labels alone")
	out := flags.String("out", "-", "file to write, packed if it ends in .gz; - is standard output")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	if err := run(*out, *shape, *seed, *quads); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out, shape string, seed uint64, quads int) (err error) {
	newGraph := policy.New
	switch shape {
	case "whole":
	case "edges":
		newGraph = policy.NewEdges
	default:
		return fmt.Errorf("--shape %s is unknown; write whole or edges", shape)
	}
	made, err := newGraph(seed, quads)
	if err != nil {
		return err
	}
	file := os.Stdout
	if out != "-" {
		if file, err = os.Create(out); err != nil {
			return err
		}
		defer func() {
			if closing := file.Close(); err == nil {
				err = closing
			}
		}()
	}
	if !strings.HasSuffix(out, ".gz") {
		return write(file, made)
	}
	packed := gzip.NewWriter(file)
	if err := write(packed, made); err != nil {
		return err
	}
	return packed.Close()
}

// write writes the quads in the order in which they are made.
func write(w io.Writer, made *policy.Graph) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	for q := range made.Quads() {
		line = graph.AppendNQuad(line[:0], q, graph.DefaultBase)
		if _, err := buffered.Write(line); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
