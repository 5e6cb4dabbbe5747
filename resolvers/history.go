package resolvers

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// history is what some Views can do beside: remember the commits that led to them.
type history interface {
	History(ctx context.Context) ([]graph.Commit, error)
}

// generations are the newest commits that are remembered.
func generations(ctx context.Context, first int) ([]model.Generation, error) {
	s := sightOf(ctx)
	remembers, does := s.views.(history)
	if !does {
		return nil, &graph.Error{Code: graph.CodeNotFound, Message: "no history is kept here"}
	}
	commits, err := remembers.History(ctx)
	if err != nil {
		return nil, err
	}
	return model.Generations(s.reader, commits, first)
}
