package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// release is one run of this command.
type release struct {
	version      string // without a v before it
	root         string
	out          string
	targets      []target
	allowChanges bool
	tell         io.Writer // progress and warnings, for people
}

var semanticVersion = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$`)

func checkVersion(version string) error {
	if !semanticVersion.MatchString(version) {
		return fmt.Errorf("--version %q is no version; write three numbers, as in 0.3.0 or 0.3.0-rc.1, without a v", version)
	}
	return nil
}

func (r *release) make(ctx context.Context) error {
	tree, err := readTree(ctx, r.root)
	if err != nil {
		return err
	}
	if len(tree.changed) > 0 {
		changes := fmt.Sprintf("%d files differ from commit %.12s: %s", len(tree.changed), tree.commit, strings.Join(tree.changed[:min(5, len(tree.changed))], ", "))
		if !r.allowChanges {
			return fmt.Errorf("%s; commit or remove them first, or let the release say that it has changes with --allow-changes (make release CHANGES=yes)", changes)
		}
		_, _ = fmt.Fprintln(r.tell, "WARNING: this is no release to be published:", changes)
	}
	for _, page := range pages {
		if _, err := os.Stat(filepath.Join(r.root, page, "dist/index.html")); err != nil {
			return fmt.Errorf("the page of %s is not built; run make pages first: %w", page, err)
		}
	}
	packages, err := npmPackages(r.root)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "polygraph-release-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	stamp := stamp{r.version, tree}
	shared, err := r.sharedFiles(ctx, work, stamp)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		return err
	}
	var written []string
	for _, t := range r.targets {
		names, err := r.makeTarget(ctx, t, work, stamp, packages, shared)
		if err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
		written = append(written, names...)
		_, _ = fmt.Fprintln(r.tell, "made", strings.Join(names, ", "))
	}
	return writeChecksums(r.out, written)
}

// sharedFiles are those that every archive has.
func (r *release) sharedFiles(ctx context.Context, work string, stamp stamp) ([]archived, error) {
	var files []archived
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md", "SECURITY.md"} {
		content, err := os.ReadFile(filepath.Join(r.root, name))
		if err != nil {
			return nil, err
		}
		files = append(files, archived{name: name, content: content})
	}
	program, err := compile(ctx, r.root, hostTarget(), work, stamp)
	if err != nil {
		return nil, err
	}
	scripts, err := completions(ctx, program)
	return append(files, scripts...), err
}

// makeTarget writes the archive for one platform and its bill of materials, and gives their names.
func (r *release) makeTarget(ctx context.Context, t target, work string, stamp stamp, packages []component, shared []archived) ([]string, error) {
	program, err := compile(ctx, r.root, t, work, stamp)
	if err != nil {
		return nil, err
	}
	modules, err := goModules(ctx, r.root, t, program)
	if err != nil {
		return nil, err
	}
	components := append(modules, packages...)
	if faults := refuseLicences(components); faults != nil {
		return nil, faults
	}
	content, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	bill, err := billOfMaterials(content, stamp, t, components)
	if err != nil {
		return nil, err
	}
	base := "polygraph-" + r.version + "-" + t.os + "-" + t.arch
	files := append([]archived{
		{name: t.program(), content: content, executable: true},
		{name: "THIRD_PARTY_NOTICES.txt", content: notices(components)},
		{name: "polygraph.cdx.json", content: bill},
	}, shared...)
	names := []string{base + t.archiveSuffix(), base + ".cdx.json"}
	archive, err := t.archive(base, files, stamp.tree.time)
	if err != nil {
		return nil, err
	}
	return names, errors.Join(
		os.WriteFile(filepath.Join(r.out, names[0]), archive, 0o644),
		os.WriteFile(filepath.Join(r.out, names[1]), bill, 0o644))
}
