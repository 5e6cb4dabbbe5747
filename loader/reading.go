package loader

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/polygraph-kg/polygraph/graph"
)

// fileContents are what one file holds.
type fileContents struct {
	contents
	faults Faults
	err    error // the file could not be opened
}

// readAll reads files on all processors, and hands each on in the order of the
// list, so that a load does the same in every run. It ends at the first file that
// cannot be opened.
func readAll(ctx context.Context, sources []Source, files []dataFile, take func(dataFile, *fileContents)) error {
	var readers sync.WaitGroup
	defer readers.Wait() // nothing reads a source once the load is over
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	read := make([]chan *fileContents, len(files))
	numbers := make(chan int, len(files))
	for i := range files {
		read[i] = make(chan *fileContents, 1)
		numbers <- i
	}
	close(numbers)
	for range min(len(files), runtime.GOMAXPROCS(0)) {
		readers.Go(func() {
			for i := range numbers {
				read[i] <- readFile(ctx, files[i], i, cmp.Or(sources[files[i].source].Base, graph.DefaultBase))
			}
		})
	}
	for i, f := range files {
		file := <-read[i]
		if err := cmp.Or(file.err, ctx.Err()); err != nil {
			return err
		}
		take(f, file)
	}
	return nil
}

// byteOrderMark is what some programs put before UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")

func readFile(ctx context.Context, f dataFile, number int, base string) *fileContents {
	if err := ctx.Err(); err != nil {
		return &fileContents{err: err}
	}
	text, tooLong, err := readWhole(f.files, f.path)
	if err != nil {
		return &fileContents{err: fmt.Errorf("read %s: %w", f.name(), err)}
	}
	c := &fileContents{}
	r := reader{file: f.name(), number: number, base: base, faults: &c.faults}
	if tooLong {
		c.unread = true
		r.faultAt(Position{File: r.file}, "split it, or read a whole graph with --quads", "the file is longer than %d bytes", largestFile)
		return c
	}
	formats[f.extension()](&c.contents, r, bytes.TrimPrefix(text, byteOrderMark))
	return c
}

// add joins what another file holds.
func (c *contents) add(other contents) {
	c.things = append(c.things, other.things...)
	c.claims = append(c.claims, other.claims...)
	c.references = append(c.references, other.references...)
	c.unread = c.unread || other.unread
}
