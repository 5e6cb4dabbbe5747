package resolvers

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/formatter"
)

// ClientSDL is the schema that clients rely on, as introspection shows it: types in
// the order of their names.
func ClientSDL() string {
	var b strings.Builder
	formatter.NewFormatter(&b, formatter.WithIndent("  ")).FormatSchema(forClients)
	return strings.ReplaceAll(b.String(), "\n}\n", "\n}\n\n")
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
