// Soak finds out how much the real program can answer at most, then asks 80 % of that for a
// long time while the data change, checks every answer, and tells whether memory, goroutines
// and file handles stay as they are:
//
//	go run ./bench/soak --binary bin/polygraph --for 1h
//
// An answer that is wrong, an error, or growth ends it with status 1. It wants Linux.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/polygraph-kg/polygraph/bench/target"
)

// config is what the flags say.
type config struct {
	binary, serve, out, page           string
	lasts, find, look, change          time.Duration
	share                              float64
	rate, connections, addresses, subs int
	publish                            bool
}

func main() {
	var c config
	flags := flag.NewFlagSet("soak", flag.ExitOnError) // without the flags of packages
	flags.StringVar(&c.binary, "binary", "bin/polygraph", "the program to ask")
	flags.StringVar(&c.serve, "serve", "", "more flags for polygraph serve, with spaces between")
	flags.StringVar(&c.out, "out", "", "file for the results, as JSON")
	flags.DurationVar(&c.lasts, "for", time.Hour, "how long to ask")
	flags.DurationVar(&c.find, "find", 10*time.Second, "how long to look for the peak before")
	flags.DurationVar(&c.look, "look", 10*time.Second, "how often to look at memory, goroutines and handles")
	flags.DurationVar(&c.change, "change", 3*time.Second, "how often the data change")
	flags.Float64Var(&c.share, "share", 0.8, "which part of the peak to ask")
	flags.IntVar(&c.rate, "rate", 0, "requests a second, in place of a part of the peak")
	flags.IntVar(&c.connections, "connections", 32, "connections, at most")
	flags.IntVar(&c.addresses, "addresses", 32, "addresses of the loopback that they come from")
	flags.IntVar(&c.subs, "subscriptions", 10, "subscriptions that are open all the while")
	flags.BoolVar(&c.publish, "publish", false, "write the results of --out into --page, and ask nothing")
	flags.StringVar(&c.page, "page", "docs/siege.md", "page for --publish")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, c); err != nil {
		fmt.Fprintln(os.Stderr, err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, c config) error {
	if c.publish {
		return publish(c.out, c.page)
	}
	if c.connections < 1 || c.addresses < 1 || c.addresses > 250 || c.share <= 0 || c.lasts < time.Second || c.look <= 0 || c.change <= 0 {
		return errors.New("--connections is 1 at least, --addresses 1 to 250, --for 1s at least; the other times and --share are more than nothing")
	}
	folder, err := os.MkdirTemp("", "polygraph-soak-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	changes := &changes{folder: folder}
	if err := changes.make(); err != nil {
		return err
	}
	server, err := target.Start(ctx, c.binary, append([]string{"--data", folder, "--watch"}, strings.Fields(c.serve)...)...)
	if err != nil {
		return err
	}
	defer server.Close()
	mix, err := newMix(ctx, server, changes)
	if err != nil {
		return err
	}
	go changes.goOn(ctx, c.change)
	visitors := spread(c.addresses, c.connections)
	r := results{Command: strings.Join(os.Args[1:], " "), Date: time.Now().Format(time.DateOnly)}
	if r.PerSecond = c.rate; r.PerSecond == 0 {
		if r.Peak, err = peak(ctx, visitors, mix, c); err != nil {
			return err
		}
		r.PerSecond = max(1, int(c.share*r.Peak))
		fmt.Printf("the peak is %.0f requests a second; %d are asked\n", r.Peak, r.PerSecond)
	}
	r.Seconds, r.Subscriptions = c.lasts.Seconds(), c.subs
	streams := subscribe(ctx, server.URL, c.subs)
	samples := make(chan []sample, 1)
	timed, cancel := context.WithTimeout(ctx, c.lasts)
	defer cancel()
	go func() { samples <- watch(timed, server, c.look) }()
	r.Visits = target.Visit(timed, visitors, r.PerSecond, c.connections, mix.next)
	r.Samples = <-samples
	r.Changes = changes.done()
	r.Events, r.WrongEvents, r.Streams = streams()
	visitors.close()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	r.judge(server.Stop(30*time.Second), server.Log())
	fmt.Print(r.text())
	if c.out != "" {
		if err := r.write(c.out); err != nil {
			return err
		}
	}
	if len(r.Broken) > 0 {
		return fmt.Errorf("promises were broken: %s", strings.Join(r.Broken, "; "))
	}
	return nil
}
