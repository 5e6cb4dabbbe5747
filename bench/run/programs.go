package main

import (
	"context"
	"fmt"
	"path/filepath"
)

// buildPrograms builds what runs in processes of its own, as a driver with a graph in its
// memory would disturb what it measures.
func buildPrograms(ctx context.Context, c config) (map[string]string, error) {
	programs := make(map[string]string)
	for _, name := range []string{"generate", "floor", "load", "inprocess", "cayley"} {
		programs[name] = filepath.Join(c.work, name)
		build := command(ctx, "go", "build", "-o", programs[name], "./bench/"+name)
		if err := build.Run(); err != nil {
			return nil, fmt.Errorf("building bench/%s: %w", name, err)
		}
	}
	return programs, nil
}
