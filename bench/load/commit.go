package main

import (
	"context"
	"fmt"
	"time"

	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph"
)

// claimsOfChange is how many claims each change adds, with the document that states them.
const claimsOfChange = 50

// commit adds one document after another, and reads without a pause meanwhile.
func commit(ctx context.Context, view *graph.View, times int) (results.Commit, error) {
	c := results.Commit{System: "polygraph", What: fmt.Sprintf("a document with %d claims", claimsOfChange)}
	places, industries := view.Things(graph.Place), view.Things(graph.Industry)
	if len(places) < claimsOfChange {
		return c, fmt.Errorf("the graph has %d places; a change takes %d", len(places), claimsOfChange)
	}
	store := graph.NewStore(view)
	stop := read(store, places)
	var took []float64
	begun := time.Now()
	for i := range times {
		change := graph.Changeset{Add: document(i, places, industries[i%len(industries)].ID)}
		c.Quads = len(change.Add)
		begun := time.Now()
		if _, err := store.Apply(ctx, change); err != nil {
			stop()
			return c, err
		}
		if store.View().Thing(documentID(i)) == nil {
			stop()
			return c, fmt.Errorf("%s was added and is not seen", documentID(i))
		}
		took = append(took, 1000*time.Since(begun).Seconds())
	}
	all := time.Since(begun)
	c.Reads, c.LongestRead = stop()
	stop = read(store, places)
	time.Sleep(all)
	_, c.LongestQuiet = stop()
	c.Time = results.SpreadOf(took)
	return c, nil
}

// read reads over and over, until stop is called; that tells how often, and how many
// milliseconds a read took at most.
func read(store *graph.Store, places []*graph.Thing) (stop func() (reads int64, longest float64)) {
	stopping, stopped := make(chan struct{}), make(chan struct{})
	var reads int64
	var longest time.Duration
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stopping:
				return
			default:
			}
			begun := time.Now()
			store.View().Out(places[reads%int64(len(places))].ID, "prioritises")
			longest = max(longest, time.Since(begun))
			reads++
		}
	}()
	return func() (int64, float64) {
		close(stopping)
		<-stopped
		return reads, 1000 * longest.Seconds()
	}
}

func documentID(number int) graph.ID { return graph.ID(fmt.Sprintf("document/measured-%d", number)) }

// document is a document by which places prioritise an industry, as quads.
func document(number int, places []*graph.Thing, industry graph.ID) []graph.Quad {
	thing := &graph.Thing{ID: documentID(number), Kind: graph.Document,
		Labels: map[string]string{graph.English: "A document that was added"}, Source: &graph.Source{File: "measured.txt", Language: graph.English}}
	var claims []*graph.Claim
	for i, place := range places[:claimsOfChange] {
		claim := &graph.Claim{Document: thing.ID, Line: i + 1, Subject: place.ID, Predicate: "prioritises", Object: industry, Stance: graph.Grow, Mentions: []string{"grow"}}
		claim.ID = graph.ClaimID(claim)
		claims = append(claims, claim)
	}
	return graph.Encode([]*graph.Thing{thing}, claims)
}
