package graph

import (
	"cmp"
	"context"
	"slices"
)

// AnchorQuestion asks what anchors clusters. Empty fields do not restrict.
type AnchorQuestion struct {
	Industry ID // or a narrower one
	Place    ID // or a part of it, at the claim's date
	AsOf     Date
	Filter   *ClaimFilter
}

// Anchor is one anchoring relation with where and in what it stands.
type Anchor struct {
	Edge   Edge // anchor → cluster
	Claims []*Claim
}

// Industries are those of the cluster.
func (a Anchor) Industries() []ID { return a.Edge.view.IndustriesOf(a.Edge.Object()) }

// Places are those of the cluster.
func (a Anchor) Places() []ID { return a.Edge.view.PlacesOf(a.Edge.Object()) }

// Key orders answers by anchor and cluster.
func (a Anchor) Key() string { return string(a.Edge.Subject()) + " " + string(a.Edge.Object()) }

// Evidence is what the answer is about and rests on.
func (a Anchor) Evidence() Evidence {
	things := slices.Concat([]ID{a.Edge.Subject(), a.Edge.Object()}, a.Industries(), a.Places())
	return Evidence{Of: a.Edge.Subject(), Things: things, Stated: true, Predicate: a.Edge.Predicate(), Claims: a.Claims}
}

// Anchors answers which enterprises, institutes and platforms anchor which
// clusters, ordered by anchor and cluster.
func (v *View) Anchors(ctx context.Context, q AnchorQuestion) ([]Anchor, error) {
	if err := cmp.Or(v.requireIf(q.Industry, Industry), v.requireIf(q.Place, Place)); err != nil {
		return nil, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	var answers []Anchor
	for _, edge := range v.anchorsIn(q.Industry) {
		answer := Anchor{Edge: edge, Claims: edge.Claims()}
		if test != nil {
			if answer.Claims = keep(answer.Claims, test); len(answer.Claims) == 0 {
				continue
			}
		}
		if !v.HoldsAt(edge, q.AsOf) {
			continue
		}
		if q.Place != "" && !slices.ContainsFunc(answer.Places(), func(id ID) bool {
			return slices.ContainsFunc(answer.Claims, func(c *Claim) bool { return v.WithinPlace(id, q.Place, cmp.Or(q.AsOf, v.DateOf(c).Earliest)) })
		}) {
			continue
		}
		answers = append(answers, answer)
	}
	return answers, given(ctx, 0)
}

// anchorsIn are the anchors of clusters in an industry or a narrower one; of all clusters
// where it is empty.
func (v *View) anchorsIn(industry ID) []Edge {
	if industry == "" {
		return v.Edges("anchors")
	}
	inIndustry, _ := relationOf("inIndustry")
	anchors, _ := relationOf("anchors")
	var edges []uint32
	for _, industry := range v.branch(v.numberOf(industry), true).industries {
		for _, edge := range v.edges.in(industry, inIndustry) {
			edges = append(edges, v.edges.in(v.edges.subjects[edge], anchors)...)
		}
	}
	slices.Sort(edges)
	return v.handles(slices.Compact(edges))
}
