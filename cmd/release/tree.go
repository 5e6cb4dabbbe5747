package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// tree is the state of a working copy.
type tree struct {
	commit  string
	time    time.Time // of the commit, in UTC
	changed []string  // files that are not as in the commit, or in none; ignored ones do not count
}

func readTree(ctx context.Context, root string) (tree, error) {
	head, err := output(ctx, root, "git", "log", "-1", "--format=%H %cI")
	if err != nil {
		return tree{}, fmt.Errorf("a release is made of a commit, and there is none: %w", err)
	}
	commit, moment, _ := strings.Cut(strings.TrimSpace(head), " ")
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return tree{}, err
	}
	status, err := output(ctx, root, "git", "status", "--porcelain")
	if err != nil {
		return tree{}, err
	}
	read := tree{commit: commit, time: at.UTC()}
	for line := range strings.Lines(status) {
		read.changed = append(read.changed, strings.TrimSpace(line[2:])) // two letters say how it differs
	}
	return read, nil
}

// output is what a program prints; what it complains of stands in the error.
func output(ctx context.Context, folder, program string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = folder
	out, err := cmd.Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		return "", fmt.Errorf("%s %s: %w: %s", program, strings.Join(args, " "), err, strings.TrimSpace(string(failed.Stderr)))
	}
	return string(out), err
}
