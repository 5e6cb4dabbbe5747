package graph

import "slices"

// Owner is the thing of which a node that is no thing tells something: the document of a
// section or review, the subject of a statement over a time; false where there is no such
// node. So every IRI of the graph leads somewhere.
func (v *View) Owner(node string) (ID, bool) {
	start, found := slices.BinarySearchFunc(v.quads, Quad{Graph: IRI(GraphCurated), Subject: IRI(node)}, compareQuads)
	if found || start == len(v.quads) || v.quads[start].Graph.Value != GraphCurated || v.quads[start].Subject.Value != node {
		return "", false
	}
	group := properties{subject: node, graph: GraphCurated, quads: subjectGroup(v.quads[start:])}
	types := group.all(rdfType)
	switch {
	case slices.Contains(types, termStatement):
		return ID(group.one(rdfSubject)), true
	case slices.Contains(types, termSection), slices.Contains(types, termReview):
		return ID(group.one(partOf)), true
	}
	return "", false
}
