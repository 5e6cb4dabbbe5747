package resolvers

import (
	"context"
	"fmt"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// history is what some Views can do beside: remember the commits that led to them.
type history interface {
	History(ctx context.Context) ([]graph.Commit, error)
	Past(ctx context.Context, commit graph.Commit) (*graph.View, error)
}

// remembered are the commits that are remembered, and where.
func remembered(ctx context.Context) (history, []graph.Commit, error) {
	s := sightOf(ctx)
	remembers, does := s.views.(history)
	if !does {
		return nil, nil, &graph.Error{Code: graph.CodeNotFound, Message: "no history is kept here"}
	}
	commits, err := remembers.History(ctx)
	return remembers, commits, err
}

// generations are the newest commits that are remembered.
func generations(ctx context.Context, first int) ([]model.Generation, error) {
	_, commits, err := remembered(ctx)
	if err != nil {
		return nil, err
	}
	return model.Generations(reader(ctx), commits, first)
}

// difference compares two generations, the second of which is the one that answers unless
// another is named.
func difference(ctx context.Context, from int, to *int) (*model.Difference, error) {
	remembers, commits, err := remembered(ctx)
	if err != nil {
		return nil, err
	}
	current := reader(ctx)
	numbers := [2]int{from, int(current.Generation())}
	if to != nil {
		numbers[1] = *to
	}
	var compared [2]*graph.View
	for i, number := range numbers {
		if compared[i], err = earlier(ctx, current.View, remembers, commits, number); err != nil {
			return nil, err
		}
	}
	return model.NewDifference(current, compared[0], compared[1]), nil
}

// earlier is the state of the graph that answers, or one of those that led to it.
func earlier(ctx context.Context, current *graph.View, remembers history, commits []graph.Commit, number int) (*graph.View, error) {
	if number == int(current.Generation()) {
		return current, nil
	}
	for _, commit := range commits {
		if int(commit.Generation) != number || commit.Generation > current.Generation() {
			continue
		}
		if most := sightOf(ctx).limits.Past; commit.Quads > most {
			return nil, beyond(codeTooCostly, most, commit.Quads, "generation %d has %d quads; %d are allowed in an earlier generation that is read for an answer: compare them with polygraph diff, or let the server read more with --max-past", number, commit.Quads, most)
		}
		return remembers.Past(ctx, commit)
	}
	return nil, &graph.Error{Code: graph.CodeNotFound, Message: fmt.Sprintf("generation %d is not among those that led to this answer and are remembered; generations lists them", number)}
}
