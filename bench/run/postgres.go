package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// settings are those of a database of this size on a machine that it has to share. Nothing
// is to survive, so nothing waits for the disk.
var settings = []string{"shared_buffers=1GB", "work_mem=64MB", "maintenance_work_mem=512MB", "effective_cache_size=8GB", "random_page_cost=1.1",
	"max_wal_size=8GB", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "listen_addresses=", "max_connections=50"}

// durable are those of a database whose commits wait for the disk; all else is as PostgreSQL has it.
var durable = []string{"listen_addresses=", "max_wal_size=8GB"}

// postgresPrograms is the folder with the programs of the newest PostgreSQL.
func postgresPrograms() (string, error) {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if len(folders) == 0 {
		return "", errors.New("PostgreSQL is not installed")
	}
	return slices.MaxFunc(folders, func(a, b string) int {
		number := func(folder string) int { n, _ := strconv.Atoi(filepath.Base(filepath.Dir(folder))); return n }
		return number(a) - number(b)
	}), nil
}

// postgres is a server of PostgreSQL with a folder of its own.
type postgres struct {
	programs, folder string
	credential       *syscall.Credential
}

// command runs a program of PostgreSQL as its own user, since it refuses to run as root.
func (p *postgres) command(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(p.programs, name), arguments...)
	cmd.Dir = p.folder
	if p.credential != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.credential}
	}
	return cmd
}

// do runs it and says what it said when it fails.
func (p *postgres) do(ctx context.Context, name string, arguments ...string) error {
	out, err := os.CreateTemp("", "polygraph-bench-postgres-") // not a pipe, which the server would hold open
	if err != nil {
		return err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd := p.command(ctx, name, arguments...)
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, tail(out.Name()))
	}
	return nil
}

func (p *postgres) sql(ctx context.Context, arguments ...string) error {
	cmd := exec.CommandContext(ctx, filepath.Join(p.programs, "psql"), append([]string{"--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", p.connection()}, arguments...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("psql: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

func (p *postgres) connection() string {
	return "postgres:///postgres?host=" + p.folder + "&user=postgres"
}

func (p *postgres) stop() {
	_ = p.do(context.Background(), "pg_ctl", "stop", "-D", p.folder+"/data", "-m", "immediate")
}

// pid is the process that has started all others of the database.
func (p *postgres) pid() (int, error) {
	text, err := os.ReadFile(filepath.Join(p.folder, "data", "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strconv.Atoi(first)
}

// startPostgres makes a database in a folder and starts its server.
func startPostgres(ctx context.Context, settings []string) (*postgres, error) {
	programs, err := postgresPrograms()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "pg-") // a short name, since that of a socket has a bound
	if err != nil {
		return nil, err
	}
	p := &postgres{programs: programs, folder: folder}
	if os.Getuid() == 0 {
		owner, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(owner.Uid)
		gid, _ := strconv.Atoi(owner.Gid)
		p.credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(folder, uid, gid); err != nil {
			return nil, err
		}
	}
	if err := p.do(ctx, "initdb", "-D", folder+"/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		return nil, err
	}
	options := "-k " + folder
	for _, setting := range settings {
		options += " -c " + setting
	}
	return p, p.do(ctx, "pg_ctl", "start", "-w", "-D", folder+"/data", "-l", folder+"/log", "-o", options)
}

// startPostGraphile loads the graph into PostgreSQL and serves it with PostGraphile.
func (s *sizeRun) startPostGraphile(ctx context.Context) ([]*server, error) {
	if err := havePeers(); err != nil {
		return nil, err
	}
	if err := s.index.WriteTables(s.folder); err != nil {
		return nil, err
	}
	database, err := startPostgres(ctx, settings)
	if err != nil {
		return nil, err
	}
	remove := func() {
		database.stop()
		_ = os.RemoveAll(database.folder)
	}
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
	p, err := s.start("postgraphile", node, "bench/peers/postgraphile.mjs", database.connection(), fmt.Sprint(port))
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
	if pids["PostgreSQL"], err = database.pid(); err != nil {
		stop()
		return nil, err
	}
	return []*server{{name: "PostGraphile", url: url, path: graphQLPath, facts: questions.Question.PostGraphileFacts, stop: stop, pids: pids,
		request: func(q questions.Question, v questions.Variables) []byte { return questions.Request(q.PostGraphile, v) }}}, nil
}

// fill makes the tables, with their indexes and functions.
func (s *sizeRun) fill(ctx context.Context, database *postgres) error {
	if err := database.sql(ctx, "--file", "bench/peers/schema.sql"); err != nil {
		return err
	}
	for _, table := range []string{"thing", "document", "relation", "claim"} {
		if err := database.sql(ctx, "--command", fmt.Sprintf(`\copy %s FROM '%s'`, table, filepath.Join(s.folder, table+".tsv"))); err != nil {
			return err
		}
	}
	for _, file := range []string{"bench/peers/indexes.sql", "bench/peers/functions.sql"} {
		if err := database.sql(ctx, "--file", file); err != nil {
			return err
		}
	}
	return database.sql(ctx, "--command", "VACUUM ANALYZE")
}
