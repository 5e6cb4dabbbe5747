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

// Defers tells whether a document defers anything.
func Defers(document *ast.QueryDocument) bool {
	for _, operation := range document.Operations {
		if defers(operation.SelectionSet) {
			return true
		}
	}
	for _, fragment := range document.Fragments {
		if defers(fragment.SelectionSet) {
			return true
		}
	}
	return false
}

func defers(selections ast.SelectionSet) bool {
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			if defers(s.SelectionSet) {
				return true
			}
		case *ast.InlineFragment:
			if s.Directives.ForName(deferDirective) != nil || defers(s.SelectionSet) {
				return true
			}
		case *ast.FragmentSpread:
			if s.Directives.ForName(deferDirective) != nil {
				return true
			}
		}
	}
	return false
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
