// Siege starts the real program, attacks it in every way that we know, and tells whether
// what docs/siege.md promises was kept; if not, it ends with status 1:
//
//	go run ./bench/siege --binary bin/polygraph --for 10s
//	go run ./bench/siege --only 'slow:' --same-address
//	go run ./bench/siege --attack 'body: 30 MB' --target http://127.0.0.1:8080
//
// Each attack meets a server of its own, unless --one-server is given. It comes from another address than the clients
// that behave well, or, with --same-address, from theirs. It wants Linux.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// config is what the flags say.
type config struct {
	binary, only, out, page, serve string
	lasts                          time.Duration
	connections, visits            int
	sameAddress, hard, oneServer   bool
	list, publish                  bool
	attack                         order // set in the process of an attack
}

func main() {
	var c config
	flags := flag.NewFlagSet("siege", flag.ExitOnError) // without the flags of packages
	flags.StringVar(&c.binary, "binary", "bin/polygraph", "the program to attack")
	flags.DurationVar(&c.lasts, "for", 10*time.Second, "how long each attack lasts")
	flags.StringVar(&c.only, "only", "", "only attacks whose names hold this text")
	flags.StringVar(&c.out, "out", "", "file for the results, as JSON; with --only, they replace those of the same attacks in it")
	flags.StringVar(&c.serve, "serve", "", "more flags for polygraph serve, with spaces between")
	flags.IntVar(&c.connections, "connections", 16, "connections of an attack that sends requests")
	flags.IntVar(&c.visits, "visits", 50, "requests a second of the clients that behave well")
	flags.BoolVar(&c.sameAddress, "same-address", false, "attack from the address of the clients that behave well")
	flags.BoolVar(&c.hard, "hard", false, "hold only to promises that no busy machine breaks: memory, failures, leaks, refusals; times are told")
	flags.BoolVar(&c.oneServer, "one-server", false, "let attacks meet the same server one after the other, as long as it stays sound: quicker")
	flags.BoolVar(&c.list, "list", false, "name the attacks")
	flags.BoolVar(&c.publish, "publish", false, "write the results of --out into --page, and attack nothing")
	flags.StringVar(&c.page, "page", "docs/siege.md", "page for --publish")
	flags.StringVar(&c.attack.name, "attack", "", "run this attack alone against --target, and print what came back as JSON")
	flags.StringVar(&c.attack.target, "target", "http://127.0.0.1:8080", "server for --attack")
	flags.StringVar(&c.attack.from, "from", "127.0.0.1", "address that the connections of --attack come from")
	flags.IntVar(&c.attack.pid, "pid", 0, "process of --target on this machine, to tell for how long one request of --attack keeps it busy")
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
	switch {
	case c.list:
		for _, a := range attacks() {
			fmt.Println(a.name)
		}
		fmt.Println(stopName)
		return nil
	case c.publish:
		return publish(c.out, c.page)
	case c.attack.name != "":
		c.attack.lasts, c.attack.connections = c.lasts, c.connections
		return attackAlone(ctx, c.attack)
	}
	return siege(ctx, c)
}

// flagsOf are those for the server that an attack meets.
func (c config) flagsOf(a attack) []string {
	return append(append([]string{}, a.serve...), strings.Fields(c.serve)...)
}
