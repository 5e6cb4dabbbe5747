package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// quadsRead is how a whole graph was read.
type quadsRead struct {
	loader.QuadReport
	Seconds        float64 `json:"seconds"`
	QuadsPerSecond int     `json:"quadsPerSecond"`
	BytesPerSecond int     `json:"bytesPerSecond"`
}

// readQuads opens a store that begins with the graph of --quads.
func (f *dataFlags) readQuads(ctx context.Context, errOut io.Writer) (*graph.Store, *loader.Report, error) {
	if len(f.folders) > 0 {
		return nil, nil, usageError{errors.New("--quads is a whole graph, to which --data adds nothing; give one of them")}
	}
	if err := f.checkBase(); err != nil {
		return nil, nil, err
	}
	text, size, err := f.openQuads()
	if err != nil {
		return nil, nil, usageError{err}
	}
	defer func() { _ = text.Close() }()
	file := loader.QuadFile{Name: f.quads, Base: f.base}
	packed := &counted{Reader: text}
	done := func() {}
	if isTerminal(errOut) {
		file.Progress, done = quadsBar(errOut, packed, size)
	}
	// What is read is nearly all kept, and holds no pointers: to collect garbage often costs
	// little, and saves the half of the memory that would lie about otherwise.
	defer debug.SetGCPercent(debug.SetGCPercent(readingGarbage))
	begun := time.Now()
	view, read, err := file.Read(ctx, packed)
	done()
	if err != nil {
		return nil, nil, err
	}
	seconds := time.Since(begun).Seconds()
	f.read = quadsRead{QuadReport: read, Seconds: seconds, QuadsPerSecond: int(float64(read.Quads) / seconds), BytesPerSecond: int(float64(read.Bytes) / seconds)}
	counts := view.Counts()
	if counts.Things() == 0 && read.Quads > 0 {
		if _, err := fmt.Fprintf(errOut, "%s describes nothing of polygraph's vocabulary behind the base %s; where its IRIs have another base, give that as --base\n", f.quads, f.base); err != nil {
			return nil, nil, err
		}
	}
	return graph.NewStore(view), &loader.Report{
		Sources:    []loader.Contribution{{Name: f.quads, Files: 1, Documents: counts.Documents, Claims: counts.Claims}},
		Claims:     loader.Change{Added: counts.Claims},
		Quads:      loader.Change{Added: read.Quads},
		Generation: view.Generation(),
	}, nil
}

// readingGarbage is how much garbage there may be while a graph is read, in percent of what
// is in use.
const readingGarbage = 25

// openQuads opens the file, and tells its size; 0 where that is not known.
func (f *dataFlags) openQuads() (io.ReadCloser, int64, error) {
	name := f.quads
	if name == "-" {
		return io.NopCloser(f.in()), 0, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, 0, fmt.Errorf("the file of --quads cannot be read: %w", err)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fmt.Errorf("%s is a folder; --quads names one file, --data a folder", name)
	}
	if err != nil {
		_ = file.Close()
		return nil, 0, err
	}
	return file, info.Size(), nil
}

// counted counts what is read of a file.
type counted struct {
	io.Reader
	bytes atomic.Int64 // told while another goroutine reads
}

func (c *counted) Read(into []byte) (int, error) {
	n, err := c.Reader.Read(into)
	c.bytes.Add(int64(n))
	return n, err
}

// quadsBar draws how much of the file is read, and how fast.
func quadsBar(w io.Writer, packed *counted, size int64) (func(quads int, bytes int64), func()) {
	begun := time.Now()
	if size == 0 {
		size = -1 // which draws a spinner
	}
	bar := progressbar.NewOptions64(size, progressbar.OptionSetWriter(w), progressbar.OptionShowBytes(true), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(patience/3), progressbar.OptionClearOnFinish())
	return func(quads int, bytes int64) {
		seconds := time.Since(begun).Seconds()
		bar.Describe(fmt.Sprintf("%d quads, %.0f quads/s, %.0f MB/s of N-Quads", quads, float64(quads)/seconds, float64(bytes)/seconds/1e6))
		_ = bar.Set64(packed.bytes.Load())
	}, func() { _ = bar.Finish() }
}

// printQuads reports what a whole graph holds and how fast it was read.
func (f *dataFlags) printQuads(w io.Writer, view *graph.View, asJSON bool) error {
	counts, unsupported := view.Counts(), view.Unsupported()
	if asJSON {
		return printJSON(w, struct {
			quadsRead
			Things      int `json:"things"`
			Edges       int `json:"edges"`
			Claims      int `json:"claims"`
			Unsupported int `json:"edgesThatNothingStates"`
		}{f.read, counts.Things(), counts.Edges, counts.Claims, unsupported})
	}
	_, err := fmt.Fprintf(w, "%s: %d quads, %d things, %d edges, %d claims.\nRead in %.2f s: %d quads/s, %.0f MB/s of N-Quads.\n",
		f.quads, f.read.Quads, counts.Things(), counts.Edges, counts.Claims, f.read.Seconds, f.read.QuadsPerSecond, float64(f.read.BytesPerSecond)/1e6)
	if err == nil && f.read.Repeated > 0 {
		_, err = fmt.Fprintf(w, "%d quads stood there again and were left out.\n", f.read.Repeated)
	}
	if err == nil && unsupported > 0 {
		_, err = fmt.Fprintf(w, "%d edges have neither a claim nor a curated quad that states them: nobody can check those.\n", unsupported)
	}
	return err
}
