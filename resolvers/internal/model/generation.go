package model

import (
	"slices"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
)

// Generation is a load that is remembered.
type Generation struct{ commit graph.Commit }

// Generations are the newest of the commits, up to the state that the Reader has; others may
// have come since.
func Generations(r *Reader, commits []graph.Commit, first int) ([]Generation, error) {
	commits = slices.Clone(commits)
	slices.Reverse(commits)
	commits = slices.DeleteFunc(commits, func(c graph.Commit) bool { return c.Generation > r.Generation() })
	list, err := graph.First(commits, first)
	return each(list, func(c graph.Commit) Generation { return Generation{c} }), err
}

// Number is that of the generation.
func (g Generation) Number() int { return int(g.commit.Generation) }

// At is when it was loaded.
func (g Generation) At() time.Time { return g.commit.At }

// By is who loaded it.
func (g Generation) By() (string, bool) { return given(g.commit.By) }

// What was loaded.
func (g Generation) What() (string, bool) { return given(g.commit.What) }

// ClaimsAdded counts the new claims.
func (g Generation) ClaimsAdded() int { return g.commit.ClaimsAdded }

// ClaimsChanged counts those of which something else is stated since.
func (g Generation) ClaimsChanged() int { return g.commit.ClaimsChanged }

// ClaimsRemoved counts those that are no longer there.
func (g Generation) ClaimsRemoved() int { return g.commit.ClaimsRemoved }

// QuadsAdded counts the new quads.
func (g Generation) QuadsAdded() int { return g.commit.QuadsAdded }

// QuadsRemoved counts those that are no longer there.
func (g Generation) QuadsRemoved() int { return g.commit.QuadsRemoved }

// Quads counts all quads from then on.
func (g Generation) Quads() int { return g.commit.Quads }
