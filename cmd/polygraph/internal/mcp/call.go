package mcp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// asker answers calls of tools.
type asker struct {
	views   resolvers.Views
	execute *executor.Executor
	running chan struct{} // holds one for each call that is being answered; nil where any number may be
	time    time.Duration
	site    string
	log     *slog.Logger
}

func newAsker(views resolvers.Views, options Options, log *slog.Logger) *asker {
	execute := executor.New(resolvers.Schema())
	resolvers.Configure(execute, views, options.Resolvers, log)
	asker := &asker{views: views, execute: execute, time: options.Time, site: options.Site, log: log}
	if options.Calls > 0 {
		asker.running = make(chan struct{}, options.Calls)
	}
	return asker
}

// call answers one call. What is wrong with the question is an answer too, by which the
// model can do better.
func (a *asker) call(ctx context.Context, t *tool, arguments json.RawMessage) (*sdk.CallToolResult, error) {
	answer, err := a.answer(ctx, t, arguments)
	if err != nil {
		failed := failureOf(ctx, err, a.log)
		return &sdk.CallToolResult{
			IsError:           true,
			Content:           []sdk.Content{&sdk.TextContent{Text: failed.inWords()}},
			StructuredContent: map[string]any{"error": failed},
		}, nil
	}
	return &sdk.CallToolResult{Content: []sdk.Content{&sdk.TextContent{Text: answer.text}}, StructuredContent: json.RawMessage(answer.json)}, nil
}

func (a *asker) answer(ctx context.Context, t *tool, arguments json.RawMessage) (*answer, error) {
	until := time.Now().Add(a.time)
	request, over := ctx.Value(requestKey{}).(context.Context)
	if over {
		until, _ = request.Deadline()
	}
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	if over {
		defer afterLeaving(request, cancel)()
	}
	if a.running != nil {
		select {
		case a.running <- struct{}{}:
			defer func() { <-a.running }()
		case <-ctx.Done():
		}
	}
	if ctx.Err() != nil {
		return nil, givenUp(ctx)
	}
	given, err := t.read(arguments)
	if err != nil {
		return nil, err
	}
	language, _ := given[argumentLanguage].(string)
	delete(given, argumentLanguage)
	if language == "" {
		language = graph.English
	}
	view := a.views.View()
	names := &resolver{ctx: ctx, view: view, language: language}
	if err := names.resolveAll(t, given); err != nil {
		return nil, err
	}
	return (&writer{names, a.site}).fitting(t, given, func(variables map[string]any) (map[string]any, error) {
		return a.ask(resolvers.See(ctx, view), t, variables, language)
	})
}

// read checks the arguments. As in GraphQL, one that is null is absent, and a single value is
// a list of one.
func (t *tool) read(arguments json.RawMessage) (map[string]any, error) {
	given := map[string]any{}
	if len(bytes.TrimSpace(arguments)) > 0 {
		decoder := json.NewDecoder(bytes.NewReader(arguments))
		decoder.UseNumber()
		if err := decoder.Decode(&given); err != nil {
			return nil, wrong("the arguments are no JSON object")
		}
	}
	if given == nil { // null
		given = map[string]any{}
	}
	if !areShort(given) {
		return nil, wrong("a number among the arguments has more than 20 digits, or more than 3 in its exponent")
	}
	for name, value := range given {
		if value == nil {
			delete(given, name)
		}
		if property, is := t.input["properties"].(map[string]any)[name].(map[string]any); is && property["type"] == "array" {
			if one, is := value.(string); is {
				given[name] = []any{one}
			}
		}
	}
	if err := t.arguments.Validate(given); err != nil {
		failed, _ := errors.AsType[*jsonschema.ValidationError](err)
		return nil, t.misfit(failed)
	}
	return wholeNumbers(given).(map[string]any), nil
}

// areShort tells whether all numbers are: what checks them computes with as many digits as their
// exponents say.
func areShort(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		for _, child := range value {
			if !areShort(child) {
				return false
			}
		}
	case []any:
		return !slices.ContainsFunc(value, func(child any) bool { return !areShort(child) })
	case json.Number:
		return shortNumber.MatchString(string(value))
	}
	return true
}

var shortNumber = regexp.MustCompile(`^[^eE]{1,20}([eE][+-]?[0-9]{1,3})?$`)

// wholeNumbers writes numbers without a point where they are whole: 3.0 is an integer to JSON
// Schema and none to GraphQL. Arguments have no other numbers.
func wholeNumbers(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, child := range value {
			value[name] = wholeNumbers(child)
		}
	case json.Number:
		if number, err := value.Float64(); err == nil {
			return int64(number)
		}
	}
	return value
}

// resolveAll puts IDs in place of names.
func (r *resolver) resolveAll(t *tool, given map[string]any) error {
	for _, variable := range t.operation.VariableDefinitions { // in their order
		kinds, names := t.things[variable.Variable]
		value, is := given[variable.Variable]
		if !names || !is {
			continue
		}
		list, several := value.([]any)
		if !several {
			list = []any{value}
		}
		ids := []any{}
		for _, name := range list {
			id, err := r.resolve(variable.Variable, name.(string), kinds)
			if err != nil {
				return err
			}
			if !slices.Contains(ids, any(string(id))) {
				ids = append(ids, string(id))
			}
		}
		if given[variable.Variable] = ids; !several {
			given[variable.Variable] = ids[0]
		}
	}
	return nil
}

// ask has the document of a tool answered.
func (a *asker) ask(ctx context.Context, t *tool, variables map[string]any, language string) (map[string]any, error) {
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := a.execute.CreateOperationContext(ctx, &graphql.RawParams{
		Query: t.document, OperationName: t.name, Variables: variables, Headers: http.Header{"Accept-Language": {language}},
	})
	if errs != nil {
		return nil, failureIn(a.execute.DispatchError(graphql.WithOperationContext(ctx, operation), errs).Errors)
	}
	respond, ctx := a.execute.DispatchOperation(ctx, operation)
	response := respond(ctx)
	if response == nil {
		return nil, givenUp(ctx)
	}
	if len(response.Errors) > 0 {
		return nil, failureIn(response.Errors)
	}
	decoder := json.NewDecoder(bytes.NewReader(response.Data))
	decoder.UseNumber()
	var data map[string]any
	err := decoder.Decode(&data)
	return data, err
}

// givenUp is why there is no answer when a context has ended.
func givenUp(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return tooLate()
	}
	return &failure{Code: string(graph.CodeUnavailable), Message: "the call was given up"}
}
