package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
	"github.com/polygraph-kg/polygraph/graph/postgres"
	"github.com/polygraph-kg/polygraph/loader"
)

// inMemory is the URL of a graph that nothing keeps.
const inMemory = "memory:"

// commitFlags say what a journal remembers.
type commitFlags struct {
	by   string
	keep int
}

func (f *commitFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.by, "by", someone(), "who loads, as the store remembers it")
	cmd.Flags().IntVar(&f.keep, "keep", graph.DefaultKeep, "how many generations the store remembers, at least 1")
}

// mostOfName is how long the name of who loads may be, in bytes.
const mostOfName = 200

// check refuses what the store cannot remember as it is meant.
func (f *commitFlags) check() error {
	switch {
	case f.keep < 1:
		return usageError{errors.New("--keep must be 1 at least: the newest generation is always kept")}
	case len(f.by) > mostOfName || strings.ContainsFunc(f.by, func(r rune) bool { return !unicode.IsPrint(r) }):
		return usageError{fmt.Errorf("--by must be one line of printable text, of %d bytes at most", mostOfName)}
	}
	return nil
}

// someone is the user on this machine.
func someone() string {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if host, err := os.Hostname(); err == nil {
		name += "@" + host
	}
	return name
}

// openJournal is the journal that a URL names; nil for none. One that is not there yet is
// created by its first commit, if it may.
func openJournal(url string, create bool) (graph.Journal, error) {
	scheme, rest, _ := strings.Cut(url, ":")
	switch {
	case url == inMemory:
		return nil, nil
	case scheme == "bbolt" && rest != "" && !strings.Contains(rest, "://"):
		return bbolt.Open(rest, create), nil
	case scheme == "postgres" || scheme == "postgresql":
		journal, err := postgres.Open(url, create)
		if err != nil {
			return nil, usageError{err}
		}
		return journal, nil
	}
	if secret := strings.ToLower(url); strings.Contains(secret, "@") || strings.Contains(secret, "pass") { // what stands in it may be a password
		url = "…"
		if known := strings.Trim(scheme, "abcdefghijklmnopqrstuvwxyz"); known == "" {
			url = scheme + ":…"
		}
	}
	return nil, usageError{fmt.Errorf("--store %q names no store; give memory:, bbolt:FILE or postgres://USER@HOST/DATABASE", url)}
}

// shown is the URL of a store as anybody may read it, without a password.
func shown(url string) string {
	if journal, err := openJournal(url, false); err == nil {
		if named, has := journal.(fmt.Stringer); has {
			defer func() { _ = journal.Close() }()
			return named.String()
		}
	}
	return url
}

// checkStore refuses what names no store; whether it is there is not looked at.
func (f *dataFlags) checkStore() error {
	journal, err := openJournal(f.store, false)
	if journal != nil {
		_ = journal.Close()
	}
	return err
}

// openStore opens the store that the flags name.
func (f *dataFlags) openStore(ctx context.Context, create bool) (*graph.Store, error) {
	journal, err := openJournal(f.store, create)
	if err != nil {
		return nil, err
	}
	if journal == nil {
		return graph.NewStore(nil), nil
	}
	return openOn(ctx, journal, graph.StoreOptions{By: f.commit.by, Keep: f.commit.keep})
}

// openOn opens a store on a journal, which has no other use.
func openOn(ctx context.Context, journal graph.Journal, options graph.StoreOptions) (*graph.Store, error) {
	store, err := graph.OpenStore(ctx, tracedJournal{journal}, options)
	if err != nil {
		_ = journal.Close()
	}
	return store, err
}

// openStored opens a store for what it has.
func (f *dataFlags) openStored(ctx context.Context) (*graph.Store, *loader.Report, error) {
	if len(f.folders) > 0 || f.quads != "" || f.noEmbedded && !f.served {
		return nil, nil, usageError{fmt.Errorf("--store %s is read as it is; bring data into it with polygraph load --store", shown(f.store))}
	}
	if err := f.checkBase(); err != nil {
		return nil, nil, err
	}
	store, err := f.openStore(ctx, f.create && f.noEmbedded) // an empty one, which the first load makes
	if err != nil {
		return nil, nil, err
	}
	view := store.View()
	counts := view.Counts()
	return store, &loader.Report{
		Sources:    []loader.Contribution{{Name: shown(f.store), Documents: counts.Documents, Claims: counts.Claims}},
		Claims:     loader.Change{Kept: counts.Claims},
		Quads:      loader.Change{Kept: view.Size()},
		Generation: view.Generation(),
	}, nil
}

// loadQuads makes a store hold exactly the graph of --quads.
func (f *dataFlags) loadQuads(ctx context.Context, store *graph.Store, errOut io.Writer) (*loader.Report, error) {
	read, report, err := f.readQuads(ctx, errOut)
	if err != nil {
		return nil, err
	}
	if read.View().Size() == 0 {
		return nil, usageError{fmt.Errorf("%s holds no quad; the store would lose all that it has, and was left as it is", f.quads)}
	}
	after, change, err := store.Replace(ctx, f.quads, read.View())
	if err != nil {
		return nil, err
	}
	report.Quads = loader.Change{Added: len(change.Add), Kept: after.Size() - len(change.Add), Removed: len(change.Remove)}
	report.Claims.Added, report.Claims.Changed, report.Claims.Removed = graph.CountClaims(change)
	report.Claims.Kept = len(after.Claims()) - report.Claims.Added - report.Claims.Changed
	report.Generation = after.Generation()
	return report, nil
}

// printCommit tells what a load came to in a store.
func (f *dataFlags) printCommit(w io.Writer, report *loader.Report) error {
	if report.Quads.Added+report.Quads.Removed == 0 {
		_, err := fmt.Fprintf(w, "%s has all of that already, in generation %d. No faults, and nothing was changed.\n", shown(f.store), report.Generation)
		return err
	}
	_, err := fmt.Fprintf(w, "%s is now generation %d: %d %s added, %d changed, %d kept, %d removed; %d %s added, %d removed. No faults.\n", shown(f.store), report.Generation,
		report.Claims.Added, plural(report.Claims.Added, "claim", "claims"), report.Claims.Changed, report.Claims.Kept, report.Claims.Removed,
		report.Quads.Added, plural(report.Quads.Added, "quad", "quads"), report.Quads.Removed)
	return err
}

// warnings are what who serves should know of a store.
func warnings(ctx context.Context, url string) []string {
	journal, err := openJournal(url, false)
	if err != nil || journal == nil {
		return nil
	}
	defer func() { _ = journal.Close() }()
	if warns, does := journal.(interface {
		Warnings(ctx context.Context) []string
	}); does {
		return warns.Warnings(ctx)
	}
	return nil
}
