package mcp

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// dataset is the embedded one, which no test changes.
var dataset = sync.OnceValue(func() *graph.Store {
	store := graph.NewStore(nil)
	if _, err := loader.Load(context.Background(), store, []loader.Source{{Name: "data", Files: data.Files}}, nil); err != nil {
		panic(err)
	}
	return store
})

var quiet = slog.New(slog.DiscardHandler)

// client is one of a server of the dataset, in memory.
func client(t *testing.T, options Options) *sdk.ClientSession {
	t.Helper()
	return connected(t, New(dataset(), options, quiet))
}

func connected(t *testing.T, server *sdk.Server) *sdk.ClientSession {
	t.Helper()
	here, there := sdk.NewInMemoryTransports()
	serving, err := server.Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = session.Close()
		_ = serving.Wait()
	})
	return session
}

// called is an answer, whose structured content has been checked against the schema that the
// tool declares.
type called struct {
	text    string
	isError bool
	content structured
	failed  failure
	bytes   int
}

func callTool(t *testing.T, session *sdk.ClientSession, name, arguments string) called {
	t.Helper()
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: name, Arguments: json.RawMessage(arguments)})
	if err != nil {
		t.Fatalf("%s %.200s: %v", name, arguments, err)
	}
	return read(t, name, result)
}

func read(t *testing.T, name string, result *sdk.CallToolResult) called {
	t.Helper()
	encoded, err := json.Marshal(result.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range tools() {
		if tool.name == name {
			fits(t, tool.output, result.StructuredContent)
		}
	}
	answer := called{text: result.Content[0].(*sdk.TextContent).Text, isError: result.IsError}
	answer.bytes = len(answer.text) + len(encoded)
	if err := json.Unmarshal(encoded, &answer.content); err != nil {
		t.Fatal(err)
	}
	var wrong struct{ Error failure }
	if err := json.Unmarshal(encoded, &wrong); err != nil {
		t.Fatal(err)
	}
	answer.failed = wrong.Error
	return answer
}

func fits(t *testing.T, schema map[string]any, value any) {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("output.json", decoded); err != nil {
		t.Fatal(err)
	}
	against, err := compiler.Compile("output.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := against.Validate(value); err != nil {
		t.Errorf("what is answered does not fit the schema: %v", err)
	}
}
