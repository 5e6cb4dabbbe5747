package main

import "testing"

func TestSchemaIsPrintedForClientsAndForRouters(t *testing.T) {
	checkRuns(t, []programRun{
		{name: "clients get types in the order of their names", args: []string{"schema"}, out: "\"\"\"\nSomething that anchors a cluster.\n\"\"\"\ntype Anchor {"},
		{name: "routers get keys", args: []string{"schema", "--federation"}, out: `type Place implements Thing & Node @key(fields: "id") {`},
		{name: "it takes no argument", args: []string{"schema", "Place"}, status: exitUsage, errOut: "Place"},
	})
}
