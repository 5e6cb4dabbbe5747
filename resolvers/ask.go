package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers/internal/model"
)

// note asks a request to note what its answers are about, in one state of the graph.
type note struct {
	view      *graph.View
	gathering *model.Gathering
}

type noteKey struct{}

// Asker answers questions of the schema as pieces of the graph, so that they can be
// exported. A question is a root field with its arguments, such as
//
//	sharedPriorities(industries: ["industry/steel"], includeNarrower: true)
//
// of which no fields need be selected: whole lists are answered, not pages. It is held
// to the limits of any request.
func Asker(options Options, log *slog.Logger) func(ctx context.Context, v *graph.View, question string) (*graph.Answers, error) {
	exec := executor.New(Schema())
	Configure(exec, noViews{}, options, log)
	return func(ctx context.Context, v *graph.View, question string) (*graph.Answers, error) {
		document, root, err := readQuestion(question, options.Limits.Tokens)
		if err != nil {
			return nil, err
		}
		noted := &note{view: v}
		ctx = graphql.StartOperationTrace(context.WithValue(ctx, noteKey{}, noted))
		operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document})
		if errs != nil {
			return nil, asOne(exec.DispatchError(graphql.WithOperationContext(ctx, operation), errs).Errors)
		}
		responses, ctx := exec.DispatchOperation(ctx, operation)
		if response := responses(ctx); len(response.Errors) > 0 {
			return nil, asOne(response.Errors)
		}
		if ids := named(root); len(ids) > 0 {
			for _, id := range ids {
				if v.Claim(id) != nil {
					continue
				}
				if _, err := v.Require(id); err != nil {
					return nil, err
				}
			}
			noted.gathering.NoteNodes(v, ids)
		}
		answers := noted.gathering.Answers()
		if answers == nil {
			return nil, wrongQuestion("%s answers nothing that can be exported", root.Name)
		}
		return answers, nil
	}
}

// noViews stands where requests bring their View along.
type noViews struct{}

func (noViews) View() *graph.View { return nil }

func (noViews) Await(context.Context, *graph.View) (*graph.View, error) {
	return nil, errors.New("a question waits for nothing")
}

// readQuestion makes a document of a question. It may be written with the braces of a
// document or without.
func readQuestion(question string, tokens int) (string, *ast.Field, error) {
	text := strings.TrimSpace(question)
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "query") {
		text = "{ " + text + " }"
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, tokens)
	if err != nil {
		return "", nil, wrongQuestion("it cannot be read: %s", shorten(err.Error()))
	}
	if len(document.Operations) != 1 || document.Operations[0].Operation != ast.Query || len(document.Operations[0].VariableDefinitions) > 0 {
		return "", nil, wrongQuestion("it must be one query without variables")
	}
	selected := document.Operations[0].SelectionSet
	if len(selected) != 1 {
		return "", nil, wrongQuestion("it must be one field of the schema with its arguments")
	}
	root, isField := selected[0].(*ast.Field)
	if !isField {
		return "", nil, wrongQuestion("it must be one field of the schema with its arguments")
	}
	completed(root)
	var out strings.Builder
	formatter.NewFormatter(&out).FormatQueryDocument(document)
	return out.String(), root, nil
}

// completed selects something of the last field, which selects nothing.
func completed(field *ast.Field) {
	if len(field.SelectionSet) == 0 {
		field.SelectionSet = ast.SelectionSet{&ast.Field{Name: "__typename", Alias: "__typename"}}
		return
	}
	definition := forClients.Query.Fields.ForName(field.Name)
	if definition == nil || len(field.SelectionSet) != 1 {
		return
	}
	of, only := forClients.Types[definition.Type.Name()], field.SelectionSet[0]
	if fragment, is := only.(*ast.InlineFragment); is && len(fragment.SelectionSet) == 1 {
		of, only = forClients.Types[fragment.TypeCondition], fragment.SelectionSet[0]
	}
	last, is := only.(*ast.Field)
	if !is || of == nil || len(last.SelectionSet) > 0 {
		return
	}
	if found := of.Fields.ForName(last.Name); found != nil && forClients.Types[found.Type.Name()].IsCompositeType() {
		completed(last)
	}
}

func wrongQuestion(format string, args ...any) error {
	return &graph.Error{Code: graph.CodeInvalid, Message: "the question is none: " + fmt.Sprintf(format, args...) + `; write it as sharedPriorities(industries: ["industry/steel"])`}
}

// named are the things that a field names by their IDs.
func named(field *ast.Field) []graph.ID {
	var ids []graph.ID
	for _, name := range []string{"id", "ids"} {
		argument := field.Arguments.ForName(name)
		if argument == nil {
			continue
		}
		if argument.Value.Kind == ast.StringValue {
			ids = append(ids, graph.ID(argument.Value.Raw))
		}
		for _, child := range argument.Value.Children {
			ids = append(ids, graph.ID(child.Value.Raw))
		}
	}
	return ids
}

// asOne makes the errors of a response one error of the graph.
func asOne(list gqlerror.List) error {
	code, message := graph.CodeInvalid, make([]string, len(list))
	for i, err := range list {
		message[i] = err.Message
		switch err.Extensions["code"] {
		case string(graph.CodeNotFound):
			code = graph.CodeNotFound
		case string(graph.CodeUnavailable), codeTimeout:
			code = graph.CodeUnavailable
		case string(graph.CodeInternal):
			code = graph.CodeInternal
		}
	}
	return &graph.Error{Code: code, Message: strings.Join(message, "; ")}
}
