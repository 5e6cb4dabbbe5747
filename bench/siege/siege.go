package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// The addresses of the loopback that connections come from.
const (
	visitorsAddress = "127.0.0.2"
	attackerAddress = "127.0.0.3"
)

// quietTime is how long clients ask without an attack, at least: a percentile wants hundreds of
// requests.
const quietTime = 10 * time.Second

// settled is how long the server may take, after an attack, to be as it was before.
const settled = 5 * time.Second

// siege runs the attacks one after the other, and tells which promises were broken.
func siege(ctx context.Context, c config) error {
	list, err := chosen(c.only)
	if err != nil {
		return err
	}
	examples, err := target.Examples("examples")
	if err != nil {
		return err
	}
	s := &session{config: c, examples: examples}
	defer s.release()
	results := results{Command: strings.Join(os.Args[1:], " "), Machine: machine(ctx), Date: time.Now().Format(time.DateOnly), SameAddress: c.sameAddress}
	if results.Quiet, err = s.quiet(ctx); err != nil {
		return err
	}
	s.quietP99 = results.Quiet.P99
	fmt.Printf("without an attack: %d requests, %d failed, p50 %.1f ms, p99 %.1f ms, longest %.1f ms\n", results.Quiet.Asked, results.Quiet.Failed, results.Quiet.P50, results.Quiet.P99, results.Quiet.Longest)
	fmt.Println(headLine)
	broken := 0
	for _, a := range list {
		r, err := s.meet(ctx, a)
		if err != nil {
			return fmt.Errorf("%s: %w", a.name, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		broken += len(r.Broken)
		results.Attacks = append(results.Attacks, r)
		fmt.Println(r.line())
	}
	if strings.Contains(stopName, c.only) {
		stop, err := s.stopUnderLoad(ctx)
		if err != nil {
			return err
		}
		broken += len(stop.Broken)
		results.Stop = &stop
		fmt.Println(stop.line())
	}
	if c.out != "" {
		if err := results.write(c.out, c.only != ""); err != nil {
			return err
		}
	}
	if broken > 0 {
		return fmt.Errorf("promises were broken %d times", broken)
	}
	return nil
}

// session is what the attacks of a run share.
type session struct {
	config
	examples []string
	quietP99 float64
	kept     *lease // the server for the next attack, with --one-server
}

// visit lets clients that behave well ask until the context ends.
func (s *session) visit(ctx context.Context, server *target.Server, seed int) target.Visits {
	const connections = 8
	transport := target.From(visitorsAddress, connections)
	defer transport.CloseIdleConnections()
	return target.Visit(ctx, transport, s.visits, connections, func(i int) (*http.Request, func(int, []byte) error) {
		question := s.examples[i%len(s.examples)]
		if i%2 == 0 { // every other one is a question that has not been asked before
			question += fmt.Sprintf("\n# %d-%d", seed, i)
		}
		return target.Question(server.URL, question, nil), target.Answered
	})
}

// quiet is how clients fare without an attack.
func (s *session) quiet(ctx context.Context) (target.Visits, error) {
	l, err := s.lend(ctx, strings.Fields(s.serve))
	if err != nil {
		return target.Visits{}, err
	}
	defer l.server.Close()
	lasts := max(s.lasts, quietTime)
	if s.hard { // nothing is compared with it
		lasts = s.lasts
	}
	timed, cancel := context.WithTimeout(ctx, lasts)
	defer cancel()
	return s.visit(timed, l.server, 0), ctx.Err()
}

// meet starts a server, attacks it, and looks at what has become of it.
func (s *session) meet(ctx context.Context, a attack) (result, error) {
	r := result{Name: a.name, Legal: a.legal}
	l, err := s.lend(ctx, s.flagsOf(a))
	if err != nil {
		return r, err
	}
	server, sound := l.server, false
	defer func() {
		if !sound {
			server.Close()
		}
	}()
	inside, err := server.Inside()
	if err != nil {
		return r, err
	}
	r.Goroutines.Before, r.Heap.Before, r.Handles.Before, r.Memory.Before = int64(inside.Goroutines), inside.Heap, int64(server.Handles()), l.memory

	visiting, leave := context.WithCancel(ctx)
	defer leave()
	visited := make(chan target.Visits, 1)
	go func() { visited <- s.visit(visiting, server, 1) }()
	peak := server.PeakMemory()
	defer peak()
	processor := server.Processor()
	if r.tally, err = s.attacker(ctx, server, a); err != nil && !server.Ended() {
		return r, err
	}
	r.Processor = (server.Processor() - processor).Seconds()
	leave()
	r.Visits = <-visited
	r.IdleAfter = server.Idle(settled).Seconds()
	r.Memory.Most = peak()
	s.settle(server, &r)
	r.Memory.After = server.Memory()
	served := server.Warm(s.examples[:1])
	ended := server.Ended()
	sound = !ended && !r.leaks() && r.Memory.Most <= r.memoryLimit()
	log, stopped := s.giveBack(l, sound)
	if ended {
		stopped = errors.New("it ended during the attack")
	}
	r.judge(s, a, log, stopped)
	if served != nil && !ended {
		r.Broken = append(r.Broken, fmt.Sprintf("nobody is served after the attack: %v", served))
	}
	return r, nil
}

// attacker runs the attack in a process of its own, which yields to the server and to the
// clients.
func (s *session) attacker(ctx context.Context, server *target.Server, a attack) (tally, error) {
	from := attackerAddress
	if s.sameAddress {
		from = visitorsAddress
	}
	self, err := os.Executable()
	if err != nil {
		return tally{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.lasts+answerTime+settled)
	defer cancel()
	cmd := exec.CommandContext(ctx, "nice", "-n", "10", self, "--attack", a.name, "--target", server.URL, "--from", from, "--for", s.lasts.String(), "--connections", fmt.Sprint(s.connections), "--pid", fmt.Sprint(server.PID))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return tally{}, fmt.Errorf("the attack itself failed: %w: %s", err, errs.String())
	}
	var t tally
	return t, json.Unmarshal(out.Bytes(), &t)
}

// settle waits until the server has as few goroutines and handles as before, or some time.
func (s *session) settle(server *target.Server, r *result) {
	for deadline := time.Now().Add(settled); ; time.Sleep(100 * time.Millisecond) {
		r.Handles.After = int64(server.Handles())
		if inside, err := server.Inside(); err == nil {
			r.Goroutines.After, r.Heap.After = int64(inside.Goroutines), inside.Heap
		}
		if !r.leaks() || time.Now().After(deadline) || server.Ended() {
			return
		}
	}
}
