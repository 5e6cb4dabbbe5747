package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

func TestGrowth(t *testing.T) {
	for _, row := range []struct {
		name    string
		memory  func(i int) int64
		seconds float64
		broken  bool
	}{
		{"flat", func(int) int64 { return 100 }, 3600, false},
		{"grown at first, and flat from then on", func(i int) int64 { return min(int64(10*i), 100) }, 3600, false},
		{"grown all the time", func(i int) int64 { return int64(10 * i) }, 3600, true},
		{"grown a little", func(i int) int64 { return int64(10_000 + 10*i) }, 3600, false},
		{"the same in a run that is too short to tell", func(i int) int64 { return int64(10 * i) }, 20, false},
	} {
		r := &results{Seconds: row.seconds, Events: 1, Visits: target.Visits{Asked: 1}}
		for i := range 30 {
			r.Samples = append(r.Samples, sample{Second: float64(120 * i), Memory: row.memory(i)})
		}
		r.judge(nil, "ready")
		if (len(r.Broken) > 0) != row.broken {
			t.Errorf("%s: %v", row.name, r.Broken)
		}
	}
	r := &results{Seconds: 3600, Events: 1, Visits: target.Visits{Asked: 1}}
	for i := range 30 {
		r.Samples = append(r.Samples, sample{Second: float64(120 * i), Goroutines: int64(10 * i)})
	}
	if r.judge(nil, "ready"); len(r.Broken) != 1 || !strings.Contains(r.Broken[0], "goroutines") {
		t.Errorf("goroutines that never end: %v", r.Broken)
	}
	r = &results{Samples: []sample{{0, 0, 0, 0, 0}, {1800, 10, 0, 0, 0}, {3600, 30, 0, 0, 0}}}
	if got := r.slope(func(s sample) int64 { return s.Memory }); got < 39.9 || got > 40.1 {
		t.Errorf("20 more in half an hour are %g an hour", got)
	}
}

func TestWhatBreaksASoak(t *testing.T) {
	for _, row := range []struct {
		name    string
		results results
		log     string
		stopped error
	}{
		{"a wrong answer", results{Events: 1, Visits: target.Visits{Asked: 9, Failed: 1}}, "", nil},
		{"nothing asked", results{Events: 1}, "", nil},
		{"no event", results{Visits: target.Visits{Asked: 9}}, "", nil},
		{"an event with an error", results{Events: 1, WrongEvents: 1, Visits: target.Visits{Asked: 9}}, "", nil},
		{"a subscription that ended", results{Events: 1, Subscriptions: 2, Streams: 1, Visits: target.Visits{Asked: 9}}, "", nil},
		{"a panic", results{Events: 1, Visits: target.Visits{Asked: 9}}, "panic: x", nil},
		{"an exit status", results{Events: 1, Visits: target.Visits{Asked: 9}}, "", errors.New("exit status 1")},
	} {
		if row.results.judge(row.stopped, row.log); len(row.results.Broken) != 1 {
			t.Errorf("%s: %v", row.name, row.results.Broken)
		}
	}
}

func TestTheDataAlternate(t *testing.T) {
	c := &changes{folder: t.TempDir()}
	var states []string
	for range 4 {
		if err := c.make(); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(c.folder, "soak.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, string(text))
	}
	if states[0] == states[1] || states[0] != states[2] || states[1] != states[3] {
		t.Errorf("four changes: %s", strings.Join(states, "\n--\n"))
	}
}

func TestDataWithoutTheirGeneration(t *testing.T) {
	body := []byte(`{"data":{"a":1},"extensions":{"generation":7}}` + "\n")
	if got := string(dataOf(body)); got != `{"data":{"a":1}` {
		t.Errorf("data are %s", got)
	}
	if generation, err := generationOf(body); err != nil || generation != 7 {
		t.Errorf("generation %d, %v", generation, err)
	}
	if _, err := generationOf([]byte(`{"data":{}}`)); err == nil {
		t.Error("an answer without a generation passes unnoticed")
	}
}

func TestEventsWithErrorsAreNoEvents(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, event := range []string{
			`{"data":{"graphChanged":{"generation":1}}}`, `{"data":null,"errors":[{"message":"no room","path":["graphChanged"]}]}`, `{"data":{"graphChanged":{"generation":2}}}`,
		} {
			_, _ = fmt.Fprintf(w, "event: next\ndata: %s\n\n", event)
		}
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	defer server.Close()
	streams := subscribe(t.Context(), server.URL, 2)
	time.Sleep(200 * time.Millisecond)
	if events, wrong, open := streams(); events != 4 || wrong != 2 || open != 2 {
		t.Errorf("%d events, %d with errors, %d streams open", events, wrong, open)
	}
}
