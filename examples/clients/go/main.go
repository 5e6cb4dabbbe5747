// Command promises prints what was promised by a year, how much, and who says so.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/Khan/genqlient/graphql"

	"github.com/polygraph-kg/polygraph/examples/clients/go/polygraph"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: promises YEAR, such as promises 2025")
		os.Exit(2)
	}
	server := os.Getenv("POLYGRAPH")
	if server == "" {
		server = "http://127.0.0.1:8080"
	}
	client := graphql.NewClient(server+"/graphql", &http.Client{Timeout: 30 * time.Second})
	if err := promises(context.Background(), client, polygraph.Date(os.Args[1]), os.Stdout); err != nil {
		switch code, message := polygraph.Refusal(err); code {
		case "":
			fmt.Fprintln(os.Stderr, err)
		case "INVALID_ARGUMENT":
			fmt.Fprintln(os.Stderr, "Write a year, month or day:", message)
		default:
			fmt.Fprintln(os.Stderr, code+":", message)
		}
		os.Exit(1)
	}
}

// promises prints page after page.
func promises(ctx context.Context, client graphql.Client, by polygraph.Date, out io.Writer) error {
	var after *string
	for {
		answer, err := polygraph.Promises(ctx, client, by, 20, after)
		if err != nil {
			return err
		}
		for _, p := range answer.Promises.Nodes {
			fmt.Fprintf(out, "%s, %s%s%s\n", p.Of.Label, p.Metric.Label, scope(p.Target), deadline(p.Target))
			for _, c := range p.Claims {
				if q := c.Quantity; q != nil {
					fmt.Fprintf(out, "  %s (%s, line %d)\n", q.Text, c.Document.Label, c.Line)
				}
			}
		}
		if !answer.Promises.PageInfo.HasNextPage {
			return nil
		}
		after = answer.Promises.PageInfo.EndCursor
	}
}

// scope tells of what the measure is: 200 enterprises, but which?
func scope(t *polygraph.Promised) string {
	if t.ScopeLabel == nil {
		return ""
	}
	return " (" + *t.ScopeLabel + ")"
}

// deadline tells a year that a document states from one that was reckoned.
func deadline(t *polygraph.Promised) string {
	switch {
	case t.Due == nil:
		return ""
	case t.Due.Reckoned && t.Within != nil:
		return fmt.Sprintf(", by %s (reckoned: %s from its document's date)", t.Due.Latest.Year(), *t.Within)
	default:
		return ", by " + t.Due.Latest.Year()
	}
}
