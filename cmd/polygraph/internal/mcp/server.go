// Package mcp lets assistants ask the graph over the Model Context Protocol. A tool is a
// GraphQL document in the folder tools and a template of how its answer reads: the types of
// its arguments and of its answer, the enums and their descriptions are those of the schema,
// and it is answered by the executor that answers any request.
package mcp

import (
	"cmp"
	"context"
	_ "embed"
	"log/slog"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/polygraph-kg/polygraph/resolvers"
)

// Options say how tools answer.
type Options struct {
	Resolvers resolvers.Options
	Time      time.Duration // for an answer, waiting included
	Calls     int           // tools that answer at once; others wait. 0 for any number, where something else gives turns
	Body      int           // bytes of a request over HTTP
	Site      string        // where the outside finds the server, without a slash at its end; empty for none, and then things have no addresses
	Version   string        // of the program
}

// DefaultOptions are for data that are public.
func DefaultOptions() Options {
	return Options{Resolvers: resolvers.DefaultOptions(), Time: 10 * time.Second, Calls: 64, Body: longestMessage}
}

// instructions are what a client may tell its model of this server. They are the same
// whatever is asked and whatever the graph holds.
//
//go:embed instructions.md
var instructions string

// New makes a server of the current state of the graph. It keeps nothing of its clients,
// and may have any number of them at once.
func New(views resolvers.Views, options Options, log *slog.Logger) *sdk.Server {
	server := sdk.NewServer(
		&sdk.Implementation{Name: "polygraph", Title: "polygraph: a policy graph whose every edge can be checked", Version: cmp.Or(options.Version, "unknown"), WebsiteURL: options.Site},
		// Nothing changes about the tools, so nobody is told of changes.
		&sdk.ServerOptions{Instructions: instructions, GetSessionID: func() string { return "" }, Capabilities: &sdk.ServerCapabilities{
			Tools: &sdk.ToolCapabilities{}, Resources: &sdk.ResourceCapabilities{}, Prompts: &sdk.PromptCapabilities{},
		}})
	asker := newAsker(views, options, log)
	for _, tool := range tools() {
		server.AddTool(tool.described(), func(ctx context.Context, request *sdk.CallToolRequest) (*sdk.CallToolResult, error) {
			return asker.call(ctx, tool, request.Params.Arguments)
		})
	}
	addResources(server, asker)
	addPrompts(server)
	return server
}
