// Cayley measures one of Cayley's own stores, in a process of its own: how long it takes
// to load N-Quads and how much memory it then has, and how long one and two relations take
// to be followed. It prints JSON, in the form of bench/results:
//
//	go run . --store leveldb --hops hops.json big.nq.gz
//
// It is a module of its own, and uses no package of polygraph: nothing else needs what
// these stores need.
package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv"         // registers those of hidalgo that are there
	_ "github.com/cayleygraph/cayley/graph/kv/bolt"    // brings hidalgo's
	_ "github.com/cayleygraph/cayley/graph/kv/leveldb" // brings hidalgo's
	_ "github.com/cayleygraph/cayley/graph/memstore"   // registers it
	"github.com/cayleygraph/cayley/graph/path"
	_ "github.com/cayleygraph/cayley/graph/sql/postgres" // registers it
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

func main() {
	flags := flag.NewFlagSet("cayley", flag.ExitOnError) // without the flags of packages
	store := flags.String("store", "memstore", "memstore, leveldb, bolt or postgres")
	address := flags.String("address", "", "of an empty database, for postgres")
	durable := flags.Bool("durable", false, "wait for the disk")
	walks := flags.String("hops", "", "file that names from where relations are followed")
	_ = flags.Parse(os.Args[1:]) // which ends the program where they are wrong
	if err := run(context.Background(), place{*store, *address, *durable}, flags.Arg(0), *walks); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// place is where quads are to be kept.
type place struct {
	store   string
	address string
	durable bool
}

func (p place) what() string {
	if p.durable {
		return "packed N-Quads, durably"
	}
	return "packed N-Quads"
}

func run(ctx context.Context, p place, name, walks string) error {
	qs, remove, err := p.open()
	if err != nil {
		return err
	}
	defer remove()
	begun := time.Now()
	quads, err := load(qs, name)
	if err != nil {
		return err
	}
	seconds := time.Since(begun).Seconds()
	system := "Cayley, " + p.store
	one := loaded{System: system, What: p.what(), Quads: quads, Seconds: seconds}
	if !p.durable { // else what it takes lies on a disk
		one.Peak, one.Live = peak(), live()
	}
	found := process{Loads: []loaded{one}}
	if walks != "" {
		if found.Hops, err = measure(ctx, system, qs, walks); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(found)
}

// open opens an empty store; a persistent one in a folder that remove removes.
func (p place) open() (qs graph.QuadStore, remove func(), err error) {
	switch p.store {
	case "memstore":
		qs, err = graph.NewQuadStore(p.store, "", nil)
		return qs, func() {}, err
	case "postgres":
		if err := graph.InitQuadStore(p.store, p.address, nil); err != nil {
			return nil, nil, err
		}
		qs, err = graph.NewQuadStore(p.store, p.address, nil)
		return qs, func() { _ = qs.Close() }, err
	}
	folder, err := os.MkdirTemp("", "polygraph-bench-cayley-")
	if err != nil {
		return nil, nil, err
	}
	options := graph.Options{"nosync": !p.durable}
	if err := graph.InitQuadStore(p.store, folder, options); err != nil {
		return nil, nil, err
	}
	qs, err = graph.NewQuadStore(p.store, folder, options)
	return qs, func() {
		_ = qs.Close()
		_ = os.RemoveAll(folder)
	}, err
}

// load reads the file into the store, in batches as Cayley's own command does.
func load(qs graph.QuadStore, name string) (int, error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return 0, err
	}
	writer, err := qs.NewQuadWriter()
	if err != nil {
		return 0, err
	}
	quads, err := quad.CopyBatch(writer, nquads.NewReader(unpacked, true), quad.DefaultBatch)
	if err != nil {
		return quads, err
	}
	return quads, writer.Close()
}

// base is what IRIs of the graph begin with.
const base = "https://polygraph.example/id/"

const prioritises quad.IRI = base + "vocabulary#prioritises"

// follow counts the different things to which relations lead. Nil is any named graph.
func follow(ctx context.Context, qs graph.QuadStore, w walk) (int, error) {
	p := path.StartPath(qs, quad.IRI(base+w.From)).LabelContext(nil)
	if w.Hops == 2 {
		p = p.Out(prioritises)
	}
	count := 0
	err := p.In(prioritises).Unique().Iterate(ctx).EachValue(qs, func(quad.Value) { count++ })
	return count, err
}
