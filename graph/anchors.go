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
	Edge   Edge     // anchor → cluster
	claims []*Claim // nil where all on the edge count
}

// Claims state it.
func (a Anchor) Claims() []*Claim {
	if a.claims != nil {
		return a.claims
	}
	return a.Edge.Claims()
}

// Industries are those of the cluster.
func (a Anchor) Industries() []ID { return a.Edge.view.IndustriesOf(a.Edge.Object()) }

// Places are those of the cluster, by ID. They are appended to a list.
func (a Anchor) Places(list []Node) []Node { return a.Edge.ObjectNode().Places(list) }

// Key orders answers by anchor and cluster.
func (a Anchor) Key() string { return string(a.Edge.Subject()) + " " + string(a.Edge.Object()) }

// Evidence is what the answer is about and rests on.
func (a Anchor) Evidence() Evidence {
	things := append([]ID{a.Edge.Subject(), a.Edge.Object()}, a.Industries()...)
	for _, place := range a.Places(nil) {
		things = append(things, place.ID())
	}
	return Evidence{Of: a.Edge.Subject(), Things: things, Stated: true, Predicate: a.Edge.Predicate(), Claims: a.Claims()}
}

// Anchors answers which enterprises, institutes and platforms anchor which clusters, ordered
// by anchor and cluster.
func (v *View) Anchors(ctx context.Context, q AnchorQuestion) (List[Anchor], error) {
	list := AnswerList[Anchor](v, nil)
	if err := cmp.Or(v.requireIf(q.Industry, Industry), v.requireIf(q.Place, Place)); err != nil {
		return list, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return list, err
	}
	anchors := v.anchorsIn(q.Industry)
	if test == nil && q.AsOf == "" && q.Place == "" {
		list.later = &later[Anchor]{count: func() int { return len(anchors) }, first: func(n int) []Anchor {
			answers := make([]Anchor, min(n, len(anchors)))
			for i := range answers {
				answers[i] = Anchor{Edge: Edge{v, anchors[i]}}
			}
			return answers
		}}
		return list, given(ctx, 0)
	}
	for i, number := range anchors {
		if err := given(ctx, i); err != nil {
			return list, err
		}
		answer := Anchor{Edge: Edge{v, number}}
		if test != nil {
			if answer.claims = keep(answer.Claims(), test); len(answer.claims) == 0 {
				continue
			}
		}
		if v.HoldsAt(answer.Edge, q.AsOf) && (q.Place == "" || answer.within(q.Place, q.AsOf)) {
			list.Items = append(list.Items, answer)
		}
	}
	return list, given(ctx, 0)
}

// within tells whether the cluster lay in a place when a claim says so, or at a date.
func (a Anchor) within(region ID, asOf Date) bool {
	v := a.Edge.view
	return slices.ContainsFunc(a.Places(nil), func(place Node) bool {
		return slices.ContainsFunc(a.Claims(), func(c *Claim) bool {
			return v.WithinPlace(place.ID(), region, cmp.Or(asOf, v.DateOf(c).Earliest))
		})
	})
}

// anchorsIn are the anchors of clusters in an industry or a narrower one; of all clusters
// where it is empty.
func (v *View) anchorsIn(industry ID) []uint32 {
	if industry == "" {
		return v.edges.along(anchorsRelation)
	}
	return v.branch(v.numberOf(industry), true).anchors()
}

// anchorsOf are the anchors of clusters in any of the industries.
func (v *View) anchorsOf(industries []number) []uint32 {
	var edges []uint32
	for _, industry := range industries {
		for _, edge := range v.edges.in(industry, inIndustryRelation) {
			edges = append(edges, v.edges.in(v.edges.subjects[edge], anchorsRelation)...)
		}
	}
	slices.Sort(edges)
	return slices.Clip(slices.Compact(edges))
}

var (
	anchorsRelation, _    = relationOf("anchors")
	inIndustryRelation, _ = relationOf("inIndustry")
)
