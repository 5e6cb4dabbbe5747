package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// oxigraph loads the graph into Oxigraph, in a process of Node, and asks it there.
func (s *sizeRun) oxigraph(ctx context.Context) error {
	if err := havePeers(); err != nil {
		s.skip("Oxigraph", err)
		return nil
	}
	say("asking Oxigraph")
	type question struct {
		Name    string     `json:"name"`
		Asked   [][]string `json:"asked"`
		Seconds float64    `json:"seconds"`
	}
	var list []question
	for _, a := range s.asked {
		q := question{Name: a.Name, Seconds: s.round.Seconds()}
		for _, v := range a.variables {
			q.Asked = append(q.Asked, a.SPARQL(v))
		}
		list = append(list, q)
	}
	text, err := json.Marshal(list)
	if err != nil {
		return err
	}
	file := func(name string) string { return filepath.Join(s.folder, name) }
	if err := os.WriteFile(file("questions.json"), text, 0o644); err != nil {
		return err
	}
	if err := unpack(s.graph(), file("graph.nq")); err != nil {
		return err
	}
	defer os.Remove(file("graph.nq"))
	derived, err := os.Create(file("derived.nt"))
	if err != nil {
		return err
	}
	defer derived.Close()
	if err := s.index.WriteDerived(derived); err != nil {
		return err
	}
	var out, complaint bytes.Buffer
	cmd := command(ctx, node, "--max-old-space-size=8192", "bench/peers/oxigraph.mjs", file("graph.nq"), file("derived.nt"), file("questions.json"))
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		s.skip("Oxigraph", fmt.Errorf("%w: %.300s", err, complaint.String()))
		return ctx.Err()
	}
	var found struct {
		Quads   int
		Seconds float64
		Peak    int64
		Answers []struct {
			Name              string
			Rows              []json.RawMessage
			Median, Low, High float64
		}
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		return err
	}
	s.size.Loads = append(s.size.Loads, results.Load{System: "Oxigraph", What: "N-Quads", Quads: found.Quads, Seconds: found.Seconds, Peak: found.Peak})
	for i, answer := range found.Answers {
		a := s.asked[i]
		for j, v := range a.variables {
			facts, err := a.SPARQLFacts(s.index, v, answer.Rows[j])
			if err != nil {
				return fmt.Errorf("%s, %+v: %w", a.Name, v, err)
			}
			if !slices.Equal(facts, a.facts[j]) {
				return fmt.Errorf("%s, %+v: the answer is another one: %s", a.Name, v, questions.Differ(a.facts[j], facts))
			}
		}
		say("%-18s Oxigraph %9.0f µs", a.Name, answer.Median)
		s.size.InProcess = append(s.size.InProcess, results.InProcess{Question: a.Name, System: "Oxigraph", Time: results.Spread{Median: answer.Median, Least: answer.Low, Most: answer.High}})
	}
	return nil
}

func unpack(from, to string) error {
	packed, err := os.Open(from)
	if err != nil {
		return err
	}
	defer packed.Close()
	reader, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(file, reader); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
