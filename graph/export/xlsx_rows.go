package export

import (
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// cell is what stands in a column of a row, with the thing to whose row it leads.
type cell struct {
	value any
	to    graph.ID
	// claims: it leads to the first claim about the thing instead.
	claims bool
}

// The columns that sheets may have, in the order of their cells. A sheet has those of
// them for which one of its rows has a value. The first page explains those together
// that have no description here.
var (
	thingColumns = slices.Concat([]Column{{Name: "label"}, {Name: "id"}}, besides(NodeColumns(), thingsLack))
	claimColumns = slices.Concat([]Column{{Name: "label"}, {Name: "subject"}, {Name: "predicate"}, {Name: "object"}, {Name: "documentTitle"}, {Name: "line"}},
		besides(NodeColumns(), claimsLack), []Column{{Name: "id"}, {Name: "subjectId"}, {Name: "objectId"}})
	relationColumns = slices.Concat([]Column{{Name: "subject"}, {Name: "label"}, {Name: "object"}}, EdgeColumns(),
		[]Column{{Name: "id"}, {Name: "subjectId"}, {Name: "objectId"}})
)

// The columns of nodes that stand elsewhere in a row: the kind is the sheet's.
var (
	thingsLack = []string{"kind"}
	claimsLack = []string{"kind", "predicate", "line"}
)

func besides(columns []Column, names []string) []Column {
	return slices.DeleteFunc(columns, func(c Column) bool { return slices.Contains(names, c.Name) })
}

// cellsOfNode are those of thingColumns or claimColumns. Names lead to rows, IDs beside
// them do not: the links that Excel allows are few.
func (g *propertyGraph) cellsOfNode(n *node) []cell {
	if n.claim != nil {
		return g.cellsOfClaim(n)
	}
	cells := []cell{{value: n.label}, {value: string(n.id)}}
	for i, value := range g.valuesOfNode(n) {
		switch name := nodeColumns[i].Name; {
		case name == "region":
			cells = append(cells, cell{value: value, to: n.region})
		case name == "claims":
			cells = append(cells, cell{value: value, to: n.id, claims: true})
		case !slices.Contains(thingsLack, name):
			cells = append(cells, cell{value: value})
		}
	}
	return cells
}

func (g *propertyGraph) cellsOfClaim(n *node) []cell {
	c := n.claim
	cells := []cell{{value: n.label}, g.named(c.Subject), {value: c.Predicate}, g.named(c.Object), g.named(c.Document), {value: int64(c.Line)}}
	for i, value := range g.valuesOfNode(n) {
		if !slices.Contains(claimsLack, nodeColumns[i].Name) {
			cells = append(cells, cell{value: value})
		}
	}
	return append(cells, cell{value: string(c.ID)}, cell{value: string(c.Subject)}, cell{value: string(c.Object)})
}

// cellsOfRelation are those of relationColumns.
func (g *propertyGraph) cellsOfRelation(e *edge) []cell {
	cells := []cell{g.named(e.source), {value: e.label}, g.named(e.target)}
	for _, value := range g.valuesOfEdge(e) {
		cells = append(cells, cell{value: value})
	}
	return append(cells, cell{value: e.id}, cell{value: string(e.source)}, cell{value: string(e.target)})
}

// named is a thing by its name.
func (g *propertyGraph) named(id graph.ID) cell {
	if t := g.view.Thing(id); t != nil {
		return cell{value: t.LabelIn(g.Languages).Text, to: id}
	}
	return cell{value: string(id)}
}
