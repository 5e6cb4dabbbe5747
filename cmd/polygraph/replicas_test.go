package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/graph/postgres/postgrestest"
)

// The towns of load n are called after it, and their claims stand on its line, so that an answer
// tells of which load each part of it is.
func townsOf(load int) string {
	var b strings.Builder
	b.WriteString("entities:\n- {id: industry/steel, labels: {en: steel}}\n")
	for i := range towns {
		fmt.Fprintf(&b, "- {id: place/town-%d, labels: {en: Load %d}, level: county}\n", i, load)
	}
	b.WriteString(tinyDocument + "claims:\n")
	for i := range towns {
		fmt.Fprintf(&b, "- {claim: place/town-%d prioritises industry/steel, line: %d, stance: GROW, mentions: [steel]}\n", i, load)
	}
	return b.String()
}

const towns = 20

// askTowns asks a server of all towns, in words that nobody has asked in before. It tells of
// which generation the answer is, or what is wrong with it; -1 is for no answer.
func askTowns(client *http.Client, base, atLeast string) (generation int, wrong error) {
	question := fmt.Sprintf(`{ q%d: places(first: 100) { nodes { label claims { nodes { line } } } } statistics { generation claims } }`, rand.Uint32())
	request, err := http.NewRequest(http.MethodGet, base+"/graphql?query="+url.QueryEscape(question), nil)
	if err != nil {
		return -1, err
	}
	if atLeast != "" {
		request.Header.Set("Polygraph-Min-Generation", atLeast)
	}
	response, err := client.Do(request)
	if err != nil {
		return -1, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		return -1, fmt.Errorf("%s %.200s %w", response.Status, body, err)
	}
	var answer struct {
		Data       map[string]json.RawMessage
		Extensions struct{ Generation int }
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return 0, fmt.Errorf("%.200s: %w", body, err)
	}
	generation = answer.Extensions.Generation
	for name, text := range answer.Data {
		var part struct {
			Nodes []struct {
				Label  string
				Claims struct{ Nodes []struct{ Line int } }
			}
			Generation, Claims int
		}
		if err := json.Unmarshal(text, &part); err != nil {
			return 0, err
		}
		if name == "statistics" {
			if part.Generation != generation || part.Claims != towns {
				return 0, fmt.Errorf("%d claims of generation %d in an answer of generation %d", part.Claims, part.Generation, generation)
			}
			continue
		}
		for _, node := range part.Nodes {
			if node.Label != fmt.Sprint("Load ", generation) || len(node.Claims.Nodes) != 1 || node.Claims.Nodes[0].Line != generation {
				return 0, fmt.Errorf("%s with %v in an answer of generation %d", node.Label, node.Claims.Nodes, generation)
			}
		}
		if len(part.Nodes) != towns {
			return 0, fmt.Errorf("%d towns in generation %d", len(part.Nodes), generation)
		}
	}
	if header := response.Header.Get("Polygraph-Generation"); header != strconv.Itoa(generation) || len(answer.Data) != 2 {
		return 0, fmt.Errorf("generation %s in the header and %d in the answer: %.200s", header, generation, body)
	}
	return generation, nil
}

// Three servers on one database are asked without a pause while a hundred loads land. In the midst of
// them the database is killed, and its replica takes over. POLYGRAPH_TEST_LOADS=1000 makes it last.
func TestReplicasAnswerWhileTheDatabaseFailsOver(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes half a minute")
	}
	if postgrestest.Programs() == "" {
		t.Skip(postgrestest.Missing)
	}
	loads := 100
	if text := os.Getenv("POLYGRAPH_TEST_LOADS"); text != "" {
		var err error
		if loads, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	primary, err := postgrestest.Start("fsync=off", "synchronous_standby_names=*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(primary.Remove)
	replica, err := primary.Standby("fsync=off")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(replica.Remove)
	store := fmt.Sprintf("postgres://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres?target_session_attrs=read-write&connect_timeout=2", primary.Port, replica.Port)

	data := t.TempDir()
	load := func(n int) int {
		if err := os.WriteFile(filepath.Join(data, "towns.yaml"), []byte(townsOf(n)), 0o600); err != nil {
			t.Fatal(err)
		}
		for begun := time.Now(); ; time.Sleep(20 * time.Millisecond) {
			status, out, errOut := call(t, "", "load", "--no-embedded", "--store", store, data)
			if status == 0 {
				return n
			}
			if !strings.Contains(errOut, "the store postgres://") && !strings.Contains(errOut, "was lost as the load ended") || time.Since(begun) > time.Minute {
				t.Fatalf("load %d: %s%s", n, out, errOut)
			}
		}
	}
	load(1)
	var bases [3]string
	for i := range bases {
		bases[i] = serving(t, "--store", store)
	}

	var asking sync.WaitGroup
	var answered, refused atomic.Int64
	until, done := context.WithCancel(t.Context())
	defer asking.Wait()
	defer done()
	for _, base := range bases {
		for range 2 {
			asking.Go(func() {
				client := &http.Client{Transport: &http.Transport{}, Timeout: 20 * time.Second}
				before := 0
				for until.Err() == nil {
					switch generation, wrong := askTowns(client, base, ""); {
					case generation < 0:
						refused.Add(1)
						t.Logf("no answer: %v", wrong)
					case wrong != nil || generation < before:
						t.Errorf("an answer of generation %d after one of generation %d: %v", generation, before, wrong)
						return
					default:
						answered.Add(1)
						before = generation
					}
				}
			})
		}
	}
	// Who has loaded reads what they loaded, from any server.
	client := &http.Client{Timeout: 20 * time.Second}
	var slowest time.Duration
	reads := func(n int) {
		for i, base := range bases {
			begun := time.Now()
			generation, wrong := askTowns(client, base, strconv.Itoa(n))
			for generation < 0 && strings.Contains(wrong.Error(), "GENERATION_NOT_REACHED") && time.Since(begun) < 30*time.Second {
				generation, wrong = askTowns(client, base, strconv.Itoa(n))
			}
			if wrong != nil || generation < n {
				t.Errorf("server %d is at generation %d behind load %d: %v", i, generation, n, wrong)
			}
			slowest = max(slowest, time.Since(begun))
		}
	}
	for n := 2; n <= loads/2; n++ {
		load(n)
		reads(n)
	}
	t.Logf("before the fail-over each server had each load after %s at most", slowest.Round(time.Millisecond))
	slowest = 0
	if err := primary.Kill(); err != nil {
		t.Fatal(err)
	}
	promoted := make(chan error, 1)
	go func() { promoted <- replica.Promote() }()
	for n := loads/2 + 1; n <= loads; n++ {
		load(n)
		reads(n)
	}
	if err := <-promoted; err != nil {
		t.Error(err)
	}
	done()
	asking.Wait()
	t.Logf("with it, after %s; %d questions were answered, %d were not", slowest.Round(time.Millisecond), answered.Load(), refused.Load())
	if refused.Load()*10_000 > answered.Load() {
		t.Errorf("%d of %d questions were not answered", refused.Load(), answered.Load()+refused.Load())
	}
	history := storeRun(t, 0, "generations", "--store", store)
	if first := max(1, loads-99); strings.Count(history, "\n") != loads-first+1 || !strings.HasPrefix(history, fmt.Sprint(first, " ")) {
		t.Errorf("of %d loads the store remembers\n%s", loads, history)
	}
	says(t, storeRun(t, 0, "fsck", "--store", store), fmt.Sprintf(`is clean: generation %d, `, loads))
}
