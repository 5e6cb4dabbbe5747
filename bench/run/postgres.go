package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph/postgres/postgrestest"
)

// settings are those of a database of this size on a machine that it has to share. Nothing
// is to survive, so nothing waits for the disk.
var settings = []string{"shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB", "effective_cache_size=8GB", "random_page_cost=1.1",
	"max_wal_size=8GB", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "max_connections=50"}

// durable are those of a database whose commits wait for the disk; all else is as PostgreSQL has it.
var durable = []string{"max_wal_size=8GB"}

// startPostGraphile loads the graph into PostgreSQL and serves it with PostGraphile.
func (s *sizeRun) startPostGraphile(ctx context.Context) ([]*server, error) {
	if err := havePeers(); err != nil {
		return nil, err
	}
	if err := s.index.WriteTables(s.folder); err != nil {
		return nil, err
	}
	database, err := postgrestest.Start(settings...)
	if err != nil {
		return nil, err
	}
	remove := database.Remove
	begun := time.Now()
	if err := s.fill(ctx, database); err != nil {
		remove()
		return nil, err
	}
	s.size.Loads = append(s.size.Loads, results.Load{System: "PostgreSQL", What: "tables, with indexes", Quads: s.size.Graph.Quads, Seconds: time.Since(begun).Seconds()})
	port, err := freePort()
	if err != nil {
		remove()
		return nil, err
	}
	p, err := s.start("postgraphile", node, "bench/peers/postgraphile.mjs", database.Socket(), fmt.Sprint(port))
	if err != nil {
		remove()
		return nil, err
	}
	url := fmt.Sprintf("http://127.0.0.1:%d", port)
	stop := func() {
		p.stop()
		remove()
	}
	if err := p.ready(ctx, url+"/graphql", time.Minute); err != nil {
		stop()
		return nil, err
	}
	pids := p.pids("Node")
	if pids["PostgreSQL"], err = database.Pid(); err != nil {
		stop()
		return nil, err
	}
	return []*server{{name: "PostGraphile", url: url, path: graphQLPath, facts: questions.Question.PostGraphileFacts, stop: stop, pids: pids,
		request: func(q questions.Question, v questions.Variables) []byte { return questions.Request(q.PostGraphile, v) }}}, nil
}

// fill makes the tables, with their indexes and functions.
func (s *sizeRun) fill(ctx context.Context, database *postgrestest.Server) error {
	if err := database.SQL(ctx, "--file", "bench/peers/schema.sql"); err != nil {
		return err
	}
	for _, table := range []string{"thing", "document", "relation", "claim"} {
		if err := database.SQL(ctx, "--command", fmt.Sprintf(`\copy %s FROM '%s'`, table, filepath.Join(s.folder, table+".tsv"))); err != nil {
			return err
		}
	}
	for _, file := range []string{"bench/peers/indexes.sql", "bench/peers/functions.sql"} {
		if err := database.SQL(ctx, "--file", file); err != nil {
			return err
		}
	}
	return database.SQL(ctx, "--command", "VACUUM ANALYZE")
}
