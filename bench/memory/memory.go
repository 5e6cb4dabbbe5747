// Package memory tells how much memory this process has.
package memory

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// Peak is the most memory, in bytes, that the process has had; 0 where the system does not
// tell.
func Peak() int64 {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if size, found := strings.CutPrefix(line, "VmHWM:"); found {
			kilobytes, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(size), "kB")), 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// Live is how many bytes are in use when all garbage is gone.
func Live() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC() // what pools held goes with the second
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// garbageAtLeast is how much garbage polygraph lets lie about, in bytes, before it collects it.
const garbageAtLeast = 256 << 20

// AllowGarbage lets there be as much garbage as there is in use, or as polygraph allows, so
// that what is measured beside it is not slower for being tidier.
func AllowGarbage() { debug.SetGCPercent(int(max(100, 100*garbageAtLeast/max(Live(), 1)))) }
