package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/bench/page"
	"github.com/polygraph-kg/polygraph/bench/target"
)

func TestAttacksHaveNamesOfTheirOwnAndOneWayToAttack(t *testing.T) {
	seen := make(map[string]bool)
	for _, a := range attacks() {
		if seen[a.name] {
			t.Errorf("two attacks are called %q", a.name)
		}
		seen[a.name] = true
		if (a.request == nil) == (a.run == nil) {
			t.Errorf("%s must send requests or run by itself, one of them", a.name)
		}
	}
	if _, err := chosen("no such attack"); err == nil {
		t.Error("an attack that there is not is chosen unnoticed")
	}
}

func TestLegalDocumentsDiffer(t *testing.T) {
	for _, a := range legalDocuments() {
		if a.request(1).body == a.request(2).body {
			t.Errorf("%s sends the same twice, which the server answers from its cache", a.name)
		}
	}
}

func TestAnswersThatNothingMayGet(t *testing.T) {
	for _, row := range []struct {
		name   string
		answer answer
		want   []string
		bad    bool
	}{
		{"the wanted code", answer{status: 200, body: []byte(`{"errors":[{"extensions":{"code":"QUERY_TOO_DEEP"}}]}`)}, []string{"QUERY_TOO_DEEP"}, false},
		{"another code", answer{status: 200, body: []byte(`{"errors":[{"extensions":{"code":"NOT_FOUND"}}]}`)}, []string{"QUERY_TOO_DEEP"}, true},
		{"data in place of a refusal", answer{status: 200, body: []byte(`{"data":{}}`)}, []string{"QUERY_TOO_DEEP"}, true},
		{"a wanted status", answer{status: 404}, []string{"404"}, false},
		{"a server that has too much to do", answer{status: 503, body: []byte(`{"errors":[{"extensions":{"code":"OVERLOADED"}}]}`)}, []string{"QUERY_TOO_DEEP"}, false},
		{"a client that has asked too much", answer{status: 429}, []string{"QUERY_TOO_DEEP"}, false},
		{"a failure, whatever is wanted", answer{status: 500}, nil, true},
		{"an internal error", answer{status: 200, body: []byte(`{"errors":[{"extensions":{"code":"INTERNAL"}}]}`)}, nil, true},
		{"the request in the answer", answer{status: 400, body: []byte("no field " + strings.Repeat("x", 900))}, nil, true},
		{"a file", answer{status: 200, body: []byte("root:x:0:0:root:/root:/bin/bash")}, nil, true},
		{"a header of the attacker's", answer{status: 200, header: http.Header{"X-Injected": {"1"}}}, nil, true},
		{"the same in what came back raw", answer{status: 200, body: []byte("HTTP/1.1 200 OK\r\nX-Injected: 1\r\n\r\n")}, nil, true},
	} {
		if why := unwanted(row.answer, row.answer.verdict(), row.want); (why != "") != row.bad {
			t.Errorf("%s: %q", row.name, why)
		}
	}
}

func TestPromises(t *testing.T) {
	sound := result{Memory: figures{Before: 80 << 20, Most: 300 << 20}, Visits: target.Visits{Asked: 100, P99: 20}, tally: tally{Alone: alone{"QUERY_TOO_DEEP", 3, 0, 200}}}
	for _, row := range []struct {
		name         string
		change       func(r *result)
		log          string
		broken, hard bool // whether a promise is broken; and with --hard
	}{
		{"all is well", func(*result) {}, "ready", false, false},
		{"too much memory", func(r *result) { r.Memory.Most = 400 << 20 }, "", true, true},
		{"a panic", func(*result) {}, "http: panic serving 127.0.0.1", true, true},
		{"goroutines stay", func(r *result) { r.Goroutines.After = 100 }, "", true, true},
		{"handles stay", func(r *result) { r.Handles.After = 100 }, "", true, true},
		{"a long refusal", func(r *result) { r.Alone.Bytes = 60_000 }, "", true, true},
		{"a long answer to what is legal", func(r *result) { r.Alone.Bytes, r.Legal = 60_000, true }, "", false, false},
		{"a slow refusal", func(r *result) { r.Alone.Millis = 200 }, "", true, false},
		{"work after the attack", func(r *result) { r.IdleAfter = 2 }, "", true, false},
		{"others wait", func(r *result) { r.Visits.P99 = 51 }, "", true, false},
		{"others fail", func(r *result) { r.Visits.Failed = 1 }, "", true, false},
		{"a wrong refusal", func(r *result) { r.Unwanted = map[string]int{"data where 404 is expected": 3} }, "", true, true},
	} {
		for _, hard := range []bool{false, true} {
			r := sound
			row.change(&r)
			r.judge(&session{config: config{hard: hard}, quietP99: 10}, attack{legal: r.Legal}, row.log, nil)
			if want := row.broken && !hard || row.hard && hard; (len(r.Broken) > 0) != want {
				t.Errorf("%s, hard %t: %v", row.name, hard, r.Broken)
			}
		}
	}
}

func TestThePageHasAPlaceForEachTable(t *testing.T) {
	text, err := os.ReadFile("../../docs/siege.md")
	if err != nil {
		t.Fatal(err)
	}
	r := results{Attacks: []result{{Name: "legal: a filter | of names", Legal: true, tally: tally{Alone: alone{Answer: data, Processor: 50}}}}}
	filled, err := page.Fill(string(text), r.tables(), "soak")
	if err != nil {
		t.Fatal(err)
	}
	for name, table := range r.tables() {
		if !strings.Contains(filled, strings.TrimSpace(table)) {
			t.Errorf("nothing on the page is called %s", name)
		}
	}
}
