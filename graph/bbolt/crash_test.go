package bbolt_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
)

// The test runs itself as a process that loads until it is killed, or its disk is full.
const (
	loaderFile = "POLYGRAPH_TEST_LOADER"
	loaderRoom = "POLYGRAPH_TEST_LOADER_ROOM" // how long a file may become, in bytes
)

func TestMain(m *testing.M) {
	if file := os.Getenv(loaderFile); file != "" {
		loadForEver(file)
	}
	os.Exit(m.Run())
}

// state is the graph after some commits. Each changes a good part of it.
func state(generation uint64) []graph.Quad {
	if generation == 0 {
		return nil
	}
	return append(quads(fmt.Sprintf("g%d", generation), 3000), quads("always", 1000)...)
}

// loadForEver commits one generation after another, and says so when each is made.
func loadForEver(file string) {
	keep := 3 // so that it is laid out anew now and then
	if room, err := strconv.Atoi(os.Getenv(loaderRoom)); err == nil {
		keep = 1000                    // so that it grows
		signal.Ignore(syscall.SIGXFSZ) // a write that has no room fails
		limit := syscall.Rlimit{Cur: uint64(room), Max: uint64(room)}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			fmt.Println("error", err)
			os.Exit(2)
		}
	}
	ctx := context.Background()
	s, err := graph.OpenStore(ctx, bbolt.Open(file, true), graph.StoreOptions{Keep: keep})
	for err == nil {
		var v *graph.View
		v, err = s.Update(ctx, "a test", func(current *graph.View) (graph.Changeset, error) {
			wanted := graph.NewView(state(current.Generation() + 1))
			var list []graph.Quad
			for q := range wanted.Quads() {
				list = append(list, q)
			}
			return graph.Diff(current, list), nil
		})
		if err == nil {
			fmt.Println(v.Generation())
		}
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// check reads the file after a crash: it must hold the last acknowledged generation, or the one
// that was being made, whole.
func check(t *testing.T, file string, acknowledged uint64) uint64 {
	t.Helper()
	s, err := graph.OpenStore(t.Context(), bbolt.Open(file, true), graph.StoreOptions{})
	if err != nil {
		t.Fatal(err)
	}
	g := s.View().Generation()
	if g != acknowledged && g != acknowledged+1 {
		t.Fatalf("generation %d was acknowledged, and %d is there", acknowledged, g)
	}
	if want := graph.NewView(state(g)); s.View().Fingerprint() != want.Fingerprint() {
		t.Fatalf("generation %d has %d quads that are not its %d", g, s.View().Size(), want.Size())
	}
	return g
}

// POLYGRAPH_KILLS says how often; 200 takes a minute and a half.
func TestKilledWhileLoading(t *testing.T) {
	t.Parallel()
	times := 15
	if more, err := strconv.Atoi(os.Getenv("POLYGRAPH_KILLS")); err == nil {
		times = more
	}
	file := filepath.Join(t.TempDir(), "graph.db")
	random := rand.New(rand.NewPCG(1, 2))
	acknowledged, first := uint64(0), uint64(0)
	for range times {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), loaderFile+"="+file)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(20+random.IntN(400))*time.Millisecond, func() { _ = child.Process.Kill() })
		for lines := bufio.NewScanner(out); lines.Scan(); {
			g, err := strconv.ParseUint(lines.Text(), 10, 64)
			if err != nil {
				t.Fatal(lines.Text())
			}
			acknowledged = g
		}
		_ = child.Wait() // it was killed
		acknowledged = check(t, file, acknowledged)
		if first == 0 {
			first = acknowledged
		}
	}
	t.Logf("killed %d times on the way to generation %d", times, acknowledged)
	if acknowledged == 0 {
		t.Error("nothing was ever loaded")
	}
}

func TestDiskIsFull(t *testing.T) {
	t.Parallel()
	reached := map[uint64]bool{}
	for room := 0; room <= 400_000; room += 20_000 {
		file := filepath.Join(t.TempDir(), "graph.db")
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), loaderFile+"="+file, loaderRoom+"="+strconv.Itoa(room))
		out, err := child.Output()
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		last := lines[len(lines)-1]
		if err == nil || !strings.Contains(last, "there is no room for the store "+file+"; nothing was changed") {
			t.Errorf("with %d bytes: %v, %s", room, err, last)
			continue
		}
		acknowledged := uint64(0)
		if len(lines) > 1 {
			if acknowledged, err = strconv.ParseUint(lines[len(lines)-2], 10, 64); err != nil {
				t.Fatal(err)
			}
		}
		reached[check(t, file, acknowledged)] = true
	}
	if len(reached) < 3 {
		t.Errorf("only generations %v were reached", reached)
	}
}
