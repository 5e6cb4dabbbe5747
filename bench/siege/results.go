package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// results are those of a run, as the file that it writes.
type results struct {
	Command, Date, Machine string
	SameAddress            bool
	Quiet                  target.Visits // without an attack
	Attacks                []result
	Stop                   *stopResult
}

// write writes the file. A run of some attacks keeps what the file has of others.
func (r results) write(name string, some bool) error {
	if some {
		if before, err := readResults(name); err == nil {
			for _, old := range before.Attacks {
				if !r.has(old.Name) {
					r.Attacks = append(r.Attacks, old)
				}
			}
			if r.Stop == nil {
				r.Stop = before.Stop
			}
			r.sort()
		}
	}
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { // after all that work it shall not be lost
		return err
	}
	return os.WriteFile(name, append(text, '\n'), 0o644)
}

// sort puts the results into the order in which attacks are listed; those of attacks that there
// are no longer go.
func (r *results) sort() {
	var sorted []result
	for _, a := range attacks() {
		for _, one := range r.Attacks {
			if one.Name == a.name {
				sorted = append(sorted, one)
			}
		}
	}
	r.Attacks = sorted
}

func (r results) has(name string) bool {
	for _, a := range r.Attacks {
		if a.Name == name {
			return true
		}
	}
	return false
}

func readResults(name string) (r results, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(text, &r)
}

// machine tells in a few words where this runs.
func machine(ctx context.Context) string {
	model := runtime.GOARCH
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == "model name" {
			model = strings.TrimSpace(value)
			break
		}
	}
	commit, _ := exec.CommandContext(ctx, "git", "rev-parse", "--short", "HEAD").Output()
	return fmt.Sprintf("%s, %d processors, %s, commit %s", model, runtime.NumCPU(), runtime.Version(), strings.TrimSpace(string(commit)))
}
