package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/polygraph-kg/polygraph/bench/hops"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/graph"
)

// answerer asks the View what a question of GraphQL asks it, and appends the same answer,
// as the loops that were written by hand do.
type answerer struct {
	view *graph.View
	text []byte
}

func (a *answerer) answer(ctx context.Context, question string, of questions.Variables) error {
	a.text = append(a.text[:0], `{"data":{`...)
	var err error
	switch question {
	case "shared-priorities":
		err = a.sharedPriorities(ctx, of)
	case "alike":
		err = a.alike(ctx, of)
	case "anchors":
		err = a.anchors(ctx, of)
	case "path":
		err = a.path(ctx, of)
	case "profile":
		err = a.profile(ctx, of)
	case "industry-counts":
		err = a.industryCounts(ctx, of)
	case "name-search":
		err = a.officials(ctx, of)
	default:
		err = fmt.Errorf("%s is no question", question)
	}
	a.add(`}}`)
	return err
}

func (a *answerer) add(text string) { a.text = append(a.text, text...) }

func (a *answerer) quoted(text string) { a.text = append(append(append(a.text, '"'), text...), '"') }

func (a *answerer) number(n int) { a.text = strconv.AppendInt(a.text, int64(n), 10) }

// english is the order of languages of all questions.
var english = graph.Fallback(graph.English)

// name writes the ID and the label of a thing. The made names hold nothing that JSON escapes.
func (a *answerer) name(n graph.Node) {
	a.add(`{"id":`)
	a.quoted(string(n.ID()))
	a.add(`,"label":`)
	a.quoted(n.Label(english))
}

// named writes a thing by its ID and label.
func (a *answerer) named(n graph.Node) {
	a.name(n)
	a.add(`}`)
}

func (a *answerer) namedBy(id graph.ID) {
	n, _ := a.view.Node(id)
	a.named(n)
}

// each writes a list.
func each[T any](a *answerer, items []T, one func(T)) {
	a.add(`[`)
	for i, item := range items {
		if i > 0 {
			a.add(`,`)
		}
		one(item)
	}
	a.add(`]`)
}

func (a *answerer) stances(list []graph.Stance) {
	each(a, list, func(s graph.Stance) { a.quoted(string(s)) })
}

func (a *answerer) claims(list []*graph.Claim) {
	each(a, list, func(c *graph.Claim) {
		a.add(`{"line":`)
		a.number(c.Line)
		a.add(`,"document":{"id":`)
		a.quoted(string(c.Document))
		a.add(`}}`)
	})
}

func (a *answerer) sharedPriorities(ctx context.Context, of questions.Variables) error {
	list, err := a.view.SharedPriorityList(ctx, graph.PriorityQuestion{Industries: []graph.ID{graph.ID(of.Industry)}, Narrower: true})
	a.add(`"sharedPriorities":{"nodes":`)
	each(a, list.First(100), func(s graph.SharedPriority) {
		since := s.Since()
		a.add(`{"place":`)
		a.named(s.Place())
		a.add(`,"stances":`)
		a.stances(s.Stances())
		a.add(`,"since":{"earliest":`)
		a.quoted(string(since.Earliest))
		a.add(`,"latest":`)
		a.quoted(string(since.Latest))
		a.add(`},"priorities":`)
		each(a, s.Priorities(), func(p graph.Priority) {
			a.add(`{"industry":`)
			a.named(p.Industry())
			a.add(`}`)
		})
		a.add(`}`)
	})
	a.add(`}`)
	return err
}

func (a *answerer) alike(ctx context.Context, of questions.Variables) error {
	list, err := a.view.LikenessList(ctx, graph.LikenessQuestion{Place: graph.ID(of.Place)})
	a.add(`"alike":{"nodes":`)
	each(a, list.First(20), func(l graph.Likeness) {
		a.add(`{"place":`)
		a.namedBy(l.Place)
		a.add(`,"score":`)
		a.text = strconv.AppendFloat(a.text, l.Score, 'g', -1, 64)
		a.add(`}`)
	})
	a.add(`}`)
	return err
}

func (a *answerer) anchors(ctx context.Context, of questions.Variables) error {
	list, err := a.view.Anchors(ctx, graph.AnchorQuestion{Industry: graph.ID(of.Industry)})
	var place func(n graph.Node, levels int)
	place = func(n graph.Node, levels int) {
		a.name(n)
		a.add(`,"level":`)
		a.level(n)
		if levels > 0 {
			a.add(`,"partOf":{"nodes":`)
			each(a, n.Relations("partOf", true), func(e graph.Edge) { place(e.ObjectNode(), levels-1) })
			a.add(`}`)
		}
		a.add(`}`)
	}
	a.add(`"anchors":{"nodes":`)
	var room [4]graph.Node
	each(a, list.First(50), func(found graph.Anchor) {
		a.add(`{"anchor":`)
		a.named(found.Edge.SubjectNode())
		a.add(`,"cluster":`)
		a.named(found.Edge.ObjectNode())
		a.add(`,"places":`)
		each(a, found.Places(room[:0]), func(n graph.Node) { place(n, 3) })
		a.add(`}`)
	})
	a.add(`}`)
	return err
}

// level writes the level of a place as the schema names it. The made ones are single words.
func (a *answerer) level(place graph.Node) {
	a.add(`"`)
	for _, c := range []byte(place.Thing().Level) {
		a.text = append(a.text, c-'a'+'A')
	}
	a.add(`"`)
}

func (a *answerer) path(ctx context.Context, of questions.Variables) error {
	paths, err := a.view.Paths(ctx, graph.PathQuestion{From: graph.ID(of.From), To: graph.ID(of.To), Length: 4, Paths: 1})
	a.add(`"paths":`)
	each(a, paths, func(path []graph.Edge) {
		a.add(`{"length":`)
		a.number(len(path))
		a.add(`,"steps":`)
		at := graph.ID(of.From)
		each(a, path, func(e graph.Edge) {
			at = e.Other(at)
			a.add(`{"to":{"id":`)
			a.quoted(string(at))
			a.add(`}}`)
		})
		a.add(`}`)
	})
	return err
}

func (a *answerer) profile(ctx context.Context, of questions.Variables) error {
	p, err := a.view.Profile(ctx, graph.ID(of.Place), false, "")
	if err != nil {
		return err
	}
	object := func(e graph.Edge) {
		a.add(`{"object":`)
		a.named(e.ObjectNode())
	}
	a.add(`"profile":{"place":`)
	a.name(p.Place)
	a.add(`,"level":`)
	a.level(p.Place)
	a.add(`},"parts":`)
	each(a, p.Parts, a.named)
	a.add(`,"leaders":`)
	each(a, p.Leaders, func(h graph.OfficeHolder) {
		a.add(`{"official":`)
		a.namedBy(h.Tenure.Holding.Official)
		a.add(`,"post":`)
		a.namedBy(h.Tenure.Holding.Post)
		a.add(`}`)
	})
	a.add(`,"priorities":`)
	each(a, p.Priorities, func(e graph.Edge) {
		a.add(`{"industry":`)
		a.named(e.ObjectNode())
		a.add(`,"stances":`)
		a.stances(e.Stances())
		a.add(`,"claims":`)
		a.claims(e.Claims())
		a.add(`}`)
	})
	a.add(`,"clusters":`)
	each(a, p.Clusters, func(e graph.Edge) {
		object(e)
		a.add(`,"claims":`)
		a.claims(e.Claims())
		a.add(`}`)
	})
	a.add(`,"programmes":`)
	each(a, p.Programmes, func(e graph.Edge) {
		object(e)
		a.add(`}`)
	})
	a.add(`,"undertakings":`)
	each(a, p.Undertakings, func(e graph.Edge) {
		a.add(`{"predicate":`)
		a.quoted(strings.ToUpper(e.Predicate()))
		a.add(`,"object":`)
		a.named(e.ObjectNode())
		a.add(`}`)
	})
	a.add(`,"targets":`)
	each(a, p.Targets, func(e graph.Edge) {
		a.add(`{"subject":{"id":`)
		a.quoted(string(e.Subject()))
		a.add(`},"object":{"id":`)
		a.quoted(string(e.Object()))
		a.add(`},"claims":`)
		a.claims(e.Claims())
		a.add(`}`)
	})
	a.add(`,"documents":`)
	each(a, p.Documents(), a.namedBy)
	a.add(`}`)
	return nil
}

func (a *answerer) industryCounts(ctx context.Context, of questions.Variables) error {
	filter := &graph.RelationFilter{Predicates: []string{"prioritises"}}
	if len(of.Within) > 0 {
		filter.Subject = &graph.ThingFilter{Within: []graph.ID{graph.ID(of.Within[0])}}
	}
	list, err := a.view.RelationsWhere(ctx, filter, "")
	if err != nil {
		return err
	}
	industries, err := list.Facets().Industries(ctx, 50)
	if err != nil {
		return err
	}
	a.add(`"relations":{"facets":{"industries":`)
	each(a, industries, func(t graph.Tally[graph.Node]) {
		a.add(`{"industry":`)
		a.named(t.Value)
		a.add(`,"count":`)
		a.number(t.Count)
		a.add(`}`)
	})
	a.add(`}}`)
	return nil
}

func (a *answerer) officials(ctx context.Context, of questions.Variables) error {
	list, err := a.view.SearchList(ctx, of.Text, &graph.ThingFilter{Kinds: []graph.Kind{graph.Official}})
	a.add(`"search":{"nodes":`)
	each(a, list.First(of.First), func(m graph.Match) {
		a.add(`{"thing":`)
		a.name(m.Node)
		a.add(`,"kind":"`)
		for _, c := range []byte(m.Node.Kind()) {
			a.text = append(a.text, c&^0x20) // the names of kinds are of letters
		}
		a.add(`"},"how":`)
		a.quoted(string(m.How))
		a.add(`}`)
	})
	a.add(`}`)
	return err
}

// follow counts the different things to which relations lead.
func follow(v *graph.View, w hops.Walk) int {
	industries := []graph.ID{graph.ID(w.From)}
	if w.Hops == 2 {
		industries = industries[:0]
		for _, edge := range v.Out(graph.ID(w.From), "prioritises") {
			industries = append(industries, edge.Object())
		}
	}
	places := make(map[graph.ID]bool)
	for _, industry := range industries {
		for _, edge := range v.In(industry, "prioritises") {
			places[edge.Subject()] = true
		}
	}
	return len(places)
}
