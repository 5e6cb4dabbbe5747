package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// sizeRun is the run with a graph of one size.
type sizeRun struct {
	config
	programs map[string]string
	size     *results.Size
	quads    int

	folder string
	index  *plain.Index
	asked  []asked
}

// asked is a question with what is asked in turn and what is to be answered.
type asked struct {
	questions.Question
	variables []questions.Variables
	facts     [][]string
}

func (s *sizeRun) run(ctx context.Context) error {
	s.folder = filepath.Join(s.work, fmt.Sprint(s.quads))
	if err := os.MkdirAll(s.folder, 0o755); err != nil {
		return err
	}
	if err := s.prepare(ctx); err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"load", s.load}, {"stores", s.stores}, {"inprocess", s.inProcess}, {"cayley", s.cayley}, {"oxigraph", s.oxigraph}, {"http", s.http},
	} {
		if s.wants(part.name) {
			if err := part.do(ctx); err != nil {
				return fmt.Errorf("%s: %w", part.name, err)
			}
		}
	}
	return nil
}

// prepare makes the graph, and draws from it what is asked.
func (s *sizeRun) prepare(ctx context.Context) error {
	say("making a graph of %d quads", s.quads)
	if err := s.generate(ctx, s.graph(), "whole"); err != nil {
		return err
	}
	made, err := policy.New(s.seed, s.quads)
	if err != nil {
		return err
	}
	s.index = plain.New(made.Pieces())
	for _, q := range questions.All() {
		a := asked{Question: q, variables: q.Draw(s.index, s.variables)}
		if len(a.variables) == 0 {
			return fmt.Errorf("the graph is too small for %s", q.Name)
		}
		for _, v := range a.variables {
			facts, err := q.Facts(s.index, v, q.Append(s.index, nil, v))
			if err != nil {
				return fmt.Errorf("%s: %w", q.Name, err)
			}
			a.facts = append(a.facts, facts)
		}
		s.asked = append(s.asked, a)
	}
	info, err := os.Stat(s.graph())
	if err != nil {
		return err
	}
	s.size.Graph = s.index.Size()
	s.size.Graph.Bytes = info.Size()
	return nil
}

// graph is the file of the graph.
func (s *sizeRun) graph() string { return filepath.Join(s.folder, "graph.nq.gz") }

// generate writes a graph of a shape.
func (s *sizeRun) generate(ctx context.Context, name, shape string) error {
	return command(ctx, s.programs["generate"], "--quads", fmt.Sprint(s.quads), "--seed", fmt.Sprint(s.seed), "--shape", shape, "--out", name).Run()
}

// skip says that something cannot be measured, and why.
func (s *sizeRun) skip(what string, why error) {
	say("SKIPPED: %s: %v", what, why)
	s.size.Skipped = append(s.size.Skipped, results.Skipped{What: what, Why: why.Error()})
}

// command is a program whose complaints are shown.
func command(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, arguments...)
	cmd.Stderr = os.Stderr
	return cmd
}
