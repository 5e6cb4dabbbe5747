package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/hops"
	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph/postgres/postgrestest"
)

// buildPrograms builds what runs in processes of its own, as a driver with a graph in its
// memory would disturb what it measures. Cayley's is a module of its own, since nothing
// else needs its stores.
func buildPrograms(ctx context.Context, c config) (map[string]string, error) {
	work, err := filepath.Abs(c.work)
	if err != nil {
		return nil, err
	}
	programs := make(map[string]string)
	for _, name := range []string{"generate", "floor", "load", "stores", "inprocess", "cayley"} {
		programs[name] = filepath.Join(work, name)
		build := command(ctx, "go", "build", "-o", programs[name], ".")
		build.Dir = filepath.Join("bench", name)
		if err := build.Run(); err != nil {
			return nil, fmt.Errorf("building bench/%s: %w", name, err)
		}
	}
	return programs, nil
}

// process runs a program that measures by itself, and takes what it has found.
func (s *sizeRun) process(ctx context.Context, program string, arguments ...string) (results.Process, error) {
	var found results.Process
	out, err := command(ctx, s.programs[program], arguments...).Output()
	if err != nil {
		return found, fmt.Errorf("bench/%s: %w", program, err)
	}
	return found, json.Unmarshal(out, &found)
}

// load measures how polygraph reads a graph, changes it and writes it.
func (s *sizeRun) load(ctx context.Context) error {
	say("loading, changing and writing")
	found, err := s.process(ctx, "load", "--commits", "9", "--exports", "5", s.graph())
	if err != nil {
		return err
	}
	s.size.Take(found)
	edges := filepath.Join(s.folder, "edges.nq.gz")
	if err := s.generate(ctx, edges, "edges"); err != nil {
		return err
	}
	if found, err = s.process(ctx, "load", edges); err != nil {
		return err
	}
	for i := range found.Loads {
		found.Loads[i].What += ", of edges alone"
	}
	s.size.Take(found)
	for _, l := range s.size.Loads {
		say("%s, %s: %.0f quads/s, %.0f bytes a quad in use, %.0f at the peak", l.System, l.What, float64(l.Quads)/l.Seconds, float64(l.Live)/float64(l.Quads), float64(l.Peak)/float64(l.Quads))
	}
	return nil
}

// stores measures how polygraph keeps a graph. Unlike the peers' databases, each waits for the
// disk: that is what they are for.
func (s *sizeRun) stores(ctx context.Context) error {
	keep := func(url string) error {
		scheme, _, _ := strings.Cut(url, ":")
		say("keeping in %s", scheme)
		found, err := s.process(ctx, "stores", "--store", url, s.graph())
		if err != nil {
			return err
		}
		s.size.Take(found)
		for _, l := range found.Loads {
			say("%s, %s: %.0f quads/s", l.System, l.What, float64(l.Quads)/l.Seconds)
		}
		return nil
	}
	if err := keep("bbolt:" + filepath.Join(s.folder, "graph.db")); err != nil {
		return err
	}
	database, err := postgrestest.Start(durable...)
	if err != nil {
		s.skip("the store in PostgreSQL", err)
		return ctx.Err()
	}
	defer database.Remove()
	if err := keep(database.Socket()); err != nil || s.quads > mostOfCayley {
		return err
	}
	// In tables of other names, in the same database.
	for _, store := range []string{"bolt", "postgres"} {
		say("loading Cayley's %s", store)
		found, err := s.process(ctx, "cayley", "--store", store, "--address", database.Socket()+"&sslmode=disable", "--durable", s.graph())
		if err != nil {
			s.skip("Cayley, "+store, err)
			continue
		}
		s.size.Take(found)
		for _, l := range found.Loads {
			say("%s, %s: %.0f quads/s", l.System, l.What, float64(l.Quads)/l.Seconds)
		}
	}
	return ctx.Err()
}

// hops is the file that names from where relations are followed.
func (s *sizeRun) hops() (string, error) {
	name := filepath.Join(s.folder, "hops.json")
	return name, hops.Write(name, s.index.Walks(s.variables))
}

// inProcess measures the View beside the loops that were written by hand.
func (s *sizeRun) inProcess(ctx context.Context) error {
	say("asking in process")
	walks, err := s.hops()
	if err != nil {
		return err
	}
	found, err := s.process(ctx, "inprocess", "--quads", fmt.Sprint(s.quads), "--seed", fmt.Sprint(s.seed),
		"--variables", fmt.Sprint(s.variables), "--hops", walks, s.graph())
	if err != nil {
		return err
	}
	s.size.Take(found)
	for _, p := range found.InProcess {
		say("%-18s %-22s %9.1f µs", p.Question, p.System, p.Time.Median)
	}
	return nil
}

// mostOfCayley is how large a graph Cayley's stores are measured with. Beyond it, loading
// takes them longer than everything else together.
const mostOfCayley = 2_000_000

// cayley measures Cayley's own stores.
func (s *sizeRun) cayley(ctx context.Context) error {
	if s.quads > mostOfCayley {
		s.skip("Cayley's stores", fmt.Errorf("they load too slowly for more than %d quads", mostOfCayley))
		return nil
	}
	walks, err := s.hops()
	if err != nil {
		return err
	}
	for _, store := range []string{"memstore", "leveldb"} {
		say("loading Cayley's %s", store)
		found, err := s.process(ctx, "cayley", "--store", store, "--hops", walks, s.graph())
		if err != nil {
			s.skip("Cayley, "+store, err)
			continue
		}
		s.size.Take(found)
		for _, l := range found.Loads {
			say("%s: %.0f quads/s, %.0f bytes a quad at the peak", l.System, float64(l.Quads)/l.Seconds, float64(l.Peak)/float64(l.Quads))
		}
	}
	return ctx.Err()
}
