package resolvers

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
)

// structureLimit refuses a request by its mere text, before the executor validates
// it: validation compares fields pair by pair, so that a text which the parser
// takes in a moment can keep it busy for seconds.
type structureLimit struct {
	limits Limits
	// sound are texts that have passed already. It is bounded.
	sound graphql.Cache[struct{}]
}

var _ interface {
	graphql.OperationParameterMutator
	graphql.HandlerExtension
} = structureLimit{}

func (structureLimit) ExtensionName() string { return "structure limit" }

func (structureLimit) Validate(graphql.ExecutableSchema) error { return nil }

func (l structureLimit) MutateOperationParameters(ctx context.Context, request *graphql.RawParams) *gqlerror.Error {
	if _, passed := l.sound.Get(ctx, request.Query); passed {
		return nil
	}
	if hasLongName(request.Query) {
		return beyond(codeNameTooLong, longestName, longestName+1, "a name in the request is longer than %d characters", longestName)
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: request.Query}, l.limits.Tokens)
	if err != nil {
		if strings.Contains(err.Error(), "exceeded token limit") {
			return beyond(codeTooManyTokens, l.limits.Tokens, l.limits.Tokens+1, "the request has more than %d tokens; ask for less at once", l.limits.Tokens)
		}
		return nil // the executor says what is wrong
	}
	for _, operation := range document.Operations {
		if refused := l.check(measureStructure(document, operation)); refused != nil {
			return refused
		}
	}
	if pairs := mostOverlapsOf(document); pairs > mostOverlaps {
		return beyond(codeTooManyOverlaps, mostOverlaps, pairs, "the request selects the same fields over and over: they would have to be compared in %d ways or more; %d are allowed", pairs, mostOverlaps)
	}
	l.sound.Add(ctx, request.Query, struct{}{})
	return nil
}

func (l structureLimit) check(s structure) *gqlerror.Error {
	for _, rule := range []struct {
		code         string
		asked, limit int
		says         string
	}{
		{codeTooDeep, s.depth, l.limits.Depth, "the request nests %d levels of fields; %d are allowed"},
		{codeTooManyRootFields, s.roots, l.limits.RootFields, "the request asks %d questions at once; %d are allowed"},
		{codeTooManyAliases, s.aliases, l.limits.Aliases, "the request has %d aliases; %d are allowed"},
		{codeTooManyDirectives, s.directives, l.limits.Directives, "the request has %d directives; %d are allowed"},
		{codeTooManyFields, s.fields, l.limits.Fields, "the request selects %d fields, those of fragments counted wherever they are spread; %d are allowed"},
	} {
		if rule.asked > rule.limit {
			return beyond(rule.code, rule.limit, rule.asked, rule.says, rule.asked, rule.limit)
		}
	}
	return nil
}

// structure is what an operation's text amounts to with its fragments spelled out.
// Numbers stop growing at enough.
type structure struct{ depth, roots, fields, aliases, directives int }

const enough = 1_000_000

func (s structure) with(other structure) structure {
	return structure{
		depth: max(s.depth, other.depth), roots: min(s.roots+other.roots, enough), fields: min(s.fields+other.fields, enough),
		aliases: min(s.aliases+other.aliases, enough), directives: min(s.directives+other.directives, enough),
	}
}

// measureStructure visits each fragment once, however often it is spread. Fragments
// that spread themselves count as empty there; validation refuses them.
func measureStructure(document *ast.QueryDocument, operation *ast.OperationDefinition) structure {
	measured := make(map[string]structure)
	var set func(ast.SelectionSet) structure
	set = func(selections ast.SelectionSet) structure {
		var total structure
		for _, selection := range selections {
			var s structure
			switch node := selection.(type) {
			case *ast.Field:
				s = set(node.SelectionSet)
				s.depth, s.fields, s.roots = s.depth+1, s.fields+1, 1
				if node.Alias != node.Name {
					s.aliases++
				}
				s.directives += len(node.Directives)
			case *ast.InlineFragment:
				s = set(node.SelectionSet)
				s.directives += len(node.Directives)
			case *ast.FragmentSpread:
				known, visited := measured[node.Name]
				if fragment := document.Fragments.ForName(node.Name); !visited && fragment != nil {
					measured[node.Name] = structure{}
					known = set(fragment.SelectionSet)
					known.directives += len(fragment.Directives)
					measured[node.Name] = known
				}
				s = known
				s.directives += len(node.Directives)
			}
			total = total.with(s)
		}
		return total
	}
	total := set(operation.SelectionSet)
	total.directives += len(operation.Directives)
	for _, variable := range operation.VariableDefinitions {
		total.directives += len(variable.Directives)
	}
	// Fragments that nothing spreads are validated too.
	for _, fragment := range document.Fragments {
		if _, visited := measured[fragment.Name]; !visited {
			unused := set(fragment.SelectionSet)
			unused.roots = 0
			total = total.with(unused)
		}
	}
	return total
}
