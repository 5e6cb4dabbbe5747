package mcp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/graph"
)

// scheme begins the addresses of resources: polygraph://place/jinan.
const scheme = "polygraph://"

const typeMarkdown = "text/markdown"

// addResources offers what a client may put before a model without a question: the
// documents, the vocabulary, and what is said of a thing.
func addResources(server *sdk.Server, a *asker) {
	for _, r := range []struct {
		name, title, description string
		text                     func() string
	}{
		{"documents", "Documents", "The documents that claims are taken from: ID, title, source file, language and date.", func() string { return documents(a.views.View()) }},
		{"vocabulary", "Vocabulary", "The kinds of things, the relations between them and the stances, with what each means.", vocabulary},
	} {
		server.AddResource(&sdk.Resource{URI: scheme + r.name, Name: r.name, Title: r.title, Description: r.description, MIMEType: typeMarkdown},
			func(_ context.Context, request *sdk.ReadResourceRequest) (*sdk.ReadResourceResult, error) {
				return contents(request.Params.URI, r.text()), nil
			})
	}
	server.AddResourceTemplate(&sdk.ResourceTemplate{
		URITemplate: scheme + "{kind}/{name}", Name: "thing", Title: "A thing and its claims, or a claim",
		Description: "The first claims about a thing by its ID, such as " + scheme + "place/jinan, or those of a document, such as " + scheme + "document/shandong-17-mayors, each with line and words; or one claim by its ID.",
		MIMEType:    typeMarkdown,
	}, a.readThing)
}

func contents(uri, text string) *sdk.ReadResourceResult {
	return &sdk.ReadResourceResult{Contents: []*sdk.ResourceContents{{URI: uri, MIMEType: typeMarkdown, Text: text}}}
}

// readThing answers by the tool claims: about a thing, those of a document, or one alone.
func (a *asker) readThing(ctx context.Context, request *sdk.ReadResourceRequest) (*sdk.ReadResourceResult, error) {
	uri := request.Params.URI
	id, err := graph.ParseID(strings.TrimPrefix(uri, scheme))
	view := a.views.View()
	if err != nil || view.Thing(id) == nil && view.Claim(id) == nil {
		return nil, sdk.ResourceNotFoundError(uri)
	}
	argument := "about"
	if kind := id.Kind(); kind == graph.Document || kind == graph.ClaimKind {
		argument = kind.Info().Prefix
	}
	arguments, err := json.Marshal(map[string]any{argument: []graph.ID{id}, argumentLimit: mostAnswers})
	if err != nil {
		return nil, err
	}
	for _, tool := range tools() {
		if tool.name == "claims" {
			answer, err := a.answer(ctx, tool, arguments)
			if err != nil {
				return nil, failureOf(ctx, err, a.log)
			}
			return contents(uri, answer.text), nil
		}
	}
	return nil, errors.New("there is no tool claims")
}

// documents lists them.
func documents(view *graph.View) string {
	var b strings.Builder
	b.WriteString("# Documents\n\n")
	for _, document := range view.Things(graph.Document) {
		node, _ := view.Node(document.ID)
		_, _ = fmt.Fprintf(&b, "- %s: %q, %s, %s\n", document.ID, plain(node.Label(graph.Fallback(graph.English))), plain(document.Source.File), document.Source.Language)
	}
	return b.String()
}

// vocabulary describes what the graph is made of, from the tables that everything reads.
func vocabulary() string {
	var b strings.Builder
	b.WriteString("# Vocabulary\n\n## Kinds\n\n")
	for _, kind := range graph.Kinds() {
		_, _ = fmt.Fprintf(&b, "- %s (%s/…, %s): %s\n", kind.Kind, kind.Prefix, kind.LabelZH, kind.Description)
	}
	b.WriteString("\n## Relations\n\n")
	for _, p := range graph.Vocabulary() {
		_, _ = fmt.Fprintf(&b, "- %s (%s): %s\n", p.Name, p.LabelZH, p.Description)
	}
	b.WriteString("\n## Stances\n\n")
	for _, stance := range graph.Stances() {
		_, _ = fmt.Fprintf(&b, "- %s (%s): %s\n", stance.Stance, stance.LabelZH, stance.Description)
	}
	return b.String()
}
