package graph

import (
	"slices"
	"sync"
)

// industryBranch is who prioritises an industry, or it and all that are narrower: edges by
// place and industry, each with a claim. It is reckoned once for a View.
type industryBranch struct {
	industries []number
	edges      []uint32
	starts     []uint32 // of each place's edges, and the end of the last
	counts     func() map[Kind]Rollup
	anchors    func() []uint32 // edges to clusters in the industries, by anchor and cluster
}

// places are how many there are.
func (b *industryBranch) places() int { return len(b.starts) - 1 }

// branch finds who prioritises an industry.
func (v *View) branch(industry number, narrower bool) *industryBranch {
	if narrower && v.kinds[industry] == industryKindNumber && v.isThing(industry) {
		first, _ := v.rangeOf(Industry)
		kept := &v.branches()[v.thingPlaces[industry]-1-first]
		if b := kept.Load(); b != nil {
			return b
		}
		kept.CompareAndSwap(nil, v.reckonBranch(industry, true))
		return kept.Load()
	}
	return v.reckonBranch(industry, narrower)
}

func (v *View) reckonBranch(industry number, narrower bool) *industryBranch {
	b := &industryBranch{industries: []number{industry}}
	if narrower {
		b.industries = v.narrower(industry)
	}
	prioritises, _ := relationOf("prioritises")
	for _, industry := range b.industries {
		for _, edge := range v.edges.in(industry, prioritises) {
			if len(v.edges.claims.of(edge)) > 0 {
				b.edges = append(b.edges, edge)
			}
		}
	}
	slices.Sort(b.edges) // by subject, predicate and object
	for i, edge := range b.edges {
		if i == 0 || v.edges.subjects[edge] != v.edges.subjects[b.edges[i-1]] {
			b.starts = append(b.starts, uint32(i))
		}
	}
	b.starts = append(b.starts, uint32(len(b.edges)))
	b.anchors = sync.OnceValue(func() []uint32 { return v.anchorsOf(b.industries) })
	b.counts = sync.OnceValue(func() map[Kind]Rollup { return v.rollup(v.idOf(industry), make(map[ID]members), nil) })
	return b
}

// narrower are an industry and all that are narrower, nearest first.
func (v *View) narrower(industry number) []number {
	broader, _ := relationOf("broader")
	branch, seen := []number{industry}, map[number]bool{industry: true}
	for i := 0; i < len(branch); i++ {
		for _, edge := range v.edges.in(branch[i], broader) {
			if n := v.edges.subjects[edge]; !seen[n] {
				seen[n] = true
				branch = append(branch, n)
			}
		}
	}
	return branch
}

// Branch is the industry with, if wanted, all that are narrower.
func (v *View) Branch(industry ID, narrower bool) []ID {
	n := v.numberOf(industry)
	if !narrower || n == noNumber {
		return []ID{industry}
	}
	numbers := v.narrower(n)
	branch := make([]ID, len(numbers))
	for i, n := range numbers {
		branch[i] = v.idOf(n)
	}
	return branch
}
