package postgres_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"go.uber.org/goleak"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
	"github.com/polygraph-kg/polygraph/graph/postgres/postgrestest"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// start starts a server for tests, which need not outlive the machine.
func start(settings ...string) (*postgrestest.Server, error) {
	return postgrestest.Start(append(settings, "fsync=off", "max_connections=300")...)
}

func need(t testing.TB) {
	t.Helper()
	if postgrestest.Programs() == "" {
		t.Skip(postgrestest.Missing)
	}
}

// shared is the one server of all tests that do not need their own; nil before one has asked.
var shared *postgrestest.Server

var running = sync.OnceValues(func() (_ *postgrestest.Server, err error) {
	shared, err = start()
	return shared, err
})

func TestMain(m *testing.M) {
	if address := os.Getenv(loaderAddress); address != "" {
		loadForEver(address)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(status int) {
		// Never started here to be removed: a process that fuzzes is killed while it does, and
		// go test then waits for ever for the server that it has left.
		if shared != nil {
			shared.Remove()
		}
		os.Exit(status)
	}))
}

var databases atomic.Int64

// database is the address of a fresh database.
func database(t testing.TB) string {
	t.Helper()
	need(t)
	c, err := running()
	if err != nil {
		t.Fatal(err)
	}
	conn := connect(t, c.URL("postgres"))
	name := fmt.Sprintf("test%d", databases.Add(1))
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return c.URL(name)
}

func connect(t testing.TB, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func TestConformance(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Open {
		address := database(t)
		return func() (graph.Journal, error) { return postgres.Open(address, true) }
	})
}
