package mcp

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// understood says what a name was taken for.
type understood struct {
	Argument string      `json:"argument"`
	Given    string      `json:"given"`
	ID       graph.ID    `json:"id"`
	Label    string      `json:"label"`
	Others   []candidate `json:"others,omitempty"` // that bear the name as well
}

// candidate is a thing that may have been meant.
type candidate struct {
	ID    graph.ID `json:"id"`
	Label string   `json:"label"`
	Kind  string   `json:"kind"`
}

// mostCandidates is how many an answer tells.
const mostCandidates = 5

// clearly is by how much the best of several near names must be better than the next one to
// be taken for what was meant: "Jinna" is Jinan rather than one of its districts.
const clearly = 1.2

// resolver finds what the arguments of one call name.
type resolver struct {
	ctx      context.Context
	view     *graph.View
	language string
	told     []understood // where names were given in place of IDs
}

// resolve finds a thing by its ID or by a name, among those of the kinds that are wanted.
func (r *resolver) resolve(argument, given string, kinds wanted) (graph.ID, error) {
	if slices.Contains(kinds, graph.ClaimKind) {
		return r.claim(argument, given)
	}
	if id, err := graph.ParseID(strings.TrimSpace(given)); err == nil {
		_, err := r.view.Require(id, kinds...)
		return id, err
	}
	if document, is := r.documentOf(given, kinds); is {
		return r.taken(argument, given, document, nil), nil
	}
	var filter *graph.ThingFilter
	if len(kinds) > 0 {
		filter = &graph.ThingFilter{Kinds: kinds}
	}
	found, err := r.view.Search(r.ctx, given, filter)
	if err != nil {
		return "", err
	}
	best, others := chosen(found)
	if best == nil {
		return "", r.unclear(argument, given, kinds, found)
	}
	return r.taken(argument, given, best.Node.ID(), r.candidates(others)), nil
}

// claim finds a claim, which has no name.
func (r *resolver) claim(argument, given string) (graph.ID, error) {
	id := graph.ID(strings.TrimSpace(given))
	if r.view.Claim(id) == nil {
		return "", &failure{Code: string(graph.CodeNotFound), Message: fmt.Sprintf("there is no claim %q, which %s names; claims about a thing are found by about", brief(given), argument)}
	}
	return id, nil
}

// chosen is the one of the matches that was meant, and those that bear the same name; none
// where that would be a guess.
func chosen(found []graph.Match) (best *graph.Match, others []graph.Match) {
	whole := slices.IndexFunc(found, func(m graph.Match) bool { return m.How != graph.MatchWhole })
	if whole < 0 {
		whole = len(found)
	}
	switch {
	case len(found) == 0 || found[0].How == graph.MatchSomeWords:
		return nil, nil
	case len(found) == 1:
		return &found[0], nil
	case whole == 1, whole > 1 && found[0].Score > found[1].Score: // by its label before an alias, by either before pinyin
		return &found[0], found[1:max(whole, 1)]
	case found[0].How == graph.MatchTypo && found[0].Score > clearly*found[1].Score:
		return &found[0], nil
	}
	return nil, nil
}

// documentOf finds a document by its source file, or by what stands before the first _ or .
// of it, as people call it.
func (r *resolver) documentOf(given string, kinds wanted) (graph.ID, bool) {
	if len(kinds) > 0 && !slices.Contains(kinds, graph.Document) {
		return "", false
	}
	given = strings.TrimPrefix(strings.TrimSpace(given), "document ")
	var found []graph.ID
	for _, document := range r.view.Things(graph.Document) {
		file := document.Source.File
		short, _, _ := strings.Cut(file, "_")
		if given == file || given == short || given == strings.TrimSuffix(file, filepath.Ext(file)) {
			found = append(found, document.ID)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

func (r *resolver) taken(argument, given string, id graph.ID, others []candidate) graph.ID {
	r.told = append(r.told, understood{argument, given, id, r.label(id), others})
	return id
}

func (r *resolver) label(id graph.ID) string {
	node, _ := r.view.Node(id)
	return node.Label(graph.Fallback(r.language))
}

func (r *resolver) candidates(found []graph.Match) []candidate {
	list := make([]candidate, min(len(found), mostCandidates))
	for i := range list {
		id := found[i].Node.ID()
		list[i] = candidate{id, r.label(id), string(id.Kind())}
	}
	return list
}

// unclear is the error for a name that fits nothing, or several things alike.
func (r *resolver) unclear(argument, given string, kinds wanted, found []graph.Match) error {
	what := "thing"
	for _, kind := range kinds {
		what = kind.Info().Label
	}
	if len(found) == 0 {
		return &failure{Code: string(graph.CodeNotFound), Message: fmt.Sprintf("no %s has a name like %q, which %s names; try search with another word, or a piece of the name", what, brief(given), argument)}
	}
	return &failure{
		Code:       codeAmbiguous,
		Message:    fmt.Sprintf("it is not clear what %s means by %q; give one of these by its ID, or another name", argument, brief(given)),
		Candidates: r.candidates(found),
	}
}
