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

// Search finds things by their names.
func Search(ctx context.Context, r *Reader, text string, filter *graph.ThingFilter, p graph.Page) (*SearchHitConnection, error) {
	list, err := r.View.SearchList(ctx, text, filter)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, list, p, func(m graph.Match) SearchHit { return SearchHit{r, m} })
}

// Thing is what was found.
func (s SearchHit) Thing() Thing { return s.ThingBase().Thing() }

// ThingBase is the same.
func (s SearchHit) ThingBase() Base { return Base{s.reader, s.match.Node} }

// Name is the one that matched.
func (s SearchHit) Name() graph.Name { return s.match.Name() }

// By is which sort of name it is.
func (s SearchHit) By() graph.MatchReason { return s.match.By }

// How is how much of it matched.
func (s SearchHit) How() graph.MatchQuality { return s.match.How }

// Score orders hits.
func (s SearchHit) Score() float64 { return s.match.Score }
