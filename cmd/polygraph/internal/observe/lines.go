package observe

import (
	"io"
	"sync"
)

// maxPending bounds the lines that wait to be written, in bytes.
const maxPending = 4 << 20

// Lines writes lines from a goroutine of its own, as many at once as have come meanwhile, so
// that no request waits for a disk or for whoever reads the log. Where they come faster than
// they can be written, some are lost, and it is told how many. Safe for concurrent use.
type Lines struct {
	out     io.Writer
	tell    func(lost int)
	arrived chan struct{} // holds a token while there is something to write
	written chan struct{} // closed when all is written and no more can come

	mu      sync.Mutex
	pending []byte
	lost    int
	closed  bool
}

// NewLines begins to write; Close must be called. Tell is called from one goroutine.
func NewLines(out io.Writer, tell func(lost int)) *Lines {
	l := &Lines{out: out, tell: tell, arrived: make(chan struct{}, 1), written: make(chan struct{})}
	go l.write()
	return l
}

// Write takes one line, and never fails: nobody could do anything about it.
func (l *Lines) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed || len(l.pending)+len(line) > maxPending {
		l.lost++
		return len(line), nil
	}
	l.pending = append(l.pending, line...)
	select {
	case l.arrived <- struct{}{}:
	default:
	}
	return len(line), nil
}

func (l *Lines) write() {
	defer close(l.written)
	var batch []byte
	for range l.arrived {
		l.mu.Lock()
		batch, l.pending = l.pending, batch[:0]
		lost := l.lost
		l.lost = 0
		l.mu.Unlock()
		_, _ = l.out.Write(batch)
		if lost > 0 {
			l.tell(lost)
		}
	}
}

// Close writes what is pending. Lines that come later are lost.
func (l *Lines) Close() error {
	l.mu.Lock()
	if !l.closed {
		l.closed = true
		close(l.arrived)
	}
	l.mu.Unlock()
	<-l.written
	return nil
}

// Whole lets several goroutines write whole lines to one writer.
func Whole(out io.Writer) io.Writer { return &whole{out: out} }

type whole struct {
	mu  sync.Mutex
	out io.Writer
}

func (w *whole) Write(lines []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.out.Write(lines)
}
