package server

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"
)

// flowing sends what is streamed while more of it is made, so that who takes it slowly holds up
// nothing but himself, and gives up on who takes nothing. How much is made is bounded where it is
// made; of a stream without an end no more is made than is taken (keepStep).
//
// Write and Flush may be called from any number of goroutines, until end is.
type flowing struct {
	http.ResponseWriter
	control *http.ResponseController
	failed  context.CancelFunc // ends what is made for nobody
	done    chan struct{}      // closed when all is sent, or nothing will be

	mu      sync.Mutex
	changed *sync.Cond
	text    []byte // that is not being sent yet
	begun   bool   // whether anything was written
	flush   bool
	sending bool
	inStep  bool
	ended   bool
	err     error
}

func newFlowing(w http.ResponseWriter, failed context.CancelFunc) *flowing {
	f := &flowing{ResponseWriter: w, control: http.NewResponseController(w), failed: failed, done: make(chan struct{})}
	f.changed = sync.NewCond(&f.mu)
	go f.send()
	return f
}

var errEnded = errors.New("the stream has ended")

type flowKey struct{}

// flowOf is what an operation is streamed to; nil where it is sent in one piece, or over a socket.
func flowOf(ctx context.Context) *flowing {
	flow, _ := ctx.Value(flowKey{}).(*flowing)
	return flow
}

// keepStep makes each write wait until it is sent.
func (f *flowing) keepStep() {
	if f != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.inStep = true
	}
}

func (f *flowing) Write(text []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return 0, f.err
	}
	f.text, f.begun = append(f.text, text...), true
	f.changed.Broadcast()
	for f.inStep && f.err == nil && (len(f.text) > 0 || f.sending) {
		f.changed.Wait()
	}
	return len(text), f.err
}

// WriteHeader is for before the first write; who fails later has nothing more to say.
func (f *flowing) WriteHeader(status int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.begun {
		f.ResponseWriter.WriteHeader(status)
	}
}

// Flush has the client see what was written.
func (f *flowing) Flush() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.flush = true
	f.changed.Broadcast()
}

// end waits until all has been sent, or nothing will be.
func (f *flowing) end() {
	f.mu.Lock()
	f.ended = true
	f.changed.Broadcast()
	f.mu.Unlock()
	<-f.done
}

// send sends what is written, in pieces each of which must be taken within writeTime.
func (f *flowing) send() {
	defer close(f.done)
	steady := steadyWriter{w: f.ResponseWriter, deadline: f.control.SetWriteDeadline, patience: writeTime}
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.err == nil {
		for len(f.text) == 0 && !f.flush && !f.ended {
			_ = f.control.SetWriteDeadline(time.Time{}) // over HTTP/2 one ends what is quiet, too
			f.changed.Wait()
		}
		_ = f.control.SetWriteDeadline(time.Now().Add(writeTime))
		if len(f.text) == 0 && !f.flush {
			f.err = errEnded
			f.changed.Broadcast() // to who writes although it is over
			return
		}
		text, flush := f.text, f.flush
		f.text, f.flush, f.sending = nil, false, true
		f.mu.Unlock()
		var err error
		for piece := range slices.Chunk(text, steadyPiece) {
			if _, err = steady.Write(piece); err != nil {
				break
			}
		}
		if err == nil && flush {
			err = f.control.Flush()
		}
		f.mu.Lock()
		if f.sending, f.err = false, err; err != nil {
			f.failed()
		}
		f.changed.Broadcast()
	}
}
