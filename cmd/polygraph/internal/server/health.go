package server

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/build"
	"github.com/polygraph-kg/polygraph/loader"
	"github.com/polygraph-kg/polygraph/resolvers"
)

// DataStatus tells how the data behind the answers stand.
type DataStatus struct {
	Folders []string       `json:"folders"`         // of the user's own data
	Quads   string         `json:"quads,omitempty"` // the file that the whole graph was read from, where it was
	Watched bool           `json:"watched"`         // whether changes in them are loaded
	State   string         `json:"state"`
	Faults  []loader.Fault `json:"faults"`          // why the last change was not loaded
	Error   string         `json:"error,omitempty"` // the same, where it is no fault of the data
	Store   *StoreStatus   `json:"store,omitempty"` // where the graph is kept, if anywhere
}

// StoreStatus tells how what keeps the graph stands.
type StoreStatus struct {
	URL   string    `json:"url"`
	State string    `json:"state"`
	Since time.Time `json:"since,omitzero"` // of when it is away
	Error string    `json:"error,omitempty"`
}

// The states of a store: while it is away, answers stay as they were.
const (
	StoreCurrent = "current"
	StoreAway    = "away"
)

// The states of data: what is served is what the folders hold, or what they held
// before they became faulty.
const (
	DataCurrent = "current"
	DataFaulty  = "faulty"
)

// health answers 200 as long as there is a graph to answer from; the data behind
// it are told of when asked, as /healthz?verbose.
func health(views resolvers.Views, status func() DataStatus, options Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		counts := views.View().Counts()
		answer := map[string]any{"status": "ok", "generation": counts.Generation, "claims": counts.Claims}
		if r.URL.Query().Has("verbose") && options.mayRead(r) {
			data := status()
			data.Folders, data.Faults = append([]string{}, data.Folders...), append([]loader.Fault{}, data.Faults...) // lists, never null
			answer["quads"], answer["data"], answer["build"] = counts.Quads, data, options.build()
		}
		tell(w, http.StatusOK, answer)
	})
}

// readiness tells whether answers are as new as can be. They are given either way, so it is
// 200 either way: were it not, all servers would be taken away when what they follow is. A
// server that is stopping answers 503, so that no more is sent to it.
func readiness(views resolvers.Views, status func() DataStatus, options Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := map[string]any{"status": "ok", "generation": views.View().Generation()}
		if store := status().Store; store != nil && store.State != StoreCurrent {
			answer["status"], answer["since"] = "degraded", store.Since
		}
		if r.URL.Query().Has("verbose") && options.mayRead(r) {
			answer["build"] = options.build()
		}
		code := http.StatusOK
		if options.Stopping != nil && options.Stopping() {
			answer["status"], code = "stopping", http.StatusServiceUnavailable
		}
		tell(w, code, answer)
	})
}

// storeAway is for how many seconds the store has been away.
func storeAway(status DataStatus) float64 {
	if store := status.Store; store != nil && store.State != StoreCurrent {
		return max(time.Since(store.Since).Seconds(), 1)
	}
	return 0
}

func (o Options) build() build.Info {
	if o.Build == (build.Info{}) {
		return build.Read()
	}
	return o.Build
}

func tell(w http.ResponseWriter, status int, answer map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(answer)
}
