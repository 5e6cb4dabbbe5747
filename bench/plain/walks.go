package plain

import "github.com/polygraph-kg/polygraph/bench/hops"

// Walks are from where one and two relations are followed, with how many things they lead
// to: as many of each length as are wanted, among the industries of most places and among
// places.
func (x *Index) Walks(n int) []hops.Walk {
	var walks []hops.Walk
	for _, c := range x.IndustryCounts("", n) {
		walks = append(walks, hops.Walk{Hops: 1, From: x.things[c.industry].id, Results: int(c.Places)})
	}
	for _, place := range x.DrawAlike(n, 20) {
		var reached []int32
		for _, industry := range relationsOf(x.things[x.numbers[place]].out, "prioritises") {
			for _, r := range relationsOf(x.things[industry.object].in, "prioritises") {
				reached = append(reached, r.subject)
			}
		}
		walks = append(walks, hops.Walk{Hops: 2, From: place, Results: len(unique(reached))})
	}
	return walks
}
