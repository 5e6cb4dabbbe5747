package plain

import (
	"slices"

	"github.com/polygraph-kg/polygraph/graph"
)

// Profile is what the graph holds about a place.
type Profile struct {
	place                                          *thing
	parts, documents                               []int32
	leaders                                        []leader
	priorities, clusters, programmes, undertakings []*relation
	targets                                        []*relation
}

// leader is an official in a post.
type leader struct{ official, post int32 }

// Profile gathers what the graph holds about a place; nil where there is none.
func (x *Index) Profile(place string) *Profile {
	number, found := x.numbers[place]
	if !found {
		return nil
	}
	t := &x.things[number]
	p := &Profile{place: t, parts: x.within(number, nil), priorities: relationsOf(t.out, "prioritises"), programmes: relationsOf(t.out, "runs")}
	slices.Sort(p.parts)
	for _, r := range relationsOf(t.in, "partOf") {
		if x.things[r.subject].kind == graph.Organisation {
			p.leaders = x.appendLeaders(p.leaders, r.subject)
		}
	}
	p.leaders = x.appendLeaders(p.leaders, number)
	concerned := []int32{number}
	for _, r := range p.programmes {
		concerned = append(concerned, r.object)
	}
	for _, predicate := range []string{"builds", "plans", "hosts"} {
		for _, r := range relationsOf(t.out, predicate) {
			if x.things[r.object].kind == graph.Cluster {
				p.clusters = append(p.clusters, r)
			} else {
				p.undertakings = append(p.undertakings, r)
			}
			concerned = append(concerned, r.object)
		}
	}
	for _, thing := range unique(concerned) {
		p.targets = append(p.targets, relationsOf(x.things[thing].out, "hasTarget")...)
	}
	for _, c := range t.claims { // ordered by document
		if last := len(p.documents); last == 0 || p.documents[last-1] != c.document {
			p.documents = append(p.documents, c.document)
		}
	}
	return p
}

// within appends the places that lie in a place now.
func (x *Index) within(place int32, list []int32) []int32 {
	for _, part := range x.things[place].parts {
		if !x.things[part].gone {
			list = x.within(part, append(list, part))
		}
	}
	return list
}

func (x *Index) appendLeaders(list []leader, at int32) []leader {
	for _, r := range relationsOf(x.things[at].in, "at") {
		tenure := &x.things[r.subject]
		for _, post := range relationsOf(tenure.out, "post") {
			for _, held := range relationsOf(tenure.in, "holds") {
				list = append(list, leader{held.subject, post.object})
			}
		}
	}
	return list
}

// AppendProfile answers what a place is about.
func (x *Index) AppendProfile(b []byte, place string) []byte {
	p := x.Profile(place)
	if p == nil {
		return append(b, `{"data":{"profile":null}}`...)
	}
	thing := func(b []byte, number int32) []byte { return appendThing(b, &x.things[number]) }
	b = append(b, `{"data":{"profile":{"place":{"id":`...)
	b = appendText(b, p.place.id)
	b = append(b, `,"label":`...)
	b = appendText(b, p.place.label)
	b = append(b, `,"level":`...)
	b = appendText(b, p.place.level)
	b = append(b, `},"parts":`...)
	b = appendList(b, p.parts, thing)
	b = append(b, `,"leaders":`...)
	b = appendList(b, p.leaders, func(b []byte, l leader) []byte {
		b = append(b, `{"official":`...)
		b = thing(b, l.official)
		b = append(b, `,"post":`...)
		return append(thing(b, l.post), '}')
	})
	b = append(b, `,"priorities":`...)
	b = appendList(b, p.priorities, func(b []byte, r *relation) []byte {
		var has stanceSet
		for _, c := range r.claims {
			has.add(c.stance)
		}
		b = append(b, `{"industry":`...)
		b = thing(b, r.object)
		b = append(b, `,"stances":`...)
		b = has.append(b)
		return append(x.appendClaims(b, r.claims), '}')
	})
	b = append(b, `,"clusters":`...)
	b = appendList(b, p.clusters, func(b []byte, r *relation) []byte {
		b = append(b, `{"object":`...)
		b = thing(b, r.object)
		return append(x.appendClaims(b, r.claims), '}')
	})
	b = append(b, `,"programmes":`...)
	b = appendList(b, p.programmes, func(b []byte, r *relation) []byte {
		b = append(b, `{"object":`...)
		return append(thing(b, r.object), '}')
	})
	b = append(b, `,"undertakings":`...)
	b = appendList(b, p.undertakings, func(b []byte, r *relation) []byte {
		b = append(b, `{"predicate":`...)
		b = appendText(b, enumOf[r.predicate])
		b = append(b, `,"object":`...)
		return append(thing(b, r.object), '}')
	})
	b = append(b, `,"targets":`...)
	b = appendList(b, p.targets, func(b []byte, r *relation) []byte {
		b = append(b, `{"subject":{"id":`...)
		b = appendText(b, x.things[r.subject].id)
		b = append(b, `},"object":{"id":`...)
		b = appendText(b, x.things[r.object].id)
		b = append(b, '}')
		return append(x.appendClaims(b, r.claims), '}')
	})
	b = append(b, `,"documents":`...)
	b = appendList(b, p.documents, thing)
	return append(b, `}}}`...)
}

// enumOf is how GraphQL writes the predicates of undertakings.
var enumOf = map[string]string{"builds": "BUILDS", "plans": "PLANS", "hosts": "HOSTS"}

func (x *Index) appendClaims(b []byte, claims []*claim) []byte {
	b = append(b, `,"claims":`...)
	return appendList(b, claims, func(b []byte, c *claim) []byte {
		b = append(b, `{"line":`...)
		b = appendInt(b, c.line)
		b = append(b, `,"document":{"id":`...)
		b = appendText(b, x.things[c.document].id)
		return append(b, `}}`...)
	})
}
