package export

import (
	"context"

	"github.com/polygraph-kg/polygraph/graph"
)

// Fact is one attribute of a thing or a claim, as every format has it.
type Fact struct {
	Column
	Values []string // several for a list
}

// Facts are the attributes that a thing or a claim has, apart from its ID and label;
// none for what is not there.
func Facts(v *graph.View, id graph.ID, languages []string) []Fact {
	g := (&job{ctx: context.Background(), piece: v.All().WithClaims(false), Options: Options{Languages: languages}}).properties()
	n := &node{id: id, kind: id.Kind()}
	if claim := v.Claim(id); claim != nil {
		n.claim = claim
	} else if thing := v.Thing(id); thing != nil {
		n = g.node(thing)
	} else {
		return nil
	}
	var facts []Fact
	for i, value := range g.valuesOfNode(n) {
		if value != nil {
			list, many := value.([]string)
			if !many {
				list = []string{plain(value)}
			}
			facts = append(facts, Fact{nodeColumns[i].Column, list})
		}
	}
	return facts
}

// Evidence is a claim as a person cites it: file:line, stance, and words on the line.
func Evidence(v *graph.View, c *graph.Claim) string { return (&propertyGraph{view: v}).evidence(c) }
