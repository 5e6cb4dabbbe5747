package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/bench/plain"
	"github.com/polygraph-kg/polygraph/bench/questions"
	"github.com/polygraph-kg/polygraph/bench/results"
)

// server is a system that answers over HTTP.
type server struct {
	name    string
	url     string
	path    func(q questions.Question, number int) string
	request func(q questions.Question, v questions.Variables) []byte
	facts   func(q questions.Question, x *plain.Index, v questions.Variables, answer []byte) ([]string, error)
	bytes   map[string]float64 // of an answer, on average, by question
	pids    map[string]int     // of its processes, by program
	stop    func()
}

// patience is how long a server may take until it is ready.
const patience = 30 * time.Minute

// http measures all servers beside each other.
func (s *sizeRun) http(ctx context.Context) error {
	if _, err := exec.LookPath("wrk"); err != nil {
		s.skip("answers over HTTP", err)
		return nil
	}
	var servers []*server
	defer func() {
		for _, server := range servers {
			if server.stop != nil {
				server.stop()
			}
		}
	}()
	for _, system := range []struct {
		name  string
		start func(context.Context) ([]*server, error)
	}{
		{"the handlers written by hand", s.startFloor}, {"polygraph", s.startPolygraph}, {"PostGraphile", s.startPostGraphile},
	} {
		say("starting %s", system.name)
		started, err := system.start(ctx)
		servers = append(servers, started...)
		if err != nil && ctx.Err() == nil {
			s.skip(system.name+" over HTTP", err)
		}
	}
	settle(servers) // the first search of a large graph may wait longer than a request may take
	for _, server := range servers {
		if err := s.verify(ctx, server); err != nil {
			return fmt.Errorf("%s: %w", server.name, err)
		}
	}
	settle(servers)
	for _, a := range s.asked {
		if err := s.measure(ctx, servers, a); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// settle waits until no server does anything of its own accord any more, such as making
// indexes that nobody has asked for yet.
func settle(servers []*server) {
	for range 120 {
		before := busy(servers)
		time.Sleep(time.Second)
		if busy(servers)-before < 50*time.Millisecond {
			return
		}
	}
}

func busy(servers []*server) (sum time.Duration) {
	for _, server := range servers {
		for _, took := range server.processorTimes() {
			sum += took.all
		}
	}
	return sum
}

// verify asks a server everything once, and compares the facts of its answers.
func (s *sizeRun) verify(ctx context.Context, server *server) error {
	server.bytes = make(map[string]float64)
	for _, a := range s.asked {
		for i, v := range a.variables {
			answer, err := post(ctx, server.url+server.path(a.Question, i), server.request(a.Question, v))
			if err != nil {
				return fmt.Errorf("%s: %w", a.Name, err)
			}
			facts, err := server.facts(a.Question, s.index, v, answer)
			if err != nil {
				return fmt.Errorf("%s, %+v: %w", a.Name, v, err)
			}
			if !slices.Equal(facts, a.facts[i]) {
				return fmt.Errorf("%s, %+v: the answer is another one: %s", a.Name, v, questions.Differ(a.facts[i], facts))
			}
			server.bytes[a.Name] += float64(len(answer)) / float64(len(a.variables))
		}
	}
	say("%s gives the answers that are expected", server.name)
	return nil
}

func graphQLPath(questions.Question, int) string { return "/graphql" }

func graphQLRequest(q questions.Question, v questions.Variables) []byte {
	return questions.Request(q.Query, v)
}

func (s *sizeRun) startFloor(ctx context.Context) ([]*server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	p, err := s.start("floor", s.programs["floor"], "--quads", fmt.Sprint(s.quads), "--seed", fmt.Sprint(s.seed),
		"--variables", fmt.Sprint(s.variables), "--listen", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return nil, err
	}
	url := fmt.Sprintf("http://127.0.0.1:%d", port)
	byHand := &server{name: "by hand", url: url, request: graphQLRequest, facts: questions.Question.Facts, stop: p.stop, pids: p.pids("floor"),
		path: func(q questions.Question, _ int) string { return "/by-hand/" + q.Name }}
	ready := &server{name: "ready bytes", url: url, request: graphQLRequest, facts: questions.Question.Facts, pids: p.pids("floor"),
		path: func(q questions.Question, number int) string { return fmt.Sprintf("/ready/%s/%d", q.Name, number) }}
	return []*server{ready, byHand}, p.ready(ctx, url+"/healthz", patience)
}

// startPolygraph starts it twice: with answers kept and without.
func (s *sizeRun) startPolygraph(ctx context.Context) (servers []*server, err error) {
	ways := []struct {
		name      string
		arguments []string
	}{{"polygraph cached", nil}, {"polygraph cold", []string{"--answer-cache", "0"}}}
	if help := output(ctx, s.polygraph, "serve", "--help"); !strings.Contains(help, "--answer-cache") {
		s.skip("polygraph cached", errors.New("this polygraph keeps no answers"))
		ways = ways[1:]
		ways[0].arguments = nil
	}
	for _, way := range ways {
		server, err := s.startOnePolygraph(ctx, way.name, way.arguments)
		if err != nil {
			return servers, err
		}
		servers = append(servers, server)
	}
	return servers, nil
}

func (s *sizeRun) startOnePolygraph(ctx context.Context, name string, more []string) (*server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	url := fmt.Sprintf("http://127.0.0.1:%d", port)
	begun := time.Now()
	p, err := s.start(name, s.polygraph, append([]string{"serve", "--quads", s.graph(), "--listen", fmt.Sprintf("127.0.0.1:%d", port)}, more...)...)
	if err != nil {
		return nil, err
	}
	if err := p.ready(ctx, url+"/healthz", patience); err != nil {
		p.stop()
		return nil, err
	}
	s.size.Loads = append(s.size.Loads, results.Load{System: name, What: "packed N-Quads to a server that answers", Quads: s.size.Graph.Quads, Seconds: time.Since(begun).Seconds(), Peak: p.peak()})
	return &server{name: name, url: url, path: graphQLPath, request: graphQLRequest, facts: questions.Question.Facts, stop: p.stop, pids: p.pids("polygraph")}, nil
}
