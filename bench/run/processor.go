package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit in which the kernel tells time on a processor; on Linux it always is.
const tick = 10 * time.Millisecond

// onProcessor is how long programs were on a processor, and which part of it in the
// kernel: with sockets, memory and the disk.
type onProcessor struct{ all, kernel time.Duration }

// processorTime is that of a process and of all that it has started.
func processorTime(root int) onProcessor {
	parents, times := make(map[int]int), make(map[int]onProcessor)
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, name := range stats {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // it has just ended
		}
		pid, parent, took := readStat(string(text))
		parents[pid], times[pid] = parent, took
	}
	var sum onProcessor
	for pid := range parents {
		for at := pid; at != 0; at = parents[at] {
			if at == root {
				sum.all += times[pid].all
				sum.kernel += times[pid].kernel
				break
			}
		}
	}
	return sum
}

// readStat reads a line of /proc/PID/stat. The name of the program, in brackets, may hold
// anything.
func readStat(text string) (pid, parent int, took onProcessor) {
	pid, _ = strconv.Atoi(strings.TrimSpace(text[:strings.IndexByte(text, '(')]))
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	parent, _ = strconv.Atoi(fields[1])
	ticks := func(field int) time.Duration {
		n, _ := strconv.Atoi(fields[field])
		return time.Duration(n) * tick
	}
	const user, system, childrenUser, childrenSystem = 11, 12, 13, 14 // of the fields behind the name
	took.kernel = ticks(system) + ticks(childrenSystem)
	took.all = took.kernel + ticks(user) + ticks(childrenUser)
	return pid, parent, took
}
