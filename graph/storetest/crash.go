package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// state is the graph after some commits of LoadOn. Each changes a good part of it.
func state(generation uint64) []graph.Quad {
	if generation == 0 {
		return nil
	}
	list := numbered(0, 1000)
	for i := range 3000 {
		list = append(list, graph.Quad{Subject: graph.IRI(fmt.Sprintf("place/g%d-%d", generation, i)), Predicate: graph.IRI("vocabulary#partOf"), Object: graph.IRI("place/whole"), Graph: graph.IRI("document/d")})
	}
	return list
}

// LoadOn commits one generation after another until it is killed or one fails, and writes the
// number of each to a line of its own as soon as it is acknowledged.
func LoadOn(ctx context.Context, j graph.Journal, keep int, out io.Writer) error {
	s, err := graph.OpenStore(ctx, j, graph.StoreOptions{Keep: keep})
	for err == nil {
		var v *graph.View
		v, err = s.Update(ctx, "a test", func(current *graph.View) (graph.Changeset, error) {
			return graph.Diff(current, slices.Collect(graph.NewView(state(current.Generation()+1)).Quads())), nil
		})
		if err == nil {
			_, err = fmt.Fprintln(out, v.Generation())
		}
	}
	return err
}

// AfterCrash makes sure that a place holds the last generation that LoadOn acknowledged, or the
// one that was being made, whole. It tells which.
func AfterCrash(t *testing.T, open Open, acknowledged uint64) uint64 {
	t.Helper()
	j, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = j.Close() }()
	s, err := graph.OpenStore(t.Context(), j, graph.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	g := s.View().Generation()
	if g != acknowledged && g != acknowledged+1 {
		t.Fatalf("generation %d was acknowledged, and %d is there", acknowledged, g)
	}
	if err := expect(s.View(), g, state(g)); err != nil {
		t.Fatal(err)
	}
	return g
}

// Kill starts processes that call LoadOn, and kills each in the midst of it, as often as
// POLYGRAPH_TEST_KILLS says.
func Kill(t *testing.T, loader func() *exec.Cmd, open Open) {
	t.Helper()
	times := 15
	if more, err := strconv.Atoi(os.Getenv("POLYGRAPH_TEST_KILLS")); err == nil {
		times = more
	}
	random := rand.New(rand.NewPCG(1, 2))
	acknowledged := uint64(0)
	longest := 400 // milliseconds
	for range times {
		before := acknowledged
		child := loader()
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(20+random.IntN(longest))*time.Millisecond, func() { _ = child.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if acknowledged, err = strconv.ParseUint(lines.Text(), 10, 64); err != nil {
				t.Fatal(lines.Text())
			}
		}
		_ = child.Wait() // it was killed
		if acknowledged = AfterCrash(t, open, acknowledged); acknowledged == before {
			longest = min(2*longest, 10_000) // the machine is busy
		}
	}
	t.Logf("killed %d times on the way to generation %d", times, acknowledged)
	if acknowledged == 0 {
		t.Error("nothing was ever loaded")
	}
}
