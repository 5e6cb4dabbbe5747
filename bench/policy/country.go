package policy

import (
	"fmt"

	"github.com/polygraph-kg/polygraph/graph"
)

// country makes the places of one country, each with what belongs to it. It remembers
// the places that the current one lies in, and of the others no more than a fixed
// number.
type country struct {
	*dice
	shape
	atlas      *atlas
	common     []*graph.Thing // industries, metrics and posts
	industries []industry     // by how often they are named
	often      skew           // of the industries
	neighbours recent[neighbour]
	suppliers  recent[graph.ID]
}

// shape is how many places lie in a larger one, about: fewer in a small graph, so that
// it has cities too and not one province's towns alone.
type shape struct{ industries, cities, counties, towns int }

func shapeOf(quads int) shape {
	industries := min(500, max(40, quads/400))
	switch {
	case quads < 100_000:
		return shape{industries, 4, 4, 0}
	case quads < 1_000_000:
		return shape{industries, 8, 6, 4}
	}
	return shape{industries, 12, 9, 10}
}

// neighbour is a place that another may work together with.
type neighbour struct {
	id graph.ID
	name
}

// recent are the last few items that were added.
type recent[T any] struct {
	items []T
	next  int
}

func (r *recent[T]) add(item T) {
	const most = 64
	if len(r.items) < most {
		r.items = append(r.items, item)
		return
	}
	r.items[r.next%most] = item
	r.next++
}

func newCountry(seed uint64, quads int) *country {
	c := &country{dice: newDice(seed), shape: shapeOf(quads)}
	c.atlas = newAtlas(c.dice)
	var things []*graph.Thing
	things, c.industries = newIndustries(c.dice, c.shape.industries)
	c.often = newSkew(len(c.industries))
	c.common = append(append(things, metricThings()...), postThings()...)
	return c
}

// places passes on what belongs to each place, the larger before those in it, as long
// as more is wanted.
func (c *country) places(yield func([]*graph.Thing, []*graph.Claim) bool) {
	land := name{slug: "huaxia", english: "Huaxia", hans: "华夏", pinyin: "Huáxià"}
	root := c.place("country", rank{level: "country"}, land, "", nil)
	root.things = append(c.common, root.things...)
	if !yield(root.things, root.claims) {
		return
	}
	root.forget()
	for number := 11; ; number++ { // as GB/T 2260 does
		province := c.child(root, "province", number)
		if !yield(province.things, province.claims) {
			return
		}
		province.forget()
		for city := range c.about(c.cities) {
			town := c.child(province, "city", 1+city)
			if !yield(town.things, town.claims) {
				return
			}
			town.forget()
			for county := range c.about(c.counties) {
				level := "county"
				if c.chance(40) {
					level = "district"
				}
				if !c.countyWithTowns(town, level, 1+county, yield) {
					return
				}
			}
		}
	}
}

func (c *country) countyWithTowns(city *place, level string, number int, yield func([]*graph.Thing, []*graph.Claim) bool) bool {
	county := c.child(city, level, number)
	if !yield(county.things, county.claims) {
		return false
	}
	county.forget()
	names := make(map[string]bool)
	for range c.about(c.towns) {
		own := joined(pick(c.dice, firstOfPlace), pick(c.dice, secondOfPlace))
		if names[own.slug] {
			continue
		}
		names[own.slug] = true
		own.slug = county.slug + "-" + own.slug
		town := c.place("township", ranks["township"], own, "", county)
		if !yield(town.things, town.claims) {
			return false
		}
	}
	return true
}

// child is a place with a name of its own and a code in that of the larger one. Where
// the two digits of provinces are used up, it has no code.
func (c *country) child(within *place, level string, number int) *place {
	code := ""
	switch {
	case level == "province" && number < 100:
		code = fmt.Sprintf("%02d0000", number)
	case level == "city" && within.code != "":
		code = fmt.Sprintf("%s%02d00", within.code[:2], number)
	case level == "district" && within.code != "":
		code = fmt.Sprintf("%s%02d", within.code[:4], number)
	case level == "county" && within.code != "":
		code = fmt.Sprintf("%s%02d", within.code[:4], 20+number) // counties are numbered from 21
	}
	return c.place(level, ranks[level], c.atlas.name(), code, within)
}
