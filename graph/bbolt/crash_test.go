package bbolt_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
	"github.com/polygraph-kg/polygraph/graph/storetest"
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
	goleak.VerifyTestMain(m)
}

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
	fmt.Println("error", storetest.LoadOn(context.Background(), bbolt.Open(file, true), keep, os.Stdout))
	os.Exit(1)
}

func loader(file string, more ...string) *exec.Cmd {
	child := exec.Command(os.Args[0])
	child.Env = append(append(os.Environ(), loaderFile+"="+file), more...)
	return child
}

func opener(file string) storetest.Open {
	return func() (graph.Journal, error) { return bbolt.Open(file, true), nil }
}

// With POLYGRAPH_TEST_KILLS=200 it takes a minute.
func TestKilledWhileLoading(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "graph.db")
	storetest.Kill(t, func() *exec.Cmd { return loader(file) }, opener(file))
}

func TestDiskIsFull(t *testing.T) {
	t.Parallel()
	reached := map[uint64]bool{}
	for room := 0; room <= 400_000; room += 20_000 {
		file := filepath.Join(t.TempDir(), "graph.db")
		out, err := loader(file, loaderRoom+"="+strconv.Itoa(room)).Output()
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
		reached[storetest.AfterCrash(t, opener(file), acknowledged)] = true
	}
	if len(reached) < 3 {
		t.Errorf("only generations %v were reached", reached)
	}
}
