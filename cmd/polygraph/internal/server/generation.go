package server

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// The headers by which a client knows which state of the graph it was answered of, and may ask
// for one that is not older than what it has loaded.
const (
	generationHeader      = "Polygraph-Generation"
	leastGenerationHeader = "Polygraph-Min-Generation"
)

// generationTime is how long a generation is waited for that is still on its way here. Servers
// look for new ones many times a second.
const generationTime = 3 * time.Second

// look is the state of the graph that a request is answered of: the newest one, which is told
// in the header of the answer, as soon as that is at least the one that the client asks for.
func look(w http.ResponseWriter, r *http.Request, views resolvers.Views) (*graph.View, error) {
	view := views.View()
	if asked := r.Header.Get(leastGenerationHeader); asked != "" {
		least, err := strconv.ParseUint(asked, 10, 64)
		if err != nil {
			return nil, badRequest(leastGenerationHeader + " must be the number of a generation, as " + generationHeader + " tells it")
		}
		if turn := turnOf(r.Context()); turn != nil && turn.Rest() { // whoever waits here keeps nobody waiting
			defer turn.Resume(r.Context())
		}
		if view, err = await(r.Context(), views, least); err != nil {
			return nil, &refusal{
				status: http.StatusServiceUnavailable, code: "GENERATION_NOT_REACHED",
				message: fmt.Sprintf("generation %d is asked for, and %d is the newest here; try again", least, view.Generation()),
				details: map[string]any{"asked": least, "generation": view.Generation()}, retry: 1,
			}
		}
	}
	w.Header().Set(generationHeader, strconv.FormatUint(view.Generation(), 10))
	return view, nil
}

// await waits a while for a generation. The View is the newest one in any case.
func await(ctx context.Context, views resolvers.Views, least uint64) (*graph.View, error) {
	ctx, cancel := context.WithTimeout(ctx, generationTime)
	defer cancel()
	view := views.View()
	for view.Generation() < least {
		next, err := views.Await(ctx, view)
		if err != nil {
			return view, err
		}
		view = next
	}
	return view, nil
}
