package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph"
)

// claimsOfChange is how many claims each change adds, with the document that states them.
const claimsOfChange = 50

// commit adds one document after another, and reads without a pause meanwhile.
func commit(ctx context.Context, view *graph.View, times int) (results.Commit, error) {
	places, industries := view.Things(graph.Place), view.Things(graph.Industry)
	if len(places) < claimsOfChange {
		return results.Commit{}, fmt.Errorf("the graph has %d places; a change takes %d", len(places), claimsOfChange)
	}
	store := graph.NewStore(view)
	var longest atomic.Int64
	var reads atomic.Int64
	reading, stop := context.WithCancel(ctx)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for i := 0; reading.Err() == nil; i++ {
			begun := time.Now()
			store.View().Out(places[i%len(places)].ID, "prioritises")
			longest.Store(max(longest.Load(), int64(time.Since(begun))))
			reads.Add(1)
		}
	}()
	c := results.Commit{System: "polygraph", What: "a document with 50 claims"}
	var took []float64
	for i := range times {
		document := &graph.Thing{ID: graph.ID(fmt.Sprintf("document/measured-%d", i)), Kind: graph.Document,
			Labels: map[string]string{graph.English: "A document that was added"}, Source: &graph.Source{File: "measured.txt", Language: graph.English}}
		var claims []*graph.Claim
		for line := range claimsOfChange {
			claim := &graph.Claim{Document: document.ID, Line: line + 1, Subject: places[line].ID, Predicate: "prioritises",
				Object: industries[i%len(industries)].ID, Stance: graph.Grow, Mentions: []string{"grow"}}
			claim.ID = graph.ClaimID(claim)
			claims = append(claims, claim)
		}
		change := graph.Changeset{Add: graph.Encode([]*graph.Thing{document}, claims)}
		c.Quads = len(change.Add)
		begun := time.Now()
		if _, err := store.Apply(ctx, change); err != nil {
			stop()
			return c, err
		}
		if store.View().Thing(document.ID) == nil {
			stop()
			return c, fmt.Errorf("%s was added and is not seen", document.ID)
		}
		took = append(took, 1000*time.Since(begun).Seconds())
	}
	stop()
	<-stopped
	c.Time, c.Reads = results.SpreadOf(took), reads.Load()
	c.LongestRead = 1000 * time.Duration(longest.Load()).Seconds()
	return c, nil
}
