package graph

// Node is something that a View has an ID of: a thing, a claim, or what an edge of a graph
// that was taken as it is leads to. Like an Edge it is a handle: small, to be passed by value,
// and equal to itself. What is asked of it is found without looking for its ID first.
type Node struct {
	view   *View
	number number
}

// Node finds what has the ID; false, and a node of which nothing is known, where the graph
// does not speak of it.
func (v *View) Node(id ID) (Node, bool) {
	n := v.numberOf(id)
	return Node{v, n}, n != noNumber
}

// SubjectNode is where the edge begins.
func (e Edge) SubjectNode() Node { return Node{e.view, e.view.edges.subjects[e.number]} }

// ObjectNode is where the edge ends.
func (e Edge) ObjectNode() Node { return Node{e.view, e.view.edges.objects[e.number]} }

// Far is the far end, seen from one end.
func (e Edge) Far(from Node) Node {
	if subject := e.SubjectNode(); subject != from {
		return subject
	}
	return e.ObjectNode()
}

// ID is empty where nothing is known of the node.
func (n Node) ID() ID {
	if n.number == noNumber {
		return ""
	}
	return n.view.idOf(n.number)
}

// Kind is that of its ID.
func (n Node) Kind() Kind {
	if n.number == noNumber || n.view.kinds[n.number] == noKind {
		return ""
	}
	return kinds[n.view.kinds[n.number]].Kind
}

// IsThing tells whether it is a thing that is described.
func (n Node) IsThing() bool { return n.view.isThing(n.number) }

// Claim is nil where the node is none.
func (n Node) Claim() *Claim {
	v := n.view
	if n.number == noNumber || v.kinds[n.number] != claimKindNumber || v.thingPlaces[n.number] == 0 {
		return nil
	}
	return v.claims[v.thingPlaces[n.number]-1]
}

// IsDescribed tells whether the graph has more of it than its ID.
func (n Node) IsDescribed() bool {
	return n.number != noNumber && n.view.thingPlaces[n.number] != 0
}

// Thing is nil where the node is none that is described.
func (n Node) Thing() *Thing {
	if !n.IsThing() {
		return nil
	}
	return n.view.thing(n.number)
}

// Relations are the node's edges along a predicate, as View.Relations has them.
func (n Node) Relations(predicate string, forward bool) []Edge {
	p, known := relationOf(predicate)
	switch {
	case !known || n.number == noNumber:
		return nil
	case symmetric[p]:
		return n.view.AllRelations(n.ID(), []string{predicate}, AnyWay)
	case forward:
		return n.view.outOf(n.number, p)
	}
	return n.view.inOf(n.number, p)
}
