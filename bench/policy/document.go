package policy

import (
	"fmt"
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// text is a document that is being written: its claims are those of its place.
type text struct {
	*country
	of       *place
	id       graph.ID
	language string
	year     int
	line     int
	column   int               // on the line, in characters
	left     int               // claims
	seen     map[graph.ID]bool // claims
}

// document writes one document of about so many claims.
func (c *country) document(p *place, claims int) {
	sort, year := pick(c.dice, publications), c.between(2015, 2025)
	title := term{fmt.Sprintf("%s %s %d", p.english, sort.english, year), fmt.Sprintf("%s%d年%s", p.hans, year, sort.hans)}
	n := name{slug: fmt.Sprintf("%s-%s-%d", p.slug, slug(sort.english), year), english: title.english, hans: title.hans}
	source := &graph.Source{File: n.slug + ".txt", Publisher: p.english + " " + pick(c.dice, publishers)}
	switch k := c.below(100); {
	case k < 45:
		source.Language = graph.English
	case k < 85:
		source.Language = graph.Simplified
	default:
		source.Language = graph.Traditional
	}
	switch k, month := c.below(100), c.between(1, 12); {
	case k < 40:
		day := graph.Date(fmt.Sprintf("%d-%02d-%02d", year, month, c.between(1, 28)))
		source.Date = graph.DocumentDate{Earliest: day, Latest: day}
	case k < 70:
		source.Date = graph.DocumentDate{Earliest: graph.Date(fmt.Sprintf("%d-%02d", year, month)), Latest: graph.Date(fmt.Sprintf("%d-%02d", year, month))}
	default:
		source.Date = graph.DocumentDate{Earliest: graph.Date(fmt.Sprint(year)), Latest: graph.Date(fmt.Sprintf("%d-06", year+1)), Inferred: "the plan that it reports on"}
	}
	k := p.add(graph.Document, n, 0, func(t *graph.Thing) { t.Source = source })
	if k.id == "" {
		return // the place has one of that sort and year
	}
	t := &text{country: c, of: p, id: k.id, language: source.Language, year: year, left: claims, seen: map[graph.ID]bool{}}
	for t.left > 0 {
		t.line += c.between(1, 3)
		t.column = c.between(0, 40)
		if len(source.Sections) == 0 || c.chance(8) {
			source.Sections = append(source.Sections, graph.Section{Line: t.line, Title: map[string]string{graph.English: capital(pick(c.dice, themes).english)}})
		}
		t.sentence()
	}
	for range c.below(3) {
		t.line += c.between(1, 2)
		source.Reviewed = append(source.Reviewed, graph.Review{Line: t.line, Reason: "a greeting"})
	}
}

// sentence states one to some claims of a kind, as frequent as in the curated data.
func (t *text) sentence() {
	p := t.of
	if p.within != nil && t.chance(12) {
		t.above(p.within)
		return
	}
	switch k := t.below(100); {
	case k < 14:
		t.priorities(p, some(t.dice, p.priorities, t.between(1, 5)))
	case k < 30:
		for _, made := range some(t.dice, p.programmes, t.between(1, 3)) {
			t.run(p, made)
		}
	case k < 48:
		t.members(p)
	case k < 58:
		t.built(p)
	case k < 68:
		t.measure(p, "hasFigure")
	case k < 77:
		t.measure(p, "hasTarget")
	case k < 83:
		for _, o := range some(t.dice, p.officials, t.between(1, 2)) {
			t.office(p, o)
		}
	case k < 89:
		t.supported(p)
	default:
		t.others(p)
	}
}

// claim states one claim. Object's name stands in the text.
func (t *text) claim(subject known, predicate string, object known, more func(*graph.Claim)) {
	if t.left == 0 || subject.id == "" || object.id == "" || subject.id == object.id {
		return
	}
	length := t.between(6, 60)
	c := &graph.Claim{
		Document: t.id, Line: t.line, Subject: subject.id, Predicate: predicate, Object: object.id,
		TextSpan: graph.TextSpan{Start: t.column, End: t.column + length, Hash: fmt.Sprintf("%016x", t.source.Uint64())},
		Mentions: []string{object.mention(t.language)},
	}
	t.column += length + t.between(0, 2)
	if verb := verbs[predicate]; verb.english != "" && t.chance(60) {
		c.Mentions = append(c.Mentions, verb.name().mention(t.language))
	}
	if t.chance(27) {
		c.Reading = fmt.Sprintf("%s here is %s (%s).", capital(object.mention(graph.English)), object.english, object.hans)
	}
	if more != nil {
		more(c)
	}
	slices.Sort(c.Mentions)
	c.Mentions = slices.Compact(c.Mentions)
	if c.ID = graph.ClaimID(c); t.seen[c.ID] {
		return
	}
	t.seen[c.ID] = true
	t.left--
	t.of.claims = append(t.of.claims, c)
}

// mint describes the node that the next claim makes.
func (t *text) mint(thing *graph.Thing) {
	if !t.of.minted[thing.ID] && t.left > 0 {
		t.of.minted[thing.ID] = true
		t.of.things = append(t.of.things, thing)
	}
}

func (t *text) priorities(p *place, list []priority) {
	for _, i := range list {
		t.claim(p.known, "prioritises", i.known, func(c *graph.Claim) {
			c.Stance = i.stance
			if t.chance(10) { // another year, another view
				c.Stance = pick(t.dice, stances)
			}
			if word := stanceWords[c.Stance]; word.english != "" {
				c.Mentions = append(c.Mentions, word.name().mention(t.language))
			}
			t.scale(c, 12)
			t.deadline(c, 8)
		})
	}
}

func (t *text) scale(c *graph.Claim, percent int) {
	if t.chance(percent) {
		scale := scales[min(t.below(len(scales)), t.below(len(scales)))]
		c.Quantity = &scale
	}
}

func (t *text) deadline(c *graph.Claim, percent int) {
	if t.chance(percent) {
		c.Period = t.period()
	}
}

// period is by when something is promised.
func (t *text) period() graph.Period {
	switch k := t.below(10); {
	case k < 6:
		return graph.Period{By: graph.Date(fmt.Sprint(t.year + t.between(1, 10)))}
	case k < 8:
		return graph.Period{Within: graph.Duration(fmt.Sprintf("P%dY", t.between(2, 5)))}
	}
	year := graph.Date(fmt.Sprint(t.year + 1))
	return graph.Period{From: year, By: year}
}

func (t *text) run(p *place, made programme) {
	actor := p.known
	if len(p.organisations) > 0 && t.chance(15) {
		actor = pick(t.dice, p.organisations)
	} else if len(p.officials) > 0 && t.chance(5) {
		actor = pick(t.dice, p.officials).known
	}
	t.claim(actor, "runs", made.known, func(c *graph.Claim) { t.deadline(c, 6) })
}

// members says what a programme contains or covers.
func (t *text) members(p *place) {
	if len(p.programmes) == 0 {
		return
	}
	at := t.below(len(p.programmes))
	made := p.programmes[at]
	if len(p.programmes) > at+1 && t.chance(50) { // one contains only later ones, so none itself
		for _, other := range some(t.dice, p.programmes[at+1:], t.between(1, 4)) {
			t.claim(made.known, "contains", other.known, nil)
		}
		return
	}
	for i, part := range made.parts {
		for _, member := range some(t.dice, part, t.between(1, 4)) {
			t.claim(made.known, "covers", member, func(c *graph.Claim) {
				if made.formula {
					c.Part = 1 + i
				}
				t.scale(c, 8)
			})
		}
	}
	for _, cluster := range some(t.dice, p.clusters, t.below(2)) {
		t.claim(made.known, "covers", cluster, nil)
	}
}

func (t *text) built(p *place) {
	predicate := "builds"
	if t.chance(12) {
		predicate = "plans"
	}
	with := func(c *graph.Claim) {
		t.scale(c, 25)
		t.deadline(c, 10)
	}
	switch k := t.below(10); {
	case k < 5:
		for _, cluster := range some(t.dice, p.clusters, t.between(1, 3)) {
			t.claim(p.known, predicate, cluster, with)
			for _, enterprise := range p.enterprises {
				if enterprise.industry == cluster.industry || t.chance(15) {
					t.claim(enterprise, "anchors", cluster, nil)
				}
			}
		}
	case k < 8:
		for _, project := range some(t.dice, p.projects, t.between(1, 2)) {
			t.claim(p.known, predicate, project, with)
		}
	default:
		for _, platform := range some(t.dice, p.platforms, t.between(1, 2)) {
			t.claim(p.known, predicate, platform, with)
		}
	}
}

// measure states a target or a figure, mostly of the place.
func (t *text) measure(p *place, predicate string) {
	kind := graph.Target
	if predicate == "hasFigure" {
		kind = graph.Figure
	}
	of := p.known
	switch k := t.below(10); {
	case k < 2 && len(p.clusters) > 0:
		of = pick(t.dice, p.clusters)
	case k < 3 && len(p.enterprises) > 0:
		of = pick(t.dice, p.enterprises)
	}
	for range t.between(1, 3) {
		m := pick(t.dice, metrics)
		measure := &graph.Measure{Of: of.id, Metric: m.id()}
		if kind == graph.Target {
			measure.Period = t.period()
			measure.Stretch = t.chance(3)
		} else {
			year := graph.Date(fmt.Sprint(t.year - 1))
			measure.Period = graph.Period{From: year, By: year}
		}
		switch k := t.below(100); {
		case k < 25:
			measure.Scope = string(pick(t.dice, p.priorities).id)
		case k < 35:
			measure.Scope = "above designated size"
		}
		node := graph.MeasureID(kind, measure)
		t.mint(&graph.Thing{ID: node, Kind: kind, Measure: measure})
		t.claim(of, predicate, known{id: node, name: m.name()}, func(c *graph.Claim) {
			c.Quantity = m.amount(t.dice)
			if m.growth {
				c.Baseline = "P1Y"
				if t.chance(30) {
					c.Recurrence = "P1Y"
				}
			}
		})
	}
}

func (t *text) office(p *place, o official) {
	held := pick(t.dice, o.terms)
	for _, term := range o.terms { // the one of the document's year, if any
		if term.span.Holds(graph.Date(fmt.Sprint(t.year))) {
			held = term
		}
	}
	span := held.span
	if t.chance(50) {
		span.Until = "" // not every document knows the end
	}
	holding := &graph.Holding{Official: o.id, Post: held.post.id(), At: p.id, Span: held.span}
	node := graph.TenureID(holding)
	t.mint(&graph.Thing{ID: node, Kind: graph.Tenure, Holding: holding})
	t.claim(o.known, "holds", known{id: node, name: held.post.name()}, func(c *graph.Claim) { c.Span = span })
	if len(p.programmes) > 0 && t.chance(60) {
		predicate := "presents"
		if t.chance(25) {
			predicate = "callsFor"
		}
		t.claim(o.known, predicate, pick(t.dice, p.programmes).known, nil)
	}
}

func (t *text) supported(p *place) {
	switch k := t.below(10); {
	case k < 5:
		for _, i := range some(t.dice, p.priorities, t.between(1, 2)) {
			t.claim(p.known, "supports", i.known, func(c *graph.Claim) { t.deadline(c, 5) })
		}
	case k < 8:
		for _, e := range some(t.dice, p.enterprises, t.between(1, 3)) {
			t.claim(p.known, "supports", e, nil)
		}
	default:
		for _, f := range some(t.dice, p.platforms, 1) {
			for _, cluster := range some(t.dice, p.clusters, 1) {
				t.claim(f, "supports", cluster, nil)
			}
		}
	}
}

// others are the rarer relations.
func (t *text) others(p *place) {
	switch k := t.below(12); {
	case k < 4:
		for _, e := range some(t.dice, p.enterprises, t.between(1, 2)) {
			t.claim(p.known, "hosts", e, nil)
		}
		for _, part := range some(t.dice, p.parts, 1) {
			t.claim(p.known, "hosts", part, nil)
		}
	case k < 8:
		for _, e := range some(t.dice, p.enterprises, t.between(1, 3)) {
			i := t.industries[e.industry]
			t.claim(e, "inIndustry", known{id: i.id, name: i.name}, nil)
		}
	case k < 10 && len(t.neighbours.items) > 0:
		other := pick(t.dice, t.neighbours.items)
		t.claim(p.known, "cooperatesWith", known{id: other.id, name: other.name}, nil)
	case k < 11 && len(p.enterprises) > 0:
		for _, cluster := range some(t.dice, p.clusters, 1) {
			t.claim(pick(t.dice, p.enterprises), "supplies", cluster, nil)
		}
	case len(p.programmes) > 0:
		for _, body := range some(t.dice, p.organisations, 1) {
			t.claim(body, "approves", pick(t.dice, p.programmes).known, nil)
		}
	}
}

// above states what the larger place does: documents report on it, and so a relation
// has claims of several documents.
func (t *text) above(p *place) {
	switch k := t.below(10); {
	case k < 4:
		t.priorities(p, some(t.dice, p.priorities, t.between(1, 3)))
	case k < 8 && len(p.programmes) > 0:
		made := pick(t.dice, p.programmes)
		t.run(p, made)
		if t.chance(50) {
			t.claim(t.of.known, "runs", made.known, nil)
		}
	case k < 9 && len(p.officials) > 0:
		t.office(p, pick(t.dice, p.officials))
	default:
		t.measure(p, "hasTarget")
	}
}
