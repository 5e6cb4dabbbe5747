package plain

import (
	"cmp"
	"encoding/json"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/policy"
	"github.com/polygraph-kg/polygraph/graph"
)

// Index holds the graph as the questions need it. Things are numbered in the order of
// their IDs, so that to compare numbers is to compare IDs.
type Index struct {
	quads   int
	numbers map[string]int32
	things  []thing
	seen    seenPool

	industries []int32
	narrower   [][]int32     // industries right below an industry
	inBranch   [][]*relation // priorities in an industry and all narrower ones, by place and industry
	anchored   [][]*relation // what anchors clusters there, by anchor and cluster
	places     int           // that prioritise anything
	holders    [][]int32     // places that prioritise an industry and do more than cap it
	weights    []float64     // of industries in a likeness
	counted    []Count       // places that prioritise an industry, in the order of industries
	officials  []official    // by their names
}

type thing struct {
	id, label  string // the label as JSON has it, without the quotes
	kind       graph.Kind
	level      string
	date       *date       // of a document
	claims     []*claim    // that name it, in the order of documents and lines
	out, in    []*relation // by predicate and far end
	neighbours []int32     // things that a path may run through next, by ID

	priorities []int32 // of a place, the rarest first, without those that are only capped
	total      float64 // of their weights
	parts      []int32 // places that lie right in the place
	whole      []int32 // that the place lies in
	gone       bool    // another place has taken its stead
	builders   []int32 // places that build, plan, host or run a cluster
}

type date struct{ earliest, latest, begin string }

type relation struct {
	subject, object int32
	predicate       string
	claims          []*claim
}

type claim struct {
	id                         string
	document, line, start, end int32
	stance                     graph.Stance
}

// New reads the pieces of a graph.
func New(pieces iter.Seq[policy.Piece]) *Index {
	b := builder{described: map[graph.ID]*graph.Thing{}, relations: map[edge]*relation{}}
	for piece := range pieces {
		b.add(piece)
	}
	return b.finish()
}

type edge struct {
	subject   graph.ID
	predicate string
	object    graph.ID
}

type builder struct {
	described map[graph.ID]*graph.Thing
	relations map[edge]*relation
	claims    []*graph.Claim
	quads     int
}

func (b *builder) add(piece policy.Piece) {
	b.quads += len(piece.Quads)
	for _, t := range piece.Things {
		b.described[t.ID] = t
		for _, whole := range t.PartOf {
			b.relate(t.ID, "partOf", whole.ID)
		}
		for _, successor := range t.SucceededBy {
			b.relate(t.ID, "succeededBy", successor.ID)
		}
		for _, industry := range t.Broader {
			b.relate(t.ID, "broader", industry)
		}
		for _, industry := range t.InIndustry {
			b.relate(t.ID, "inIndustry", industry)
		}
		if t.Holding != nil {
			b.relate(t.ID, "post", t.Holding.Post)
			b.relate(t.ID, "at", t.Holding.At)
		}
		if t.Measure != nil {
			b.relate(t.ID, "metric", t.Measure.Metric)
		}
	}
	for _, c := range piece.Claims {
		b.relate(c.Subject, c.Predicate, c.Object)
	}
	b.claims = append(b.claims, piece.Claims...)
}

func (b *builder) relate(subject graph.ID, predicate string, object graph.ID) {
	b.relations[edge{subject, predicate, object}] = &relation{predicate: predicate}
}

func (b *builder) finish() *Index {
	ids := make([]string, 0, len(b.described))
	for id := range b.described {
		ids = append(ids, string(id))
	}
	slices.Sort(ids)
	x := &Index{quads: b.quads, numbers: make(map[string]int32, len(ids)), things: make([]thing, len(ids))}
	for i, id := range ids {
		x.numbers[id] = int32(i)
		x.things[i] = described(b.described[graph.ID(id)])
	}
	for e, r := range b.relations {
		r.subject, r.object = x.numbers[string(e.subject)], x.numbers[string(e.object)]
		x.things[r.subject].out = append(x.things[r.subject].out, r)
		x.things[r.object].in = append(x.things[r.object].in, r)
	}
	for _, c := range b.claims {
		r := b.relations[edge{c.Subject, c.Predicate, c.Object}]
		made := &claim{string(c.ID), x.numbers[string(c.Document)], int32(c.Line), int32(c.TextSpan.Start), int32(c.TextSpan.End), c.Stance}
		r.claims = append(r.claims, made)
		x.things[r.subject].claims = append(x.things[r.subject].claims, made)
		x.things[r.object].claims = append(x.things[r.object].claims, made)
	}
	for _, r := range b.relations {
		slices.SortFunc(r.claims, compareClaims)
	}
	for i := range x.things {
		x.order(int32(i))
	}
	x.indexIndustries()
	x.indexOfficials()
	return x
}

// described is what a question tells of a thing by itself.
func described(t *graph.Thing) thing {
	made := thing{id: string(t.ID), label: escaped(t.Labels[graph.English]), kind: t.Kind, gone: len(t.SucceededBy) > 0,
		level: strings.ToUpper(strings.ReplaceAll(t.Level, "-", "_"))}
	if t.Source != nil {
		d := t.Source.Date
		made.date = &date{string(d.Earliest), string(d.Latest), d.Earliest.Start()}
	}
	return made
}

// order sorts what belongs to a thing, and picks out of it what questions ask for.
func (x *Index) order(number int32) {
	t := &x.things[number]
	slices.SortFunc(t.claims, compareClaims)
	slices.SortFunc(t.out, func(a, b *relation) int {
		return cmp.Or(strings.Compare(a.predicate, b.predicate), cmp.Compare(a.object, b.object))
	})
	slices.SortFunc(t.in, func(a, b *relation) int {
		return cmp.Or(strings.Compare(a.predicate, b.predicate), cmp.Compare(a.subject, b.subject))
	})
	for _, r := range t.out {
		t.neighbours = x.appendNeighbour(t.neighbours, r.object)
		if r.predicate == "partOf" && t.kind == graph.Place {
			t.whole = append(t.whole, r.object)
		}
	}
	for _, r := range t.in {
		t.neighbours = x.appendNeighbour(t.neighbours, r.subject)
		if x.things[r.subject].kind != graph.Place {
			continue
		}
		switch r.predicate {
		case "partOf":
			t.parts = append(t.parts, r.subject)
		case "builds", "plans", "hosts", "runs":
			if t.kind == graph.Cluster {
				t.builders = append(t.builders, r.subject)
			}
		}
	}
	t.neighbours = unique(t.neighbours)
	t.builders = unique(t.builders)
}

// appendNeighbour leaves out posts and metrics, through which no path runs.
func (x *Index) appendNeighbour(list []int32, other int32) []int32 {
	if kind := x.things[other].kind; kind == graph.Post || kind == graph.Metric {
		return list
	}
	return append(list, other)
}

func unique(list []int32) []int32 {
	slices.Sort(list)
	return slices.Compact(list)
}

// indexIndustries gives each industry what is in its branch.
func (x *Index) indexIndustries() {
	x.narrower = make([][]int32, len(x.things))
	x.inBranch, x.anchored = make([][]*relation, len(x.things)), make([][]*relation, len(x.things))
	x.holders, x.weights = make([][]int32, len(x.things)), make([]float64, len(x.things))
	for i := range x.things {
		if t := &x.things[i]; t.kind == graph.Industry {
			x.industries = append(x.industries, int32(i))
			for _, r := range relationsOf(t.in, "broader") {
				x.narrower[i] = append(x.narrower[i], r.subject)
			}
		}
	}
	for _, industry := range x.industries {
		for _, r := range relationsOf(x.things[industry].in, "prioritises") {
			if !capped(r) {
				x.holders[industry] = append(x.holders[industry], r.subject)
				place := &x.things[r.subject]
				if place.priorities == nil {
					x.places++
				}
				place.priorities = append(place.priorities, industry)
			}
		}
		for _, member := range x.branch(industry) {
			x.inBranch[industry] = append(x.inBranch[industry], relationsOf(x.things[member].in, "prioritises")...)
			for _, r := range relationsOf(x.things[member].in, "inIndustry") {
				if x.things[r.subject].kind == graph.Cluster {
					x.anchored[industry] = append(x.anchored[industry], relationsOf(x.things[r.subject].in, "anchors")...)
				}
			}
		}
		for _, list := range []*[]*relation{&x.inBranch[industry], &x.anchored[industry]} {
			slices.SortFunc(*list, func(a, b *relation) int {
				return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.object, b.object))
			})
			*list = slices.Compact(*list) // a cluster may be in two industries of a branch
		}
	}
	for _, industry := range x.industries {
		if list := relationsOf(x.things[industry].in, "prioritises"); len(list) > 0 {
			x.counted = append(x.counted, Count{industry, int32(len(list))})
		}
		x.weights[industry] = math.Log(1 + float64(x.places)/float64(len(x.holders[industry])))
	}
	for i := range x.things {
		t := &x.things[i]
		slices.SortFunc(t.priorities, x.rarestFirst)
		for _, industry := range t.priorities {
			t.total += x.weights[industry]
		}
	}
}

func (x *Index) rarestFirst(a, b int32) int {
	return cmp.Or(cmp.Compare(len(x.holders[a]), len(x.holders[b])), cmp.Compare(a, b))
}

// branch is an industry with all narrower ones, each once.
func (x *Index) branch(industry int32) []int32 {
	list := []int32{industry}
	for i := 0; i < len(list); i++ {
		for _, narrower := range x.narrower[list[i]] {
			if !slices.Contains(list, narrower) {
				list = append(list, narrower)
			}
		}
	}
	return list
}

// relationsOf are those of a predicate among relations that are ordered by predicate.
func relationsOf(list []*relation, predicate string) []*relation {
	from, _ := slices.BinarySearchFunc(list, predicate, func(r *relation, p string) int { return strings.Compare(r.predicate, p) })
	to := from
	for to < len(list) && list[to].predicate == predicate {
		to++
	}
	return list[from:to]
}

// capped tells whether all that is said of a priority is that the industry is limited.
func capped(r *relation) bool {
	return !slices.ContainsFunc(r.claims, func(c *claim) bool { return c.stance != graph.Limit })
}

func compareClaims(a, b *claim) int {
	return cmp.Or(cmp.Compare(a.document, b.document), cmp.Compare(a.line, b.line),
		cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), strings.Compare(a.id, b.id))
}

// escaped is a text as it stands between the quotes of JSON.
func escaped(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(text) // a text can always be encoded
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(b.String(), "\n"), `"`), `"`)
}
