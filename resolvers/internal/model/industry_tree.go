package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Branch is an industry in its place in the taxonomy.
type Branch struct {
	reader *Reader
	answer graph.Branch
}

// IndustryTree answers with the taxonomy.
func IndustryTree(ctx context.Context, r *Reader, q graph.TreeQuestion, p graph.Page) (*BranchConnection, error) {
	answers, err := r.View.IndustryTree(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, graph.AnswerList(r.View, answers), p, func(a graph.Branch) Branch { return Branch{r, a} })
}

// Industry stands there.
func (b Branch) Industry() Industry { return of[Industry](b.reader, b.answer.Industry) }

// Parent is the wider industry above.
func (b Branch) Parent() (Industry, bool) { return find[Industry](b.reader, b.answer.Parent) }

// Depth counts levels below the root.
func (b Branch) Depth() int { return b.answer.Depth }

// Narrower counts industries right below.
func (b Branch) Narrower() int { return b.answer.Narrower }

// Counts are how much there is to it.
func (b Branch) Counts() BranchCounts { return BranchCounts{b.answer.Counts} }

// BranchCounts are how much there is to an industry.
type BranchCounts struct{ counts map[graph.Kind]graph.Rollup }

// Places prioritise it.
func (b BranchCounts) Places() graph.Rollup { return b.counts[graph.Place] }

// Clusters are in it.
func (b BranchCounts) Clusters() graph.Rollup { return b.counts[graph.Cluster] }

// Enterprises are in it.
func (b BranchCounts) Enterprises() graph.Rollup { return b.counts[graph.Enterprise] }

// Programmes cover it.
func (b BranchCounts) Programmes() graph.Rollup { return b.counts[graph.Programme] }

// Claims say so.
func (b BranchCounts) Claims() graph.Rollup { return b.counts[graph.ClaimKind] }
