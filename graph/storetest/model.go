package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/polygraph-kg/polygraph/graph"
)

// Model is the plainest journal that keeps the contract: it has every state in memory. What
// stands on journals is tested with it, and the suite with what breaks it.
type Model struct {
	mu      sync.Mutex
	commits []graph.Commit
	changes []graph.Changeset // of each commit
	states  [][]graph.Quad    // after each commit
	next    chan struct{}     // closed by the next commit
}

var _ graph.Journal = (*Model)(nil)

// NewModel is an empty one. All who open it get the same.
func NewModel() *Model { return &Model{next: make(chan struct{})} }

// Newest is the newest commit.
func (m *Model) Newest(ctx context.Context) (graph.Commit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.newest(), given(ctx)
}

func (m *Model) newest() graph.Commit {
	if len(m.commits) == 0 {
		return graph.Commit{}
	}
	return m.commits[len(m.commits)-1]
}

// Read adds the quads of a generation.
func (m *Model) Read(ctx context.Context, generation uint64, into *graph.Builder) (graph.Commit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := given(ctx); err != nil || generation == 0 && len(m.commits) == 0 {
		return graph.Commit{}, err
	}
	if generation == 0 {
		generation = m.newest().Generation
	}
	i := slices.IndexFunc(m.commits, func(c graph.Commit) bool { return c.Generation == generation })
	if i < 0 {
		return graph.Commit{}, notKept(generation)
	}
	for _, q := range m.states[i] {
		if err := into.AddAny(q); err != nil {
			return graph.Commit{}, err
		}
	}
	return m.commits[i], nil
}

func notKept(generation uint64) error {
	return &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("generation %d cannot be had", generation), Cause: graph.ErrForgotten}
}

// Since hands over the commits behind a generation.
func (m *Model) Since(ctx context.Context, generation uint64, each func(graph.Commit, graph.Changeset) error) error {
	m.mu.Lock()
	commits, changes := slices.Clone(m.commits), slices.Clone(m.changes)
	m.mu.Unlock()
	if err := given(ctx); err != nil {
		return err
	}
	newest := uint64(0)
	if len(commits) > 0 {
		newest = commits[len(commits)-1].Generation
	}
	if generation > newest || len(commits) > 0 && generation+1 < commits[0].Generation {
		return notKept(generation)
	}
	for i, c := range commits {
		if c.Generation <= generation {
			continue
		}
		if err := each(c, changes[i]); err != nil {
			return err
		}
	}
	return nil
}

// Commits are those that are remembered.
func (m *Model) Commits(ctx context.Context) ([]graph.Commit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.commits), given(ctx)
}

// Commit makes a changeset the next generation.
func (m *Model) Commit(ctx context.Context, follows uint64, change graph.Changeset, commit graph.Commit) (graph.Commit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := given(ctx); err != nil {
		return commit, err
	}
	newest := m.newest()
	if newest.Generation != follows {
		return commit, &graph.Error{Code: graph.CodeConflict, Message: fmt.Sprintf("the newest generation is %d", newest.Generation), Cause: graph.ErrBehind}
	}
	state := map[graph.Quad]bool{}
	if len(m.states) > 0 {
		state = asSet(m.states[len(m.states)-1])
	}
	for _, q := range change.Remove {
		delete(state, q)
	}
	for _, q := range change.Add {
		state[q] = true
	}
	var list []graph.Quad
	for q := range state {
		list = append(list, q)
	}
	commit.Generation, commit.At = follows+1, commit.At.UTC()
	commit.QuadsAdded, commit.QuadsRemoved, commit.Quads = len(change.Add), len(change.Remove), len(list)
	m.commits, m.changes, m.states = append(m.commits, commit), append(m.changes, change), append(m.states, list)
	close(m.next)
	m.next = make(chan struct{})
	return commit, nil
}

// Compact forgets old commits.
func (m *Model) Compact(ctx context.Context, view *graph.View, keep int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := given(ctx); err != nil || m.newest().Generation != view.Generation() {
		return err
	}
	from := max(0, len(m.commits)-keep)
	m.commits, m.changes, m.states = m.commits[from:], m.changes[from:], m.states[from:]
	return nil
}

// Await returns when there is another commit.
func (m *Model) Await(ctx context.Context, generation uint64) error {
	for {
		m.mu.Lock()
		next, newest := m.next, m.newest().Generation
		m.mu.Unlock()
		if newest != generation {
			return given(ctx)
		}
		select {
		case <-next:
		case <-ctx.Done():
			return given(ctx)
		}
	}
}

// Close does nothing.
func (m *Model) Close() error { return nil }

func given(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return &graph.Error{Code: graph.CodeUnavailable, Message: "the journal was given up", Cause: err}
	}
	return nil
}
