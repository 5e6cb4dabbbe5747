package graph

import (
	"context"
	"fmt"
	"testing"
)

func nodeLine(n SubgraphNode) string { return fmt.Sprintf("%d %s", n.Distance, n.Thing) }

const street = `
	place/a builds cluster/b @document/x:1
	enterprise/c anchors cluster/b @document/x:2
	enterprise/c anchors cluster/b @document/x:3
	enterprise/c supplies cluster/d @document/x:4
	enterprise/e anchors cluster/b @document/x:5
	place/a supports enterprise/e @document/y:1
	official/f holds post/mayor @document/x:6 of=place/a
	official/g holds post/mayor @document/x:7 of=place/h`

func TestWhatLiesAroundAThing(t *testing.T) {
	v := build(t, street)
	for _, row := range []struct {
		name         string
		question     NeighbourhoodQuestion
		nodes, edges string
		omitted      string
	}{
		{"itself", NeighbourhoodQuestion{Of: []ID{"place/a"}}, `0 place/a`, ``, "0 0"},
		{"one relation away, with the relations between those that are found", NeighbourhoodQuestion{Of: []ID{"place/a"}, Depth: 1, Filter: &RelationFilter{Not: &RelationFilter{Predicates: []string{"at"}}}}, `
			0 place/a
			1 cluster/b
			1 enterprise/e`, `
			enterprise/e anchors cluster/b @x:5
			place/a builds cluster/b @x:1
			place/a supports enterprise/e @y:1`, "0 0"},
		{"by one sort of relation", NeighbourhoodQuestion{Of: []ID{"cluster/b"}, Depth: 3, Filter: &RelationFilter{Predicates: []string{"anchors", "supplies"}}}, `
			0 cluster/b
			1 enterprise/c
			1 enterprise/e
			2 cluster/d`, `
			enterprise/c anchors cluster/b @x:2 x:3
			enterprise/c supplies cluster/d @x:4
			enterprise/e anchors cluster/b @x:5`, "0 0"},
		{"not through a post, which everybody holds", NeighbourhoodQuestion{Of: []ID{"official/f"}, Depth: 3, Filter: &RelationFilter{Predicates: []string{"holds", "post"}}}, `
			0 official/f
			1 tenure/f.mayor.place.a
			2 post/mayor`, `
			official/f holds tenure/f.mayor.place.a @x:6
			tenure/f.mayor.place.a post post/mayor @x:6`, "0 0"},
		{"what more claims speak of, where there is no room for all", NeighbourhoodQuestion{Of: []ID{"cluster/b"}, Depth: 1, Nodes: 2, Filter: &RelationFilter{Predicates: []string{"anchors"}}}, `
			0 cluster/b
			1 enterprise/c`, `
			enterprise/c anchors cluster/b @x:2 x:3`, "1 0"},
		{"with fewer relations than there are", NeighbourhoodQuestion{Of: []ID{"cluster/b"}, Depth: 1, Edges: 1, Filter: &RelationFilter{Predicates: []string{"anchors"}}}, `
			0 cluster/b
			1 enterprise/c
			1 enterprise/e`, `
			enterprise/c anchors cluster/b @x:2 x:3`, "0 1"},
		{"of two things", NeighbourhoodQuestion{Of: []ID{"cluster/d", "cluster/b", "cluster/d"}, Depth: 1, Filter: &RelationFilter{Predicates: []string{"supplies"}}}, `
			0 cluster/b
			0 cluster/d
			1 enterprise/c`, `
			enterprise/c supplies cluster/d @x:4`, "0 0"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if row.question.Nodes == 0 {
				row.question.Nodes = 100
			}
			if row.question.Edges == 0 {
				row.question.Edges = 100
			}
			found, err := v.Neighbourhood(t.Context(), row.question)
			if err != nil {
				t.Fatal(err)
			}
			listed(t, found.Nodes, nodeLine, row.nodes)
			listed(t, found.Edges, edgeLine, row.edges)
			if got := fmt.Sprint(found.OmittedNodes, found.OmittedEdges); got != row.omitted {
				t.Errorf("omitted are %s, want %s", got, row.omitted)
			}
		})
	}
}

func TestNeighbourhoodsThatCannotBeHad(t *testing.T) {
	v := build(t, street)
	for _, row := range []struct {
		question NeighbourhoodQuestion
		code     Code
		says     string
	}{
		{NeighbourhoodQuestion{Nodes: 1}, CodeInvalid, "name 1 to 20"},
		{NeighbourhoodQuestion{Of: []ID{"place/a"}, Depth: 6, Nodes: 1}, CodeInvalid, "0 to 5 can be had"},
		{NeighbourhoodQuestion{Of: []ID{"place/a"}, Nodes: 1001}, CodeInvalid, "1 to 1000 things"},
		{NeighbourhoodQuestion{Of: []ID{"place/a"}, Nodes: 0}, CodeInvalid, "1 to 1000 things"},
		{NeighbourhoodQuestion{Of: []ID{"place/zz"}, Nodes: 1}, CodeNotFound, "there is no"},
		{NeighbourhoodQuestion{Of: []ID{"place/a"}, Nodes: 1, Filter: &RelationFilter{Node: &ThingFilter{Within: []ID{"cluster/b"}}}}, CodeInvalid, "wanted here is Place"},
	} {
		_, err := v.Neighbourhood(t.Context(), row.question)
		refused(t, err, row.code, row.says)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := v.Neighbourhood(ctx, NeighbourhoodQuestion{Of: []ID{"place/a"}, Depth: 1, Nodes: 10})
	refused(t, err, CodeUnavailable, "given up")
}
