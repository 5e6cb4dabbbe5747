package mcp

import (
	"context"
	_ "embed"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

//go:embed cite.md
var howToCite string

// addPrompts offers how to cite. It takes no arguments: what somebody writes into an
// argument would become part of what the model is told to do.
func addPrompts(server *sdk.Server) {
	const words = "How to answer with citations that can be checked: document, line and words for each statement"
	server.AddPrompt(&sdk.Prompt{Name: "cite", Title: "Answer with citations", Description: words},
		func(context.Context, *sdk.GetPromptRequest) (*sdk.GetPromptResult, error) {
			return &sdk.GetPromptResult{Description: words, Messages: []*sdk.PromptMessage{{Role: "user", Content: &sdk.TextContent{Text: howToCite}}}}, nil
		})
}
