package export

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Request is what a person asks to be exported, as command lines and addresses say
// it. At most one of Question and Around is given; the rest restricts further.
type Request struct {
	Question   string   // a root field of the GraphQL schema with its arguments
	Around     []string // IDs
	Depth      int      // relations away from Around, at most
	Kinds      []string
	Predicates []string
	AsOf       string
	Language   string
	Claims     *bool // whether claims are nodes; as the format is used when nil
}

// Asker answers a question of the GraphQL schema as a piece of the graph.
type Asker func(ctx context.Context, v *graph.View, question string) (*graph.Answers, error)

// Select chooses what is asked for. It needs ask only where a question is asked.
func (r Request) Select(ctx context.Context, v *graph.View, f Format, ask Asker) (*graph.Selection, error) {
	if r.Question != "" && len(r.Around) > 0 {
		return nil, invalid("a question and what lies around things are asked for; ask for one of the two")
	}
	if r.Depth != 0 && len(r.Around) == 0 {
		return nil, invalid("a depth says how far around things to go; name these too")
	}
	if _, known := languageOf(r.Language); r.Language != "" && !known {
		return nil, invalid("%.40q is no language of labels; they are %s", r.Language, strings.Join(graph.Languages(), ", "))
	}
	narrower, err := r.narrower()
	if err != nil {
		return nil, err
	}
	piece := v.All()
	switch {
	case r.Question != "":
		answers, err := ask(ctx, v, r.Question)
		if err != nil {
			return nil, err
		}
		if piece, err = answers.Selection(ctx); err != nil {
			return nil, err
		}
	case len(r.Around) > 0:
		if piece, err = r.around(ctx, v, narrower); err != nil {
			return nil, err
		}
	}
	if piece, err = piece.Narrow(ctx, narrower); err != nil {
		return nil, err
	}
	claims := f.Claims
	if r.Claims != nil {
		claims = *r.Claims
	}
	return piece.WithClaims(claims), nil
}

// Languages are those of labels: the one that is asked for, then those given.
func (r Request) Languages(others ...string) []string {
	language, _ := languageOf(r.Language)
	return graph.Fallback(append([]string{language}, others...)...)
}

func languageOf(tag string) (string, bool) {
	for _, language := range graph.Languages() {
		if strings.EqualFold(language, tag) {
			return language, true
		}
	}
	meant, known := map[string]string{"zh": graph.Simplified, "zh-cn": graph.Simplified, "zh-sg": graph.Simplified, "zh-tw": graph.Traditional, "zh-hk": graph.Traditional}[strings.ToLower(tag)]
	return meant, known
}

func (r Request) narrower() (graph.SelectionQuestion, error) {
	var q graph.SelectionQuestion
	for _, name := range r.Predicates {
		q.Predicates = append(q.Predicates, predicateOf(strings.TrimSpace(name)))
	}
	for _, name := range r.Kinds {
		kind, known := kindOf(strings.TrimSpace(name))
		if !known {
			return q, invalid("%.40q is no kind; the kinds are %s", name, strings.Join(kindNames(), ", "))
		}
		q.Kinds = append(q.Kinds, kind)
	}
	if r.AsOf != "" {
		date, err := graph.ParseDate(r.AsOf)
		if err != nil {
			return q, err
		}
		q.AsOf = date
	}
	return q, nil
}

// kindOf finds a kind by its name in any case, or by the prefix of its IDs. Claims are
// no kind of thing to choose: they come with what they state.
func kindOf(name string) (graph.Kind, bool) {
	for _, info := range graph.Kinds() {
		if info.Kind != graph.ClaimKind && strings.EqualFold(string(info.Kind), name) {
			return info.Kind, true
		}
	}
	return "", false
}

// predicateOf is a relation by its name or, as in the GraphQL schema, its constant; what
// is neither stays as it is, for whoever looks it up to refuse.
func predicateOf(name string) string {
	for _, p := range graph.Vocabulary() {
		if graph.Constant(p.Name) == name {
			return p.Name
		}
	}
	return name
}

func kindNames() []string {
	var names []string
	for _, info := range graph.Kinds() {
		if info.Kind != graph.ClaimKind {
			names = append(names, string(info.Kind))
		}
	}
	return names
}

// around is what lies around things. What does not fit is not left out in silence.
func (r Request) around(ctx context.Context, v *graph.View, q graph.SelectionQuestion) (*graph.Selection, error) {
	wanted := graph.NeighbourhoodQuestion{Depth: cmp.Or(r.Depth, 1), Nodes: graph.MaxSubgraph, Edges: graph.MaxDrawn, AsOf: q.AsOf, Filter: &graph.RelationFilter{}}
	answers := v.Gather()
	for _, text := range r.Around {
		id := graph.ID(strings.TrimSpace(text))
		switch claim := v.Claim(id); {
		case claim != nil: // around a claim is what it states
			answers.Claims(claim)
		case id.Kind() == graph.Document && v.Thing(id) != nil: // around a document, what it claims
			answers.Thing(id)
			answers.Claims(v.ClaimsAbout(id)...)
		default:
			wanted.Of = append(wanted.Of, id)
		}
	}
	if len(wanted.Of) == 0 {
		return answers.Selection(ctx)
	}
	if len(q.Kinds) > 0 {
		wanted.Filter.Node = &graph.ThingFilter{Kinds: q.Kinds}
	}
	if len(q.Predicates) > 0 {
		wanted.Filter.Predicates = q.Predicates
	}
	found, err := v.Neighbourhood(ctx, wanted)
	if err != nil {
		return nil, err
	}
	if more := found.OmittedNodes + found.OmittedEdges; more > 0 {
		return nil, invalid("what lies there is too much by %d things and %d relations: a neighbourhood has %d and %d at most; go less far, or choose kinds or predicates",
			found.OmittedNodes, found.OmittedEdges, graph.MaxSubgraph, graph.MaxDrawn)
	}
	for _, n := range found.Nodes {
		answers.Thing(n.Thing)
	}
	answers.Edges(found.Edges...)
	return answers.Selection(ctx)
}

func invalid(format string, args ...any) error {
	return &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf(format, args...)}
}
