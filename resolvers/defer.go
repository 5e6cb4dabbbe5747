package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
)

// deferDirective marks a fragment that a client is willing to wait for.
const deferDirective = "defer"

type inPartsKey struct{}

// InParts lets an operation answer what it defers in later parts. Without it, all
// comes in one answer, as most ways of answering want it.
func InParts(ctx context.Context) context.Context { return context.WithValue(ctx, inPartsKey{}, true) }

// mostParts is in how many later parts an operation is answered at most. For each there are
// goroutines that work at the same time, so an operation that defers more is answered in one
// part, as the specification lets a server choose.
const mostParts = 8

// deferredParts is in how many later parts an operation wants to be answered; anything beyond
// mostParts is told as one more.
func deferredParts(operation *graphql.OperationContext) int {
	c := partCount{operation.Doc.Fragments, map[string]int{}}
	return c.of(operation.Operation.SelectionSet)
}

type partCount struct {
	fragments ast.FragmentDefinitionList
	known     map[string]int
}

func (c partCount) of(selections ast.SelectionSet) (parts int) {
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			below := c.of(s.SelectionSet)
			if s.Definition.Type.Elem != nil && below > 0 { // for each element
				below = mostParts + 1
			}
			parts += below
		case *ast.InlineFragment:
			parts += isDeferred(s.Directives) + c.of(s.SelectionSet)
		case *ast.FragmentSpread:
			parts += isDeferred(s.Directives) + c.ofFragment(s.Name)
		}
		parts = min(parts, mostParts+1)
	}
	return parts
}

// ofFragment counts each fragment once, wherever it is spread.
func (c partCount) ofFragment(name string) int {
	parts, known := c.known[name]
	if fragment := c.fragments.ForName(name); !known && fragment != nil {
		parts = c.of(fragment.SelectionSet)
		c.known[name] = parts
	}
	return parts
}

func isDeferred(directives ast.DirectiveList) int {
	if directives.ForName(deferDirective) != nil {
		return 1
	}
	return 0
}

// inOnePiece takes @defer out of an operation. The document is shared with other
// requests, so the operation gets a copy of it.
func inOnePiece(operation *graphql.OperationContext) {
	document := *operation.Doc
	document.Operations, document.Fragments = nil, nil
	for _, o := range operation.Doc.Operations {
		plain := *o
		plain.SelectionSet = undeferred(o.SelectionSet)
		document.Operations = append(document.Operations, &plain)
		if o == operation.Operation {
			operation.Operation = &plain
		}
	}
	for _, f := range operation.Doc.Fragments {
		plain := *f
		plain.SelectionSet = undeferred(f.SelectionSet)
		document.Fragments = append(document.Fragments, &plain)
	}
	operation.Doc = &document
}

func undeferred(selections ast.SelectionSet) ast.SelectionSet {
	plain := make(ast.SelectionSet, len(selections))
	for i, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			field := *s
			field.SelectionSet = undeferred(s.SelectionSet)
			plain[i] = &field
		case *ast.InlineFragment:
			fragment := *s
			fragment.Directives = withoutDefer(s.Directives)
			fragment.SelectionSet = undeferred(s.SelectionSet)
			plain[i] = &fragment
		case *ast.FragmentSpread:
			spread := *s
			spread.Directives = withoutDefer(s.Directives)
			plain[i] = &spread
		}
	}
	return plain
}

func withoutDefer(directives ast.DirectiveList) ast.DirectiveList {
	var others ast.DirectiveList
	for _, directive := range directives {
		if directive.Name != deferDirective {
			others = append(others, directive)
		}
	}
	return others
}
