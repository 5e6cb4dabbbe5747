package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// goPackage is what go list tells of a package.
type goPackage struct {
	Dir        string
	Standard   bool
	EmbedFiles []string
	Module     *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// goModules are the modules that were linked into a program, as it says itself, with Go's own
// library, and the folders of ours that have a licence of their own. The texts are looked for
// in the folders of the packages that are used, and in all above them.
func goModules(ctx context.Context, root string, t target, program string) ([]component, error) {
	built, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	packages, err := listPackages(ctx, root, t)
	if err != nil {
		return nil, err
	}
	folders, roots, ours := make(map[string][]string), make(map[string]string), []component{}
	for _, p := range packages {
		switch {
		case p.Standard || p.Module == nil:
		case p.Module.Main:
			found, err := licensedFolders(p)
			if err != nil {
				return nil, err
			}
			ours = append(ours, found...)
		default:
			folders[p.Module.Path] = append(folders[p.Module.Path], p.Dir)
			roots[p.Module.Path] = p.Module.Dir
		}
	}
	standard, err := standardLibrary(ctx, root, built.GoVersion)
	if err != nil {
		return nil, err
	}
	components := append(ours, standard)
	for _, module := range built.Deps {
		if module.Replace != nil {
			return nil, fmt.Errorf("%s is replaced by %s: a release is made of published modules", module.Path, module.Replace.Path)
		}
		texts, err := textsUpTo(roots[module.Path], folders[module.Path])
		if err != nil {
			return nil, err
		}
		c := component{name: module.Path, version: module.Version, address: "pkg:golang/" + module.Path + "@" + escape(module.Version), from: "https://" + module.Path, texts: texts}
		components = append(components, c.recognised())
	}
	return components, nil
}

func listPackages(ctx context.Context, root string, t target) ([]goPackage, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,Standard,EmbedFiles,Module", "./cmd/polygraph")
	cmd.Dir, cmd.Env = root, t.environment()
	listed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var packages []goPackage
	decoder := json.NewDecoder(bytes.NewReader(listed))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
}

// standardLibrary is what every Go program has in it.
func standardLibrary(ctx context.Context, root, version string) (component, error) {
	goroot, err := output(ctx, root, "go", "env", "GOROOT")
	if err != nil {
		return component{}, err
	}
	folder := strings.TrimSpace(goroot)
	texts, err := textsUpTo(folder, []string{folder})
	number := strings.TrimPrefix(version, "go")
	c := component{name: "Go standard library", version: number, address: "pkg:golang/std@" + number, from: "https://go.dev", texts: texts}
	return c.recognised(), err
}

// licensedFolders are the folders of embedded files, of one package of ours, that have a
// licence of their own: they were taken over from others.
func licensedFolders(p goPackage) ([]component, error) {
	var found []component
	seen := make(map[string]bool)
	for _, file := range p.EmbedFiles {
		folder := filepath.Join(p.Dir, filepath.Dir(file))
		if seen[folder] || folder == p.Dir {
			continue
		}
		seen[folder] = true
		texts, err := textsIn(folder)
		if err != nil {
			return nil, err
		}
		if len(texts) > 0 {
			within, err := filepath.Rel(p.Module.Dir, folder)
			if err != nil {
				return nil, err
			}
			name := filepath.ToSlash(within)
			c := component{name: name, address: "pkg:generic/polygraph/" + name, texts: texts}
			found = append(found, c.recognised())
		}
	}
	return found, nil
}

// textsUpTo reads the texts of some folders and of all above them, up to the root.
func textsUpTo(root string, folders []string) ([]text, error) {
	var above []string
	for _, folder := range folders {
		for strings.HasPrefix(folder, root) && !slices.Contains(above, folder) {
			above = append(above, folder)
			folder = filepath.Dir(folder)
		}
	}
	slices.Sort(above)
	var texts []text
	for _, folder := range above {
		found, err := textsIn(folder)
		if err != nil {
			return nil, err
		}
		within, err := filepath.Rel(root, folder)
		if err != nil {
			return nil, err
		}
		for _, t := range found {
			texts = append(texts, text{path.Join(filepath.ToSlash(within), t.name), t.content})
		}
	}
	return texts, nil
}

// textsIn reads the files of a folder that are called as licences and notices are.
func textsIn(folder string) ([]text, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var texts []text
	for _, entry := range entries {
		if entry.IsDir() || !isText(entry.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, text{entry.Name(), string(content)})
	}
	return texts, nil
}

// escape writes a version as a package URL has it.
func escape(version string) string { return strings.ReplaceAll(version, "+", "%2B") }
