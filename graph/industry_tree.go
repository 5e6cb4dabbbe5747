package graph

import (
	"context"
	"slices"
)

// TreeQuestion asks for the taxonomy of industries with counts.
type TreeQuestion struct {
	Root   ID   // the whole taxonomy when empty
	Depth  *int // levels below the root; all of them when nil
	Filter *ClaimFilter
}

// Branch is one industry in its place in the taxonomy. An industry that lies in
// two wider ones stands below each.
type Branch struct {
	Industry ID
	Parent   ID // empty at the root
	Depth    int
	Narrower int    // how many industries lie right below it
	Path     string // the IDs down to it: what lies below begins with it
	Counts   map[Kind]Rollup
}

// Rollup counts what belongs to an industry itself, and to it or any narrower one,
// each thing once.
type Rollup struct{ Own, Total int }

// Key orders branches as the tree has them.
func (b Branch) Key() string { return b.Path }

// Evidence is what the answer is about.
func (b Branch) Evidence() Evidence {
	return Evidence{Of: b.Industry, Things: []ID{b.Industry}, Stated: true}
}

// The bounds of a taxonomy: how deep it is followed, and how many branches it has. Where
// industries lie in several wider ones, branches can be many more than industries.
const (
	maxTree     = 50
	maxBranches = 50_000
)

// IndustryTree lists the taxonomy, each industry before the narrower ones, with how
// many places prioritise it, how many clusters, enterprises and programmes it has,
// and how many claims say so.
func (v *View) IndustryTree(ctx context.Context, q TreeQuestion) ([]Branch, error) {
	if err := v.requireIf(q.Root, Industry); err != nil {
		return nil, err
	}
	test, err := v.ClaimTest(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	depth := maxTree
	if q.Depth != nil {
		if depth = *q.Depth; depth < 0 || depth > maxTree {
			return nil, invalid("%d levels of the taxonomy are asked for; 0 to %d can be had", depth, maxTree)
		}
	}
	var branches []Branch
	var grow func(industry ID, above Branch, line []ID)
	grow = func(industry ID, above Branch, line []ID) {
		branch := Branch{Industry: industry, Parent: above.Industry, Depth: len(line), Path: above.Path + string(industry) + " "}
		line = append(line, industry)
		var narrower []ID
		for _, edge := range v.In(industry, "broader") {
			if id := edge.Subject(); id.Kind() == Industry && v.Thing(id) != nil && !slices.Contains(line, id) { // nothing grows out of itself
				narrower = append(narrower, id)
			}
		}
		branch.Narrower = len(narrower)
		branches = append(branches, branch)
		for _, id := range narrower {
			if len(line) <= depth && len(branches) <= maxBranches {
				grow(id, branch, line)
			}
		}
	}
	for _, root := range v.roots(q.Root) {
		grow(root, Branch{}, nil)
	}
	if len(branches) > maxBranches {
		return nil, invalid("the taxonomy has more than %d branches; ask for those below one industry, or for fewer levels", maxBranches)
	}
	own := make(map[ID]members)
	for i := range branches {
		if err := given(ctx, i); err != nil {
			return nil, err
		}
		if test == nil {
			branches[i].Counts = v.IndustryCounts(branches[i].Industry)
		} else {
			branches[i].Counts = v.rollup(branches[i].Industry, own, test)
		}
	}
	return branches, given(ctx, 0)
}

// IndustryCounts are the counts of one industry, which are reckoned once for a View.
func (v *View) IndustryCounts(industry ID) map[Kind]Rollup {
	if n := v.numberOf(industry); n != noNumber {
		return v.branch(n, true).counts()
	}
	return nil
}

// roots are the industry itself, or all that no other one is broader than.
func (v *View) roots(root ID) []ID {
	if root != "" {
		return []ID{root}
	}
	var roots []ID
	for _, industry := range v.Things(Industry) {
		if len(v.Out(industry.ID, "broader")) == 0 {
			roots = append(roots, industry.ID)
		}
	}
	return roots
}

// members are the things of each kind, and the claims, that belong to an industry.
type members map[Kind]map[ID]bool

// rollup counts the members of an industry and of its branch. Those of each
// industry are gathered once.
func (v *View) rollup(industry ID, known map[ID]members, test func(*Claim) bool) map[Kind]Rollup {
	all := members{}
	counts := make(map[Kind]Rollup)
	for _, id := range v.Branch(industry, true) {
		if known[id] == nil {
			known[id] = v.membersOf(id, test)
		}
		for kind, things := range known[id] {
			if all[kind] == nil {
				all[kind] = map[ID]bool{}
			}
			for thing := range things {
				all[kind][thing] = true
			}
		}
	}
	for kind, things := range all {
		counts[kind] = Rollup{Own: len(known[industry][kind]), Total: len(things)}
	}
	return counts
}

// membersOf are the places that prioritise an industry, not merely cap it, and the
// things that work in it or cover it.
func (v *View) membersOf(industry ID, test func(*Claim) bool) members {
	m := members{}
	add := func(kind Kind, id ID) {
		if m[kind] == nil {
			m[kind] = map[ID]bool{}
		}
		m[kind][id] = true
	}
	for _, predicate := range []string{"prioritises", "inIndustry", "covers"} {
		for _, edge := range v.In(industry, predicate) {
			if predicate != "prioritises" && edge.Subject().Kind() == Place {
				continue // a place that is of an industry, such as a car town, need not prioritise it
			}
			claims := edge.Claims()
			if test != nil {
				claims = keep(claims, test)
			}
			if len(claims) == 0 && (test != nil || !edge.Curated()) {
				continue
			}
			for _, claim := range claims {
				add(ClaimKind, claim.ID)
			}
			if predicate != "prioritises" || !capped(claims) {
				add(edge.Subject().Kind(), edge.Subject())
			}
		}
	}
	return m
}
