package mcp

import (
	"embed"
	"fmt"
	"strings"
	"sync"
	"text/template"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/polygraph-kg/polygraph/resolvers"
)

//go:embed tools
var files embed.FS

// fragmentsFile is what the documents of all tools may spread.
const fragmentsFile = "tools/fragments.graphql"

// tool is one question. The name, title and description are those of its operation.
type tool struct {
	name, title, description string
	document                 string // with the fragments that it spreads
	operation                *ast.OperationDefinition
	input, output            map[string]any // JSON Schemas
	arguments                *jsonschema.Schema
	things                   map[string]wanted // arguments that name things
	reads                    *template.Template
}

// tools are all of them, in the order of their names.
var tools = sync.OnceValue(func() []*tool {
	entries, err := files.ReadDir("tools")
	if err != nil {
		panic(err)
	}
	var list []*tool
	for _, entry := range entries {
		if name, is := strings.CutSuffix(entry.Name(), ".graphql"); is && "tools/"+entry.Name() != fragmentsFile {
			tool, err := readTool(name)
			if err != nil {
				panic(fmt.Errorf("tools/%s: %w", entry.Name(), err)) // a test reads all of them
			}
			list = append(list, tool)
		}
	}
	return list
})

func readTool(name string) (*tool, error) {
	text, err := files.ReadFile("tools/" + name + ".graphql")
	if err != nil {
		return nil, err
	}
	fragments, err := files.ReadFile(fragmentsFile)
	if err != nil {
		return nil, err
	}
	schema := resolvers.Schema().Schema()
	document, err := readDocument(schema, string(text), string(fragments))
	if err != nil {
		return nil, err
	}
	if len(document.Operations) != 1 || document.Operations[0].Name != name {
		return nil, fmt.Errorf("the file must hold one operation, which is named as the file: %s", name)
	}
	t := &tool{name: name, operation: document.Operations[0]}
	title, description, _ := strings.Cut(t.operation.Description, "\n\n")
	t.title, t.description = unfolded(title), unfolded(description)
	var out strings.Builder
	formatter.NewFormatter(&out).FormatQueryDocument(document)
	t.document = out.String()

	t.things = thingsOf(t.operation)
	t.input = inputSchema(schema, t)
	t.output = outputSchema(schema, document)
	if t.arguments, err = compiled(t.input); err != nil {
		return nil, err
	}
	markdown, err := files.ReadFile("tools/" + name + ".md")
	if err != nil {
		return nil, err
	}
	t.reads, err = template.New(name).Funcs(inMarkdown).Option("missingkey=error").Parse(string(markdown))
	return t, err
}

// readDocument checks a document against the schema. Of the fragments, those stay that it
// spreads, since none may be without use.
func readDocument(schema *ast.Schema, text, fragments string) (*ast.QueryDocument, error) {
	used := text
	for {
		before := used
		for _, fragment := range strings.SplitAfter(fragments, "\n}\n") {
			name, _, is := strings.Cut(strings.TrimPrefix(strings.TrimSpace(fragment), "fragment "), " ")
			if is && strings.Contains(used, "..."+name+"\n") && !strings.Contains(used, "fragment "+name+" ") {
				used += "\n" + fragment
			}
		}
		if used == before {
			break
		}
	}
	document, errs := gqlparser.LoadQueryWithRules(schema, used, rules.NewDefaultRules())
	if errs != nil {
		return nil, errs
	}
	return document, nil
}

// unfolded is a text without the ends of lines within paragraphs.
func unfolded(text string) string { return strings.Join(strings.Fields(text), " ") }

// described is the tool as clients see it.
func (t *tool) described() *sdk.Tool {
	closed := false
	return &sdk.Tool{
		Name: t.name, Title: t.title, Description: t.title + ". " + t.description,
		InputSchema: t.input, OutputSchema: t.output,
		Annotations: &sdk.ToolAnnotations{Title: t.title, ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed},
	}
}

func compiled(schema map[string]any) (*jsonschema.Schema, error) {
	const name = "arguments.json"
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, schema); err != nil {
		return nil, err
	}
	return compiler.Compile(name)
}
