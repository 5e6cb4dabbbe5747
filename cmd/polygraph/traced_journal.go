package main

import (
	"context"

	"go.opentelemetry.io/otel/attribute"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/observe"
	"github.com/polygraph-kg/polygraph/graph"
)

// tracedJournal makes spans of what a store writes and reads, where what asks for it is traced.
type tracedJournal struct{ graph.Journal }

func (j tracedJournal) Commit(ctx context.Context, follows uint64, change graph.Changeset, commit graph.Commit) (graph.Commit, error) {
	ctx, end := observe.Span(ctx, "store commit", attribute.Int("polygraph.quads_added", len(change.Add)), attribute.Int("polygraph.quads_removed", len(change.Remove)))
	made, err := j.Journal.Commit(ctx, follows, change, commit)
	end(err)
	return made, err
}

func (j tracedJournal) Read(ctx context.Context, generation uint64, into *graph.Builder) (graph.Commit, error) {
	ctx, end := observe.Span(ctx, "store read", attribute.Int64("polygraph.generation", int64(generation)))
	read, err := j.Journal.Read(ctx, generation, into)
	end(err)
	return read, err
}
