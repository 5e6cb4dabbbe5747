package loader

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Source is a folder of data files. Name stands before its files' names in
// faults, so that a person can open them.
type Source struct {
	Name  string
	Files fs.FS // several are opened at a time
	// Base stands before our own IRIs in its N-Quads and JSON-LD files;
	// graph.DefaultBase when empty.
	Base string
}

// Graph is what a load writes to.
type Graph interface {
	// Update commits the change that is made of the newest View, or nothing where it is empty.
	Update(ctx context.Context, what string, changing func(*graph.View) (graph.Changeset, error)) (*graph.View, error)
}

// Report tells what a load did.
type Report struct {
	Sources    []Contribution `json:"sources"` // what each source holds
	Claims     Change         `json:"claims"`
	Quads      Change         `json:"quads"`
	Generation uint64         `json:"generation"`
}

// Contribution counts what one source holds.
type Contribution struct {
	Name      string `json:"name"`
	Files     int    `json:"files"`
	Documents int    `json:"documents"`
	Entities  int    `json:"entities"`
	Claims    int    `json:"claims"`
}

// Change counts what a load added, changed (claims alone: a quad is there or is not), left alone and removed.
type Change struct {
	Added   int `json:"added"`
	Changed int `json:"changed,omitempty"`
	Kept    int `json:"kept"`
	Removed int `json:"removed"`
}

// Progress is told how far a load is: the stage ("reading files", "committing
// quads"), and how many of its total are done. The commit is one step, of which
// only the begin (0) and the end are told. Progress may be nil.
type Progress func(stage string, done, total int)

func (p Progress) tell(stage string, done, total int) {
	if p != nil {
		p(stage, done, total)
	}
}

// Load makes the graph hold exactly what the sources say, in one transaction.
// With faulty data it returns Faults, and the graph stays as it was. Loading the
// same sources twice changes nothing.
func Load(ctx context.Context, g Graph, sources []Source, progress Progress) (*Report, error) {
	gathered, err := gather(ctx, sources, progress)
	if err != nil {
		return nil, err
	}
	quads, report := graph.Encode(gathered.things, gathered.claims), gathered.report
	var change graph.Changeset
	size := 0
	after, err := g.Update(ctx, names(sources), func(current *graph.View) (graph.Changeset, error) {
		change = graph.Diff(current, quads)
		if size = len(change.Add) + len(change.Remove); size > 0 {
			progress.tell("committing quads", 0, size)
		}
		return change, nil
	})
	if err != nil {
		return nil, fmt.Errorf("commit the load: %w", err)
	}
	if size > 0 {
		progress.tell("committing quads", size, size)
	}
	report.Quads = Change{Added: len(change.Add), Kept: len(quads) - len(change.Add), Removed: len(change.Remove)}
	report.Claims.Added, report.Claims.Changed, report.Claims.Removed = graph.CountClaims(change)
	report.Claims.Kept = len(after.Claims()) - report.Claims.Added - report.Claims.Changed
	report.Generation = after.Generation()
	return report, nil
}

// names are those of the sources, for whoever reads of the commit later.
func names(sources []Source) string {
	list := make([]string, len(sources))
	for i, source := range sources {
		list[i] = source.Name
	}
	return strings.Join(list, ", ")
}

// gathered is what the sources say, without a fault.
type gathered struct {
	files  []dataFile
	drafts []*draft
	things []*graph.Thing
	claims []*graph.Claim
	report *Report
}

// gather parses and checks all files.
func gather(ctx context.Context, sources []Source, progress Progress) (*gathered, error) {
	files, err := list(sources)
	if err != nil {
		return nil, err
	}
	var c contents
	var faults Faults
	g := &gathered{files: files, report: &Report{}}
	for _, source := range sources {
		g.report.Sources = append(g.report.Sources, Contribution{Name: source.Name})
	}
	done := 0
	err = readAll(ctx, sources, files, func(f dataFile, read *fileContents) {
		g.report.Sources[f.source].count(read.contents)
		c.add(read.contents)
		faults = append(faults, read.faults...)
		done++
		progress.tell("reading files", done, len(files))
	})
	if err != nil {
		return nil, err
	}
	g.things, g.claims = c.check(&faults)
	if len(faults) > 0 {
		faults.sort()
		return nil, faults
	}
	g.drafts = c.claims
	return g, nil
}

// count adds what one file holds.
func (source *Contribution) count(c contents) {
	source.Files++
	for _, e := range c.things {
		if e.thing.Kind == graph.Document {
			source.Documents++
		} else {
			source.Entities++
		}
	}
	source.Claims += len(c.claims)
}

type dataFile struct {
	source int // its place among the sources
	files  fs.FS
	folder string
	path   string
}

func (f dataFile) name() string { return path.Join(f.folder, f.path) }

func (f dataFile) extension() string { return strings.ToLower(path.Ext(f.path)) }

// list finds the data files of every source, in order of their names. Hidden ones
// are no data: editors keep their locks and copies so, and version control its own.
func list(sources []Source) ([]dataFile, error) {
	var files []dataFile
	for i, source := range sources {
		before := len(files)
		err := fs.WalkDir(source.Files, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if hidden := p != "." && strings.HasPrefix(d.Name(), "."); hidden && d.IsDir() {
				return fs.SkipDir
			} else if hidden {
				return nil
			}
			if d.IsDir() {
				return nil
			}
			f := dataFile{i, source.Files, source.Name, p}
			mode := d.Type()
			if mode&fs.ModeSymlink != 0 {
				info, err := fs.Stat(source.Files, p)
				if err != nil {
					return err
				}
				if mode = info.Mode().Type(); mode.IsDir() {
					return fmt.Errorf("%s is a link to a folder, which is not followed; name that folder too", p)
				}
			}
			if formats[f.extension()] == nil {
				return nil
			}
			if !mode.IsRegular() { // a pipe would be waited for, for ever
				return fmt.Errorf("%s is no regular file", p)
			}
			files = append(files, f)
			return nil
		})
		if err != nil {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("the data folder %s cannot be read", source.Name), Cause: err}
		}
		if len(files) == before {
			return nil, &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("the data folder %s holds no data file (%s)", source.Name, strings.Join(keys(formats), ", "))}
		}
		slices.SortFunc(files[before:], func(a, b dataFile) int { return strings.Compare(a.path, b.path) })
	}
	return files, nil
}
