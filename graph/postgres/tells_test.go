package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
)

func TestWhichDatabasesTellOfCommits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		says  map[string]string
		tells bool
	}{
		{"PostgreSQL", map[string]string{"server_version": "15.14 (Debian 15.14-0+deb12u1)"}, true},
		{"CockroachDB", map[string]string{"server_version": "13.0.0", "crdb_version": "CockroachDB CCL v24.1.0"}, false},
		{"PostgreSQL that follows another", map[string]string{"server_version": "15.14", "in_hot_standby": "on"}, false},
		{"YugabyteDB", map[string]string{"server_version": "15.2-YB-2.25.0.0-b0"}, false},
	} {
		if got := postgres.Tells(func(parameter string) string { return c.says[parameter] }); got != c.tells {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

// Where nobody is told, those who follow look often enough.
func TestADatabaseThatTellsNobody(t *testing.T) {
	t.Parallel()
	address := database(t)
	mute := func() *graph.Store {
		j, err := postgres.Open(address, true)
		if err != nil {
			t.Fatal(err)
		}
		postgres.Mute(j)
		s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	}
	loading, following := mute(), mute()
	go following.Follow(t.Context(), func(err error) {
		if t.Context().Err() == nil {
			t.Errorf("following: %v", err)
		}
	})
	for generation := range uint64(3) {
		if _, err := loading.Apply(t.Context(), place(string(rune('a'+generation)))); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		if v := reached(t, following, generation+1); v.Size() != int(generation)+1 {
			t.Fatalf("generation %d has %d quads", v.Generation(), v.Size())
		}
		t.Logf("seen after %s", time.Since(begun).Round(time.Millisecond))
	}
}

// Who follows while another server makes the tables, one after the other, sees nothing until the
// first commit.
func TestFollowingWhileTheTablesAreMade(t *testing.T) {
	t.Parallel()
	address := database(t)
	j, err := postgres.Open(address, true)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	conn := connect(t, address)
	for i, statement := range postgres.Layout {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		if err := j.Await(ctx, 0); ctx.Err() == nil {
			t.Errorf("after %d statements: %v", i, err)
		}
		cancel()
		if newest, err := j.Newest(t.Context()); err != nil || newest.Generation != 0 {
			t.Errorf("after %d statements: %+v, %v", i, newest, err)
		}
		if _, err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}
