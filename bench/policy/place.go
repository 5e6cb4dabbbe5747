package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// known is a thing that documents of the place can name.
type known struct {
	id graph.ID
	name
	industry int // its rank; of what is in one
}

// programme is a known one with its members.
type programme struct {
	known
	parts   [][]known // by the numbers of its formula; one without number where it has none
	formula bool
}

// official is a person with the posts held here.
type official struct {
	known
	terms []inOffice
}

// inOffice is a time in a post.
type inOffice struct {
	post post
	span graph.Span
}

// place is a place with what belongs to it.
type place struct {
	known
	level  string
	code   string
	within *place

	priorities    []priority
	organisations []known
	enterprises   []known
	clusters      []known
	projects      []known
	platforms     []known
	programmes    []programme
	officials     []official
	parts         []known // zones and parks

	things []*graph.Thing
	claims []*graph.Claim
	minted map[graph.ID]bool // of the things
}

// priority is an industry that the place names, with how it treats it.
type priority struct {
	known
	stance graph.Stance
}

// forget leaves what was passed on to whoever has it now.
func (p *place) forget() { p.things, p.claims, p.minted = nil, nil, nil }

// plenty is how much belongs to a place of a level, about.
type plenty struct {
	priorities, organisations, enterprises, clusters, programmes, projects, platforms, officials, parts int
	documents, claims                                                                                   int // claims of each document
}

var plenties = map[string]plenty{
	"country":  {12, 6, 0, 0, 12, 2, 2, 6, 0, 3, 25},
	"province": {16, 6, 5, 2, 9, 4, 3, 6, 2, 3, 45},
	"city":     {12, 5, 6, 3, 6, 4, 3, 5, 2, 3, 35},
	"county":   {8, 3, 4, 2, 4, 3, 2, 4, 1, 2, 22},
	"district": {8, 3, 4, 2, 4, 3, 2, 4, 1, 2, 22},
	"township": {4, 2, 2, 1, 1, 1, 0, 2, 0, 1, 10},
}

// stances are as frequent as in the curated data, a few times more often NURTURE and LIMIT.
var stances = slices.Concat(
	slices.Repeat([]graph.Stance{graph.Grow}, 60), slices.Repeat([]graph.Stance{graph.Upgrade}, 16), slices.Repeat([]graph.Stance{graph.Lead}, 9),
	slices.Repeat([]graph.Stance{graph.Nurture}, 7), slices.Repeat([]graph.Stance{graph.Limit}, 3), slices.Repeat([]graph.Stance{graph.Unstated}, 5))

// place makes a place, what belongs to it, and the documents that are written there.
func (c *country) place(level string, r rank, n name, code string, within *place) *place {
	p := &place{level: level, code: code, within: within, known: known{id: graph.ID("place/" + n.slug), name: n}, minted: map[graph.ID]bool{}}
	much := plenties[level]
	c.itself(p, r)
	for range c.about(much.parts) {
		c.zone(p)
	}
	for range c.about(much.priorities) {
		c.priority(p)
	}
	for _, o := range bodies[:min(len(bodies), c.about(much.organisations))] {
		whole := p.id
		full := p.local(o.english, o.hans)
		p.organisations = append(p.organisations, p.add(graph.Organisation, full, 0, func(t *graph.Thing) { t.PartOf = []graph.DatedID{{ID: whole}} }))
	}
	if len(p.organisations) > 3 && c.chance(30) { // the reform of departments in 2018
		successor := graph.DatedID{ID: p.organisations[3].id, Span: graph.Span{From: graph.Date(fmt.Sprintf("%d-%02d", c.between(2018, 2019), c.between(1, 12)))}}
		p.add(graph.Organisation, p.local("Economic and Trade Commission", "经济贸易委员会"), 0, func(t *graph.Thing) {
			t.PartOf = []graph.DatedID{{ID: p.id, Span: graph.Span{Until: successor.From}}}
			t.SucceededBy = []graph.DatedID{successor}
		})
	}
	for range c.about(much.enterprises) {
		c.enterprise(p)
	}
	for _, i := range some(c.dice, p.priorities, c.about(much.clusters)) {
		p.clusters = append(p.clusters, p.add(graph.Cluster, p.local(i.english+" cluster", i.hans+"产业集群"), i.industry, c.inIndustry(i.industry)))
	}
	for range c.about(much.projects) {
		i := pick(c.dice, p.priorities)
		kind := pick(c.dice, projectKinds)
		p.projects = appendNew(p.projects, p.add(graph.Project, p.local(i.english+" "+kind.english, i.hans+kind.hans), i.industry, c.inIndustry(i.industry)))
	}
	for range c.about(much.platforms) {
		i := pick(c.dice, p.priorities)
		kind := pick(c.dice, platformKinds)
		p.platforms = appendNew(p.platforms, p.add(graph.Platform, p.local(i.english+" "+kind.english, i.hans+kind.hans), i.industry, c.inIndustry(i.industry)))
	}
	for range c.about(much.programmes) {
		c.programme(p)
	}
	for range c.about(much.officials) {
		c.official(p)
	}
	for range c.about(much.documents) {
		c.document(p, c.about(much.claims))
	}
	c.neighbours.add(neighbour{p.id, p.name})
	return p
}

// add describes a thing, unless the place has one of that name.
func (p *place) add(kind graph.Kind, n name, industry int, more func(*graph.Thing)) known {
	id := graph.ID(kind.Info().Prefix + "/" + n.slug)
	if slices.ContainsFunc(p.things, func(t *graph.Thing) bool { return t.ID == id }) {
		return known{}
	}
	t := &graph.Thing{ID: id, Kind: kind, Labels: n.labels()}
	if more != nil {
		more(t)
	}
	p.things = append(p.things, t)
	return known{id, n, industry}
}

func appendNew(list []known, k known) []known {
	if k.id == "" {
		return list
	}
	return append(list, k)
}

// local is a name that begins with that of the place.
func (p *place) local(english, hans string) name {
	return name{slug: p.slug + "-" + slug(english), english: p.english + " " + english, hans: p.hans + hans}
}

func (c *country) inIndustry(rank int) func(*graph.Thing) {
	return func(t *graph.Thing) {
		t.InIndustry = []graph.ID{c.industries[rank].id}
		if other := c.often.draw(c.dice); c.chance(12) && other != rank {
			t.InIndustry = append(t.InIndustry, c.industries[other].id)
		}
	}
}

// itself describes the place, and now and then the one that it has succeeded.
func (c *country) itself(p *place, r rank) {
	full := r.of(p.name)
	if p.within == nil {
		full = p.name
	}
	var whole []graph.DatedID
	var codes []graph.DatedTag
	if p.within != nil {
		whole = []graph.DatedID{{ID: p.within.id}}
	}
	if p.code != "" {
		codes = []graph.DatedTag{{Value: p.code}}
	}
	if p.level == "district" && c.chance(35) { // it was a county before
		from := graph.Date(fmt.Sprintf("%d-%02d", c.between(2008, 2021), c.between(1, 12)))
		before := ranks["county"].of(p.name)
		before.slug = p.slug + "-county"
		p.add(graph.Place, before, 0, func(t *graph.Thing) {
			t.Level = "county"
			t.PartOf = []graph.DatedID{{ID: p.within.id, Span: graph.Span{Until: from}}}
			t.SucceededBy = []graph.DatedID{{ID: p.id, Span: graph.Span{From: from}}}
			t.Note = "It became a district of the city in " + string(from) + "."
			if p.code != "" {
				t.Codes = []graph.DatedTag{{Value: p.code[:4] + fmt.Sprintf("%02d", c.between(21, 39)), Span: graph.Span{Until: from}}}
			}
		})
		whole[0].From = from
		if len(codes) > 0 {
			codes[0].From = from
		}
	}
	p.add(graph.Place, full, 0, func(t *graph.Thing) {
		t.Level, t.PartOf, t.Codes = p.level, whole, codes
		if traditional := full.in(graph.Traditional); traditional != full.hans {
			t.Labels[graph.Traditional] = traditional
		}
		if full.hans != p.hans {
			t.Aliases = map[string][]string{graph.Simplified: {p.hans}}
		}
		if p.english != full.english {
			t.Aliases[graph.English] = []string{p.english}
		}
	})
}

func (c *country) zone(p *place) {
	kind := pick(c.dice, zones)
	n := kind.of(p.name)
	n.slug = p.slug + "-" + slug(kind.english)
	p.parts = appendNew(p.parts, p.add(graph.Place, n, 0, func(t *graph.Thing) {
		t.Level, t.PartOf = kind.level, []graph.DatedID{{ID: p.id}}
	}))
}

// priority chooses an industry: mostly one that many choose, often one of the larger
// place.
func (c *country) priority(p *place) {
	rank := c.often.draw(c.dice)
	if p.within != nil && c.chance(40) {
		rank = pick(c.dice, p.within.priorities).industry
	}
	if slices.ContainsFunc(p.priorities, func(other priority) bool { return other.industry == rank }) {
		return
	}
	i := c.industries[rank]
	p.priorities = append(p.priorities, priority{known{i.id, i.name, rank}, pick(c.dice, stances)})
}

func (c *country) enterprise(p *place) {
	brand, i := joined(pick(c.dice, firstOfPlace), pick(c.dice, secondOfBrand)), pick(c.dice, p.priorities)
	kind := pick(c.dice, companyKinds)
	n := name{
		slug:    p.slug + "-" + brand.slug + "-" + strings.TrimPrefix(string(i.id), "industry/"),
		english: brand.english + " " + capital(i.english) + " " + kind.english,
		hans:    brand.hans + i.hans + kind.hans,
	}
	k := p.add(graph.Enterprise, n, i.industry, func(t *graph.Thing) {
		c.inIndustry(i.industry)(t)
		t.PartOf = []graph.DatedID{{ID: p.id}}
		if len(p.enterprises) > 0 && c.chance(12) {
			t.PartOf = append(t.PartOf, graph.DatedID{ID: pick(c.dice, p.enterprises).id})
			t.Note = "A branch, as its registered name says."
		}
		t.Aliases = map[string][]string{graph.Simplified: {brand.hans + kind.hans}}
		if c.chance(50) {
			t.Aliases[graph.English] = []string{brand.english}
		}
	})
	if k.id == "" {
		return
	}
	p.enterprises = append(p.enterprises, k)
	if c.chance(20) {
		c.suppliers.add(k.id)
	}
}

// programme makes a programme: the first of a place has a formula, such as 2+4, whose
// numbers count industries; later ones contain each other or cover industries.
func (c *country) programme(p *place) {
	theme, form := pick(c.dice, themes), pick(c.dice, programmeForms)
	n := p.local(theme.english+" "+form.english, theme.hans+form.hans)
	var made programme
	var formula string
	if len(p.programmes) == 0 && p.level != "township" {
		first, second := c.between(1, 4), c.between(2, 6)
		formula = fmt.Sprintf("%d+%d", first, second)
		n = p.local(formula+" industrial plan", formula+"产业规划")
		n.slug = fmt.Sprintf("%s-%d-plus-%d", p.slug, first, second)
		form = programmeForms[1]
		made.formula = true
		made.parts = make([][]known, 2)
		for i, priority := range p.priorities[:min(first+second, len(p.priorities))] {
			part := 0
			if i >= first {
				part = 1
			}
			made.parts[part] = append(made.parts[part], priority.known)
		}
	} else {
		members := []known{}
		for _, priority := range some(c.dice, p.priorities, c.between(1, 4)) {
			members = append(members, priority.known)
		}
		made.parts = [][]known{members}
	}
	made.known = p.add(graph.Programme, n, 0, func(t *graph.Thing) {
		t.Form, t.Formula = form.form, formula
		if c.chance(60) {
			t.Aliases = map[string][]string{graph.English: {theme.english}, graph.Simplified: {theme.hans}}
			if formula != "" {
				t.Aliases = map[string][]string{graph.English: {formula}, graph.Simplified: {formula + "产业体系"}}
			}
		}
	})
	if made.id != "" {
		p.programmes = append(p.programmes, made)
	}
}

func (c *country) official(p *place) {
	n := person(c.dice)
	own := n
	own.slug = p.slug + "-" + n.slug
	k := p.add(graph.Official, own, 0, nil)
	if k.id == "" {
		return
	}
	o := official{known: k}
	year := c.between(2010, 2018)
	for range c.between(1, 2) {
		var open []post
		for _, post := range posts {
			if slices.Contains(strings.Fields(post.levels), p.level) {
				open = append(open, post)
			}
		}
		end := year + c.between(2, 5)
		span := graph.Span{From: graph.Date(fmt.Sprintf("%d-%02d", year, c.between(1, 12)))}
		if end < 2025 {
			span.Until = graph.Date(fmt.Sprintf("%d-%02d", end, c.between(1, 12)))
		}
		o.terms = append(o.terms, inOffice{pick(c.dice, open), span})
		year = end + 1
	}
	p.officials = append(p.officials, o)
}
