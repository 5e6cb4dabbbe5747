package resolvers

import (
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/polygraph-kg/polygraph/graph"
)

// A field of an answer costs one, and takes about a tenth of a microsecond. What the server
// does before there is anything to write costs as many as fields could be written in the time,
// on the embedded data: TestCostliestRequests measures it.

// reach is over how much a field looks: what a filter or an order costs depends on it.
type reach int

const (
	ofThing reach = iota // the claims and relations of one thing, hundreds at most
	ofKind               // the things of a kind, or the answers to a question
	ofGraph              // all things, claims or relations
	reaches
)

// What fields cost.
const (
	perQuestion  = 2_000
	perSearch    = 1_000
	perCharacter = 150 // of what is searched for
	perKept      = 40  // thing of a neighbourhood, with what lies around it
	perDrawn     = 2   // relation of a neighbourhood
	perPaths     = 10_000
	perTree      = 10_000 // of industries, where their counts are not those of all claims
	perList      = 5
	perRelations = 80 // list of all that relates a thing to others
	perCursor    = 12
	perEntity    = 400 // of a federation's router: each has a goroutine, and there is no pause between them
)

// mostListed is how many values an argument lists that is neither a filter nor an order, which
// have bounds of their own. A router asks for as many entities as it has found.
const mostListed = 200

// What the parts of arguments cost, by how far they reach.
var (
	perCondition = [reaches]int{50, 200, 750} // an object or a field of a filter
	perRelated   = [reaches]int{200, 1_000, 3_000}
	perValue     = [reaches]int{5, 20, 100}           // one of a list of values
	perRegion    = [reaches]int{1_000, 6_000, 25_000} // where things lie, or of which industries they are
	perKey       = [reaches]int{500, 2_500, 10_000}
	perLabel     = [reaches]int{8_000, 25_000, 120_000} // as a key, in the order of dictionaries
	perFacet     = [reaches]int{400, 3_000, 12_000}
)

// reachOf is how far a field reaches, and how far do those that it holds.
func reachOf(f *ast.Field, owner string, within reach) (here, below reach) {
	if owner != "Query" {
		if f.Name == "facets" {
			return within, within
		}
		return within, ofThing
	}
	here = ofKind
	switch f.Name {
	case "things", "claims", "relations", "neighbourhood", "paths", "search", "difference":
		here = ofGraph
	}
	if isConnection(typeName(f)) || f.Name == "difference" {
		return here, here
	}
	return here, ofThing
}

// work is what it costs to answer a field itself, one for a plain one.
func (m *measure) work(f *ast.Field, owner string, within reach) int {
	if f.Definition == nil {
		return 1
	}
	total := 1
	switch {
	case owner == "Facets":
		total = perFacet[within]
	case f.Name == "cursor" || f.Name == "startCursor" || f.Name == "endCursor":
		total = perCursor
	}
	arguments := f.Definition.Arguments
	if len(arguments) == 0 {
		return total
	}
	if isConnection(typeName(f)) {
		total = perList
		if f.Name == "relations" {
			total = perRelations
		}
	}
	switch {
	case f.Name == "neighbourhood":
		total = perKept*m.number(f, "maxNodes") + perDrawn*m.number(f, "maxEdges")
	case f.Name == "paths":
		total = perPaths
	case f.Name == "search":
		text, _ := m.argument(f, "text").(string)
		total = perSearch + perCharacter*utf8.RuneCountInString(text)
	case f.Name == "industryTree" && f.Arguments.ForName("filter") != nil:
		total = perTree
	case owner == "Query" && arguments.ForName("id") == nil && arguments.ForName("ids") == nil:
		total = perQuestion
	}
	for _, argument := range arguments {
		if f.Arguments.ForName(argument.Name) == nil {
			continue
		}
		switch name := argument.Type.Name(); {
		case strings.HasSuffix(name, "Filter"):
			total += (&filterCost{within: within}).of(m.argument(f, argument.Name))
		case name == "OrderBy":
			total += orderCost(m.argument(f, argument.Name), within)
		case argument.Name == "representations":
			total += perEntity * m.length(f, argument.Name)
		case argument.Type.Elem != nil:
			listed := m.length(f, argument.Name)
			total += perValue[within] * listed
			if listed > m.longest.values {
				m.longest = list{argument.Name, listed}
			}
		}
		total = min(total, ceiling)
	}
	return total
}

// orderCost is what it costs to order a list.
func orderCost(value any, within reach) int {
	switch value := value.(type) {
	case map[string]any:
		if value["by"] == string(graph.OrderByLabel) {
			return perLabel[within]
		}
		return perKey[within]
	case []any:
		total := 0
		for _, key := range value {
			total = min(total+orderCost(key, within), ceiling)
		}
		return total
	}
	return 0
}

// filterCost adds up what a filter costs: all that it is made of. Where a claim or a thing
// belongs is found out once for all conditions.
type filterCost struct {
	within           reach
	places, branches bool // whether that was counted
}

func (c *filterCost) of(value any) int {
	switch value := value.(type) {
	case map[string]any:
		total := perCondition[c.within]
		for name, inner := range value {
			total = min(total+perCondition[c.within]+c.beside(name)+c.of(inner), ceiling)
		}
		return total
	case []any:
		total := 0
		for _, inner := range value {
			total = min(total+c.of(inner), ceiling)
		}
		return total
	}
	return perValue[c.within]
}

// beside is what a condition costs beside being one.
func (c *filterCost) beside(name string) int {
	var counted *bool
	switch name {
	case "related":
		return perRelated[c.within]
	case "within":
		counted = &c.places
	case "industry":
		counted = &c.branches
	}
	if counted == nil || *counted {
		return 0
	}
	*counted = true
	return perRegion[c.within]
}
