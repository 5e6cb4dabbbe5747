package postgres_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// cluster is a server of PostgreSQL in a temporary folder.
type cluster struct {
	bin, folder string
	port        int
	options     string
	as          *syscall.Credential // PostgreSQL does not run as root
}

// run runs one of PostgreSQL's programs.
func (c *cluster) run(program string, args ...string) error {
	cmd := exec.Command(filepath.Join(c.bin, program), args...)
	cmd.Dir = "/"
	if c.as != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", program, err, out)
	}
	return nil
}

func (c *cluster) url(database string) string {
	return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/%s", c.port, database)
}

// newest is the newest version of PostgreSQL on this machine; empty for none.
func newest() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int {
		return version(a) - version(b)
	}))
}

func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}

// start makes and starts a server, with more options for it.
func start(options ...string) (*cluster, error) {
	c := &cluster{bin: newest(), options: strings.Join(options, " ")}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		c.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	folder, err := os.MkdirTemp("", "polygraph-postgres-")
	if err != nil {
		return nil, err
	}
	c.folder = folder
	if c.as != nil {
		if err := os.Chown(folder, int(c.as.Uid), int(c.as.Gid)); err != nil {
			return nil, err
		}
	}
	if c.port, err = freePort(); err != nil {
		return nil, err
	}
	if err := c.run("initdb", "-D", folder+"/data", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"); err != nil {
		return nil, err
	}
	return c, c.serve()
}

func (c *cluster) serve() error {
	return c.run("pg_ctl", "start", "-w", "-D", c.folder+"/data", "-l", c.folder+"/log", "-o", fmt.Sprintf("-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s -c fsync=off -c max_connections=300 %s", c.port, c.folder, c.options))
}

func (c *cluster) stop() {
	_ = c.run("pg_ctl", "stop", "-D", c.folder+"/data", "-m", "immediate")
	_ = os.RemoveAll(c.folder)
}

// running is the one server of all tests that do not need their own.
var running = sync.OnceValues(func() (*cluster, error) { return start() })

func TestMain(m *testing.M) {
	if address := os.Getenv(loaderAddress); address != "" {
		loadForEver(address)
	}
	status := m.Run()
	if newest() != "" {
		if c, err := running(); err == nil {
			c.stop()
		}
	}
	os.Exit(status)
}

var databases atomic.Int64

// database is the address of a fresh database.
func database(t testing.TB) string {
	t.Helper()
	if newest() == "" {
		t.Skip("PostgreSQL is not installed: apt-get install postgresql")
	}
	c, err := running()
	if err != nil {
		t.Fatal(err)
	}
	conn := connect(t, c.url("postgres"))
	name := fmt.Sprintf("test%d", databases.Add(1))
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return c.url(name)
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
