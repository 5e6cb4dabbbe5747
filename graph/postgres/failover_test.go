package postgres_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// Loads go on, one at a time, while three servers follow. The primary is killed and its replica
// promoted: nothing that was acknowledged is lost, and nobody sees anything but whole
// generations, one after the other.
func TestTheReplicaTakesOver(t *testing.T) {
	t.Parallel()
	need(t)
	primary, err := start("synchronous_standby_names=*")
	if err != nil {
		t.Fatal(err)
	}
	defer primary.Remove()
	replica, err := primary.Standby("fsync=off", "max_connections=300")
	if err != nil {
		t.Fatal(err)
	}
	defer replica.Remove()
	address := fmt.Sprintf("postgres://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres?target_session_attrs=read-write&connect_timeout=2", primary.Port, replica.Port)

	// Generation g has the places 1 to g, so that what one sees can be checked.
	wrong := func(v *graph.View) error {
		if v.Size() != int(v.Generation()) {
			return fmt.Errorf("generation %d has %d quads", v.Generation(), v.Size())
		}
		return nil
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	loading := open(t, address)
	var group sync.WaitGroup
	var acknowledged atomic.Uint64
	var followers [3]*graph.Store
	for i := range followers {
		s := open(t, address)
		followers[i] = s
		group.Go(func() { s.Follow(ctx, func(error) {}) })
		group.Go(func() {
			for before := uint64(0); ctx.Err() == nil; time.Sleep(time.Millisecond) {
				v := s.View()
				if err := wrong(v); err != nil || v.Generation() < before {
					t.Errorf("after generation %d: %v", before, err)
					return
				}
				before = v.Generation()
			}
		})
	}
	load := func(until uint64) {
		for begun := time.Now(); acknowledged.Load() < until; {
			v, err := loading.Update(ctx, "", func(current *graph.View) (graph.Changeset, error) {
				return place(fmt.Sprintf("g%d", current.Generation()+1)), nil
			})
			switch {
			case err == nil:
				acknowledged.Store(v.Generation())
			case graph.CodeOf(err) != graph.CodeUnavailable || time.Since(begun) > 40*time.Second:
				t.Errorf("a load: %v", err)
				return
			default:
				time.Sleep(20 * time.Millisecond)
			}
		}
	}
	load(30)
	group.Go(func() { load(100) })
	for acknowledged.Load() < 50 {
		time.Sleep(time.Millisecond)
	}
	if err := primary.Kill(); err != nil {
		t.Fatal(err)
	}
	before := acknowledged.Load()
	if err := replica.Promote(); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); acknowledged.Load() < 100 && !t.Failed(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatalf("loads do not go on behind generation %d", acknowledged.Load())
		}
	}
	for i, s := range followers {
		for s.View().Generation() < 100 {
			waiting, cancel := context.WithTimeout(ctx, 20*time.Second)
			_, err := s.Await(waiting, s.View())
			cancel()
			if err != nil {
				t.Fatalf("server %d stays at generation %d: %v", i, s.View().Generation(), err)
			}
		}
	}
	stop()
	group.Wait()
	v := open(t, fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres", replica.Port)).View()
	if err := wrong(v); err != nil || v.Generation() < 100 {
		t.Errorf("in the end generation %d: %v", v.Generation(), err)
	}
	for g := 1; g <= 100; g++ {
		if _, there := v.Node(graph.ID(fmt.Sprintf("place/g%d", g))); !there {
			t.Errorf("load %d is lost; %d were acknowledged when the primary was stopped", g, before)
		}
	}
}
