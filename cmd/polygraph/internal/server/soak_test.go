package server

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/data"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// soakQuestions touch all that a View reckons when it is first asked for.
var soakQuestions = []string{
	`sharedPriorities(industries: ["industry/steel"], includeNarrower: true, first: 20) { totalCount nodes { place { id label } stances since { earliest } claims: priorities { claims { id line } } } }`,
	`alike(place: "place/jinan", first: 5) { nodes { place { id } score shared { id } } }`,
	`anchors(industry: "industry/steel") { nodes { anchor { id label } cluster { id } places { id } } }`,
	`paths(from: "place/jinan", to: "industry/steel", maxLength: 4) { steps { relation to { id } } }`,
	`profile(place: "place/jinan") { parts { id } priorities { industry { id label } claims { line } } documents { id } conflicts { kind } }`,
	`relations(filter: { predicate: [PRIORITISES], subject: { within: ["place/shandong"] } }, first: 0) { totalCount facets { industries(first: 10) { industry { id } count } stances { stance count } } }`,
	`search(text: "jinan", first: 10) { totalCount nodes { thing { id label } how score } }`,
	`industryTree(depth: 1) { nodes { industry { id } counts { places { own total } } } }`,
	`industries(first: 10, orderBy: { by: PLACES, direction: DESC }) { nodes { id label } }`,
	`conflicts(first: 10) { totalCount nodes { kind } }`,
}

// While loads land one after the other, each answer is the one of a single state, from its
// first field to its last: what was answered of that state before anything else went on.
// POLYGRAPH_TEST_SOAK=1h makes it last.
func TestAnswersWhileLoadsSwapIn(t *testing.T) {
	lasts := 2 * time.Second
	if text := os.Getenv("POLYGRAPH_TEST_SOAK"); text != "" {
		var err error
		if lasts, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	store := graph.NewStore(nil)
	if _, err := loader.Load(t.Context(), store, []loader.Source{{Name: "data", Files: data.Files}}, nil); err != nil {
		t.Fatal(err)
	}
	// Every other state lacks what one document of the dataset says.
	without := graph.Changeset{Remove: slices.Collect(func(yield func(graph.Quad) bool) {
		for q := range store.View().Quads() {
			if q.Graph.Value == "document/shandong-17-mayors" && !yield(q) {
				return
			}
		}
	})}
	if len(without.Remove) == 0 {
		t.Fatal("the dataset has no such document any more")
	}
	with := graph.Changeset{Add: without.Remove}

	servers := make([]*httptest.Server, 2) // with kept answers and without
	for i, size := range []int{1 << 20, 0} {
		options := DefaultOptions()
		options.AnswerCache = size
		servers[i] = httptest.NewServer(Handler(store, options, func() DataStatus { return DataStatus{State: DataCurrent} }, slog.New(slog.DiscardHandler)))
		defer servers[i].Close()
	}
	expected := [2]map[string]string{{}, {}} // by whether the generation is even
	for _, change := range []graph.Changeset{without, with} {
		for _, question := range soakQuestions {
			generation, answer := soakAnswer(t, servers[1].URL, question)
			expected[generation%2][question] = answer
		}
		if _, err := store.Apply(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	differ := 0
	for _, question := range soakQuestions {
		if expected[0][question] != expected[1][question] {
			differ++
		}
	}
	if differ < len(soakQuestions)/2 {
		t.Fatalf("the states differ in %d answers alone", differ)
	}

	before := runtime.NumGoroutine()
	var asked atomic.Int64
	var asking sync.WaitGroup
	ended := time.Now().Add(lasts)
	for worker := range 8 {
		asking.Go(func() {
			for i := worker; time.Now().Before(ended); i++ {
				question := soakQuestions[i%len(soakQuestions)]
				generation, answer := soakAnswer(t, servers[i/len(soakQuestions)%2].URL, question)
				if want := expected[generation%2][question]; answer != want {
					t.Errorf("generation %d, %s:\n got %.2000s\nwant %.2000s", generation, question, answer, want)
					return
				}
				asked.Add(1)
			}
		})
	}
	loads := 0
	for change := 0; time.Now().Before(ended); change++ {
		if _, err := store.Apply(t.Context(), []graph.Changeset{without, with}[change%2]); err != nil {
			t.Fatal(err)
		}
		loads++
	}
	asking.Wait()
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before+8; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Errorf("%d goroutines became %d", before, runtime.NumGoroutine())
			break
		}
	}
	t.Logf("%d answers, %d loads", asked.Load(), loads)
	if asked.Load() == 0 || loads < 2 {
		t.Error("nothing happened")
	}
}

// soakAnswer asks a question together with the generation that answers it.
func soakAnswer(t *testing.T, server, question string) (generation int, answer string) {
	body, _ := json.Marshal(map[string]string{"query": "{ " + question + " statistics { generation } }"})
	response, err := http.Post(server+"/graphql", "application/json", strings.NewReader(string(body)))
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Error(err)
	}
	answer, rest, found := strings.Cut(string(text), `,"statistics":{"generation":`)
	if _, err := fmt.Sscanf(rest, "%d", &generation); err != nil || !found {
		t.Errorf("%s: %.2000s", question, text)
	}
	return generation, answer
}
