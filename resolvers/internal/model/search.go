package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// SearchHit is a thing that was found.
type SearchHit struct {
	reader *Reader
	match  graph.Match
}

// Search finds things by a piece of a name.
func Search(ctx context.Context, r *Reader, text string, filter *graph.ThingFilter, p graph.Page) (*SearchHitConnection, error) {
	matches, err := r.View.SearchThings(ctx, text, filter)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, matches, graph.Match.Merit), p, func(m graph.Match) SearchHit { return SearchHit{r, m} })
}

// Thing is what was found.
func (s SearchHit) Thing() Thing { return Wrap(s.reader, s.match.Thing.ID) }

// Name is the one that matched.
func (s SearchHit) Name() graph.Name { return s.match.Name }

// By is how it matched.
func (s SearchHit) By() string { return s.match.By }
