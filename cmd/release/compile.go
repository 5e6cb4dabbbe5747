package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// stamp is what a program is told of its making.
type stamp struct {
	version string
	tree    tree
}

// linkerFlags tell it, and leave out what differs from folder to folder. Symbols are left
// out too: stack traces need none of them.
func (s stamp) linkerFlags() string {
	const info = "github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build."
	flags := []string{"-s", "-w", "-buildid=",
		"-X", info + "version=" + s.version,
		"-X", info + "commit=" + s.tree.commit,
		"-X", info + "moment=" + s.tree.time.Format(time.RFC3339),
	}
	if len(s.tree.changed) > 0 {
		flags = append(flags, "-X", info+"modified=true")
	}
	return strings.Join(flags, " ")
}

// compile builds the program below the folder work, unless it is there already, and gives its path.
func compile(ctx context.Context, root string, t target, work string, stamp stamp) (string, error) {
	program, err := filepath.Abs(filepath.Join(work, t.os+"-"+t.arch, t.program()))
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(program); err == nil {
		return program, nil
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", stamp.linkerFlags(), "-o", program, "./cmd/polygraph")
	cmd.Dir, cmd.Env = root, t.environment()
	if told, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, told)
	}
	return program, nil
}

// environment makes the go command build for a platform, and the same whatever its user has set.
func (t target) environment() []string {
	return append(os.Environ(), "GOOS="+t.os, "GOARCH="+t.arch, "GOAMD64=v1", "GOARM64=v8.0", "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=", "GOWORK=off")
}
