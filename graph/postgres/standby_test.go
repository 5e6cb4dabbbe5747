package postgres_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// A replica of a database can be read, and who has read what is newer does not go back to it.
func TestReadingFromAReplica(t *testing.T) {
	t.Parallel()
	need(t)
	primary, err := start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(primary.Remove)
	replica, err := primary.Standby("fsync=off", "max_connections=300")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(replica.Remove)
	loading := open(t, primary.URL("postgres"))
	load := func(name string) {
		t.Helper()
		if _, err := loading.Apply(t.Context(), place(name)); err != nil {
			t.Fatal(err)
		}
	}
	load("a")

	reading := open(t, replica.URL("postgres"))
	told := make(chan error, 10)
	go reading.Follow(t.Context(), func(err error) { told <- err })
	reached(t, reading, 1)
	load("b")
	reached(t, reading, 2)
	select {
	case err := <-told:
		t.Errorf("following: %v", err)
	default:
	}
	if _, err := reading.Apply(t.Context(), place("c")); graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "cannot be written, as it follows another; add target_session_attrs=read-write") {
		t.Errorf("a load into the replica: %v", err)
	}

	// One who reads from the first that can be reached, while the replica lags.
	either := open(t, fmt.Sprintf("postgres://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres?connect_timeout=2", primary.Port, replica.Port))
	if _, err := connect(t, replica.URL("postgres")).Exec(t.Context(), `SELECT pg_wal_replay_pause()`); err != nil {
		t.Fatal(err)
	}
	load("c")
	if v, err := either.CatchUp(t.Context()); err != nil || v.Generation() != 3 {
		t.Fatal(err)
	}
	if err := primary.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := either.CatchUp(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable {
		t.Errorf("while the replica lags: %v", err)
	}
	if _, err := either.CatchUp(t.Context()); graph.CodeOf(err) != graph.CodeUnavailable || !strings.Contains(err.Error(), "lags behind: it is at generation 2, and 3 was seen") {
		t.Errorf("while the replica lags: %v", err)
	}
	if v := either.View(); v.Generation() != 3 {
		t.Errorf("it went back to generation %d", v.Generation())
	}
	if _, err := connect(t, replica.URL("postgres")).Exec(t.Context(), `SELECT pg_wal_replay_resume()`); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		v, err := either.CatchUp(t.Context())
		if err == nil && v.Generation() == 3 {
			break
		}
		if time.Since(begun) > 20*time.Second {
			t.Fatalf("when it lags no more: %v", err)
		}
	}
}
