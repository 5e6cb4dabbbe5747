// Stores measures a store of polygraph's, in a process of its own: how long it takes to keep a
// graph, to read it again, and to make a small change durable and seen by another process's
// Store. It prints JSON, in the form of bench/results:
//
//	go run ./bench/stores --store bbolt:/tmp/new.db big.nq.gz
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/polygraph-kg/polygraph/bench/results"
	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/bbolt"
	"github.com/polygraph-kg/polygraph/graph/postgres"
	"github.com/polygraph-kg/polygraph/loader"
)

func main() {
	flags := flag.NewFlagSet("stores", flag.ExitOnError) // without the flags of packages
	url := flags.String("store", "", "bbolt:FILE or postgres://…, empty as yet")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	found, err := measure(context.Background(), *url, flags.Arg(0))
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(found)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func open(url string) (graph.Journal, error) {
	if file, is := strings.CutPrefix(url, "bbolt:"); is {
		return bbolt.Open(file, true), nil
	}
	return postgres.Open(url, true)
}

// store is a Store on the journal, as each process has one.
func store(ctx context.Context, url string) (*graph.Store, error) {
	journal, err := open(url)
	if err != nil {
		return nil, err
	}
	return graph.OpenStore(ctx, journal, graph.StoreOptions{})
}

func measure(ctx context.Context, url, name string) (found results.Process, err error) {
	file, err := os.Open(name)
	if err != nil {
		return found, err
	}
	view, _, err := loader.QuadFile{Name: name}.Read(ctx, bufio.NewReader(file))
	if err != nil {
		return found, err
	}
	scheme, _, _ := strings.Cut(url, ":")
	took := func(what string, quads int, begun time.Time) {
		found.Loads = append(found.Loads, results.Load{System: "polygraph, " + scheme, What: what, Quads: quads, Seconds: time.Since(begun).Seconds()})
	}
	loading, err := store(ctx, url)
	if err != nil {
		return found, err
	}
	defer func() { _ = loading.Close() }()
	begun := time.Now()
	if _, _, err = loading.Replace(ctx, name, view); err != nil {
		return found, err
	}
	took("a View to the store, durably", view.Size(), begun)
	begun = time.Now()
	following, err := store(ctx, url)
	if err != nil {
		return found, err
	}
	took("the store to a View", view.Size(), begun)
	defer func() { _ = following.Close() }()
	if following.View().Fingerprint() != view.Fingerprint() {
		return found, fmt.Errorf("%s gives back another graph", url)
	}
	return found, nil
}
