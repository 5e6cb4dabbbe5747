package model

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Anchor is something that anchors a cluster.
type Anchor struct {
	reader *Reader
	answer graph.Anchor
}

// Anchors answers what anchors which clusters.
func Anchors(ctx context.Context, r *Reader, q graph.AnchorQuestion, p graph.Page) (*AnchorConnection, error) {
	list, err := r.View.Anchors(ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(ctx, r, list, p, func(a graph.Anchor) Anchor { return Anchor{r, a} })
}

// Anchor is what the cluster relies on.
func (a Anchor) Anchor() Thing { return a.AnchorBase().Thing() }

// AnchorBase is the same.
func (a Anchor) AnchorBase() Base { return Base{a.reader, a.answer.Edge.SubjectNode()} }

// Cluster relies on it.
func (a Anchor) Cluster() Cluster { return one[Cluster](a.reader, a.answer.Edge.ObjectNode()) }

// Industries are those of the cluster.
func (a Anchor) Industries() []Industry { return all[Industry](a.reader, a.answer.Industries()) }

// Places build, plan or host the cluster.
func (a Anchor) Places() []Place { return things[Place](a.PlacesBase) }

// PlacesBase are the same.
func (a Anchor) PlacesBase(yield func(Base) bool) {
	var room [4]graph.Node
	described[Place](a.reader, a.answer.Places(room[:0]), yield)
}

// Claims say so.
func (a Anchor) Claims() []Claim { return claims(a.reader, a.answer.Claims()) }
