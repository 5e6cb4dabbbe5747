package storetest_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

func TestModel(t *testing.T) {
	storetest.Run(t, func(*testing.T) storetest.Open {
		m := storetest.NewModel()
		return func() (graph.Journal, error) { return m, nil }
	})
}

// broken is a journal that breaks the contract where one of its fields says how.
type broken struct {
	*storetest.Model
	commit func(*storetest.Model, context.Context, uint64, graph.Changeset, graph.Commit) (graph.Commit, error)
	since  func(*storetest.Model, context.Context, uint64, func(graph.Commit, graph.Changeset) error) error
	read   func(*storetest.Model, context.Context, uint64, *graph.Builder) (graph.Commit, error)
	tidy   func(*storetest.Model, context.Context, *graph.View, int) error
	await  func(*storetest.Model, context.Context, uint64) error
	list   func(*storetest.Model, context.Context) ([]graph.Commit, error)
}

func (b broken) Commit(ctx context.Context, follows uint64, change graph.Changeset, commit graph.Commit) (graph.Commit, error) {
	if b.commit != nil {
		return b.commit(b.Model, ctx, follows, change, commit)
	}
	return b.Model.Commit(ctx, follows, change, commit)
}

func (b broken) Since(ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
	if b.since != nil {
		return b.since(b.Model, ctx, generation, each)
	}
	return b.Model.Since(ctx, generation, each)
}

func (b broken) Read(ctx context.Context, generation uint64, into *graph.Builder) (graph.Commit, error) {
	if b.read != nil {
		return b.read(b.Model, ctx, generation, into)
	}
	return b.Model.Read(ctx, generation, into)
}

func (b broken) Compact(ctx context.Context, view *graph.View, keep int) error {
	if b.tidy != nil {
		return b.tidy(b.Model, ctx, view, keep)
	}
	return b.Model.Compact(ctx, view, keep)
}

func (b broken) Await(ctx context.Context, generation uint64) error {
	if b.await != nil {
		return b.await(b.Model, ctx, generation)
	}
	return b.Model.Await(ctx, generation)
}

func (b broken) Commits(ctx context.Context) ([]graph.Commit, error) {
	if b.list != nil {
		return b.list(b.Model, ctx)
	}
	return b.Model.Commits(ctx)
}

// keeping commits quads after they were changed.
func keeping(change func(graph.Quad) graph.Quad) broken {
	each := func(list []graph.Quad) []graph.Quad {
		list = slices.Clone(list)
		for i := range list {
			list[i] = change(list[i])
		}
		return list
	}
	return broken{commit: func(m *storetest.Model, ctx context.Context, follows uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
		return m.Commit(ctx, follows, graph.Changeset{Add: each(c.Add), Remove: each(c.Remove)}, commit)
	}}
}

func TestSuiteFindsBrokenJournals(t *testing.T) {
	t.Parallel()
	for name, b := range map[string]broken{
		"folds case":           keeping(func(q graph.Quad) graph.Quad { q.Subject.Value = strings.ToLower(q.Subject.Value); return q }),
		"forgets the document": keeping(func(q graph.Quad) graph.Quad { q.Graph = graph.IRI("curated"); return q }),
		"forgets languages":    keeping(func(q graph.Quad) graph.Quad { q.Object.Language = ""; return q }),
		"forgets datatypes":    keeping(func(q graph.Quad) graph.Quad { q.Object.Datatype = ""; return q }),
		"takes texts for IRIs": keeping(func(q graph.Quad) graph.Quad {
			if q.Object.Value == "place/jinan" {
				q.Object.IRI = true
			}
			return q
		}),
		"stops texts at NUL": keeping(func(q graph.Quad) graph.Quad {
			q.Object.Value, _, _ = strings.Cut(q.Object.Value, "\x00")
			return q
		}),
		"keeps half a commit": {commit: func(m *storetest.Model, ctx context.Context, follows uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
			return m.Commit(ctx, follows, graph.Changeset{Add: c.Add}, commit)
		}},
		"cuts large commits": {commit: func(m *storetest.Model, ctx context.Context, follows uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
			c.Add = c.Add[:min(len(c.Add), 50_000)]
			return m.Commit(ctx, follows, c, commit)
		}},
		"commits whatever came first": {commit: func(m *storetest.Model, ctx context.Context, _ uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
			newest, err := m.Newest(ctx)
			if err != nil {
				return newest, err
			}
			return m.Commit(ctx, newest.Generation, c, commit)
		}},
		"commits after it was given up": {commit: func(m *storetest.Model, ctx context.Context, follows uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
			made, err := m.Commit(context.WithoutCancel(ctx), follows, c, commit)
			if ctx.Err() != nil {
				return m.Commit(ctx, follows, c, commit)
			}
			return made, err
		}},
		"forgets who": {commit: func(m *storetest.Model, ctx context.Context, follows uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
			commit.By = ""
			return m.Commit(ctx, follows, c, commit)
		}},
		"rounds times": {commit: func(m *storetest.Model, ctx context.Context, follows uint64, c graph.Changeset, commit graph.Commit) (graph.Commit, error) {
			commit.At = commit.At.Truncate(time.Second)
			return m.Commit(ctx, follows, c, commit)
		}},
		"reads the newest whatever is asked": {read: func(m *storetest.Model, ctx context.Context, generation uint64, into *graph.Builder) (graph.Commit, error) {
			commit, err := m.Read(ctx, 0, into)
			commit.Generation = max(generation, commit.Generation)
			return commit, err
		}},
		"tells changes backwards": {since: func(m *storetest.Model, ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
			var commits []graph.Commit
			var changes []graph.Changeset
			err := m.Since(ctx, generation, func(c graph.Commit, change graph.Changeset) error {
				commits, changes = append(commits, c), append(changes, change)
				return nil
			})
			for i := len(commits) - 1; i >= 0 && err == nil; i-- {
				err = each(commits[i], changes[i])
			}
			return err
		}},
		"tells nothing of what is forgotten": {since: func(m *storetest.Model, ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
			if err := m.Since(ctx, generation, each); graph.CodeOf(err) != graph.CodeNotFound {
				return err
			}
			return nil
		}},
		"forgets what is to be kept": {tidy: func(m *storetest.Model, ctx context.Context, view *graph.View, _ int) error {
			return m.Compact(ctx, view, 1)
		}},
		"forgets nothing": {tidy: func(*storetest.Model, context.Context, *graph.View, int) error { return nil }},
		"wakes nobody": {await: func(_ *storetest.Model, ctx context.Context, _ uint64) error {
			select {
			case <-ctx.Done():
			case <-time.After(time.Second): // as long as the test has patience for
				return &graph.Error{Code: graph.CodeInternal, Message: "nothing came"}
			}
			return &graph.Error{Code: graph.CodeUnavailable, Cause: ctx.Err()}
		}},
		"lists commits backwards": {list: func(m *storetest.Model, ctx context.Context) ([]graph.Commit, error) {
			list, err := m.Commits(ctx)
			slices.Reverse(list)
			return list, err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			for _, c := range storetest.Checks() {
				b.Model = storetest.NewModel()
				if err := c.Run(ctx, func() (graph.Journal, error) { return b, nil }); err != nil {
					t.Logf("%s: %.300v", c.Name, err)
					return
				}
			}
			t.Fatal("the suite finds nothing wrong")
		})
	}
}
