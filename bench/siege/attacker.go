package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// An attack runs in a process of its own, which yields to others: on one machine it would
// take the time of those that are measured, as it does not when it comes from elsewhere.

// order is what that process is to do.
type order struct {
	name, target, from string
	lasts              time.Duration
	connections        int
	pid                int // of the server; 0 where it is not known
}

// attackAlone runs one attack, and prints its tally as JSON.
func attackAlone(ctx context.Context, o order) error {
	list, err := chosen(o.name)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return fmt.Errorf("%q is no attack that runs by itself", o.name)
	}
	a := list[0]
	for _, other := range list {
		if other.name == o.name { // names may begin alike
			a = other
		}
	}
	connections := o.connections
	if a.connections > 0 {
		connections = a.connections
	}
	f, err := newFront(o.target, o.from, connections)
	if err != nil {
		return err
	}
	if a.request != nil {
		before := target.Processor(o.pid)
		first := f.send(ctx, a.request(0))
		f.tally.Alone = alone{first.verdict(), first.took.Seconds() * 1000, (target.Processor(o.pid) - before).Seconds() * 1000, first.bytes}
		why := unwanted(first, first.verdict(), a.want)
		if turnedAway(first, first.verdict()) && !a.legal {
			why = first.verdict() + ": a server that has nothing else to do turns a request away"
		}
		if why != "" {
			f.tally.Unwanted[why+" (alone)"]++
		}
	}
	ctx, cancel := context.WithTimeout(ctx, o.lasts)
	defer cancel()
	var workers sync.WaitGroup
	var number atomic.Int64
	for range connections {
		workers.Go(func() {
			for !over(ctx) {
				if a.run != nil {
					if err := a.run(ctx, f); err != nil && !over(ctx) {
						f.count(trouble(err))
						time.Sleep(time.Millisecond) // such as when no more connections can be had
					}
					continue
				}
				if got := f.send(ctx, a.request(int(number.Add(1)))); !over(ctx) {
					f.take(got, a.want)
				} else {
					f.count(unanswered)
				}
			}
		})
	}
	workers.Wait()
	f.client.CloseIdleConnections()
	f.tally.P50, f.tally.P99 = target.Percentile(f.times, 50), target.Percentile(f.times, 99)
	return json.NewEncoder(os.Stdout).Encode(f.tally)
}

// over tells whether the time of an attack is over. Connections notice that a little before their
// context does.
func over(ctx context.Context) bool {
	end, ends := ctx.Deadline()
	return ctx.Err() != nil || ends && !time.Now().Before(end)
}
