package resolvers

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
)

func TestASubscriberIsToldOfEachState(t *testing.T) {
	store := steelTown(t, "industry/steel")
	exec := executor.New(Schema())
	Configure(exec, store, DefaultOptions(), slog.New(slog.DiscardHandler))
	ctx, leave := context.WithCancel(graphql.StartOperationTrace(t.Context()))
	defer leave()
	operation, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{
		Query: `subscription { graphChanged { generation previous claimsAdded claimsChanged claimsRemoved thingsAdded thingsChanged thingsRemoved newClaims { object { id } } changedClaims { object { id } } statistics { claims } } }`,
	})
	if errs != nil {
		t.Fatal(errs)
	}
	events, ctx := exec.DispatchOperation(ctx, operation)
	tell := func(want string) {
		t.Helper()
		response := events(ctx)
		var data any
		if response == nil || json.Unmarshal(response.Data, &data) != nil {
			t.Fatalf("no event, want %s", want)
		}
		if got := pretty(data); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	tell(`{"graphChanged":{"changedClaims":[],"claimsAdded":0,"claimsChanged":0,"claimsRemoved":0,"generation":1,"newClaims":[],"previous":null,"statistics":{"claims":1},"thingsAdded":0,"thingsChanged":0,"thingsRemoved":0}}`)
	apply(t, store, steelTownQuads("industry/hydrogen"))
	tell(`{"graphChanged":{"changedClaims":[],"claimsAdded":1,"claimsChanged":0,"claimsRemoved":1,"generation":2,"newClaims":[{"object":{"id":"industry/hydrogen"}}],"previous":1,"statistics":{"claims":1},"thingsAdded":1,"thingsChanged":0,"thingsRemoved":1}}`)
	leave()
	if response := events(ctx); response != nil && response.Errors == nil {
		t.Errorf("an event after leaving: %s", response.Data)
	}
}
