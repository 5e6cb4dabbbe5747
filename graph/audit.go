package graph

import (
	"context"
	"fmt"
	"slices"
)

// Problem is something in a graph that nobody should have to rely on.
type Problem struct {
	Kind  ProblemKind `json:"kind"`
	Where string      `json:"where"` // an edge, a claim, or a part of a store
	What  string      `json:"what"`
}

// ProblemKind tells problems apart.
type ProblemKind string

// The kinds of problem.
const (
	UnstatedQuad     ProblemKind = "UNSTATED_QUAD" // in the graph of a document, and no claim of the document says so
	UnstatedEdge     ProblemKind = "UNSTATED_EDGE" // that neither a claim nor curated knowledge states
	ClaimWithoutEdge ProblemKind = "CLAIM_WITHOUT_EDGE"
	DanglingID       ProblemKind = "DANGLING_ID" // that nothing describes
	DamagedStore     ProblemKind = "DAMAGED_STORE"
)

// Audit looks for what the loader would not have let in: a graph that was taken as it is may have
// it. Each problem is told once, in the order of quads, claims and edges.
func (v *View) Audit(ctx context.Context, tell func(Problem)) error {
	if err := v.auditQuads(ctx, tell); err != nil {
		return err
	}
	for i, claim := range v.claims {
		if err := given(ctx, i); err != nil {
			return err
		}
		if _, found := v.Edge(claim.Subject, claim.Predicate, claim.Object); !found {
			tell(Problem{ClaimWithoutEdge, string(claim.ID), fmt.Sprintf("it states %s %s %s, and there is no such edge", claim.Subject, claim.Predicate, claim.Object)})
		}
		if document, _ := v.Node(claim.Document); !document.IsThing() {
			tell(Problem{DanglingID, string(claim.ID), fmt.Sprintf("its document %s is described nowhere", claim.Document)})
		}
	}
	return v.auditEdges(ctx, tell)
}

// AuditCommits looks for gaps between commits, the oldest first, and for counts that do not agree.
func AuditCommits(list []Commit, tell func(Problem)) {
	for i := 1; i < len(list); i++ {
		before, commit := list[i-1], list[i]
		switch {
		case commit.Generation != before.Generation+1:
			tell(Problem{DamagedStore, "commits", fmt.Sprintf("generation %d comes behind %d", commit.Generation, before.Generation)})
		case commit.Quads != before.Quads+commit.QuadsAdded-commit.QuadsRemoved:
			tell(Problem{DamagedStore, "commits", fmt.Sprintf("generation %d is said to have %d quads, which those before it and its changes do not come to", commit.Generation, commit.Quads)})
		}
	}
}

// auditQuads looks for quads in the graphs of documents that no claim of theirs states.
func (v *View) auditQuads(ctx context.Context, tell func(Problem)) error {
	curated, claims, relations := v.findIRI(GraphCurated), v.findIRI(GraphClaims), v.relations()
	for i, r := range v.rows {
		if err := given(ctx, i); err != nil {
			return err
		}
		if r.graph == curated || r.graph == claims {
			continue
		}
		if !v.states(r, relations) {
			tell(Problem{UnstatedQuad, v.quad(r).String(), "no claim of the document states it, and it is not curated"})
		}
	}
	return nil
}

// states tells whether a claim of the document states the edge of a row, or states something of the
// target, figure or tenure that the row describes.
func (v *View) states(r row, relations map[number]relation) bool {
	says := func(claims []*Claim) bool {
		return slices.ContainsFunc(claims, func(c *Claim) bool { return v.numberOf(c.Document) == r.graph })
	}
	if v.isThing(r.subject) && kinds[v.kinds[r.subject]].Minted {
		return says(v.about.of(r.subject))
	}
	relation, related := relations[r.predicate]
	if !related {
		return false
	}
	edge, found := v.edges.find(r.subject, relation, r.object)
	return found && says(v.edges.claims.of(edge))
}

// auditEdges looks for edges that nothing states, and for ends that nothing describes.
func (v *View) auditEdges(ctx context.Context, tell func(Problem)) error {
	dangling := map[number]bool{}
	for i := range v.edges.count() {
		if err := given(ctx, i); err != nil {
			return err
		}
		edge := Edge{v, uint32(i)}
		if !edge.Curated() && len(edge.Claims()) == 0 {
			tell(Problem{UnstatedEdge, edge.Key(), "neither a claim nor curated knowledge states it"})
		}
		for _, end := range [2]Node{edge.SubjectNode(), edge.ObjectNode()} {
			if !end.IsDescribed() && !dangling[end.number] {
				dangling[end.number] = true
				tell(Problem{DanglingID, string(end.ID()), "an edge leads there, and nothing describes it"})
			}
		}
	}
	return nil
}
