package loader

import (
	"fmt"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// check tests what only shows across files, and mints the nodes that claims
// imply. It returns everything that the graph is to hold.
func (c *contents) check(faults *Faults) (things []*graph.Thing, claims []*graph.Claim) {
	var across Faults
	defer func() { *faults = append(*faults, across...) }()
	fault := across.tell
	defined := make(map[graph.ID]*entry, len(c.things))
	for _, e := range c.things {
		if first, twice := defined[e.thing.ID]; twice {
			fault(e.at, "delete one, or give it another id", "%q is defined already at %s", e.thing.ID, first.at)
			continue
		}
		defined[e.thing.ID] = e
		things = append(things, e.thing)
	}
	remedies := make(map[[2]string]string)
	for _, ref := range c.references {
		if defined[ref.id] != nil {
			continue
		}
		key := [2]string{string(ref.id), ref.what}
		if remedies[key] == "" {
			remedies[key] = c.remedy(ref, len(remedies) < mostSought)
		}
		if c.unread && !strings.HasPrefix(remedies[key], "did you mean") {
			continue // it may be defined in the file that could not be read
		}
		fault(ref.at, remedies[key], "%s is %q, which is defined nowhere", ref.what, ref.id)
	}
	c.cycles(defined, "broader", func(t *graph.Thing) []graph.ID { return t.Broader }, fault)
	c.cycles(defined, "partOf", c.withClaims("partOf", func(t *graph.Thing) []graph.DatedID { return t.PartOf }), fault)
	c.cycles(defined, "succeededBy", c.withClaims("succeededBy", func(t *graph.Thing) []graph.DatedID { return t.SucceededBy }), fault)
	c.files(fault)

	minted := make(map[graph.ID]*draft)
	seen := make(map[graph.ID]Position)
	for _, s := range c.claims {
		s.checkPart(defined, fault)
		s.checkUnit(defined, fault)
		if s.incomplete {
			continue
		}
		if node := s.mint(); node != nil {
			first, known := minted[node.ID]
			switch {
			case !known:
				minted[node.ID] = s
				things = append(things, node)
			case first.measure != s.measure: // "scope: 2025" beside "by: 2025", say
				fault(s.at, "write scope and time as there, or another scope", "the claim makes %q, which stands for something else at %s", node.ID, first.at)
			}
		}
		s.claim.ID = graph.ClaimID(s.claim)
		if first, twice := seen[s.claim.ID]; twice {
			fault(s.at, "delete one, or join their mentions", "the claim is made already at %s", first)
			continue
		}
		seen[s.claim.ID] = s.at
		claims = append(claims, s.claim)
	}
	return things, claims
}

// mint replaces the post or metric that the claim was written with by the node
// that it stands for.
func (s *draft) mint() *graph.Thing {
	claim := s.claim
	predicate, _ := graph.LookupPredicate(claim.Predicate)
	switch predicate.Mints {
	case graph.Tenure:
		holding := &graph.Holding{Official: claim.Subject, Post: claim.Object, At: s.of, Span: claim.Span}
		claim.Object = graph.TenureID(holding)
		return &graph.Thing{ID: claim.Object, Kind: graph.Tenure, Holding: holding}
	case graph.Target, graph.Figure:
		claim.Object = graph.MeasureID(predicate.Mints, &s.measure)
		return &graph.Thing{ID: claim.Object, Kind: predicate.Mints, Measure: &s.measure}
	}
	return nil
}

type faulter func(at Position, remedy, wrong string, args ...any)

// checkPart tests that a member belongs to a number of its programme's formula.
func (s *draft) checkPart(defined map[graph.ID]*entry, fault faulter) {
	programme := defined[s.claim.Subject]
	if predicate, _ := graph.LookupPredicate(s.claim.Predicate); s.claim.Part == 0 || programme == nil || !predicate.Allows(graph.QualifierPart) {
		return
	}
	formula := programme.thing.Formula
	if summands := strings.Count(formula, "+") + 1; formula == "" {
		fault(s.part, "add formula: to its entry, such as 2+4", "part is given, and %q has no formula", s.claim.Subject)
	} else if s.claim.Part > summands {
		fault(s.part, fmt.Sprintf("give a part from 1 to %d", summands), "the formula %s has no part %d", formula, s.claim.Part)
	}
}

// checkUnit tests that the amount is in the unit of its metric.
func (s *draft) checkUnit(defined map[graph.ID]*entry, fault faulter) {
	if metric := defined[s.measure.Metric]; metric != nil && s.claim.Quantity != nil && metric.thing.Unit != s.claim.Quantity.Unit {
		fault(s.amount, "write the amount in "+string(metric.thing.Unit)+", or choose the metric that is meant",
			"the amount is in %s, and %q is measured in %s", s.claim.Quantity.Unit, s.measure.Metric, metric.thing.Unit)
	}
}

// cycles reports things that are, by way of others, above themselves.
func (c *contents) cycles(defined map[graph.ID]*entry, relation string, up func(*graph.Thing) []graph.ID, fault faulter) {
	const visiting, done = 1, 2
	state := make(map[graph.ID]int)
	var visit func(id graph.ID, path []graph.ID)
	visit = func(id graph.ID, path []graph.ID) {
		e := defined[id]
		if e == nil || state[id] == done {
			return
		}
		path = append(path, id)
		if state[id] == visiting {
			var ring []string
			for _, step := range path[slices.Index(path, id):] {
				ring = append(ring, string(step))
			}
			fault(e.at, "remove one of these relations", "%s runs in a circle: %s", relation, strings.Join(ring, " → "))
			return
		}
		state[id] = visiting
		for _, next := range up(e.thing) {
			visit(next, path)
		}
		state[id] = done
	}
	for _, e := range c.things {
		visit(e.thing.ID, nil)
	}
}

// withClaims adds what claims say of a relation to what is curated: a circle may
// run through both.
func (c *contents) withClaims(relation string, curated func(*graph.Thing) []graph.DatedID) func(*graph.Thing) []graph.ID {
	claimed := make(map[graph.ID][]graph.ID)
	for _, s := range c.claims {
		if s.claim.Predicate == relation && s.claim.Subject != s.claim.Object {
			claimed[s.claim.Subject] = append(claimed[s.claim.Subject], s.claim.Object)
		}
	}
	return func(t *graph.Thing) []graph.ID { return append(datedTargets(curated(t)), claimed[t.ID]...) }
}

func datedTargets(list []graph.DatedID) []graph.ID {
	ids := make([]graph.ID, len(list))
	for i, dated := range list {
		ids[i] = dated.ID
	}
	return ids
}

// files reports two documents that are said to be one file.
func (c *contents) files(fault faulter) {
	seen := make(map[string]*entry)
	for _, e := range c.things {
		if e.thing.Source == nil || e.thing.Source.File == "" {
			continue
		}
		if first, twice := seen[e.thing.Source.File]; twice && first.thing.ID != e.thing.ID {
			fault(e.at, "put the claims of one file under one document", "sourceFile %q is that of %q already", e.thing.Source.File, first.thing.ID)
		}
		seen[e.thing.Source.File] = e
	}
}

// mostSought is for how many IDs that are defined nowhere the nearest is looked for,
// which is slow. Where a file of entities is missing there are thousands.
const mostSought = 500

// remedy says what to do about an ID that is defined nowhere; if it is sought, with the
// defined one that was probably meant.
func (c *contents) remedy(ref reference, sought bool) string {
	near := graph.ID("")
	if sought {
		near = graph.NearestID(ref.id, func(yield func(graph.ID) bool) {
			for _, e := range c.things {
				if !yield(e.thing.ID) {
					return
				}
			}
		})
	}
	add := "add an entity with this id"
	if ref.id.Kind() == graph.Document {
		add = "add a document with this id"
	}
	if near == "" {
		return add
	}
	return fmt.Sprintf("did you mean %q? Otherwise %s", near, add)
}
