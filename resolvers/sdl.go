package resolvers

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

// ClientSDL is the schema that clients are to rely on: everything of ours, types
// in the order of their names, and nothing of what a federation's router alone
// uses. The formatter leaves out types and fields that stand in no file of ours.
func ClientSDL() string {
	schema := *Schema().Schema()
	schema.SchemaDirectives = nil // tell which federation is meant
	types := make(map[string]*ast.Definition, len(schema.Types))
	for name, definition := range schema.Types {
		copied := *definition
		copied.Directives = spoken(copied.Directives)
		copied.Fields = slices.Clone(copied.Fields)
		for i, field := range copied.Fields {
			f := *field
			f.Directives = spoken(f.Directives)
			copied.Fields[i] = &f
		}
		types[name] = &copied
	}
	schema.Types = types
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(&schema)
	return strings.ReplaceAll(b.String(), "\n}\n", "\n}\n\n")
}

// spoken are those of the directives that every client understands.
func spoken(all ast.DirectiveList) ast.DirectiveList {
	return slices.DeleteFunc(slices.Clone(all), func(d *ast.Directive) bool {
		return d.Name != "deprecated" && d.Name != "specifiedBy"
	})
}

// SubgraphSDL is the schema as a federation's router reads it, in _service.
func SubgraphSDL(ctx context.Context) (string, error) {
	exec := executor.New(Schema())
	exec.Use(extension.Introspection{}) // without it _service is refused
	ctx = graphql.StartOperationTrace(ctx)
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: "{ _service { sdl } }"})
	if errs != nil {
		return "", errs
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	response := responses(ctx)
	if len(response.Errors) > 0 {
		return "", response.Errors
	}
	var data struct {
		Service struct{ SDL string } `json:"_service"`
	}
	err := json.Unmarshal(response.Data, &data)
	return data.Service.SDL, err
}
