package server

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// taker is a response that is taken as slowly as somebody likes.
type taker struct {
	http.ResponseWriter
	take     chan struct{}
	text     strings.Builder
	flushes  int
	statuses int
	deadline time.Time
	err      error
}

func (t *taker) WriteHeader(int) { t.statuses++ }

func (t *taker) SetWriteDeadline(deadline time.Time) error {
	t.deadline = deadline
	return nil
}

func (t *taker) Write(text []byte) (int, error) {
	<-t.take
	if t.err != nil {
		return 0, t.err
	}
	return t.text.Write(text)
}

func (t *taker) FlushError() error {
	t.flushes++
	return nil
}

func (t *taker) Header() http.Header { return http.Header{} }

// What is streamed to somebody slow is made meanwhile, and all of it is sent in the end.
func TestStreamsAreMadeWhileTheyAreSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := &taker{take: make(chan struct{})}
		out := newFlowing(slow, func() {})
		for _, part := range []string{"a", "b", "c"} {
			if _, err := io.WriteString(out, part); err != nil {
				t.Fatal(err)
			}
			out.Flush()
		}
		synctest.Wait()
		if slow.text.Len() > 0 {
			t.Errorf("%s was taken", slow.text.String())
		}
		go func() {
			time.Sleep(time.Second)
			close(slow.take)
		}()
		out.end()
		if slow.text.String() != "abc" || slow.flushes == 0 {
			t.Errorf("%q was taken, %d flushes", slow.text.String(), slow.flushes)
		}
	})
}

// Of a stream without an end no more is made than is taken.
func TestStreamsKeepStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := &taker{take: make(chan struct{})}
		out := newFlowing(slow, func() {})
		out.keepStep()
		made := 0
		go func() {
			for range 3 {
				_, _ = io.WriteString(out, "a")
				made++
			}
		}()
		synctest.Wait()
		for taken := range 3 {
			if made != taken {
				t.Errorf("%d are made when %d are taken", made, taken)
			}
			slow.take <- struct{}{}
			synctest.Wait()
		}
		out.end()
	})
}

// Who takes nothing ends what is made for him.
func TestStreamsEndWithoutTheirClients(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	gone := &taker{take: make(chan struct{}), err: errors.New("gone")}
	close(gone.take)
	out := newFlowing(gone, cancel)
	_, _ = io.WriteString(out, "a")
	<-ctx.Done()
	if _, err := io.WriteString(out, "b"); err == nil {
		t.Error("what is written for nobody is no error")
	}
	out.end()
}

// A stream may be quiet for as long as it likes: over HTTP/2 a deadline ends it although nothing
// is to be sent. What is sent has one.
func TestQuietStreamsHaveNoDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		slow := &taker{take: make(chan struct{})}
		out := newFlowing(slow, func() {})
		for range 2 {
			_, _ = io.WriteString(out, "a")
			synctest.Wait()
			if slow.deadline.IsZero() {
				t.Error("nobody waits for ever for a piece to be taken")
			}
			slow.take <- struct{}{}
			synctest.Wait()
			if !slow.deadline.IsZero() {
				t.Error("what is quiet has a deadline")
			}
		}
		out.end()
		if slow.deadline.IsZero() {
			t.Error("the end has no deadline")
		}
		if _, err := io.WriteString(out, "b"); err == nil {
			t.Error("something is written after the end")
		}
		out.WriteHeader(http.StatusInternalServerError)
		if slow.statuses > 0 {
			t.Error("a status is written behind what was sent")
		}
	})
}
