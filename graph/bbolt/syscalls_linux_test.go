package bbolt_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// Each write, and each wait for the disk, may be the one at which the process is killed, or
// from which on the disk is full or broken. Whatever was acknowledged before is there
// afterwards, and a commit that fails says so. (A file that cannot be made compact is none.)
// POLYGRAPH_SYSCALLS=200 tries so many places of each.
func TestSystemCallsThatFail(t *testing.T) {
	t.Parallel()
	strace, err := exec.LookPath("strace")
	if err == nil {
		err = exec.Command(strace, "-o", os.DevNull, "true").Run() // which some containers forbid
	}
	if err != nil {
		t.Skipf("strace, which makes system calls fail, does not run here: %v", err)
	}
	places := 6
	if more, err := strconv.Atoi(os.Getenv("POLYGRAPH_SYSCALLS")); err == nil {
		places = more
	}
	for name, c := range map[string]struct{ call, fault, told string }{
		"killed at a write":           {"pwrite64", "signal=SIGKILL", ""},
		"killed while the disk syncs": {"fdatasync", "signal=SIGKILL", ""},
		"the disk is full":            {"pwrite64", "error=ENOSPC", "there is no room for the store"},
		"the disk breaks at a write":  {"pwrite64", "error=EIO", "input/output error"},
		"the disk breaks at a sync":   {"fdatasync", "error=EIO", "input/output error"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reached := map[uint64]bool{}
			for i := range places {
				when := 1 + i*2 // a commit takes a few of them; strace counts those of each thread
				file := filepath.Join(t.TempDir(), fmt.Sprint(when), "graph.db")
				if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				calls := filepath.Join(filepath.Dir(file), "calls")
				child := exec.CommandContext(ctx, strace, "-f", "-qq", "-o", calls, "-e", "trace="+c.call, "-e", fmt.Sprintf("inject=%s:%s:when=%d+", c.call, c.fault, when), os.Args[0])
				child.Env = append(os.Environ(), loaderFile+"="+file, "GOMAXPROCS=1") // so that few threads share the calls
				child.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
				child.Cancel = func() error { return syscall.Kill(-child.Process.Pid, syscall.SIGKILL) } // what it traces, too
				child.WaitDelay = 5 * time.Second
				out, _ := child.Output() // it fails, or is killed
				gaveUp := ctx.Err()
				cancel()
				if gaveUp != nil {
					if made, _ := os.ReadFile(calls); strings.Contains(string(made), "(INJECTED)") {
						t.Errorf("the failure of %s %d was passed over", c.call, when)
					} else {
						t.Logf("%s %d was not reached in time", c.call, when)
					}
					continue
				}
				acknowledged, told := uint64(0), ""
				for line := range strings.Lines(string(out)) {
					if number, err := strconv.ParseUint(strings.TrimSpace(line), 10, 64); err == nil {
						acknowledged = number
					} else {
						told += line
					}
				}
				if !strings.Contains(told, c.told) || (told == "") != (c.told == "") {
					t.Errorf("at %s %d it says %q", c.call, when, told)
				}
				if _, err := os.Stat(file); err != nil && acknowledged == 0 {
					continue // the file has its name when its first commit is done
				}
				reached[storetest.AfterCrash(t, opener(file), acknowledged)] = true
			}
			if len(reached) < 2 && places > 2 {
				t.Errorf("only generations %v were reached", reached)
			}
		})
	}
}
