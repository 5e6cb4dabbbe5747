package model

import "github.com/polygraph-kg/polygraph/graph"

// The answers to the root questions: the graph's own answers with IDs turned
// into things.

// SharedPriority is a place that prioritises an industry.
type SharedPriority struct {
	Place      Place
	Stances    []graph.Stance
	Since      *graph.DocumentDate
	Documents  []Document
	Languages  []string
	Priorities []StatedPriority
}

// StatedPriority is one stated priority.
type StatedPriority struct {
	Place    Place
	Industry Industry
	Stances  []graph.Stance
	Claims   []Claim
}

// SharedPriorities wraps the graph's answer.
func SharedPriorities(v *graph.View, list []graph.SharedPriority) []SharedPriority {
	answers := make([]SharedPriority, 0, len(list))
	for _, a := range list {
		place, _ := as[Place](v, a.Place)
		answer := SharedPriority{Place: place, Stances: a.Stances, Since: known(a.Since), Documents: all[Document](v, a.Documents), Languages: a.Languages}
		for _, p := range a.Priorities {
			answer.Priorities = append(answer.Priorities, statedPriority(v, p.Place, p.Industry, p.Claims))
		}
		answers = append(answers, answer)
	}
	return answers
}

func statedPriority(v *graph.View, place, industry graph.ID, list []*graph.Claim) StatedPriority {
	edge := graph.Edge{Claims: list}
	p, _ := as[Place](v, place)
	i, _ := as[Industry](v, industry)
	return StatedPriority{Place: p, Industry: i, Stances: edge.Stances(), Claims: claims(v, list)}
}

// Anchor is something that anchors a cluster.
type Anchor struct {
	Anchor     Thing
	Cluster    Cluster
	Industries []Industry
	Places     []Place
	Claims     []Claim
}

// Anchors wraps the graph's answer.
func Anchors(v *graph.View, list []graph.Anchor) []Anchor {
	answers := make([]Anchor, 0, len(list))
	for _, a := range list {
		cluster, _ := as[Cluster](v, a.Edge.Object)
		answers = append(answers, Anchor{
			Anchor: Wrap(v, a.Edge.Subject), Cluster: cluster, Industries: all[Industry](v, a.Industries),
			Places: all[Place](v, a.Places), Claims: claims(v, a.Edge.Claims),
		})
	}
	return answers
}

// Likeness is how alike another place is.
type Likeness struct {
	Place     Place
	Score     float64
	Shared    []Industry
	OnlyHere  []Industry
	OnlyThere []Industry
}

// Likenesses wraps the graph's answer.
func Likenesses(v *graph.View, list []graph.Likeness) []Likeness {
	answers := make([]Likeness, 0, len(list))
	for _, a := range list {
		place, _ := as[Place](v, a.Place)
		answers = append(answers, Likeness{
			Place: place, Score: a.Score, Shared: all[Industry](v, a.Shared),
			OnlyHere: all[Industry](v, a.OnlyHere), OnlyThere: all[Industry](v, a.OnlyThere),
		})
	}
	return answers
}

// OfficeHolder is a tenure with the evidence for it.
type OfficeHolder struct {
	Tenure   Tenure
	Official Official
	Post     Post
	At       Thing
	Attested []graph.DocumentDate
	Claims   []Claim
}

// OfficeHolders wraps the graph's answer.
func OfficeHolders(v *graph.View, list []graph.OfficeHolder) []OfficeHolder {
	answers := make([]OfficeHolder, 0, len(list))
	for _, a := range list {
		h := a.Tenure.Holding
		official, _ := as[Official](v, h.Official)
		post, _ := as[Post](v, h.Post)
		answers = append(answers, OfficeHolder{
			Tenure: Tenure{Base{v, a.Tenure}}, Official: official, Post: post, At: Wrap(v, h.At),
			Attested: a.Attested, Claims: claims(v, a.Claims),
		})
	}
	return answers
}

// Promise is a target with what came of it.
type Promise struct {
	Target       Target
	Of           Thing
	Metric       Metric
	Claims       []Claim
	LaterFigures []LaterFigure
}

// LaterFigure is a figure reported after the promise.
type LaterFigure struct {
	Figure Figure
	Claims []Claim
}

// Promises wraps the graph's answer.
func Promises(v *graph.View, list []graph.Promise) []Promise {
	answers := make([]Promise, 0, len(list))
	for _, a := range list {
		metric, _ := as[Metric](v, a.Target.Measure.Metric)
		answer := Promise{Target: Target{Base{v, a.Target}}, Of: Wrap(v, a.Target.Measure.Of), Metric: metric, Claims: claims(v, a.Claims), LaterFigures: []LaterFigure{}}
		for _, later := range a.Later {
			answer.LaterFigures = append(answer.LaterFigures, LaterFigure{Figure: Figure{Base{v, later.Figure}}, Claims: claims(v, later.Claims)})
		}
		answers = append(answers, answer)
	}
	return answers
}

// Formula is a programme named by numbers.
type Formula struct {
	Programme Programme
	Formula   string
	RunBy     []Thing
	Parts     []FormulaPart
}

// FormulaPart is one number of a formula.
type FormulaPart struct {
	Position *int
	Size     *int
	Members  []FormulaMember
}

// FormulaMember is one thing that a number stands for.
type FormulaMember struct {
	Member Thing
	Scales []graph.Quantity
	Claims []Claim
}

// Formulas wraps the graph's answer.
func Formulas(v *graph.View, list []graph.Formula) []Formula {
	answers := make([]Formula, 0, len(list))
	for _, a := range list {
		answer := Formula{Programme: Programme{Base{v, a.Programme}}, Formula: a.Programme.Formula, RunBy: []Thing{}}
		for _, edge := range v.In(a.Programme.ID, "runs") {
			answer.RunBy = append(answer.RunBy, Wrap(v, edge.Subject))
		}
		for _, part := range a.Parts {
			p := FormulaPart{Position: positive(part.Position), Size: positive(part.Size), Members: []FormulaMember{}}
			for _, m := range part.Members {
				p.Members = append(p.Members, FormulaMember{Member: Wrap(v, m.Member), Scales: m.Scales(), Claims: claims(v, m.Claims)})
			}
			answer.Parts = append(answer.Parts, p)
		}
		answers = append(answers, answer)
	}
	return answers
}

func positive(n int) *int {
	if n <= 0 {
		return nil
	}
	return &n
}

// Path is a chain of relations.
type Path struct {
	Steps []PathStep
}

// Length is the number of relations.
func (p Path) Length() int { return len(p.Steps) }

// PathStep is one relation on a path.
type PathStep struct {
	From      Thing
	Relation  string
	Predicate string
	Forwards  bool
	To        Thing
	Claims    []Claim
	Curated   bool
}

// Paths wraps the graph's answer.
func Paths(v *graph.View, from graph.ID, list [][]*graph.Edge) []Path {
	answers := make([]Path, 0, len(list))
	for _, edges := range list {
		var path Path
		at := from
		for _, edge := range edges {
			predicate, _ := graph.LookupPredicate(edge.Predicate)
			step := PathStep{From: Wrap(v, at), Relation: predicate.Label, Predicate: edge.Predicate, Forwards: edge.Subject == at, Claims: claims(v, edge.Claims), Curated: edge.Curated}
			if !step.Forwards {
				step.Relation = predicate.InverseLabel
			}
			at = edge.Other(at)
			step.To = Wrap(v, at)
			path.Steps = append(path.Steps, step)
		}
		answers = append(answers, path)
	}
	return answers
}

// Conflict is a disagreement between claims.
type Conflict struct {
	Kind  graph.ConflictKind
	About Thing
	Part  *int
	Sides []ConflictSide
}

// ConflictSide is one side of it.
type ConflictSide struct {
	Thing    Thing
	Quantity *graph.Quantity
	Claims   []Claim
}

// Conflicts wraps the graph's answer.
func Conflicts(v *graph.View, list []graph.Conflict) []Conflict {
	answers := make([]Conflict, 0, len(list))
	for _, a := range list {
		answer := Conflict{Kind: a.Kind, About: Wrap(v, a.About), Part: positive(a.Part)}
		for _, side := range a.Sides {
			answer.Sides = append(answer.Sides, ConflictSide{Thing: Wrap(v, side.Value), Quantity: side.Quantity, Claims: claims(v, side.Claims)})
		}
		answers = append(answers, answer)
	}
	return answers
}

// Profile is what the graph holds about a place.
type Profile struct {
	Place        Place
	Parts        []Place
	Leaders      []OfficeHolder
	Priorities   []StatedPriority
	Clusters     []Relation
	Programmes   []Relation
	Undertakings []Relation
	Targets      []Relation
	Figures      []Relation
	Alike        []Likeness
	Conflicts    []Conflict
	Documents    []Document
}

// Relation is one relation with its evidence.
type Relation struct {
	Subject   Thing
	Predicate string
	Object    Thing
	Claims    []Claim
	Curated   bool
}

// NewProfile wraps the graph's answer.
func NewProfile(v *graph.View, p *graph.Profile) *Profile {
	answer := &Profile{
		Place: Place{Base{v, p.Place}}, Parts: all[Place](v, p.Parts), Leaders: OfficeHolders(v, p.Leaders), Priorities: []StatedPriority{},
		Clusters: related(v, p.Clusters), Programmes: related(v, p.Programmes), Undertakings: related(v, p.Undertakings),
		Targets: related(v, p.Targets), Figures: related(v, p.Figures),
		Alike: Likenesses(v, p.Alike), Conflicts: Conflicts(v, p.Conflicts), Documents: all[Document](v, p.Documents),
	}
	for _, edge := range p.Priorities {
		answer.Priorities = append(answer.Priorities, statedPriority(v, edge.Subject, edge.Object, edge.Claims))
	}
	return answer
}

func related(v *graph.View, edges []*graph.Edge) []Relation {
	list := make([]Relation, 0, len(edges))
	for _, edge := range edges {
		list = append(list, Relation{Subject: Wrap(v, edge.Subject), Predicate: edge.Predicate, Object: Wrap(v, edge.Object), Claims: claims(v, edge.Claims), Curated: edge.Curated})
	}
	return list
}

// Match is a thing that was found.
type Match struct {
	Thing Thing
	Name  graph.Name
	By    string
}

// Matches wraps the graph's answer.
func Matches(v *graph.View, list []graph.Match) []Match {
	answers := make([]Match, 0, len(list))
	for _, m := range list {
		answers = append(answers, Match{Thing: Wrap(v, m.Thing.ID), Name: m.Name, By: string(m.By)})
	}
	return answers
}

// Statistics are the graph in numbers.
type Statistics struct {
	Generation int
	Quads      int
	Edges      int
	Claims     int
	Documents  int
	Kinds      []KindCount
}

// KindCount is how many things of a kind there are.
type KindCount struct {
	Kind  graph.Kind
	Count int
}

// NewStatistics wraps the graph's answer.
func NewStatistics(c graph.Counts) *Statistics {
	s := &Statistics{Generation: int(c.Generation), Quads: c.Quads, Edges: c.Edges, Claims: c.Claims, Documents: c.Documents}
	for _, info := range graph.Kinds() {
		s.Kinds = append(s.Kinds, KindCount{info.Kind, c.Kinds[info.Kind]})
	}
	return s
}
