package graph

import "slices"

// Owner is the thing of which a node that is no thing tells something: the document of a
// section or review, the subject of a statement over a time; false where there is no such
// node. So every IRI of the graph leads somewhere.
func (v *View) Owner(node string) (ID, bool) {
	curated, subject := v.findIRI(GraphCurated), v.findIRI(node)
	if curated == noNumber || subject == noNumber {
		return "", false
	}
	rows := v.rowsOf(curated, subject)
	if len(rows) == 0 {
		return "", false
	}
	group := v.properties(rows)
	types := group.all(rdfType)
	switch {
	case slices.Contains(types, termStatement):
		return ID(group.one(rdfSubject)), true
	case slices.Contains(types, termSection), slices.Contains(types, termReview):
		return ID(group.one(partOf)), true
	}
	return "", false
}
