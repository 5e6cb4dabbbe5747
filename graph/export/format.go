package export

import (
	"archive/zip"
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"os/exec"
	"strings"

	"github.com/polygraph-kg/polygraph/graph"
)

// Format is one row of the table of formats.
type Format struct {
	Name      string // as people type it
	Title     string
	For       string // what opens it
	MediaType string
	Extension string // of a file, with its dot
	// Files are the names of those that the format consists of, where it is not one;
	// they are written into a .zip or a folder.
	Files []string
	// Claims tells whether claims are nodes unless it is asked otherwise.
	Claims bool
	// Limit is how large a graph the format can hold; a format without one streams,
	// and needs no more memory for a large graph than for a small one.
	Limit Limit
	// Needs is the program without which the format cannot be written, as the command
	// that runs it; most need none.
	Needs string

	write func(*job) error
}

// Limit bounds what a format is good for. Zero is no bound.
type Limit struct {
	Nodes, Edges int
	Rows         int // of one sheet, its header included
}

// String tells the bound to people.
func (l Limit) String() string {
	switch {
	case l == Limit{}:
		return "any size"
	case l.Rows > 0:
		return fmt.Sprintf("up to %d rows a sheet", l.Rows)
	}
	return fmt.Sprintf("up to %d nodes, %d edges", l.Nodes, l.Edges)
}

// Streams tells whether the format needs no more memory for a large graph than for a
// small one.
func (f Format) Streams() bool { return f.Limit == Limit{} }

// Formats is the table of formats, as they are listed to people.
func Formats() []Format { return formats }

// LookupFormat finds a format by its name.
func LookupFormat(name string) (Format, error) {
	for _, f := range formats {
		if f.Name == name || graph.Constant(f.Name) == name { // as in the GraphQL schema
			return f, nil
		}
	}
	return Format{}, invalid("%.40q is no format; the formats are %s", name, strings.Join(Names(), ", "))
}

// Names are the names of all formats.
func Names() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	return names
}

// Options say how a piece of the graph is written.
type Options struct {
	// Languages are those of labels, the best first, as graph.Fallback orders them.
	Languages []string
	// Base stands before IRIs of our own; graph.DefaultBase when empty.
	Base string
	// Progress is told how many of all nodes and edges, or quads, are written. It may
	// be nil.
	Progress func(done, total int)
}

// Archive holds the files of a format that consists of several. Each is written
// before the next is created.
type Archive interface {
	Create(name string) (io.Writer, error)
}

// Write writes the piece of the graph in one stream; a format of several files as a
// .zip of them. The same graph, piece and options give the same bytes. It ends early,
// with the error of the context, when nobody waits any more.
func (f Format) Write(ctx context.Context, w io.Writer, s *graph.Selection, o Options) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	if len(f.Files) == 0 {
		if err := f.run(ctx, single{buffered}, s, o); err != nil {
			return err
		}
		return buffered.Flush()
	}
	packed := zip.NewWriter(buffered)
	if err := f.run(ctx, packed, s, o); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return err
	}
	return buffered.Flush()
}

// WriteFiles is Write for a format of several files, each on its own.
func (f Format) WriteFiles(ctx context.Context, a Archive, s *graph.Selection, o Options) error {
	return f.run(ctx, a, s, o)
}

// single is the archive of a format that is one file.
type single struct{ io.Writer }

func (s single) Create(string) (io.Writer, error) { return s.Writer, nil }

// Check tells whether the format can hold the piece. A selection that it cannot hold
// is an error that says what to do.
func (f Format) Check(s *graph.Selection) error {
	if f.Limit.Nodes == 0 && f.Limit.Edges == 0 {
		return nil // it streams, or counts for itself
	}
	things, edges, claims := s.Size()
	nodes := things + claims
	edges += claimLinks * claims
	for _, bound := range []struct {
		have, most int
		of         string
	}{{nodes, f.Limit.Nodes, "nodes"}, {edges, f.Limit.Edges, "edges"}} {
		if bound.most > 0 && bound.have > bound.most {
			return invalid("%s holds %d %s at most, and this piece of the graph has %d; choose less of it, or a format without such a bound, as graphml is", f.Name, bound.most, bound.of, bound.have)
		}
	}
	return nil
}

func (f Format) run(ctx context.Context, a Archive, s *graph.Selection, o Options) error {
	if err := f.Check(s); err != nil {
		return err
	}
	if o.Base == "" {
		o.Base = graph.DefaultBase
	}
	if o.Languages == nil {
		o.Languages = graph.Fallback()
	}
	j := &job{ctx: ctx, archive: a, piece: s, Options: o}
	if err := f.write(j); err != nil {
		return err
	}
	return j.ended()
}

// job is the writing of one piece of the graph.
type job struct {
	Options
	ctx     context.Context
	archive Archive
	piece   *graph.Selection
	done    int
	total   int
}

// create begins the file, or the next of the files.
func (j *job) create(name string) (io.Writer, error) { return j.archive.Create(name) }

// ended is the reason why nobody waits any more.
func (j *job) ended() error {
	if err := j.ctx.Err(); err != nil {
		return &graph.Error{Code: graph.CodeUnavailable, Message: "the export was given up", Cause: err}
	}
	return nil
}

// patience is after how many items the context is looked at and progress told; more often others
// may go first, as some items take long.
const (
	patience = 512
	stride   = 32
)

// pausing lets others go first before each piece that is written to what is no client.
type pausing struct {
	io.Writer
	pause func()
}

func (j *job) pausing(w io.Writer) io.Writer {
	if pause := graph.PauseOf(j.ctx); pause != nil {
		return pausing{w, pause}
	}
	return w
}

func (p pausing) Write(piece []byte) (int, error) {
	p.pause()
	return p.Writer.Write(piece)
}

// each passes items on as long as somebody waits for them. What has been passed on
// before stays written; who writes asks ended when it is through.
func each[T any](j *job, items iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		pause := graph.PauseOf(j.ctx)
		for item := range items {
			if j.done++; j.done%stride == 0 && pause != nil {
				pause()
			}
			if j.done%patience == 0 {
				if j.ctx.Err() != nil {
					return
				}
				if j.Progress != nil {
					j.Progress(j.done, j.total)
				}
			}
			if !yield(item) {
				return
			}
		}
	}
}

// quads are those of the piece, in order of graph, subject, predicate and object.
func (j *job) quads() iter.Seq[graph.Quad] {
	j.countQuads()
	return each(j, j.piece.Quads())
}

func (j *job) countQuads() {
	if j.Progress != nil {
		j.total = j.piece.View().Size() // more than a piece has: the bar jumps at its end
	}
}

// Available tells whether the program that the format needs, if any, is there.
func (f Format) Available() bool {
	if f.Needs == "" {
		return true
	}
	_, err := exec.LookPath(f.Needs)
	return err == nil
}
