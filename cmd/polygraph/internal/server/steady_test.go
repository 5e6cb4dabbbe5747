package server

import (
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// A socket whose client takes nothing, or hardly anything, is closed; one that takes its time is
// not.
func TestSocketsMustBeRead(t *testing.T) {
	for _, c := range []struct {
		name  string
		every time.Duration // in which the client takes 1 KiB; 0 for never
		why   error
	}{
		{"nothing", 0, os.ErrDeadlineExceeded},
		{"1 KiB a second", time.Second, os.ErrDeadlineExceeded}, // not a piece in its time
		{"8 KiB a second", time.Second / 8, errTooSlow},
		{"32 KiB a second", time.Second / 32, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, conn := net.Pipe()
				var reading sync.WaitGroup
				defer func() { _ = client.Close(); reading.Wait() }()
				if c.every > 0 {
					reading.Go(func() {
						for buffer := make([]byte, 1<<10); ; time.Sleep(c.every) {
							if _, err := io.ReadFull(client, buffer); err != nil {
								return
							}
						}
					})
				}
				steadied := &steadyConn{Conn: conn, steady: steadyWriter{w: conn, deadline: conn.SetWriteDeadline, patience: writeTime}}
				n, err := steadied.Write(make([]byte, 1<<20))
				if !errors.Is(err, c.why) || err == nil && n != 1<<20 {
					t.Errorf("%d bytes, %v; want %v", n, err, c.why)
				}
				_ = client.SetWriteDeadline(time.Now().Add(time.Second)) // nobody reads what is still open
				if _, after := client.Write([]byte{0}); c.why != nil && !errors.Is(after, io.ErrClosedPipe) {
					t.Errorf("it is still open: %v", after)
				}
			})
		})
	}
}

// Between two pieces there is no deadline where one would end what is quiet.
func TestDeadlinesLapseBetweenPieces(t *testing.T) {
	for _, lapses := range []bool{true, false} {
		var last time.Time
		steady := steadyWriter{w: io.Discard, patience: time.Second, lapses: lapses, deadline: func(deadline time.Time) error {
			last = deadline
			return nil
		}}
		if _, err := steady.Write([]byte("a")); err != nil || last.IsZero() != lapses {
			t.Errorf("lapses %t: %v, the deadline is %v", lapses, err, last)
		}
	}
}
