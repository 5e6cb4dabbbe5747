package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph/postgres/postgrestest"
)

// machine tells where this runs.
func machine(ctx context.Context, c config) results.Machine {
	m := results.Machine{Processor: runtime.GOARCH, Cores: runtime.NumCPU(), Memory: statusBytes("/proc/meminfo", "MemTotal:"),
		Kernel: output(ctx, "uname", "-sr"), System: valueOf("/etc/os-release", "PRETTY_NAME=")}
	if model := valueOf("/proc/cpuinfo", "model name"); model != "" {
		m.Processor = strings.TrimLeft(model, "\t: ")
	}
	add := func(program, version string) {
		if version != "" {
			m.Versions = append(m.Versions, results.Version{Program: program, Version: version})
		}
	}
	add("Go", strings.TrimPrefix(runtime.Version(), "go"))
	add("polygraph", commit(ctx))
	if postgres := postgrestest.Programs(); postgres != "" {
		add("PostgreSQL", number(output(ctx, postgres+"/postgres", "--version")))
	}
	for _, peer := range []struct{ name, module string }{{"PostGraphile", "postgraphile"}, {"Oxigraph (npm)", "oxigraph"}} {
		if version := valueOf("bench/peers/node_modules/"+peer.module+"/package.json", `  "version": `); version != "" {
			add(peer.name, strings.Trim(version, `",`))
		}
	}
	add("Node", strings.TrimPrefix(output(ctx, node, "--version"), "v"))
	add("Cayley", moduleVersion(ctx, "github.com/cayleygraph/cayley"))
	wrk, _ := exec.CommandContext(ctx, "wrk", "--version").CombinedOutput() // it calls that a failure
	add("wrk", number(string(wrk)))
	return m
}

// commit is the commit of the working tree, with a plus where files have changed since.
func commit(ctx context.Context) string {
	hash := output(ctx, "git", "rev-parse", "--short", "HEAD")
	if hash != "" && output(ctx, "git", "status", "--porcelain", "--untracked-files=no") != "" {
		hash += "+"
	}
	return hash
}

func moduleVersion(ctx context.Context, module string) string {
	return strings.TrimPrefix(output(ctx, "go", "list", "-m", "-f", "{{.Version}}", module), "v")
}

func output(ctx context.Context, name string, arguments ...string) string {
	text, err := exec.CommandContext(ctx, name, arguments...).Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

func number(text string) string { return regexp.MustCompile(`\d+(\.\d+)+`).FindString(text) }

// valueOf is what stands behind a word at the begin of a line of a file.
func valueOf(file, word string) string {
	text, _ := os.ReadFile(file)
	for line := range strings.Lines(string(text)) {
		if rest, found := strings.CutPrefix(line, word); found {
			return strings.Trim(strings.TrimSpace(rest), `"`)
		}
	}
	return ""
}

// statusBytes is a number of kB that the kernel tells, in bytes.
func statusBytes(file, word string) int64 {
	kilobytes, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(valueOf(file, word), " kB")), 10, 64)
	return kilobytes << 10
}

// loadAverage is how many processes wanted to run in the last minute.
func loadAverage() string {
	text, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// node is the Node that PostGraphile wants.
const node = "bench/peers/node_modules/.bin/node"

func havePeers() error {
	if _, err := os.Stat(node); err != nil {
		return fmt.Errorf("npm packages of bench/peers are not installed; bench/install does")
	}
	return nil
}
